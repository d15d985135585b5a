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
  ProgramHead,
  ProgramState,
  ReleaseTarget,
  Requirement,
  SignOff,
  TaskState,
  Waiver,
} from '@gatehouse/core'
import { clientOf, type Store } from '../open/database.ts'
import { parseChecklist, parseCiData, parseContingency, parseSignedEvidence } from './parse-json.ts'
import { type ProgramRef, whereProgram } from './program-ref.ts'
import { STATE_BY_ID, STATE_BY_SLUG, type StatePart, type StateRow } from './state-query.ts'

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

const rowsOf = <P extends StatePart>(row: StateRow, part: P): readonly PartRows[P][] => JSON.parse(row[part])

const groupBy = <R, K, V>(rows: readonly R[], key: (row: R) => K, value: (row: R) => V): ReadonlyMap<K, readonly V[]> => {
  const groups = new Map<K, V[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [value(row)])
    else group.push(value(row))
  }
  return groups
}
const without = <R extends object, K extends keyof R>(row: R, name: K): Omit<R, K> => {
  const rest: Partial<R> = { ...row }
  delete rest[name]
  return rest as Omit<R, K>
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

const gatesOf = (row: StateRow, afters: ReadonlyMap<string, readonly After[]>): readonly GateProgress[] => {
  const requirements = byGate(rowsOf(row, 'requirements'))
  const gaps = byGate(rowsOf(row, 'gaps'))
  const waivers = byGate(rowsOf(row, 'waivers'))
  const signOffs = byGate(
    rowsOf(row, 'signOffs').map((signOff) => ({ ...signOff, evidence: parseSignedEvidence(signOff.evidence, `sign-off ${signOff.id}`) })),
  )
  return rowsOf(row, 'gates').map((gate) => ({
    ...gate,
    requirements: requirements.get(gate.key) ?? [],
    after: afters.get(gate.key) ?? [],
    gaps: gaps.get(gate.key) ?? [],
    signOffs: signOffs.get(gate.key) ?? [],
    waivers: waivers.get(gate.key) ?? [],
  }))
}

const targetOf = (row: StateRow): ReleaseTarget | null => {
  const [target] = rowsOf(row, 'target')
  return target === undefined ? null : { ...target, workflows: rowsOf(row, 'workflows'), history: rowsOf(row, 'history') }
}

const ciOf = (row: StateRow): CiReadState | null => {
  const [reading] = rowsOf(row, 'ci')
  if (reading === undefined) return null
  const { data, ...rest } = reading
  return { ...rest, ...parseCiData(data, `CI reading of program ${row.id}`) }
}

const goNoGoOf = (row: StateRow): readonly GoNoGo[] => {
  const votes = groupBy(
    rowsOf(row, 'votes'),
    (vote) => vote.goNoGoId,
    (vote) => without(vote, 'goNoGoId'),
  )
  return rowsOf(row, 'goNoGo').map((asked) => ({ ...asked, votes: votes.get(asked.id) ?? [] }))
}

const stateOfRow = (row: StateRow): StoredProgram => {
  const head: ProgramHead = JSON.parse(row.head)
  const [owners, lanes, phases, milestones] = [
    rowsOf(row, 'owners'),
    rowsOf(row, 'lanes'),
    rowsOf(row, 'phases'),
    rowsOf(row, 'milestones'),
  ]
  const dependencies = rowsOf(row, 'dependencies')
  const afters = groupBy(
    dependencies.filter((dependency) => !dependency.listed),
    (dependency) => dependency.to,
    ({ from, kind, lag }): After => ({ ref: from, kind, lag }),
  )
  return {
    id: row.id,
    revision: row.revision,
    sample: row.sample,
    createdAt: row.createdAt,
    head,
    contingency: parseContingency(row.contingency === null ? null : JSON.parse(row.contingency), `contingency of program ${row.id}`),
    criticalPaths: rowsOf(row, 'criticalPaths'),
    owners: owners.map(withoutRevision),
    lanes: lanes.map(withoutRevision),
    phases: phases.map(withoutRevision),
    milestones: milestones.map(withoutRevision),
    tasks: rowsOf(row, 'tasks').map((task) => ({
      ...task,
      checklist: parseChecklist(task.checklist, `task ${task.key}`),
      after: afters.get(task.key) ?? [],
    })),
    gates: gatesOf(row, afters),
    dependencies,
    blockers: rowsOf(row, 'blockers'),
    evidence: rowsOf(row, 'evidence'),
    delegations: rowsOf(row, 'delegations'),
    goNoGo: goNoGoOf(row),
    releaseTarget: targetOf(row),
    ci: ciOf(row),
    revisions: {
      head: row.headRevision,
      owners: revisionsBy(owners, (owner) => owner.handle),
      lanes: revisionsBy(lanes, (lane) => lane.key),
      phases: revisionsBy(phases, (phase) => phase.key),
      milestones: revisionsBy(milestones, (milestone) => milestone.key),
    },
  }
}

/** The whole of a program at one revision, or null when there is none. One statement: a consistent snapshot even outside of a transaction. */
export const loadStoredProgram = async (store: Store, ref: ProgramRef): Promise<StoredProgram | null> => {
  const where = whereProgram(ref)
  if (where === null) return null
  const [sql, parameter] = 'slug' in where ? [STATE_BY_SLUG, where.slug] : [STATE_BY_ID, where.id]
  const [row] = await clientOf(store).$queryRawUnsafe<StateRow[]>(sql, parameter)
  return row === undefined ? null : stateOfRow(row)
}

/** As `loadStoredProgram`, by slug. */
export const loadProgramState = (store: Store, slug: string): Promise<StoredProgram | null> => loadStoredProgram(store, { slug })
