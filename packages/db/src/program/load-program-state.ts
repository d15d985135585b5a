import type {
  After,
  Blocker,
  CiReadState,
  DeclaredPath,
  Delegation,
  Evidence,
  GateGap,
  GateProgress,
  GoNoGo,
  GoNoGoVote,
  Lane,
  Milestone,
  OwnerState,
  Phase,
  PinnedWorkflow,
  ProgramState,
  ReleaseTarget,
  Requirement,
  SignOff,
  TaskState,
  Waiver,
} from '@gatehouse/core'
import { clientOf, type Store, type Tx } from '../open/database.ts'
import type { AuditHeadRow } from './audit.repo.ts'
import { groupBy, without } from './group-rows.ts'
import { parseChecklist, parseCiData, parseContingency, parseSignedEvidence } from './parse-json.ts'
import { type ProgramRef, whereProgram } from './program-ref.ts'
import {
  SKIPPED_PARTS,
  type SkippedPart,
  STATE_BY_ID,
  STATE_BY_SLUG,
  STATE_WITH_HEAD,
  type StatePart,
  type StateRow,
  type WithHead,
  WRITTEN_WITH_HEAD,
  type WrittenRow,
} from './state-query.ts'

/** Revisions of what `ProgramState` shows without one, for If-Match. */
export interface EntityRevisions {
  /** Of the head and of the contingency. */
  readonly head: number
  readonly owners: ReadonlyMap<string, number>
  readonly lanes: ReadonlyMap<string, number>
  readonly phases: ReadonlyMap<string, number>
  readonly milestones: ReadonlyMap<string, number>
}
export interface StoredProgram extends ProgramState {
  readonly revisions: EntityRevisions
}

interface Revised {
  readonly revision: number
}
interface OfGate {
  readonly gateKey: string
}
/** The rows of each part, as the statement's column names and the schema's checks make them. */
interface PartRows {
  readonly owners: OwnerState & Revised
  readonly lanes: Lane & Revised
  readonly phases: Phase & Revised
  readonly milestones: Milestone & Revised
  readonly criticalPaths: DeclaredPath
  readonly tasks: Omit<TaskState, 'after' | 'checklist'> & { readonly checklist: unknown }
  readonly dependencies: ProgramState['dependencies'][number]
  readonly gates: Omit<GateProgress, 'requirements' | 'after' | 'gaps' | 'signOffs' | 'waivers'>
  readonly requirements: Requirement & OfGate
  readonly gaps: GateGap & OfGate
  readonly signOffs: Omit<SignOff, 'evidence'> & OfGate & { readonly evidence: unknown }
  readonly waivers: Waiver & OfGate
  readonly evidence: Evidence
  readonly delegations: Delegation
  readonly goNoGo: Omit<GoNoGo, 'votes'>
  readonly votes: GoNoGoVote & { readonly goNoGoId: string }
  readonly blockers: Blocker
  readonly target: Pick<ReleaseTarget, 'repository' | 'repositoryId' | 'sha' | 'revision'>
  readonly workflows: PinnedWorkflow
  readonly history: ReleaseTarget['history'][number]
  readonly ci: Pick<CiReadState, 'sha' | 'readAt' | 'complete'> & { readonly data: unknown }
}

/** Rows of the parts that are given to it. Each part's text is parsed once. */
type Rows<P extends StatePart> = <Q extends P>(part: Q) => readonly PartRows[Q][]

const rowsOf = (row: StateRow): Rows<StatePart> => {
  const parsed: Partial<Record<StatePart, readonly unknown[]>> = {}
  return <Q extends StatePart>(part: Q) => (parsed[part] ??= JSON.parse(row[part])) as readonly PartRows[Q][]
}

const byGate = <R extends OfGate>(rows: readonly R[]): ReadonlyMap<string, readonly Omit<R, 'gateKey'>[]> =>
  groupBy(
    rows,
    (row) => row.gateKey,
    (row) => without(row, 'gateKey'),
  )

const revisionsBy = <R extends Revised>(rows: readonly R[], key: (row: R) => string): ReadonlyMap<string, number> =>
  new Map(rows.map((row) => [key(row), row.revision]))

const withoutRevision = <R extends Revised>(row: R): Omit<R, 'revision'> => without(row, 'revision')

type Afters = ReadonlyMap<string, readonly After[]>
const aftersOf = (rows: Rows<'dependencies'>): Afters =>
  groupBy(
    rows('dependencies').filter((dependency) => !dependency.listed),
    (dependency) => dependency.to,
    ({ from, kind, lag }): After => ({ ref: from, kind, lag }),
  )

const taskOf = (task: PartRows['tasks'], afters: Afters): TaskState => ({
  ...task,
  checklist: parseChecklist(task.checklist, `task ${task.key}`),
  after: afters.get(task.key) ?? [],
})

