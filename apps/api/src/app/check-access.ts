import type { Route, TokenScope } from '@gatehouse/contracts'
import { type Approver, can, type SignerIdentity } from '@gatehouse/core'
import type { FastifyRequest } from 'fastify'
import { noSuchProgram, ShellError } from './problems.ts'
import type { Actor } from './route-context.ts'
import type { Shell } from './shell.ts'

export interface Granted {
  readonly actor: Actor | null
  readonly program: { readonly id: string; readonly slug: string } | null
  readonly approver: Approver | null
}

/** A scope reaches what is below it: `write` ⊃ `evidence` ⊃ `read`. */
const REACH: Readonly<Record<TokenScope, readonly TokenScope[]>> = {
  read: ['read', 'evidence', 'write'],
  evidence: ['evidence', 'write'],
  write: ['write'],
}
const scopeOf = (route: Route): TokenScope => route.scope ?? (route.method === 'GET' ? 'read' : 'write')

const forbidden = (detail: string): ShellError => new ShellError('forbidden', detail)

const checkToken = (actor: Actor, route: Route): void => {
  if (actor.token === null) return
  const needed = scopeOf(route)
  if (!actor.token.scopes.some((scope) => REACH[needed].includes(scope))) {
    throw forbidden(`This API token has the scope ${actor.token.scopes.join(', ')}; the request needs ${needed}.`)
  }
  if (route.present === true)
    throw new ShellError('person_required', 'This is signed or decided by a person who is signed in; an API token cannot.')
  if (actor.token.programId !== null && route.access.kind !== 'program') {
    throw forbidden('This API token is bound to one program and reaches nothing else.')
  }
}

/** How the server knows who asks, as it is kept with what they sign. Accounts of this server sign in with a password. */
const identityOf = (actor: Actor): SignerIdentity => ({
  via: actor.token === null ? 'session' : 'token',
  account: actor.email,
  issuer: 'password',
  token: actor.token?.name ?? null,
  steppedUp: false,
})

const grantProgram = async (shell: Shell, actor: Actor, capability: Parameters<typeof can>[1], slug: unknown): Promise<Granted> => {
  const membership = typeof slug === 'string' ? await shell.access.membershipOf(actor.userId, slug) : null
  if (membership === null) throw noSuchProgram()
  // To a token of another program, this one does not exist.
  if (actor.token !== null && actor.token.programId !== null && actor.token.programId !== membership.programId) throw noSuchProgram()
  if (!can(membership.roles, capability)) {
    throw forbidden(`Your roles in this program (${membership.roles.join(', ')}) do not include ${capability}.`)
  }
  return {
    actor,
    program: { id: membership.programId, slug: membership.slug },
    approver: {
      userId: actor.userId,
      name: actor.name,
      roles: membership.roles,
      handles: membership.handles,
      identity: identityOf(actor),
    },
  }
}

/**
 * Enforces the contract's access rule before the body is even read. It looks at the router's own parameters, never at the URL
 * text, so that no spelling of a path can be judged as another route than the one that runs.
 */
export const checkAccess = async (shell: Shell, route: Route, request: FastifyRequest): Promise<Granted> => {
  const { access } = route
  if (access.kind === 'public') {
    const actor = await shell.access.identify(request.headers).catch((error: unknown) => {
      // A cookie that has ended does not keep anybody from signing in again.
      if (error instanceof ShellError) return null
      throw error
    })
    return { actor, program: null, approver: null }
  }
  const actor = await shell.access.identify(request.headers)
  // Known from here on, so that a refusal is noted with who was refused.
  request.granted = { actor, program: null, approver: null }
  if (actor === null) throw new ShellError('unauthenticated', 'Sign in, or send an API token as `Authorization: Bearer …`.')
  checkToken(actor, route)
  if (access.kind === 'admin' && !actor.isAdmin) throw forbidden('Only an instance administrator may do this.')
  if (access.kind === 'program')
    return grantProgram(shell, actor, access.capability, (request.params as { slug?: unknown } | undefined)?.slug)
  return { actor, program: null, approver: null }
}
