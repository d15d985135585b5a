/** Lanes, phases and milestones. */
import type { Lane, Milestone, Phase } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { deleted, newRevision, nextOrd, ONE_MORE, REVISION } from './conditional-save.ts'

const LAST = { _max: { ord: true } } as const

const laneData = ({ name, mission, deliverables, owners }: Lane) => ({
  name,
  mission,
  deliverables: [...deliverables],
  owners: [...owners],
})
const phaseData = ({ name, from, to, focus, exitCriteria }: Phase) => ({ name, from, to, focus, exitCriteria: [...exitCriteria] })
const milestoneData = ({ name, from, to, criteria }: Milestone) => ({ name, from, to, criteria: [...criteria] })

/** Adds a lane after the last one. */
export const insertLane = async (tx: Tx, programId: string, lane: Lane): Promise<void> => {
  const { lane: table } = clientOf(tx)
  const ord = nextOrd(await table.aggregate({ where: { programId }, ...LAST }))
  await table.create({ data: { programId, key: lane.key, ord, ...laneData(lane) }, select: REVISION })
}
/** Saves a lane at its expected revision; answers the new one. */
export const saveLane = async (tx: Tx, programId: string, lane: Lane, expected: number): Promise<number> => {
  const { lane: table } = clientOf(tx)
  const where = { programId, key: lane.key }
  const data = { ...laneData(lane), ...ONE_MORE }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'lane', key: lane.key, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}
/** Deletes a lane at its expected revision. One that still has tasks is a `ConstraintViolation`. */
export const deleteLane = async (tx: Tx, programId: string, key: string, expected: number): Promise<void> => {
  const { lane: table } = clientOf(tx)
  const { count } = await table.deleteMany({ where: { programId, key, revision: expected } })
  await deleted({ entity: 'lane', key, expected }, count, () => table.findFirst({ where: { programId, key }, select: REVISION }))
}

/** Adds a phase after the last one. */
export const insertPhase = async (tx: Tx, programId: string, phase: Phase): Promise<void> => {
  const { phase: table } = clientOf(tx)
  const ord = nextOrd(await table.aggregate({ where: { programId }, ...LAST }))
  await table.create({ data: { programId, key: phase.key, ord, ...phaseData(phase) }, select: REVISION })
}
/** Saves a phase at its expected revision; answers the new one. */
export const savePhase = async (tx: Tx, programId: string, phase: Phase, expected: number): Promise<number> => {
  const { phase: table } = clientOf(tx)
  const where = { programId, key: phase.key }
  const data = { ...phaseData(phase), ...ONE_MORE }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'phase', key: phase.key, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}
/** Deletes a phase at its expected revision. */
export const deletePhase = async (tx: Tx, programId: string, key: string, expected: number): Promise<void> => {
  const { phase: table } = clientOf(tx)
  const { count } = await table.deleteMany({ where: { programId, key, revision: expected } })
  await deleted({ entity: 'phase', key, expected }, count, () => table.findFirst({ where: { programId, key }, select: REVISION }))
}

/** Adds a milestone after the last one. Its key must be free among tasks, gates and milestones, else `ConstraintViolation`. */
export const insertMilestone = async (tx: Tx, programId: string, milestone: Milestone): Promise<void> => {
  const { milestone: table, planNode } = clientOf(tx)
  const { key } = milestone
  await planNode.create({ data: { programId, key, kind: 'milestone' }, select: { key: true } })
  const ord = nextOrd(await table.aggregate({ where: { programId }, ...LAST }))
  await table.create({ data: { programId, key, ord, ...milestoneData(milestone) }, select: REVISION })
}
/** Saves a milestone at its expected revision; answers the new one. */
export const saveMilestone = async (tx: Tx, programId: string, milestone: Milestone, expected: number): Promise<number> => {
  const { milestone: table } = clientOf(tx)
  const where = { programId, key: milestone.key }
  const data = { ...milestoneData(milestone), ...ONE_MORE }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'milestone', key: milestone.key, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}
/** Deletes a milestone at its expected revision, with the dependencies that name it. */
export const deleteMilestone = async (tx: Tx, programId: string, key: string, expected: number): Promise<void> => {
  const { milestone: table, planNode } = clientOf(tx)
  const { count } = await planNode.deleteMany({ where: { programId, key, milestone: { is: { revision: expected } } } })
  await deleted({ entity: 'milestone', key, expected }, count, () => table.findFirst({ where: { programId, key }, select: REVISION }))
}