const gatesOf = (rows: Rows<'gates' | 'requirements' | 'gaps' | 'signOffs' | 'waivers'>, afters: Afters): readonly GateProgress[] => {
  const requirements = byGate(rows('requirements'))
  const gaps = byGate(rows('gaps'))
  const waivers = byGate(rows('waivers'))
  const signOffs = byGate(
    rows('signOffs').map((signOff) => ({ ...signOff, evidence: parseSignedEvidence(signOff.evidence, `sign-off ${signOff.id}`) })),
  )
  return rows('gates').map((gate) => ({
    ...gate,
    requirements: requirements.get(gate.key) ?? [],
    after: afters.get(gate.key) ?? [],
    gaps: gaps.get(gate.key) ?? [],
    signOffs: signOffs.get(gate.key) ?? [],
    waivers: waivers.get(gate.key) ?? [],
  }))
}

const targetOf = (rows: Rows<'target' | 'workflows' | 'history'>): ReleaseTarget | null => {
  const [target] = rows('target')
  return target === undefined ? null : { ...target, workflows: rows('workflows'), history: rows('history') }
}

const ciOf = (rows: Rows<'ci'>, programId: string): CiReadState | null => {
  const [reading] = rows('ci')
  if (reading === undefined) return null
  const { data, ...rest } = reading
  return { ...rest, ...parseCiData(data, `CI reading of program ${programId}`) }
}

const goNoGoOf = (rows: Rows<'goNoGo' | 'votes'>): readonly GoNoGo[] => {
  const votes = groupBy(
    rows('votes'),
    (vote) => vote.goNoGoId,
    (vote) => without(vote, 'goNoGoId'),
  )
  return rows('goNoGo').map((asked) => ({ ...asked, votes: votes.get(asked.id) ?? [] }))
}

/** A state and the texts that it was read from. */
interface ReadState {
  readonly row: StateRow
  readonly state: StoredProgram
}
/** What a transaction left: the rows of `row.tasks` are only those that it wrote. */
interface Since extends ReadState {
  readonly taskKeys: readonly string[]
}

/** All tasks, of which `written` are new or changed; the others are what they were, and the very same objects where their predecessors are. */
const tasksSince = (written: readonly PartRows['tasks'][], { state, taskKeys }: Since, afters: Afters | null): readonly TaskState[] => {
  const before = state.tasks
  if (written.length === 0 && afters === null && taskKeys.length === before.length && before.every(({ key }, at) => key === taskKeys[at]))
    return before
  const writtenByKey = new Map(written.map((task) => [task.key, task]))
  const beforeByKey = new Map(before.map((task) => [task.key, task]))
  return taskKeys.map((key) => {
    const [row, was] = [writtenByKey.get(key), beforeByKey.get(key)]
    if (row !== undefined) return taskOf(row, afters ?? new Map([[key, was?.after ?? []]]))
    if (was === undefined) throw new Error(`the task ${key} is neither written nor known`)
    return afters === null ? was : { ...was, after: afters.get(key) ?? [] }
  })
}

/** What a row says. What is read from the same texts as in `since` is taken from there, and so is the very same object. */
const stateOfRow = (row: StateRow, since: Since | null): StoredProgram => {
  const all = rowsOf(row)
  /** `parse` sees the rows of the named parts and of no others, so that the names are complete. */
  const read = <F extends keyof StoredProgram, P extends StatePart>(
    field: F,
    parts: readonly P[],
    parse: (rows: Rows<P>) => StoredProgram[F],
  ): StoredProgram[F] => (since !== null && parts.every((part) => since.row[part] === row[part]) ? since.state[field] : parse(all))
  let afters: Afters | null = null
  const aftersBy = (rows: Rows<'dependencies'>): Afters => (afters ??= aftersOf(rows))
  const tasks = (): readonly TaskState[] => {
    if (since === null) return all('tasks').map((task) => taskOf(task, aftersBy(all)))
    return tasksSince(all('tasks'), since, since.row.dependencies === row.dependencies ? null : aftersBy(all))
  }
  const contingency = row.contingency === null ? null : JSON.parse(row.contingency)
  return {
    id: row.id,
    revision: row.revision,
    sample: row.sample,
    createdAt: row.createdAt,
    head: JSON.parse(row.head),
    contingency: parseContingency(contingency, `contingency of program ${row.id}`),
    criticalPaths: read('criticalPaths', ['criticalPaths'], (rows) => rows('criticalPaths')),
    owners: read('owners', ['owners'], (rows) => rows('owners').map(withoutRevision)),
    lanes: read('lanes', ['lanes'], (rows) => rows('lanes').map(withoutRevision)),
    phases: read('phases', ['phases'], (rows) => rows('phases').map(withoutRevision)),
    milestones: read('milestones', ['milestones'], (rows) => rows('milestones').map(withoutRevision)),
    tasks: tasks(),
    gates: read('gates', ['gates', 'requirements', 'gaps', 'signOffs', 'waivers', 'dependencies'], (rows) => gatesOf(rows, aftersBy(rows))),
    dependencies: read('dependencies', ['dependencies'], (rows) => rows('dependencies')),
    blockers: read('blockers', ['blockers'], (rows) => rows('blockers')),
    evidence: read('evidence', ['evidence'], (rows) => rows('evidence')),
    delegations: read('delegations', ['delegations'], (rows) => rows('delegations')),
    goNoGo: read('goNoGo', ['goNoGo', 'votes'], (rows) => goNoGoOf(rows)),
    releaseTarget: read('releaseTarget', ['target', 'workflows', 'history'], (rows) => targetOf(rows)),
    ci: read('ci', ['ci'], (rows) => ciOf(rows, row.id)),
    revisions: {
      head: row.headRevision,
      owners: revisionsBy(all('owners'), (owner) => owner.handle),
      lanes: revisionsBy(all('lanes'), (lane) => lane.key),
      phases: revisionsBy(all('phases'), (phase) => phase.key),
      milestones: revisionsBy(all('milestones'), (milestone) => milestone.key),
    },
  }
}

