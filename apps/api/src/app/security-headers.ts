import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config/read-config.ts'

/** Only our own files run; nobody frames us; nothing leaks where it was clicked. Styles are inline in the UI kit, scripts never. */
export const setSecurityHeaders = async (app: FastifyInstance, config: Config): Promise<void> => {
  const isHttps = config.publicUrl?.startsWith('https://') === true
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    xPoweredBy: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    // What the API answers belongs to one person; caches may keep it only where a route says so itself.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
}
