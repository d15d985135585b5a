import type { FastifyInstance } from 'fastify'
import { ShellError } from './problems.ts'

const TEXT_TYPES = ['text/plain', 'text/markdown', 'text/yaml', 'application/yaml', 'application/x-yaml']

/**
 * JSON is the only kind of body. Fastify's own text parser would let an unchecked body through, so it goes; routes that say so also
 * take bare text, which they get as `{text}` and parse like any other body.
 */
export const takeJsonBodies = (app: FastifyInstance): void => {
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser(TEXT_TYPES, { parseAs: 'string' }, (request, body, done) => {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    const isTaken = request.routeOptions.config.bareText?.includes(type) === true
    // A page of another site may send text/plain with the cookie and without asking; never with a token.
    const isForgeable = type === 'text/plain' && request.granted?.actor?.token == null
    if (!isTaken || isForgeable) done(new ShellError('unsupported_media_type', 'Send the body as application/json.'))
    else done(null, { text: body })
  })
}
