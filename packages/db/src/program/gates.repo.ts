import type { Gate, GateProgress, Requirement } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { deleted, instantOrNull, newRevision, nextOrd, ONE_MORE, REVISION } from './conditional-save.ts'
import { insertRows } from './insert-rows.ts'
import { requirementRows } from './plan-rows.ts'

/** A gate's own row; what hangs on it is saved by the other functions. */
export type GateRow = Omit<GateProgress, 'requirements' | 'after' | 'gaps' | 'signOffs' | 'waivers' | 'revision'>

const dataOf = (gate: GateRow) => {
  const { title, at, baselineAt, quorum, state, round, submittedBy, signedSha } = gate
  return {
    title,
    at,
    baselineAt,
    quorum,
    state,
    round,
    signedSha,
    owners: [...gate.owners],
    reviewers: [...gate.reviewers],
    signRoles: gate.signRoles.map(({ role, count }) => ({ role, count })),
    submittedById: submittedBy?.userId ?? null,
    submittedByName: submittedBy?.name ?? null,
    submittedAt: instantOrNull(gate.submittedAt),
    signedAt: instantOrNull(gate.signedAt),
  }
}

/** Adds a gate with its requirements after the last one, not started. Its predecessors (`after`) are saved as dependencies. */
export const insertGate = async (tx: Tx, programId: string, gate: Omit<Gate, 'after'>): Promise<void> => {
  const { gate: table, planNode } = clientOf(tx)
  const { key, title, at, owners, reviewers, quorum } = gate
  const signRoles = gate.signRoles.map(({ role, count }) => ({ role, count }))
  await planNode.create({ data: { programId, key, kind: 'gate' }, select: { key: true } })
  const ord = nextOrd(await table.aggregate({ where: { programId }, _max: { ord: true } }))
  const row = { programId, key, ord, title, at, baselineAt: at, quorum, signRoles, owners: [...owners], reviewers: [...reviewers] }
  await table.create({ data: row, select: REVISION })
  await replaceRequirements(tx, programId, key, gate.requirements)
}

/** Saves a gate's row at its expected revision; answers the new one. */
export const saveGate = async (tx: Tx, programId: string, gate: GateRow, expected: number): Promise<number> => {
  const { gate: table } = clientOf(tx)
  const where = { programId, key: gate.key }
  const data = { ...dataOf(gate), ...ONE_MORE }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'gate', key: gate.key, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}

/** Adds one to a gate's revision, for a change in what hangs on it (evidence, gaps, waivers): who looked before must look again. */
export const touchGate = async (tx: Tx, programId: string, key: string, expected: number): Promise<number> => {
  const { gate: table } = clientOf(tx)
  const where = { programId, key }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data: ONE_MORE, select: REVISION })
  return newRevision({ entity: 'gate', key, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}

/** Deletes a gate at its expected revision with what hangs on it. One with sign-offs, or that tasks name, is a `ConstraintViolation`. */
export const deleteGate = async (tx: Tx, programId: string, key: string, expected: number): Promise<void> => {
  const { gate: table, planNode } = clientOf(tx)
  const { count } = await planNode.deleteMany({ where: { programId, key, gate: { is: { revision: expected } } } })
  await deleted({ entity: 'gate', key, expected }, count, () => table.findFirst({ where: { programId, key }, select: REVISION }))
}

const replaceRequirements = async (tx: Tx, programId: string, gateKey: string, requirements: readonly Requirement[]): Promise<void> => {
  await clientOf(tx).requirement.deleteMany({ where: { programId, gateKey } })
  await insertRows(tx, 'requirement', requirementRows(programId, { key: gateKey, requirements }))
}

/** Replaces a gate's requirements, in this order, at the gate's expected revision; answers the gate's new one. */
export const saveRequirements = async (
  tx: Tx,
  programId: string,
  gateKey: string,
  requirements: readonly Requirement[],
  expected: number,
): Promise<number> => {
  const revision = await touchGate(tx, programId, gateKey, expected)
  await replaceRequirements(tx, programId, gateKey, requirements)
  return revision
}
