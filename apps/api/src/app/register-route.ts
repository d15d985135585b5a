import { problem, type Route, routes } from '@gatehouse/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { z } from 'zod'
import { ANSWERED, type Answer, RawAnswer, WithEtag } from './answers.ts'
import { checkAccess, type Granted } from './check-access.ts'
import { type KeptAnswer, readIdempotencyKey, runOnce } from './idempotency.ts'
import { ShellError, zodIssues } from './problems.ts'
import { etagOf, matchesEtag, readIfMatch } from './read-if-match.ts'
import { refuseForgedRequests } from './refuse-forged-requests.ts'
import type { RouteContext } from './route-context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on every route that went through `registerRoute`. */
    contract?: Route
    /** Content types whose bare text is taken as `{text}`. */
    bareText?: readonly string[]
  }
  interface FastifyRequest {
    granted: Granted | null
  }
}

export interface RouteOptions {
  /** Bytes; 1 MB unless said otherwise. */
  readonly bodyLimit?: number
  /** Content types beside JSON whose body is handed on as `{text: '…'}` and then parsed as the contract says. */
  readonly bareText?: readonly string[]
  /** Fields of the body that are secrets: not part of what is kept for Idempotency-Key, hashed or not. */
  readonly secretFields?: readonly string[]
  /** The answer holds a secret: it is never kept for Idempotency-Key. */
  readonly secretAnswer?: boolean
  /**
   * The body is a file's bytes: the handler reads them from `ctx.http.request.body` as they come. The same bytes have the same effect, so
   * there is no Idempotency-Key.
   */
  readonly bytes?: true
  /** Answers are compressed already, or must not be. */
  readonly compress?: false
  /** At most so many requests a minute from one peer address. */
  readonly perMinute?: number
}

const PARTS = ['params', 'query', 'body'] as const

/** Parses all parts, and reports the issues of all of them at once. */
const parseParts = (route: Route, request: FastifyRequest): Record<(typeof PARTS)[number], unknown> => {
  const given = { params: request.params, query: request.query, body: request.body }
  const parsed: Record<(typeof PARTS)[number], unknown> = { params: undefined, query: undefined, body: undefined }
  const issues = PARTS.flatMap((part) => {
    const schema = route[part]
    if (schema === undefined) return []
    const result = schema.safeParse(given[part])
    if (!result.success) return zodIssues(part, result.error)
    parsed[part] = result.data
    return []
  })
  const hasBody = request.body !== undefined && request.body !== null && request.routeOptions.config.isUpload !== true
  if (route.body === undefined && request.method !== 'GET' && hasBody) {
    issues.push({ code: 'unknown_field', message: 'This request takes no body.', path: 'body' })
  }
  if (route.query === undefined && Object.keys(request.query ?? {}).length > 0) {
    issues.push({ code: 'unknown_field', message: 'This request takes no query.', path: 'query' })
  }
  if (issues.length > 0)
    throw new ShellError(
      'bad_request',
      `${issues.length === 1 ? 'One thing is' : `${issues.length} things are`} wrong with this request.`,
      { issues },
    )
  return parsed
}

const requireIfMatch = (route: Route, header: string | undefined): number | null => {
  const revision = readIfMatch(header)
  if (revision === null && route.ifMatch === 'required') {
    throw new ShellError('precondition_required', 'Say in If-Match which revision this change is based on, such as If-Match: "42".')
  }
  return revision
}

const contextOf = <R extends Route>(route: R, request: FastifyRequest, reply: FastifyReply): RouteContext<R> => {
  const { shell } = request.server
  const ifMatch = requireIfMatch(route, request.headers['if-match'])
  const { actor, program, approver } = request.granted ?? { actor: null, program: null, approver: null }
  const context = {
    shell,
    actor,
    ...(program === null ? {} : { program, approver }),
    ...parseParts(route, request),
    ifMatch,
    correlationId: request.id,
    now: shell.clock(),
    log: request.log,
    http: { request, reply },
  }
  // The parts were parsed with this route's own schemas and the access rule was enforced: that is what the type says.
  return context as unknown as RouteContext<R>
}

const sendValue = (route: Route, request: FastifyRequest, reply: FastifyReply, value: unknown, etag: string | null): unknown => {
  if (etag !== null) reply.header('etag', etag)
  // Kept by the browser, but asked about each time.
  if (etag !== null && route.method === 'GET') reply.header('cache-control', 'private, no-cache')
  if (etag !== null && route.method === 'GET' && matchesEtag(request.headers['if-none-match'], Number(etag.slice(1, -1))))
    return reply.code(304).send()
  reply.code(route.status ?? 200)
  return route.status === 204 ? reply.send() : reply.send(value)
}

