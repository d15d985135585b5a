import { routes } from '@gatehouse/contracts'
import {
  addRequirement,
  closeGap,
  completeDocBaseline,
  editGate,
  editRequirement,
  removeRequirement,
  reopenGate,
  startGate,
  submitGate,
  withdrawSubmission,
} from '@gatehouse/core'
import { deleteGate, insertGate } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import { expectRevision, presentBoard, saveAndShow, withCurrent } from '../../board/save-and-show.ts'
import { givenFields } from '../../board/given-fields.ts'
import { addGate, removeGate } from './decide-gate-entry.ts'
import { changeGate, findGate, gateOn, returnWithGaps, signGate } from './gates.service.ts'

export const gatesRoutes = (app: FastifyInstance): void => {
  registerReads(app)
  registerTerms(app)
  registerRequirements(app)
  registerLife(app)
}

const registerReads = (app: FastifyInstance): void => {
  registerRoute(app, routes.gates.list, async (ctx) => {
    const { gates, program } = await presentBoard(ctx)
    return withEtag(gates, program.revision)
  })
  registerRoute(app, routes.gates.get, async (ctx) => {
    const gate = await findGate(ctx, ctx.params.key)
    return withEtag(gate, gate.revision)
  })
}

const registerTerms = (app: FastifyInstance): void => {
  registerRoute(app, routes.gates.add, async (ctx) => {
    const { key } = ctx.body
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => addGate(program, ctx.approver, { ...ctx.body, after: [] }),
        save: (tx, decision, program) => insertGate(tx, program.id, decision.gate),
        audit: (decision) => decision.audit,
        changed: () => [`gate:${key}`],
      },
      (board) => gateOn(board, key),
      (board) => gateOn(board, key),
    )
    return withEtag({ programRevision, item }, item.revision)
  })
  registerRoute(app, routes.gates.edit, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) => editGate(program, ctx.params.key, approver, givenFields(ctx.body), ctx.now)),
  )
  registerRoute(app, routes.gates.remove, async (ctx) => {
    const { key } = ctx.params
    await withCurrent(
      async () => gateOn(await presentBoard(ctx), key),
      () =>
        runCommand(ctx, {
          decide: (program) => {
            expectRevision('gate', key, program.gates.find((gate) => gate.key === key)?.revision, ctx.ifMatch)
            return removeGate(program, key, ctx.approver)
          },
          save: (tx, decision, program) => deleteGate(tx, program.id, key, decision.judgedRevision),
          audit: (decision) => decision.audit,
          changed: () => [`gate:${key}`],
        }),
    )
  })
}

const registerRequirements = (app: FastifyInstance): void => {
  registerRoute(app, routes.gates.addRequirement, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) => addRequirement(program, ctx.params.key, approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.gates.editRequirement, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) =>
      editRequirement(program, ctx.params.key, approver, { requirementKey: ctx.params.requirement, patch: givenFields(ctx.body) }, ctx.now),
    ),
  )
  registerRoute(app, routes.gates.removeRequirement, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) =>
      removeRequirement(program, ctx.params.key, approver, { requirementKey: ctx.params.requirement }, ctx.now),
    ),
  )
}

/** What is signed may carry the password, and carries the whole list that was looked at. */
const SIGNED = { secretFields: ['password'], bodyLimit: 5_000_000 } as const

const registerLife = (app: FastifyInstance): void => {
  registerRoute(app, routes.gates.start, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) => startGate(program, ctx.params.key, approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.gates.completeDocBaseline, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) => completeDocBaseline(program, ctx.params.key, approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.gates.submit, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) => submitGate(program, ctx.params.key, approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.gates.withdraw, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) => withdrawSubmission(program, ctx.params.key, approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.gates.approve, (ctx) => signGate(ctx, ctx.params.key, ctx.body), SIGNED)
  registerRoute(app, routes.gates.return, (ctx) => returnWithGaps(ctx, ctx.params.key, ctx.body), SIGNED)
  registerRoute(app, routes.gates.reopen, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) => reopenGate(program, ctx.params.key, approver, ctx.body, ctx.now)),
  )
  registerRoute(app, routes.gates.closeGap, (ctx) =>
    changeGate(ctx, ctx.params.key, (program, approver) =>
      closeGap(program, ctx.params.key, approver, { gapId: ctx.params.id, note: ctx.body.note }, ctx.now),
    ),
  )
}
