import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const OUTSIDE = /^\/(?:api|healthz|readyz|metrics|assets)(?:\/|$)/

/** A person opening an address, rather than a script asking for a file. */
const isNavigation = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  (request.headers.accept ?? '').includes('text/html') &&
  !OUTSIDE.test(request.url.split('?')[0] ?? '')

/**
 * Serves the built web app. Its hashed files may be kept for ever, `index.html` never. Answers the function for addresses that are
 * no file: navigations get the app, which has its own router.
 */
export const serveWebApp = async (
  app: FastifyInstance,
  root: string | undefined,
): Promise<(request: FastifyRequest, reply: FastifyReply) => FastifyReply | null> => {
  if (root === undefined) return () => null
  await app.register(fastifyStatic, {
    root,
    index: false,
    // Files are looked for at request time: a rebuild does not need a restart.
    wildcard: true,
    prefix: '/',
    dotfiles: 'deny',
    cacheControl: false,
    allowedPath: (path) => !path.endsWith('/index.html') && !path.startsWith('/.'),
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // Read each time: it is small, and after a rebuild it names other files.
  const sendApp = (reply: FastifyReply): FastifyReply =>
    reply
      .code(200)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(createReadStream(join(root, 'index.html')))
  app.get('/', { schema: { hide: true } as object }, (_request, reply) => sendApp(reply))
  return (request, reply) => (isNavigation(request) ? sendApp(reply) : null)
}
