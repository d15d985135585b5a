import type { Readable } from 'node:stream'
import type { Response, Route } from '@gatehouse/contracts'

export type DeepReadonly<T> = T extends readonly (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T

/** An answer with its revision as ETag. A GET with the same If-None-Match becomes a 304. */
export class WithEtag<T> {
  readonly value: T
  readonly revision: number
  constructor(value: T, revision: number) {
    this.value = value
    this.revision = revision
  }
}
export const withEtag = <T>(value: T, revision: number): WithEtag<T> => new WithEtag(value, revision)

/** Ready-made bytes, or a stream of them: sent as they are, past the response schema. Only for what was already built from the contract. */
export class RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string | Readable
  constructor(body: Buffer | string | Readable, headers: Readonly<Record<string, string>>, status = 200) {
    this.body = body
    this.headers = headers
    this.status = status
  }
}
/** Headers in lower case, `content-type` among them. An empty body with status 304 or 204 is fine. */
export const rawAnswer = (body: Buffer | string | Readable, headers: Readonly<Record<string, string>>, status = 200): RawAnswer =>
  new RawAnswer(body, headers, status)

class Answered {
  readonly #isNominal = true
  get isAnswered(): boolean {
    return this.#isNominal
  }
}
/** The handler took over the socket (`ctx.http.reply.hijack()`): nothing more is sent. */
export const ANSWERED = new Answered()

/** What a handler may return for a route. */
export type Answer<R extends Route> =
  | DeepReadonly<Response<R>>
  | WithEtag<DeepReadonly<Response<R>>>
  | RawAnswer
  | Answered
  | (R extends { status: 204 } ? void : never)
