import type { FastifyRequest } from 'fastify'
import type { Config } from '../config/read-config.ts'
import { ShellError } from './problems.ts'
import type { Actor } from './route-context.ts'

const csrf = (detail: string): ShellError => new ShellError('csrf', detail)

const isOwnOrigin = (origin: string, request: FastifyRequest, publicUrl: string | null): boolean => {
  if (publicUrl !== null && origin === publicUrl) return true
  return URL.canParse(origin) && new URL(origin).host === request.headers.host
}

/**
 * A browser sends the session cookie by itself, so a write that relies on it must show that our own page made it: a same-origin
 * Origin or Sec-Fetch-Site. Requests with a token cannot be forged. Sign-in and the like carry no cookie yet, but would set one:
 * they are refused when the browser says that another site made them.
 */
export const refuseForgedRequests = (request: FastifyRequest, actor: Actor | null, config: Config): void => {
  if (request.method === 'GET' || request.method === 'HEAD' || actor?.token) return
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  if (site !== undefined && site !== 'same-origin') throw csrf('Another site made this request.')
  if (origin !== undefined && !isOwnOrigin(origin, request, config.publicUrl)) throw csrf('Another site made this request.')
  if (actor !== null && site === undefined && origin === undefined) {
    throw csrf('A write with a session cookie needs an Origin header. Scripts use an API token instead.')
  }
}
