import type { ProblemCode } from '@gatehouse/contracts'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problemBody, ShellError } from './problems.ts'

/** Errors of the store by their names, as codes. */
const storeProblem = (error: Error & { readonly current?: unknown; readonly kind?: unknown }): ShellError | null => {
  if (error.name === 'StaleRevision') {
    const detail = 'Somebody else changed this meanwhile. Look at it as it is now, then try again.'
    return new ShellError('stale_revision', detail, { current: { revision: error.current ?? null } })
  }
  if (error.name === 'ProgramNotFound') return new ShellError('not_found', 'There is no such program, or you are not a member of it.')
  if (error.name === 'ConstraintViolation' && error.kind === 'unique')
    return new ShellError('key_taken', 'Something else has this key already.')
  if (error.name === 'DatabaseClosed')
    return new ShellError('unavailable', 'The server is shutting down.', { headers: { 'retry-after': '5' } })
  return null
}

const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'unavailable',
}
const DETAIL: Partial<Record<ProblemCode, string>> = {
  payload_too_large: 'The body is larger than this request may be.',
  unsupported_media_type: 'Send the body as application/json.',
  rate_limited: 'Too many requests. Wait a minute and try again.',
  unavailable: 'The server is too busy just now. Try again in a moment.',
}

/** What the framework and its plugins refuse: their texts are kept only where they help and hold nothing of ours. */
const frameworkProblem = (error: FastifyError): ShellError | null => {
  const code = CODE_OF_STATUS[error.statusCode ?? 500]
  if (code === undefined) return (error.statusCode ?? 500) < 500 ? new ShellError('bad_request', 'The request cannot be read.') : null
  return new ShellError(code, DETAIL[code] ?? `The request cannot be read: ${error.message}`)
}

const asProblem = (error: FastifyError): ShellError | null => {
  if (error instanceof ShellError) return error
  return storeProblem(error) ?? (error.code?.startsWith('FST_') === true || error.statusCode !== undefined ? frameworkProblem(error) : null)
}

const sendProblem = (reply: FastifyReply, error: ShellError): FastifyReply =>
  reply
    .code(error.status)
    .headers({ 'cache-control': 'no-store', ...error.headers })
    .type('application/problem+json')
    .send(problemBody(error.code, error.message, reply.request.id, error.issues, error.current))

const DENIALS: readonly ProblemCode[] = [
  'unauthenticated',
  'session_ended',
  'forbidden',
  'csrf',
  'not_a_reviewer',
  'not_an_owner',
  'self_approval',
]

const note = (request: FastifyRequest, error: ShellError): void => {
  if (!DENIALS.includes(error.code)) return
  const { metrics } = request.server.shell
  metrics.denied.inc({ code: error.code })
  const facts = {
    code: error.code,
    userId: request.granted?.actor?.userId ?? null,
    program: (request.params as { slug?: unknown } | undefined)?.slug ?? null,
    peer: request.ip,
  }
  request.log.warn({ ...facts, method: request.method, route: request.routeOptions.url }, 'denied')
}

const answerError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const known = asProblem(error)
  if (known !== null && known.status !== 500) {
    note(request, known)
    return sendProblem(reply, known)
  }
  request.server.shell.metrics.serverErrors.inc()
  request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed')
  return sendProblem(
    reply,
    new ShellError('internal', `Something went wrong on the server. Its log tells what, under request ${request.id}.`),
  )
}

/** Which methods a path has, to tell a wrong method (405) from a wrong path (404). */
const methodsOf = (app: FastifyInstance, path: string): string[] =>
  app.routeTable.filter(({ url }) => !url.includes('*') && patternOf(url).test(path)).map(({ method }) => method)
const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`)

/** Makes every error a problem document. `serveApp` answers navigations of the web app. */
export const handleErrors = (
  app: FastifyInstance,
  serveApp: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null,
): void => {
  app.setErrorHandler<FastifyError>(answerError)
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const methods = methodsOf(app, path)
    if (methods.length > 0) {
      const error = new ShellError('method_not_allowed', `${path} takes ${methods.join(', ')}.`, { headers: { allow: methods.join(', ') } })
      return sendProblem(reply, error)
    }
    return serveApp(request, reply) ?? sendProblem(reply, new ShellError('not_found', 'There is nothing at this address.'))
  })
}
