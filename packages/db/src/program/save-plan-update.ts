import type { Actor, ListChanges, PlanSection, PlanUpdateChanges } from '@gatehouse/core'
import { clientOf, type Tx } from '../open/database.ts'
import { saveContingency, saveCriticalPaths, saveHead } from './head.repo.ts'
import { insertRows } from './insert-rows.ts'
import type { StoredProgram } from './load-program-state.ts'
import {
  dependencyRow,
  gateRow,
  laneRow,
  milestoneRow,
  nodeRow,
  ownerRow,
  phaseRow,
  requirementRows,
  type Row,
  taskFields,
  taskRow,
} from './plan-rows.ts'
import { recordShaChange, saveCiReading, saveReleaseTarget } from './release-target.repo.ts'
import { saveSection } from './sections.repo.ts'
import { reorderRows, updateRows } from './update-rows.ts'

type Outline = 'owner' | 'lane' | 'phase' | 'milestone'

/** An entry’s row at the revision that was judged, without its place, which is saved for the whole list at once. */
const judged = (row: Row, revision: number | undefined): Row => {
  const { ord: _place, ...fields } = row
  return { ...fields, revision: revision ?? 0 }
}

const saveOutline = async <T>(
  tx: Tx,
  programId: string,
  table: Outline,
  { added, changed }: ListChanges<T>,
  row: (programId: string, entry: T, ord: number) => Row,
  revisionOf: (entry: T) => number | undefined,
): Promise<void> => {
  await insertRows(
    tx,
    table,
    added.map((entry) => row(programId, entry, 0)),
  )
  await updateRows(
    tx,
    table,
    changed.map((entry) => judged(row(programId, entry, 0), revisionOf(entry))),
  )
}

/** Nodes go before others come, because a key that goes may come again as something else. What names them lets go of them first. */
const removeNodes = async (tx: Tx, programId: string, keys: readonly string[]): Promise<void> => {
  if (keys.length === 0) return
  const client = clientOf(tx)
  const gone = { in: [...keys] }
  await client.task.updateMany({ where: { programId, parentKey: gone }, data: { parentKey: null } })
  await client.task.updateMany({ where: { programId, gateKey: gone }, data: { gateKey: null } })
  await client.planNode.deleteMany({ where: { programId, key: gone } })
}

/** Everything that names a node follows it: its foreign keys cascade. */
const renameNodes = async (tx: Tx, programId: string, renames: PlanUpdateChanges['renames']): Promise<void> => {
  for (const { from, to } of renames) await clientOf(tx).planNode.updateMany({ where: { programId, key: from }, data: { key: to } })
}

const saveTasks = async (tx: Tx, programId: string, { added, changed }: PlanUpdateChanges['tasks']): Promise<void> => {
  await insertRows(
    tx,
    'task',
    added.map((task) => taskRow(programId, task, 0)),
  )
  await updateRows(
    tx,
    'task',
    changed.map((task) => ({ ...taskFields(programId, task), revision: task.revision })),
  )
}

const saveGates = async (tx: Tx, programId: string, { added, changed }: PlanUpdateChanges['gates']): Promise<void> => {
  await insertRows(
    tx,
    'gate',
    added.map((gate) => gateRow(programId, gate, 0)),
  )
  const terms = ({ key, title, at, owners, reviewers, quorum, signRoles, round, revision }: (typeof changed)[number]): Row => ({
    program_id: programId,
    key,
    title,
    at,
    owners,
    sign_roles: signRoles,
    reviewers,
    quorum,
    round,
    revision,
  })
  await updateRows(tx, 'gate', changed.map(terms))
  await clientOf(tx).requirement.deleteMany({ where: { programId, gateKey: { in: changed.map(({ key }) => key) } } })
  await insertRows(
    tx,
    'requirement',
    [...added, ...changed].flatMap((gate) => requirementRows(programId, gate)),
  )
}

const removeLinks = async (tx: Tx, programId: string, gone: PlanUpdateChanges['dependencies']['gone']): Promise<void> => {
  if (gone.length === 0) return
  await clientOf(tx).$executeRaw`
    DELETE FROM dependency d USING json_populate_recordset(NULL::dependency, ${JSON.stringify(gone)}::json) r
    WHERE d.program_id = ${programId}::uuid AND d."from" = r."from" AND d."to" = r."to" AND d.kind = r.kind`
}

