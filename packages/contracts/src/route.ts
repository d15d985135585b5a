import type { Capability } from '@gatehouse/core'
import type { z } from 'zod'

/** Who may call a route. The API enforces it before the handler runs; a route without one does not compile. */
export type Access =
  | { readonly kind: 'public'; readonly why: string }
  /** Any signed-in account. */
  | { readonly kind: 'account' }
  /** Instance administrators. */
  | { readonly kind: 'admin' }
  /** Members of the program in the path who hold the capability; others get the same 404 as for a program that does not exist. */
  | { readonly kind: 'program'; readonly capability: Capability }

/** What a token may do: `read` any GET, `evidence` attach proof and read, `write` everything that its owner may. */
export type TokenScope = 'read' | 'evidence' | 'write'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify's form: `/api/v1/programs/:slug`. */
  readonly url: string
  readonly access: Access
  readonly summary: string
  readonly tag: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly response: z.ZodType
  readonly status?: 200 | 201 | 202 | 204
  /** `required`: the write names the revision that it is based on in If-Match; stale is 412, missing is 428. */
  readonly ifMatch?: 'required'
  /** A person must be there: API tokens are refused whatever their scope (`person_required`). For what is signed or decided by name. */
  readonly present?: true
  /** Smallest token scope that reaches it; GET needs `read`, writes need `write` unless said otherwise. */
  readonly scope?: TokenScope
}

/** Keeps the literal types of one route. */
export const route = <const R extends Route>(definition: R): R => definition

export type Params<R extends Route> = R extends { params: infer S extends z.ZodType } ? z.input<S> : undefined
export type Query<R extends Route> = R extends { query: infer S extends z.ZodType } ? z.input<S> : undefined
export type Body<R extends Route> = R extends { body: infer S extends z.ZodType } ? z.input<S> : undefined
export type Response<R extends Route> = z.output<R['response']>
