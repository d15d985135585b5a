import { routes } from '@gatehouse/contracts'
import { addDelegation, type Board, type BoardDelegation, type Delegate, endDelegation } from '@gatehouse/core'
import { insertDelegation, listMembers, newId, revokeDelegation, type Tx } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { registerRoute } from '../../app/register-route.ts'
import { presentBoard, saveAndShow } from '../../board/save-and-show.ts'

const delegationOn = (board: Board, id: string): BoardDelegation | undefined => board.delegations.find((each) => each.id === id)

/** null: no member of the program, or one who cannot sign in any more. */
const memberOf = async (tx: Tx, programId: string, userId: string): Promise<Delegate | null> => {
  const member = (await listMembers(tx, programId)).find((each) => each.userId === userId)
  return member === undefined || member.disabled ? null : { userId, name: member.name, roles: member.roles }
}

/** Who signs in whose place while they are away. */
export const delegationsRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.delegations.list, async (ctx) => (await presentBoard(ctx)).delegations)

  registerRoute(app, routes.delegations.add, async (ctx) => {
    const id = newId()
    const { to, ...asked } = ctx.body
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: async (program, tx) => addDelegation(program, ctx.approver, { ...asked, to: await memberOf(tx, program.id, to) }, ctx.now),
        save: (tx, { delegation }, program) => insertDelegation(tx, program.id, { ...delegation, id }),
        audit: ({ audit }) => audit,
        changed: () => ['people', `owner:${asked.handle}`],
      },
      (board) => delegationOn(board, id),
      () => null,
    )
    return { programRevision, item }
  })

  registerRoute(app, routes.delegations.revoke, async (ctx) => {
    const { id } = ctx.params
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => endDelegation(program, ctx.approver, id, ctx.now),
        save: (tx, ended, program) => revokeDelegation(tx, program.id, id, ended.revokedAt),
        audit: ({ audit }) => audit,
        changed: ({ audit }) => ['people', `owner:${audit.subjectKey}`],
      },
      (board) => delegationOn(board, id),
      (board) => delegationOn(board, id),
    )
    return { programRevision, item }
  })
}
