import { type Board, buildBoard, type TaskStatus } from '@gatehouse/core'
import { aDependency, aGate, aHead, aMilestone, aProgram, aTask } from '@gatehouse/core/testing'

export interface BenchSize {
  readonly tasks: number
  readonly lanes: number
  readonly dependencies: number
  readonly periods: number
}
export const ISSUE_SIZE: BenchSize = { tasks: 10_000, lanes: 8, dependencies: 15_000, periods: 400 }

/** The same numbers in every run: a small generator with a seed. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
const VERBS = ['Check', 'Prepare', 'Verify', 'Patch', 'Review', 'Rehearse', 'Measure', 'Document', 'Harden', 'Release']
const NOUNS = [
  'the issuer',
  'wallet flows',
  'verifier states',
  'key rotation',
  'deploy runbook',
  'smoke tests',
  'error budget',
  'load figures',
]

/** A plan of the given size around its middle day, with its schedule computed by the core. */
export const generateBoard = (size: BenchSize, seed: number, now: string): Board => {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const today = Math.floor(size.periods / 2)
  const startsOn = new Date(Date.parse(now) - today * 86_400_000).toISOString().slice(0, 10)
  const lanes = Array.from({ length: size.lanes }, (_, at) => ({
    key: `L${at + 1}`,
    name: `Lane ${at + 1}`,
    mission: '',
    deliverables: [],
    owners: [`@owner-${at + 1}`],
  }))
  const tasks = Array.from({ length: size.tasks }, (_, at) => {
    const start = Math.floor(random() * (size.periods - 8))
    const finish = start + Math.floor(random() * 6)
    const status: TaskStatus =
      finish < today
        ? random() < 0.97
          ? 'done'
          : 'in_progress'
        : start <= today
          ? pick(['in_progress', 'in_progress', 'todo', 'blocked'] as const)
          : 'todo'
    return aTask({
      key: `T${at + 1}`,
      lane: `L${(at % size.lanes) + 1}`,
      title: `${pick(VERBS)} ${pick(NOUNS)} ${at + 1}`,
      start,
      finish,
      status,
      priority: pick(['P0', 'P1', 'P1', 'P2', 'P3'] as const),
      actualStart: status === 'todo' ? null : start,
      actualFinish: status === 'done' ? finish : null,
    })
  })
  const byStart = [...tasks].sort((a, b) => a.start - b.start)
  const known = new Set<string>()
  const dependencies: ReturnType<typeof aDependency>[] = []
  while (dependencies.length < size.dependencies) {
    const at = Math.floor(random() * (byStart.length - 1))
    const from = byStart[at]
    const to = byStart[Math.min(byStart.length - 1, at + 40 + Math.floor(random() * 400))]
    if (!from || !to || to.start <= from.finish || known.has(`${from.key} ${to.key}`)) continue
    known.add(`${from.key} ${to.key}`)
    dependencies.push(aDependency(from.key, to.key, { kind: random() < 0.8 ? 'hard' : 'soft' }))
  }
  const gates = Array.from({ length: 11 }, (_, at) =>
    aGate({ key: `G${at}`, title: `Gate ${at}`, at: Math.floor(((at + 1) * (size.periods - 1)) / 11) }),
  )
  const milestones = Array.from({ length: 4 }, (_, at) =>
    aMilestone({ key: `M${at + 1}`, name: `Stage ${at + 1}`, from: (at * size.periods) / 4, to: ((at + 1) * size.periods) / 4 - 1 }),
  )
  const head = aHead({ slug: 'bench', name: 'Bench', first: 0, last: size.periods - 1, startsOn, timeZone: 'UTC' })
  return buildBoard(aProgram({ head, lanes, tasks, dependencies, gates, milestones }), now)
}
