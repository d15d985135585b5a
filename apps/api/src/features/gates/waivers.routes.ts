import { routes } from '@gatehouse/contracts'
import { grantWaiver, revokeWaiver } from '@gatehouse/core'
import type { FastifyInstance } from 'fastify'
import { expectStepUp, stepUp } from '../../accounts/step-up.ts'
import { registerRoute } from '../../app/register-route.ts'
import { changeGate } from './gates.service.ts'

/** A waiver may carry the password of whoever answers for it. */
const SIGNED = { secretFields: ['password'] } as const

/** Requirements set aside for a time, and taken back. */
export const waiversRoutes = (app: FastifyInstance): void => {
  registerRoute(
    app,
    routes.waivers.grant,
    async (ctx) => {
      const { password, ...input } = ctx.body
      const person = await stepUp(ctx, password)
      return changeGate(ctx, ctx.params.key, (program) => {
        const decided = grantWaiver(program, ctx.params.key, person, input, ctx.now)
        if (decided.ok) expectStepUp(program, person)
        return decided
      })
    },
    SIGNED,
  )
  registerRoute(
    app,
    routes.waivers.revoke,
    async (ctx) => {
      const { key, id } = ctx.params
      const person = await stepUp(ctx, ctx.body.password)
      return changeGate(ctx, key, (program) => {
        const decided = revokeWaiver(program, key, person, { waiverId: id, reason: ctx.body.reason }, ctx.now)
        if (decided.ok) expectStepUp(program, person)
        return decided
      })
    },
    SIGNED,
  )
}
