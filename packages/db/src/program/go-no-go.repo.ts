/** Delegations, and the asking of lanes whether the release may go. */
import type { Delegation, GoNoGo, GoNoGoVote } from '@gatehouse/core'
import { StaleRevision } from '../errors.ts'
import type { Prisma } from '../generated/client.ts'
import { clientOf, type Tx } from '../open/database.ts'
import { newRevision, ONE_MORE, REVISION } from './conditional-save.ts'

const ID = { id: true } as const

export const insertDelegation = async (tx: Tx, programId: string, delegation: Delegation): Promise<void> => {
  const { id, handle, to, from, until, reason, createdAt, createdBy } = delegation
  const span = { from: new Date(from), until: new Date(until), createdAt: new Date(createdAt) }
  await clientOf(tx).delegation.create({
    data: {
      id,
      programId,
      handle,
      toId: to.userId,
      toName: to.name,
      reason,
      ...span,
      createdById: createdBy.userId,
      createdByName: createdBy.name,
    },
    select: ID,
  })
}

/** Ends a delegation at `at`. `StaleRevision` when it was ended before. */
export const revokeDelegation = async (tx: Tx, programId: string, id: string, at: string): Promise<void> => {
  const { count } = await clientOf(tx).delegation.updateMany({
    where: { programId, id, revokedAt: null },
    data: { revokedAt: new Date(at) },
  })
  if (count === 0) throw new StaleRevision('delegation', id, 1, null)
}

/** Opens a go/no-go without votes. A second open one is a `ConstraintViolation` of kind `unique`. */
export const insertGoNoGo = async (tx: Tx, programId: string, asked: Omit<GoNoGo, 'votes' | 'decision' | 'revision'>): Promise<void> => {
  const { id, number, question, openedAt, openedBy, deadline } = asked
  const opened = { openedAt: new Date(openedAt), openedById: openedBy.userId, openedByName: openedBy.name, deadline: new Date(deadline) }
  await clientOf(tx).goNoGo.create({ data: { id, programId, number, question, ...opened }, select: ID })
}

const saveOpen = async (
  tx: Tx,
  programId: string,
  id: string,
  data: Prisma.GoNoGoUpdateManyMutationInput,
  expected: number,
): Promise<number> => {
  const { goNoGo } = clientOf(tx)
  const where = { programId, id }
  const rows = await goNoGo.updateManyAndReturn({
    where: { ...where, revision: expected, decision: null },
    data: { ...data, ...ONE_MORE },
    select: REVISION,
  })
  return newRevision({ entity: 'go_no_go', key: id, expected }, rows, () => goNoGo.findFirst({ where, select: REVISION }))
}

/** Saves what a lane says, in place of what it said before; answers the go/no-go's new revision. `StaleRevision` once it is decided. */
export const saveVote = async (tx: Tx, programId: string, id: string, vote: GoNoGoVote, expected: number): Promise<number> => {
  const revision = await saveOpen(tx, programId, id, {}, expected)
  const { laneKey, laneName, actor, handle, note, at } = vote
  const said = { laneName, vote: vote.vote, note, actorId: actor.userId, actorName: actor.name, handle, at: new Date(at) }
  await clientOf(tx).goNoGoVote.upsert({
    where: { programId_goNoGoId_laneKey: { programId, goNoGoId: id, laneKey } },
    create: { programId, goNoGoId: id, laneKey, ...said },
    update: said,
    select: { laneKey: true },
  })
  return revision
}

/** Moves the deadline of an open one; answers the new revision. */
export const saveDeadline = (tx: Tx, programId: string, id: string, deadline: string, expected: number): Promise<number> =>
  saveOpen(tx, programId, id, { deadline: new Date(deadline) }, expected)

/** Records the decision for good. `StaleRevision` when it is decided already. */
export const decideGoNoGo = (
  tx: Tx,
  programId: string,
  id: string,
  decision: NonNullable<GoNoGo['decision']>,
  expected: number,
): Promise<number> => {
  const { word, by, at, reason, override, facts } = decision
  const decided = { decision: word, decidedAt: new Date(at), decidedById: by.userId, decidedByName: by.name }
  return saveOpen(tx, programId, id, { ...decided, reason, override, facts: JSON.parse(JSON.stringify(facts)) }, expected)
}
