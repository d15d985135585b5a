import type { TaskState } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { deleted, newRevision, nextOrd, ONE_MORE, REVISION } from './conditional-save.ts'

/** A task's own row. Its predecessors (`after`) are dependencies and are saved as such. */
export type TaskRow = Omit<TaskState, 'after' | 'revision'>

const dataOf = (task: TaskRow) => {
  const { title, start, finish, priority, status, movedTo, note, baselineStart, baselineFinish, actualStart, actualFinish } = task
  return {
    laneKey: task.lane,
    parentKey: task.parent,
    gateKey: task.gate,
    title,
    start,
    finish,
    priority,
    status,
    movedTo,
    note,
    baselineStart,
    baselineFinish,
    actualStart,
    actualFinish,
    owners: [...task.owners],
    checklist: task.checklist.map(({ text, done }) => ({ text, done })),
  }
}

/** Adds a task after the last one. Its key must be free among tasks, gates and milestones; its lane, parent and gate must exist. */
export const insertTask = async (tx: Tx, programId: string, task: TaskRow): Promise<void> => {
  const { task: table, planNode } = clientOf(tx)
  await planNode.create({ data: { programId, key: task.key, kind: 'task' }, select: { key: true } })
  const ord = nextOrd(await table.aggregate({ where: { programId }, _max: { ord: true } }))
  await table.create({ data: { programId, key: task.key, ord, ...dataOf(task) }, select: REVISION })
}

/** Saves a task's row at its expected revision; answers the new one. */
export const saveTask = async (tx: Tx, programId: string, task: TaskRow, expected: number): Promise<number> => {
  const { task: table } = clientOf(tx)
  const where = { programId, key: task.key }
  const data = { ...dataOf(task), ...ONE_MORE }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'task', key: task.key, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}

/** Deletes a task at its expected revision, with the dependencies that name it and its blockers. One that has children is a `ConstraintViolation`. */
export const deleteTask = async (tx: Tx, programId: string, key: string, expected: number): Promise<void> => {
  const { task: table, planNode } = clientOf(tx)
  const { count } = await planNode.deleteMany({ where: { programId, key, task: { is: { revision: expected } } } })
  await deleted({ entity: 'task', key, expected }, count, () => table.findFirst({ where: { programId, key }, select: REVISION }))
}
