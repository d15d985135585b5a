import type { ProgramState } from '../board/program-state.ts'
import type { CiReadState } from '../freshness/ci-run.ts'
import { canonicalJson, type JsonValue } from '../evidence/canonical-json.ts'

type Row = Readonly<Record<string, unknown>>

/** What names a row of each list, so that a patch can say which one it means. */
const NAME_OF = {
  owners: (row: Row) => String(row.handle),
  lanes: (row: Row) => String(row.key),
  phases: (row: Row) => String(row.key),
  milestones: (row: Row) => String(row.key),
  tasks: (row: Row) => String(row.key),
  gates: (row: Row) => String(row.key),
  dependencies: (row: Row) => `${String(row.from)}>${String(row.to)}${row.listed === true ? '' : ':after'}`,
  blockers: (row: Row) => String(row.key),
  evidence: (row: Row) => String(row.id),
  delegations: (row: Row) => String(row.id),
  goNoGo: (row: Row) => String(row.id),
} as const satisfies Partial<Record<keyof ProgramState, (row: Row) => string>>
type ListName = keyof typeof NAME_OF
const LISTS = Object.keys(NAME_OF) as readonly ListName[]
const FIELDS = [
  'id',
  'sample',
  'createdAt',
  'head',
  'contingency',
  'criticalPaths',
  'releaseTarget',
  'ci',
] as const satisfies readonly (keyof ProgramState)[]
type FieldName = (typeof FIELDS)[number]

/**
 * What one change did to a program, complete: applied to the state before it, it gives the state after it. Rows are whole, so that a patch
 * can be read by itself. The revision is not in it: the event that carries the patch says it.
 */
export interface StatePatch {
  /** Single fields, as they are now. */
  readonly set?: Readonly<Partial<Record<FieldName, unknown>>>
  /** Rows that are new or changed, whole. */
  readonly put?: Readonly<Partial<Record<ListName, readonly Row[]>>>
  /** Names of rows that are gone. */
  readonly gone?: Readonly<Partial<Record<ListName, readonly string[]>>>
  /** Names of all rows in their order, where putting new ones at the end does not give it. */
  readonly order?: Readonly<Partial<Record<ListName, readonly string[]>>>
}

const textOf = (value: unknown): string => canonicalJson((value ?? null) as JsonValue)
const rowsOf = (state: ProgramState | null, list: ListName): readonly Row[] => (state?.[list] ?? []) as unknown as readonly Row[]

/** A reading of CI that found what the one before it found. It happens every few minutes; that alone is nothing to record. */
export const foundTheSame = (before: CiReadState | null, after: CiReadState | null): boolean => {
  const found = (reading: CiReadState | null) => reading && { ...reading, readAt: '', error: reading.error && { ...reading.error, at: '' } }
  return isSame(found(before), found(after))
}

/**
 * What leads from one state to the next; null as `before`: from nothing. An empty patch: nothing changed. When CI was read is told only with
 * what a reading found.
 */
export const diffStates = (before: ProgramState | null, after: ProgramState): StatePatch => {
  const set: Partial<Record<FieldName, unknown>> = {}
  for (const field of FIELDS) {
    if (before !== null && (isSame(before[field], after[field]) || (field === 'ci' && foundTheSame(before.ci, after.ci)))) continue
    set[field] = after[field]
  }
  const put: Partial<Record<ListName, readonly Row[]>> = {}
  const gone: Partial<Record<ListName, readonly string[]>> = {}
  const order: Partial<Record<ListName, readonly string[]>> = {}
  for (const list of LISTS) {
    if (before !== null && before[list] === after[list]) continue
    const nameOf = NAME_OF[list]
    const old = new Map(rowsOf(before, list).map((row) => [nameOf(row), row]))
    const rows = rowsOf(after, list)
    const names = rows.map(nameOf)
    const changed = rows.filter((row, at) => !isSame(old.get(names[at] ?? ''), row))
    const present = new Set(names)
    const removed = [...old.keys()].filter((name) => !present.has(name))
    if (changed.length > 0) put[list] = changed
    if (removed.length > 0) gone[list] = removed
    const naive = [...old.keys()].filter((name) => present.has(name)).concat(names.filter((name) => !old.has(name)))
    if (naive.some((name, at) => name !== names[at])) order[list] = names
  }
  return { ...given('set', set), ...given('put', put), ...given('gone', gone), ...given('order', order) }
}

/** Two values that JSON writes the same way. Rows that were not touched are often the very same text, so the cheap test comes first. */
/** Alike in every member. Most rows are, and that is far cheaper to see than by their texts. */
const isAlike = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Row, b as Row]
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => name in right && isAlike(left[name], right[name]))
}

const isSame = (a: unknown, b: unknown): boolean =>
  isAlike(a, b) || JSON.stringify(a) === JSON.stringify(b) || (a !== undefined && b !== undefined && textOf(a) === textOf(b))

const given = <K extends string, V extends object>(name: K, value: V): Partial<Record<K, V>> =>
  Object.keys(value).length === 0 ? {} : ({ [name]: value } as Record<K, V>)

export const isEmptyPatch = (patch: StatePatch): boolean => Object.keys(patch).length === 0

/** A state on its way through a history. Taking a patch costs as much as the patch is large, however large the program is. */
export interface Replay {
  /** Throws when the patch does not fit: a row that is to go is not there, or a first patch lacks a field. Useless after that. */
  take(patch: StatePatch, revision: number): void
  /** As it is now, a value of its own; rows are shared. null: nothing was taken yet. */
  state(): ProgramState | null
}

/** Starts from a state, or from nothing: then the first patch must be one from nothing. */
export const openReplay = (from: ProgramState | null): Replay => {
  const fields: Record<string, unknown> = { ...from }
  const lists = new Map(LISTS.map((list) => [list, new Map(rowsOf(from, list).map((row) => [NAME_OF[list](row), row]))]))
  let isBegun = from !== null

  const changeList = (list: ListName, patch: StatePatch): void => {
    const rows = lists.get(list) ?? new Map<string, Row>()
    for (const name of patch.gone?.[list] ?? []) if (!rows.delete(name)) throw new Error(`${list} has no ${name} that could go`)
    for (const row of patch.put?.[list] ?? []) rows.set(NAME_OF[list](row), row)
    const wanted = patch.order?.[list]
    if (wanted !== undefined) lists.set(list, new Map(wanted.map((name) => [name, rowNamed(rows, list, name)])))
  }
  return {
    take: (patch, revision) => {
      Object.assign(fields, patch.set, { revision })
      if (!isBegun) for (const field of FIELDS) if (!(field in fields)) throw new Error(`the first patch lacks ${field}`)
      isBegun = true
      for (const list of LISTS) changeList(list, patch)
    },
    state: () => {
      if (!isBegun) return null
      const rows = [...lists].map(([list, byName]) => [list, [...byName.values()]])
      return { ...fields, ...Object.fromEntries(rows) } as unknown as ProgramState
    },
  }
}

/**
 * The state after a change. `before` null: the patch must be one from nothing. Answers a new state and shares untouched rows with the old
 * one. Throws as `Replay.take` does.
 */
export const applyStatePatch = (before: ProgramState | null, patch: StatePatch, revision: number): ProgramState => {
  const replay = openReplay(before)
  replay.take(patch, revision)
  return replay.state() as ProgramState
}

const rowNamed = (rows: ReadonlyMap<string, Row>, list: ListName, name: string): Row => {
  const row = rows.get(name)
  if (row === undefined) throw new Error(`${list} has no ${name} to put in order`)
  return row
}