const rowOf = async (store: Store, ref: ProgramRef): Promise<StateRow | null> => {
  const where = whereProgram(ref)
  if (where === null) return null
  const [sql, parameter] = 'slug' in where ? [STATE_BY_SLUG, where.slug] : [STATE_BY_ID, where.id]
  const [row] = await clientOf(store).$queryRawUnsafe<StateRow[]>(sql, parameter)
  return row ?? null
}

/** The whole of a program at one revision, or null when there is none. One statement: a consistent snapshot even outside of a transaction. */
export const loadStoredProgram = async (store: Store, ref: ProgramRef): Promise<StoredProgram | null> => {
  const row = await rowOf(store, ref)
  return row === null ? null : stateOfRow(row, null)
}

/** What the states were read from that a write began with. */
const rowBefore = new WeakMap<ProgramState, ReadState>()

/** As `loadStoredProgram`, for a write that holds the program: `loadAfterWrite` then reads only what the write changed. */
export const loadBeforeWrite = async (tx: Tx, id: string): Promise<StoredProgram | null> => {
  const row = await rowOf(tx, { id })
  if (row === null) return null
  const state = stateOfRow(row, null)
  rowBefore.set(state, { row, state })
  return state
}

export interface AfterWrite {
  /** Shares every list with the state before that the write left alone. */
  readonly state: StoredProgram
  /** The end of the program's record, locked until the transaction ends: of two writers the second waits. null: nothing is recorded yet. */
  readonly head: AuditHeadRow | null
}

const headOf = ({ auditHead }: WithHead): AuditHeadRow | null => (auditHead === null ? null : JSON.parse(auditHead))

/**
 * A program as it is at the end of a transaction that holds it, and the end of its record, in one statement; null when there is none. `before`
 * from `loadBeforeWrite` in the same transaction: what it left alone is taken from there.
 */
export const loadAfterWrite = async (tx: Tx, id: string, before: ProgramState | null): Promise<AfterWrite | null> => {
  const since = before === null ? undefined : rowBefore.get(before)
  if (since === undefined) {
    const [row] = await clientOf(tx).$queryRawUnsafe<(StateRow & WithHead)[]>(STATE_WITH_HEAD, id)
    return row === undefined ? null : { state: stateOfRow(row, null), head: headOf(row) }
  }
  const { evidence, dependencies, gates } = since.state
  const counts: Readonly<Record<SkippedPart, number>> = {
    evidence: evidence.length,
    dependencies: dependencies.length,
    signOffs: gates.reduce((sum, gate) => sum + gate.signOffs.length, 0),
  }
  const [row] = await clientOf(tx).$queryRawUnsafe<WrittenRow[]>(WRITTEN_WITH_HEAD, id, ...SKIPPED_PARTS.map((part) => counts[part]))
  if (row === undefined) return null
  const texts: Record<SkippedPart, string> = { evidence: '', dependencies: '', signOffs: '' }
  for (const part of SKIPPED_PARTS) texts[part] = row[part] ?? since.row[part]
  return { state: stateOfRow({ ...row, ...texts }, { ...since, taskKeys: JSON.parse(row.taskKeys) }), head: headOf(row) }
}

/** As `loadStoredProgram`, by slug. */
export const loadProgramState = (store: Store, slug: string): Promise<StoredProgram | null> => loadStoredProgram(store, { slug })