const send = (route: Route, request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown => {
  if (answer === ANSWERED) return reply
  if (answer instanceof RawAnswer) return reply.code(answer.status).headers(answer.headers).send(answer.body)
  if (answer instanceof WithEtag) return sendValue(route, request, reply, answer.value, etagOf(answer.revision))
  return sendValue(route, request, reply, answer, null)
}

const keep = (route: Route, answer: unknown, isSecret: boolean): KeptAnswer => {
  const [value, etag] = answer instanceof WithEtag ? [answer.value, etagOf(answer.revision)] : [answer, null]
  const body = isSecret || value === undefined ? null : JSON.stringify(value)
  return { status: route.status ?? 200, body, etag }
}

/** A hash of something guessable would give it away. */
const withoutFields = (body: unknown, secret: readonly string[]): unknown =>
  secret.length === 0 || typeof body !== 'object' || body === null
    ? body
    : Object.fromEntries(Object.entries(body).filter(([name]) => !secret.includes(name)))

const PROBLEM = { description: 'A problem document', content: { 'application/problem+json': { schema: problem } } }

const HEADERS = {
  ifMatch: z.string().describe('Revision that this change is based on, such as "42"'),
  idempotencyKey: z.string().max(200).optional().describe('Within 24 hours the same key and body get the same answer and one effect'),
}
const isKeyTaken = (route: Route, options: RouteOptions): boolean => route.method === 'POST' && options.bytes !== true
const headersOf = (route: Route, options: RouteOptions): FastifySchema => {
  const shape = {
    ...(route.ifMatch === 'required' ? { 'if-match': HEADERS.ifMatch } : {}),
    ...(isKeyTaken(route, options) && route.access.kind !== 'public' ? { 'idempotency-key': HEADERS.idempotencyKey } : {}),
  }
  return Object.keys(shape).length === 0 ? {} : { headers: z.object(shape) }
}

/** `gates.approve`: where the contract is in `routes`. */
const NAMES = new Map<Route, string>(
  Object.entries(routes).flatMap(([noun, byName]) =>
    Object.entries<Route>(byName).map(([name, route]) => [route, `${noun}.${name}`] as const),
  ),
)

const BYTES = z.string().meta({ format: 'binary' })

/** The contract as Fastify's schema: it documents and checks answers; requests are parsed by `parseParts`. */
const schemaOf = (route: Route, options: RouteOptions): FastifySchema => {
  const status = route.status ?? 200
  const answer = status === 204 ? z.undefined().describe('Done; no content') : route.response
  return {
    summary: route.summary,
    tags: [route.tag],
    ...(NAMES.has(route) ? { operationId: NAMES.get(route) } : {}),
    ...headersOf(route, options),
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.body === undefined ? {} : { body: route.body }),
    ...(options.bytes === true ? { body: BYTES, consumes: ['application/octet-stream'] } : {}),
    ...(options.bareText === undefined ? {} : { consumes: ['application/json', ...options.bareText] }),
    ...(route.access.kind === 'public' ? { security: [] } : {}),
    response: { [status]: answer, '4xx': PROBLEM, '5xx': PROBLEM },
  } as FastifySchema
}

/**
 * Puts a contract on the server. The handler runs only when the contract's access rule allows it and everything fits its schemas;
 * what it returns is checked against the response schema. See `shell.ts` for the whole order.
 */
export const registerRoute = <R extends Route>(
  app: FastifyInstance,
  route: R,
  handler: (ctx: RouteContext<R>) => Promise<Answer<R>> | Answer<R>,
  options: RouteOptions = {},
): void => {
  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const context = contextOf(route, request, reply)
    const key = isKeyTaken(route, options) && context.actor !== null ? readIdempotencyKey(request.headers['idempotency-key']) : null
    if (key === null || context.actor === null) return send(route, request, reply, await handler(context))
    const once = {
      db: context.shell.db,
      scope: `${context.actor.userId} ${route.method} ${request.url.split('?')[0]}`,
      key,
      programId: request.granted?.program?.id ?? null,
      request: { body: withoutFields(context.body, options.secretFields ?? []), ifMatch: context.ifMatch },
      now: context.now,
    }
    let first: { readonly answer: unknown } | null = null as { readonly answer: unknown } | null
    const kept = await runOnce(once, async () => {
      first = { answer: await handler(context) }
      return keep(route, first.answer, options.secretAnswer === true)
    })
    if (first !== null) return send(route, request, reply, first.answer)
    reply.header('idempotency-replayed', 'true')
    return sendValue(route, request, reply, kept.body === null ? undefined : JSON.parse(kept.body), kept.etag)
  }
  app.route({
    method: route.method,
    url: route.url,
    schema: schemaOf(route, options),
    config: {
      contract: route,
      ...(options.bareText === undefined ? {} : { bareText: options.bareText }),
      ...(options.bytes === true ? { isUpload: true } : {}),
      ...(options.perMinute === undefined ? {} : { rateLimit: { max: options.perMinute, timeWindow: 60_000 } }),
    },
    ...(options.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }),
    ...(options.compress === undefined ? {} : { compress: options.compress }),
    onRequest: async (request) => {
      const { shell } = request.server
      request.granted = await checkAccess(shell, route, request)
      refuseForgedRequests(request, request.granted.actor, shell.config)
    },
    handler: handle,
  })
}