const saveLinks = async (tx: Tx, programId: string, { added, changed }: PlanUpdateChanges['dependencies']): Promise<void> => {
  await insertRows(
    tx,
    'dependency',
    added.map((link) => dependencyRow(programId, link, 0)),
  )
  await updateRows(
    tx,
    'dependency',
    changed.map(({ from, to, kind, lag, note, revision }) => ({ program_id: programId, from, to, kind, lag, note, revision })),
  )
}

const saveTarget = async (
  tx: Tx,
  program: StoredProgram,
  { target, newSha, otherRepository }: NonNullable<PlanUpdateChanges['target']>,
  by: Actor,
  now: string,
): Promise<void> => {
  const before = program.releaseTarget
  const pins = new Map(otherRepository ? [] : before?.workflows.map(({ path, workflowId }) => [path, workflowId]))
  const workflows = target.workflows.map((workflow) => ({ ...workflow, workflowId: pins.get(workflow.path) ?? null }))
  const repositoryId = otherRepository ? null : (before?.repositoryId ?? null)
  await saveReleaseTarget(tx, program.id, { ...target, workflows, repositoryId }, before?.revision ?? null)
  if (newSha !== null) await recordShaChange(tx, program.id, { sha: newSha, setAt: now, setBy: by })
  if (otherRepository) await saveCiReading(tx, program.id, null)
}

const saveSettings = async (tx: Tx, program: StoredProgram, changes: PlanUpdateChanges): Promise<void> => {
  const { head, contingency, criticalPaths } = changes
  let revision = program.revisions.head
  if (head !== null) revision = await saveHead(tx, program.id, head, revision)
  if (contingency !== null) await saveContingency(tx, program.id, contingency.value, revision)
  if (criticalPaths !== null) await saveCriticalPaths(tx, program.id, criticalPaths)
}

const reorder = async (tx: Tx, program_id: string, { plan }: PlanUpdateChanges): Promise<void> => {
  const keyed = ({ key }: { readonly key: string }): Row => ({ program_id, key })
  await reorderRows(
    tx,
    'owner',
    plan.owners.map(({ handle }) => ({ program_id, handle })),
  )
  for (const table of ['lane', 'phase', 'milestone', 'task', 'gate'] as const) await reorderRows(tx, table, plan[`${table}s`].map(keyed))
  await reorderRows(
    tx,
    'dependency',
    plan.dependencies.map(({ from, to, kind }) => ({ program_id, from, to, kind })),
  )
}

/**
 * Saves what importing a document again changes, each part at the revision that was judged (`StaleRevision`). Evidence, decisions,
 * blockers and the baseline are not touched; renamed tasks and gates keep theirs. `by`, `now`: for the release SHA’s history.
 */
export const savePlanUpdate = async (tx: Tx, program: StoredProgram, changes: PlanUpdateChanges, by: Actor, now: string): Promise<void> => {
  const { id, revisions } = program
  const { owners, lanes, phases, milestones, tasks, gates } = changes
  const client = clientOf(tx)
  await saveSettings(tx, program, changes)
  await saveOutline(tx, id, 'owner', owners, ownerRow, ({ handle }) => revisions.owners.get(handle))
  await saveOutline(tx, id, 'lane', lanes, laneRow, ({ key }) => revisions.lanes.get(key))
  await saveOutline(tx, id, 'phase', phases, phaseRow, ({ key }) => revisions.phases.get(key))

  await renameNodes(tx, id, changes.renames)
  await removeLinks(tx, id, changes.dependencies.gone)
  await removeNodes(tx, id, [...tasks.gone, ...gates.gone, ...milestones.gone])
  await insertRows(tx, 'plan_node', [
    ...tasks.added.map(nodeRow(id, 'task')),
    ...gates.added.map(nodeRow(id, 'gate')),
    ...milestones.added.map(nodeRow(id, 'milestone')),
  ])
  await saveOutline(tx, id, 'milestone', milestones, milestoneRow, ({ key }) => revisions.milestones.get(key))
  await saveGates(tx, id, gates)
  await saveTasks(tx, id, tasks)
  await saveLinks(tx, id, changes.dependencies)

  await client.lane.deleteMany({ where: { programId: id, key: { in: [...lanes.gone] } } })
  await client.phase.deleteMany({ where: { programId: id, key: { in: [...phases.gone] } } })
  await client.owner.deleteMany({ where: { programId: id, handle: { in: [...owners.gone] } } })
  if (changes.target !== null) await saveTarget(tx, program, changes.target, by, now)
  for (const [section, entries] of Object.entries(changes.sections)) await saveSection(tx, id, section as PlanSection, entries)
  await reorder(tx, id, changes)
}
