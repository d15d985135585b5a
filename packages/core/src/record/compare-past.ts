/** What is otherwise now than it was: two boards of one program, one beside the other. */
import type { Board, BoardGate } from '../board/board.ts'

export type DifferenceKind = 'verdict' | 'readiness' | 'target' | 'gate' | 'requirement' | 'task' | 'evidence' | 'blocker'
export type DifferenceWhat =
  | 'added'
  | 'removed'
  | 'word'
  | 'score'
  | 'release_sha'
  | 'state'
  | 'approvals'
  | 'status'
  | 'span'
  | 'attached'
  | 'withdrawn'
  | 'opened'
  | 'resolved'
export interface PastDifference {
  readonly kind: DifferenceKind
  /** Of the gate, requirement (`G3/G3.1`), task, evidence (its id) or blocker; empty for what there is one of. */
  readonly key: string
  readonly title: string
  readonly what: DifferenceWhat
  /** As the board words it: `SignedOff`, `fresh`, `in_progress`, `D1–D3`, `1 of 2`; null: it was not there. */
  readonly was: string | null
  readonly now: string | null
}

/** Something that both boards may have, by what of it can differ. */
interface Seen {
  readonly key: string
  readonly title: string
  readonly facts: Readonly<Partial<Record<DifferenceWhat, string>>>
}
/** How appearing and going are told, and which fact says what it is. */
interface Words {
  readonly kind: DifferenceKind
  readonly appeared: DifferenceWhat
  readonly gone: DifferenceWhat
  readonly face: DifferenceWhat
}

const compareLists = ({ kind, appeared, gone, face }: Words, then: readonly Seen[], now: readonly Seen[]): readonly PastDifference[] => {
  const before = new Map(then.map((each) => [each.key, each]))
  const after = new Map(now.map((each) => [each.key, each]))
  const left = then
    .filter(({ key }) => !after.has(key))
    .map(({ key, title, facts }): PastDifference => ({ kind, key, title, what: gone, was: facts[face] ?? null, now: null }))
  const rest = now.flatMap(({ key, title, facts }): PastDifference[] => {
    const old = before.get(key)
    if (old === undefined) return [{ kind, key, title, what: appeared, was: null, now: facts[face] ?? null }]
    return (Object.keys(facts) as DifferenceWhat[]).flatMap((what) => {
      const [was, is] = [old.facts[what] ?? null, facts[what] ?? null]
      return was === is ? [] : [{ kind, key, title, what, was, now: is }]
    })
  })
  return [...left, ...rest]
}

const gatesOf = (board: Board): readonly Seen[] =>
  board.gates.map(({ key, title, face, approvals, quorum }) => ({
    key,
    title,
    facts: { state: face, approvals: `${approvals} of ${quorum}` },
  }))
const requirementsOf = ({ gates }: Board): readonly Seen[] =>
  gates.flatMap((gate) => gate.requirements.map(({ key, text, state }) => ({ key: `${gate.key}/${key}`, title: text, facts: { state } })))
const tasksOf = ({ tasks, program }: Board): readonly Seen[] =>
  tasks.map(({ key, title, status, start, finish }) => ({ key, title, facts: { status, span: sayPeriods(program.prefix, start, finish) } }))
const attachedTo = (gate: BoardGate): readonly Seen[] =>
  gate.requirements.flatMap(({ evidence }) =>
    evidence
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map(({ id, title, freshness }) => ({ key: id, title, facts: { state: freshness } })),
  )
const sayPeriods = (prefix: string, start: number, finish: number): string =>
  start === finish ? `${prefix}${start}` : `${prefix}${start}–${prefix}${finish}`

/** Blockers are told once: opened, resolved, or in another state. */
const compareBlockers = (then: Board, now: Board): readonly PastDifference[] => {
  const before = new Map(then.blockers.map((each) => [each.key, each.state]))
  return now.blockers.flatMap(({ key, title, state }): PastDifference[] => {
    const was = before.get(key) ?? null
    if (was === state) return []
    return [{ kind: 'blocker', key, title, what: was === null ? 'opened' : state === 'resolved' ? 'resolved' : 'state', was, now: state }]
  })
}

const single = (
  kind: DifferenceKind,
  title: string,
  what: DifferenceWhat,
  was: string | null,
  now: string | null,
): readonly PastDifference[] => (was === now ? [] : [{ kind, key: '', title, what, was, now }])

/** What differs, the weightiest first: verdict, readiness, release commit, then gates, requirements, tasks, evidence and blockers in the plan's order. */
export const comparePast = (then: Board, now: Board): readonly PastDifference[] => [
  ...single('verdict', 'Verdict', 'word', then.verdict.word, now.verdict.word),
  ...single('readiness', 'Readiness', 'score', String(then.readiness.score), String(now.readiness.score)),
  ...single('target', 'Release commit', 'release_sha', then.releaseTarget?.sha ?? null, now.releaseTarget?.sha ?? null),
  ...compareLists({ kind: 'gate', appeared: 'added', gone: 'removed', face: 'state' }, gatesOf(then), gatesOf(now)),
  ...compareLists({ kind: 'requirement', appeared: 'added', gone: 'removed', face: 'state' }, requirementsOf(then), requirementsOf(now)),
  ...compareLists({ kind: 'task', appeared: 'added', gone: 'removed', face: 'status' }, tasksOf(then), tasksOf(now)),
  ...compareLists(
    { kind: 'evidence', appeared: 'attached', gone: 'withdrawn', face: 'state' },
    then.gates.flatMap(attachedTo),
    now.gates.flatMap(attachedTo),
  ),
  ...compareBlockers(then, now),
]
