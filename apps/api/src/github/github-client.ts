/**
 * The only place that talks to GitHub: octokit with throttling and retry, conditional requests, a deadline, and every failure turned
 * into one of a few named ones. It reaches the configured host and no other. Nothing is judged here.
 */
import { App, Octokit, RequestError } from 'octokit'
import { conditionalCache } from './conditional-cache.ts'

export interface GithubCredentials {
  /** REST base, such as `https://api.github.com` or `https://ghe.example/api/v3`. */
  readonly apiUrl: string
  readonly token: string | null
  readonly app: { readonly appId: string; readonly privateKey: string; readonly installationId: number } | null
}
export type GithubFailureCode = 'not_found' | 'denied' | 'rate_limited' | 'host_error' | 'unreachable' | 'bad_answer'
/** Why the host gave nothing usable. The message is fit for a screen and carries no secret. */
export class GithubFailure extends Error {
  override readonly name = 'GithubFailure'
  constructor(
    readonly code: GithubFailureCode,
    message: string,
    /** When it makes sense to try again, if the host said so. */
    readonly retryAt: string | null = null,
  ) {
    super(message)
  }
}
/** One GET or POST; throws GithubFailure and nothing else. */
export interface GithubClient {
  get(path: string, query?: Readonly<Record<string, string | number>>): Promise<unknown>
  post(path: string, body: unknown): Promise<{ readonly status: number; readonly data: unknown }>
}

const DEADLINE_MS = 10_000

export function createGithubClient(credentials: GithubCredentials, now: () => number): GithubClient {
  let connection: Promise<Octokit> | null = null
  // Once the limit is used up, nothing is asked before it is lifted.
  let limited: GithubFailure | null = null
  const cache = conditionalCache(500)

  async function request(method: 'GET' | 'POST', path: string, parameters: Record<string, unknown>) {
    if (limited?.retryAt && Date.parse(limited.retryAt) > now()) throw limited
    const url = `${method} ${path}`
    const cacheKey = method === 'GET' ? `${path}?${new URLSearchParams(parameters as Record<string, string>)}` : null
    const known = cacheKey === null ? undefined : cache.get(cacheKey)
    try {
      connection ??= connect(credentials)
      const octokit = await connection
      const answer = await octokit.request(url, {
        ...parameters,
        headers: { 'x-github-api-version': '2022-11-28', ...(known ? { 'if-none-match': known.etag } : {}) },
        request: { signal: AbortSignal.timeout(DEADLINE_MS) },
      })
      // octokit hands a body that is not JSON over as text: a log-in page or a cut answer is no answer.
      if (method === 'GET' && (typeof answer.data !== 'object' || answer.data === null))
        throw new GithubFailure('bad_answer', 'GitHub answered with something that is not JSON.')
      const etag = answer.headers.etag
      if (cacheKey !== null && etag) cache.set(cacheKey, { etag, data: answer.data, size: sizeOf(answer.data) })
      return { status: answer.status as number, data: answer.data as unknown }
    } catch (error) {
      if (known && error instanceof RequestError && error.status === 304) return { status: 304, data: known.data }
      const failure = nameFailure(error, now())
      if (failure.code === 'rate_limited') limited = failure
      throw failure
    }
  }

  return {
    get: async (path, query = {}) => (await request('GET', path, { ...query })).data,
    post: (path, body) => request('POST', path, body as Record<string, unknown>),
  }
}

async function connect({ apiUrl, token, app }: GithubCredentials): Promise<Octokit> {
  const options = {
    baseUrl: apiUrl,
    userAgent: 'gatehouse',
    // A limit is never waited out inside a request: the reading says when it is lifted, and the poller comes back.
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
    retry: { doNotRetry: [304, 400, 401, 403, 404, 410, 422, 429, 451], retries: 1 },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  }
  if (!app) return new Octokit({ ...options, ...(token ? { auth: token } : {}) })
  return new App({ appId: app.appId, privateKey: app.privateKey, Octokit: Octokit.defaults(options) }).getInstallationOctokit(
    app.installationId,
  )
}

function nameFailure(error: unknown, now: number): GithubFailure {
  if (error instanceof GithubFailure) return error
  if (error instanceof RequestError) {
    const headers = error.response?.headers ?? {}
    const limited =
      error.status === 429 || (error.status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined))
    if (limited) {
      const wait = Number(headers['retry-after'] ?? 0) * 1000
      const reset = Number(headers['x-ratelimit-reset'] ?? 0) * 1000
      const retryAt = new Date(Math.max(now + wait, reset, now + 60_000)).toISOString()
      return new GithubFailure('rate_limited', `GitHub’s request limit is used up until ${retryAt}.`, retryAt)
    }
    if (error.status === 401 || error.status === 403)
      return new GithubFailure(
        'denied',
        `GitHub refused the credentials (HTTP ${error.status}). Check GITHUB_TOKEN or the app’s permissions: Actions and contents, read.`,
      )
    if (error.status === 404)
      return new GithubFailure('not_found', 'GitHub knows no such repository or workflow, or the credentials may not see it.')
    if (error.status === 422) return new GithubFailure('bad_answer', 'GitHub would not process the request (HTTP 422).')
    if (error.status >= 500 && error.response) return new GithubFailure('host_error', `GitHub failed with HTTP ${error.status}.`)
    if (error.response) return new GithubFailure('bad_answer', `GitHub answered with HTTP ${error.status}.`)
  }
  if (error instanceof SyntaxError) return new GithubFailure('bad_answer', 'GitHub’s answer was cut short.')
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return new GithubFailure('unreachable', `GitHub did not answer within ${DEADLINE_MS / 1000} s.`)
  return new GithubFailure('unreachable', 'GitHub could not be reached.')
}

/** Only files are worth counting; everything else is a few kilobytes. */
const sizeOf = (data: unknown): number =>
  typeof data === 'object' && data !== null && 'content' in data && typeof data.content === 'string' ? data.content.length : 4_096

const ignore = (): void => undefined
