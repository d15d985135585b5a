/**
 * One request by its contract. What can be repeated without harm is repeated with back-off when the server is away or busy; every
 * other failure, and every answer that is not what the contract says, is a `CliError`.
 */
import { randomUUID } from 'node:crypto'
import type { Body, Params, Query, Response as Answer, Route } from '@gatehouse/contracts'
import { CliError } from '../app/cli-error.ts'
import type { Connection } from './read-connection.ts'
import { refusedAnswer, unreachable } from './refused-answer.ts'
import { mayTryAgain, waitBefore } from './try-again.ts'

export interface CallInput<R extends Route> {
  readonly params?: Params<R>
  readonly query?: Query<R>
  readonly body?: Body<R>
  /** Sent as it is instead of a body; it is given more time the larger it is. */
  readonly bytes?: Blob
  /** For If-Match. */
  readonly revision?: number
  /** For POST; without one each call has its own, so that a repeated request is carried out once. */
  readonly idempotencyKey?: string
}
export interface ServerAnswer<T> {
  readonly body: T
  /** The server's clock when it answered, ISO; null where it did not say. */
  readonly at: string | null
}
export interface Server {
  readonly url: string
  call<const R extends Route>(route: R, input: CallInput<R>): Promise<ServerAnswer<Answer<R>>>
  /** The same for routes that answer with text. */
  callText<const R extends Route>(route: R, input: CallInput<R>): Promise<string>
}
export interface CallOptions {
  /** Of one attempt. */
  readonly timeoutMs: number
  /** How often a request is repeated. */
  readonly retries: number
  readonly sleep: (ms: number) => Promise<void>
  readonly version: string
  /** Told before a request is repeated. */
  readonly onRetry: (line: string) => void
}

/** Fills `:slug` and its like, and appends the query. */
export const pathOf = (route: Pick<Route, 'url'>, params: object = {}, query: object = {}): string => {
  const path = route.url.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null) search.append(name, String(value))
  return search.size > 0 ? `${path}?${search}` : path
}

interface Raw {
  readonly response: Response
  readonly text: string
}

export const connectServer = (connection: Connection, options: CallOptions): Server => {
  const attempt = async (url: string, init: RequestInit, timeoutMs: number): Promise<Raw> => {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) })
    return { response, text: await readText(connection.url, response) }
  }

  const request = async (route: Route, input: CallInput<Route>, accept: string): Promise<Raw> => {
    const { body, bytes } = input as { readonly body?: unknown; readonly bytes?: Blob }
    const timeoutMs = options.timeoutMs + Math.ceil((bytes?.size ?? 0) / SLOWEST_BYTES_PER_MS)
    const url = `${connection.url}${pathOf(route, input.params as object | undefined, input.query as object | undefined)}`
    const init: RequestInit = {
      method: route.method,
      // A redirect could lead the token elsewhere, or turn a write into a read.
      redirect: 'manual',
      headers: {
        accept,
        authorization: `Bearer ${connection.token}`,
        'cache-control': 'no-cache',
        'user-agent': `gatehouse-cli/${options.version}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(input.revision === undefined ? {} : { 'if-match': `"${input.revision}"` }),
        ...(route.method === 'POST' && bytes === undefined ? { 'idempotency-key': input.idempotencyKey ?? randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: bytes }),
    }
    for (let tried = 0; ; tried += 1) {
      const outcome = await attempt(url, init, timeoutMs).catch((error: unknown) =>
        error instanceof CliError ? error : unreachable(connection.url, error, timeoutMs),
      )
      const again = tried < options.retries && mayTryAgain(route, outcome instanceof CliError ? outcome : outcome.response)
      if (!again) {
        if (outcome instanceof CliError) throw outcome
        if (outcome.response.status < 200 || outcome.response.status > 299)
          throw refusedAnswer(connection.url, route, outcome.response, outcome.text)
        return outcome
      }
      const ms = waitBefore(tried, outcome instanceof CliError ? null : outcome.response.headers.get('retry-after'))
      const why = outcome instanceof CliError ? outcome.message : `The server answered ${outcome.response.status}.`
      options.onRetry(`${why} Trying again in ${(ms / 1000).toFixed(1)} s (${tried + 1} of ${options.retries}).`)
      await options.sleep(ms)
    }
  }

  return {
    url: connection.url,
    call: async (route, input) => {
      const { response, text } = await request(route, input as CallInput<Route>, 'application/json')
      return { body: readAnswer(route, connection.url, text), at: readDate(response.headers.get('date')) }
    },
    callText: async (route, input) => {
      const { response, text } = await request(route, input as CallInput<Route>, '*/*')
      // A page in the place of a plan is a proxy's or another program's.
      if (/^text\/html\b/.test(response.headers.get('content-type') ?? '')) throw unreadable(connection.url)
      return text
    },
  }
}

/** An upload slower than 100 kB a second is given up. */
const SLOWEST_BYTES_PER_MS = 100

/** More than any board or plan; a server that never stops talking must not fill the memory. */
const LONGEST_ANSWER = 64 * 1024 * 1024

const readText = async (url: string, response: Response): Promise<string> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LONGEST_ANSWER) throw unreadable(url, `It is longer than ${LONGEST_ANSWER / 1024 / 1024} MB.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const unreadable = (url: string, detail = ''): CliError =>
  new CliError('unreadable_answer', `${url} answered with something that is not Gatehouse’s.${detail === '' ? '' : ` ${detail}`}`, {
    mend: 'Check the address; open it with /healthz in a browser. A proxy in between may have answered.',
  })

const readDate = (header: string | null): string | null => {
  const at = Date.parse(header ?? '')
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** The answer as the contract describes it. A newer server may say more than this version knows; that alone is no failure. */
const readAnswer = <R extends Route>(route: R, url: string, text: string): Answer<R> => {
  let body: unknown
  try {
    body = text === '' ? null : JSON.parse(text)
  } catch {
    throw unreadable(url, 'It is not JSON.')
  }
  const parsed = route.response.safeParse(body)
  if (parsed.success) return parsed.data as Answer<R>
  const wrong = parsed.error.issues.filter((issue) => issue.code !== 'unrecognized_keys')
  if (wrong.length === 0) return body as Answer<R>
  const [first] = wrong
  throw unreadable(url, `At ${first?.path.map(String).join('.') || 'its top'}: ${first?.message ?? ''}.`)
}
