import type { Route, TokenScope } from '@gatehouse/contracts'
import type { Approver } from '@gatehouse/core'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Shell } from './shell.ts'

/** Who asks. */
export interface Actor {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly isAdmin: boolean
  /** Set when signed in with a cookie. */
  readonly sessionId: string | null
  /** When the session began, in milliseconds since the epoch; null with an API token. */
  readonly signedInAt: number | null
  /** Set when it came with an API token. */
  readonly token: {
    readonly id: string
    readonly name: string
    readonly scopes: readonly TokenScope[]
    readonly programId: string | null
    readonly expiresAt: string | null
  } | null
}

type Parsed<R extends Route, K extends 'params' | 'query' | 'body'> = R extends { readonly [P in K]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined

interface ProgramPart {
  /** The program of the path; the caller holds the contract's capability in it. */
  readonly program: { readonly id: string; readonly slug: string }
  /** The caller as the rules in core want them: roles and handles in this program. */
  readonly approver: Approver
}

/** What every context has, whatever the route. */
export interface BaseContext {
  readonly shell: Shell
  /** Who asks; null only on public routes. */
  readonly actor: Actor | null
  /** Revision that If-Match names; never null where the contract says `ifMatch: 'required'`. */
  readonly ifMatch: number | null
  /** Also in the `x-request-id` header of the answer, in logs and in audit events. */
  readonly correlationId: string
  /** The instant of the request: use it everywhere instead of asking a clock again. */
  readonly now: string
  readonly log: FastifyBaseLogger
  /** For what the contract cannot say: cookies, streams, the peer's address. */
  readonly http: { readonly request: FastifyRequest; readonly reply: FastifyReply }
}
/** The context of a route with access `program`, as `runCommand` takes it. */
export type ProgramContext = Omit<BaseContext, 'actor'> & ProgramPart & { readonly actor: Actor }

type ActorPart<R extends Route> = R['access'] extends { kind: 'public' } ? object : { readonly actor: Actor }
type AccessPart<R extends Route> = R['access'] extends { kind: 'program' } ? ProgramPart : object
type IfMatchPart<R extends Route> = R extends { ifMatch: 'required' } ? { readonly ifMatch: number } : object

/** What a handler gets: everything is checked, parsed and allowed. */
export type RouteContext<R extends Route> = BaseContext &
  ActorPart<R> &
  AccessPart<R> &
  IfMatchPart<R> & {
    readonly params: Parsed<R, 'params'>
    readonly query: Parsed<R, 'query'>
    readonly body: Parsed<R, 'body'>
  }
