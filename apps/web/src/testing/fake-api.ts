import type { Body, Params, Problem, ProblemCode, Response as Answer, Route } from '@gatehouse/contracts'

export interface FakeCall<R extends Route = Route> {
  readonly params: Params<R>
  readonly body: Body<R>
  readonly query: URLSearchParams
  readonly headers: Headers
}
class Refused {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {}
}
/** An answer other than the good one. */
export const refused = (status: number, code: ProblemCode, detail: string, more: Partial<Problem> = {}): Refused =>
  new Refused(status, { type: 'about:blank', title: code, status, code, detail, issues: [], requestId: 'req-1', ...more })

type Handler<R extends Route> = Answer<R> | ((call: FakeCall<R>) => Answer<R> | Refused | Promise<Answer<R> | Refused>)
interface Known {
  readonly route: Route
  readonly handler: unknown
}
/** One route's answer, typed by its contract. */
export const answer = <const R extends Route>(route: R, handler: Handler<R>): Known => ({ route, handler })

const match = (url: string, path: string): Record<string, string> | null => {
  const names: string[] = []
  const pattern = url.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    names.push(name)
    return '([^/]+)'
  })
  const found = new RegExp(`^${pattern}$`).exec(path)
  return found ? Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')])) : null
}

/**
 * Stands in for the network, and for nothing else: replaces `fetch` with the given answers. Later answers win. A request that nobody answers
 * fails the test. Returns every call as "METHOD /path", with its body.
 */
export const fakeApi = (...known: readonly Known[]) => {
  const calls: { readonly call: string; readonly body: unknown; readonly headers: Headers }[] = []
  const answers = [...known]
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input), 'http://gatehouse.test')
    const method = init?.method ?? 'GET'
    const headers = new Headers(init?.headers)
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    if (method !== 'GET') calls.push({ call: `${method} ${url.pathname}`, body, headers })
    for (const { route, handler } of [...answers].reverse()) {
      const params = route.method === method ? match(route.url, url.pathname) : null
      if (!params) continue
      const given =
        typeof handler === 'function'
          ? await (handler as (call: unknown) => unknown)({ params, body, query: url.searchParams, headers })
          : handler
      if (given instanceof Refused) return Response.json(given.problem, { status: given.status })
      return route.status === 204 ? new Response(null, { status: 204 }) : Response.json(given ?? null, { status: route.status ?? 200 })
    }
    throw new Error(`No answer for ${method} ${url.pathname}`)
  }
  return { calls, add: (more: Known) => answers.push(more) }
}
