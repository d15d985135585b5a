/** Asking for the password again before something is signed, where the program says so. */
import type { Approver } from '@gatehouse/core'
import { findPasswordHash } from '@gatehouse/db'
import { ShellError } from '../app/problems.ts'
import type { Actor, ProgramContext } from '../app/route-context.ts'
import { limitAttempts } from './limit-sign-ins.ts'

/** A sign-in this young counts as being asked again. */
export const FRESH_MINUTES = 5

/** Goes by the machine's own clock, as sessions do. A sign-in in the future is none: a clock that was set back makes nothing fresh. */
const isFresh = (actor: Actor): boolean => {
  const age = actor.signedInAt === null ? Number.NaN : Date.now() - actor.signedInAt
  return age >= 0 && age < FRESH_MINUTES * 60_000
}

const isOwnPassword = async (ctx: ProgramContext, password: string): Promise<true | null> => {
  const hash = await findPasswordHash(ctx.shell.db, ctx.actor.userId)
  return hash !== null && (await ctx.shell.auth.isPassword(hash, password)) ? true : null
}

/**
 * Whoever signs, with how the server knows them. A password that is given is checked whether the program asks for it or not, with the limits
 * of signing in: `step_up_failed`, `rate_limited`.
 */
export const stepUp = async (ctx: ProgramContext, password: string | null): Promise<Approver> => {
  const { identity } = ctx.approver
  if (identity === undefined) return ctx.approver
  if (password === null) return { ...ctx.approver, identity: { ...identity, steppedUp: isFresh(ctx.actor) } }
  const who = { name: ctx.actor.email, address: ctx.http.request.ip, now: ctx.now }
  const isRight = await limitAttempts(ctx.shell.db, who, () => isOwnPassword(ctx, password))
  if (isRight === null) throw new ShellError('step_up_failed', 'The password is not right.')
  return { ...ctx.approver, identity: { ...identity, steppedUp: true } }
}

/** Inside the write, so that a program that begins to ask for it asks everybody: `step_up_required`. */
export const expectStepUp = (program: { readonly head: { readonly stepUp: boolean } }, person: Approver): void => {
  if (program.head.stepUp && person.identity?.steppedUp !== true)
    throw new ShellError(
      'step_up_required',
      `This program asks for the password again, unless you signed in within ${FRESH_MINUTES} minutes.`,
    )
}
