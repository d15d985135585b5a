import type { Body, Params, Query, Response as Answer, Route } from '@gatehouse/contracts'
import { ApiProblem, toApiProblem } from './api-problem.ts'

type Given<T, K extends string> = [T] extends [undefined]
  ? { readonly [P in K]?: undefined }
  : Record<never, never> extends T
    ? { readonly [P in K]?: T }
    : { readonly [P in K]: T }
type Revision<R extends Route> = R extends { ifMatch: 'required' } ? { readonly revision: number } : { readonly revision?: undefined }

/** What a call of this route takes: typed by the contract, so a missing parameter or revision does not compile. */
export type CallInput<R extends Route> = Given<Params<R>, 'params'> &
  Given<Query<R>, 'query'> &
  Given<Body<R>, 'body'> &
  Revision<R> & { readonly signal?: AbortSignal }

/** Fills `:slug` and its like, and appends the query. */
export const urlOf = (route: Pick<Route, 'url'>, params: object = {}, query: object = {}): string => {
  const path = route.url.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = (params as Record<string, unknown>)[name]
    if (value === undefined) throw new Error(`${route.url} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) search.append(name, String(one))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * One request by its contract. Resolves with the typed answer, rejects with `ApiProblem`. The browser's cache makes GETs
 * conditional (`no-cache`: always ask, take the stored body on a 304). Answers are parsed by their schema while developing and in tests;
 * in production the server, which serialises through the same schema and serves this very build, is trusted.
 */
export const callApi = async <const R extends Route>(
  route: R,
  ...[input]: Record<never, never> extends CallInput<R> ? [CallInput<R>?] : [CallInput<R>]
): Promise<Answer<R>> => {
  const given = (input ?? {}) as unknown as { params?: object; query?: object; body?: unknown; revision?: number; signal?: AbortSignal }
  const headers: Record<string, string> = { accept: 'application/json' }
  if (given.body !== undefined) headers['content-type'] = 'application/json'
  if (given.revision !== undefined) headers['if-match'] = `"${given.revision}"`
  if (route.method === 'POST') headers['idempotency-key'] = crypto.randomUUID()
  const url = urlOf(route, given.params, given.query)
  const response = await fetch(url, {
    method: route.method,
    headers,
    credentials: 'same-origin',
    cache: route.method === 'GET' ? 'no-cache' : 'no-store',
    ...(given.body !== undefined ? { body: JSON.stringify(given.body) } : {}),
    ...(given.signal ? { signal: given.signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem('offline', 0, 'The server did not answer.')
  })
  const answer = await readJson(response)
  if (!response.ok) throw toApiProblem(response.status, answer)
  if (answer === undefined) throw new ApiProblem('unreadable_answer', response.status, 'The answer was cut off or not JSON.')
  if (import.meta.env.DEV) return route.response.parse(answer) as Answer<R>
  return answer as Answer<R>
}
