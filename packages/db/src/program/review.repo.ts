/** What reviewers leave on a gate: sign-offs, gaps, waivers. */
import type { GateGap, SignOff, Waiver } from '@gatehouse/core'
import { StaleRevision } from '../errors.ts'
import { Prisma } from '../generated/client.ts'
import { clientOf, type Tx } from '../open/database.ts'

const ID = { id: true } as const

/** Plain values of core are what JSON can say; the client's own type for it knows no read-only lists. */
const toJson = (value: unknown): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value))

/** Records a decision for good. A second one of the same person and round is a `ConstraintViolation` of kind `unique`. */
export const insertSignOff = async (tx: Tx, programId: string, gateKey: string, signOff: SignOff): Promise<void> => {
  const { id, actor, handle, at, correlationId, decision, note, round, gateRevision, releaseSha } = signOff
  const evidence = signOff.evidence.map((piece) => ({ id: piece.id, requirementKey: piece.requirementKey, digest: piece.digest }))
  const named = { id, programId, gateKey, round, actorId: actor.userId, actorName: actor.name, handle, at: new Date(at) }
  const kept = {
    identity: signOff.identity === null ? Prisma.DbNull : { ...signOff.identity },
    role: signOff.role,
    onBehalfOf: signOff.onBehalfOf,
    frozen: signOff.frozen === null ? Prisma.DbNull : toJson(signOff.frozen),
    frozenDigest: signOff.frozenDigest,
    ci: toJson(signOff.ci),
  }
  await clientOf(tx).signOff.create({
    data: { ...named, correlationId, decision, note, gateRevision, releaseSha, evidence, ...kept },
    select: ID,
  })
}

export const insertGap = async (tx: Tx, programId: string, gateKey: string, gap: GateGap): Promise<void> => {
  const { id, text, requirementKey, openedAt, openedBy } = gap
  const opened = { openedAt: new Date(openedAt), openedById: openedBy.userId, openedByName: openedBy.name }
  await clientOf(tx).gap.create({ data: { id, programId, gateKey, requirementKey, text, ...opened }, select: ID })
}

/** Closes an open gap, as `closedAt`, `closedBy` and `closingNote` of `gap` say. `StaleRevision` when it is not open any more. */
export const closeGap = async (tx: Tx, programId: string, gap: GateGap): Promise<void> => {
  const { id, closedAt, closedBy, closingNote } = gap
  if (closedAt === null || closedBy === null) throw new Error(`gap ${id} says neither when nor by whom it was closed`)
  const { count } = await clientOf(tx).gap.updateMany({
    where: { programId, id, closedAt: null },
    data: { closedAt: new Date(closedAt), closedById: closedBy.userId, closedByName: closedBy.name, closingNote },
  })
  if (count === 0) throw new StaleRevision('gap', id, 1, null)
}

export const insertWaiver = async (tx: Tx, programId: string, gateKey: string, waiver: Waiver): Promise<void> => {
  const { id, requirementKey, reason, approver, grantedAt, expiresAt } = waiver
  const granted = {
    approverId: approver.userId,
    approverName: approver.name,
    grantedAt: new Date(grantedAt),
    expiresAt: new Date(expiresAt),
  }
  await clientOf(tx).waiver.create({ data: { id, programId, gateKey, requirementKey, reason, ...granted }, select: ID })
}

/** Takes a waiver back, as `revokedAt`, `revokedBy` and `revokeReason` say. `StaleRevision` when it is not in force any more. */
export const revokeWaiver = async (tx: Tx, programId: string, waiver: Waiver): Promise<void> => {
  const { id, revokedAt, revokedBy, revokeReason } = waiver
  if (revokedAt === null || revokedBy === null) throw new Error(`waiver ${id} says neither when nor by whom it was taken back`)
  const { count } = await clientOf(tx).waiver.updateMany({
    where: { programId, id, revokedAt: null },
    data: { revokedAt: new Date(revokedAt), revokedById: revokedBy.userId, revokedByName: revokedBy.name, revokeReason },
  })
  if (count === 0) throw new StaleRevision('waiver', id, 1, null)
}
