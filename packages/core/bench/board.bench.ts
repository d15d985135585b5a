/**
 * How long a board takes from a loaded state: 8 lanes, 10,000 tasks, 15,000 dependencies, 12 gates with 48 requirements, blockers
 * and CI; beside it what turning that board into text takes in the same run.
 * Run: `node --import tsx packages/core/bench/board.bench.ts`. Prints one JSON line per figure: {name, value, unit, ratio, target, pass};
 * exits with 1 when one misses its target.
 */
import { buildBoard } from '../src/board/build-board.ts'
import type { ProgramState } from '../src/board/program-state.ts'
import { childTasksByGate } from '../src/gates/child-tasks.ts'
import {
  aBlocker,
  aCiRead,
  aDependency,
  aGate,
  aHead,
  anEvidence,
  aProgram,
  aRequirement,
  aSignedGate,
  aTarget,
  aTask,
  aWorkflowRequirement,
} from '../src/testing/factories.ts'

const ROUNDS = 31
/** On an idle core this is well under 150 ms; the ratio holds on a busy machine too. */
const MOST_TIMES_STRINGIFY = 3
const PERIODS = 300
const NOW = '2026-06-15T09:00:00.000Z'

/** mulberry32: the same program in every run. */
const createRandom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const buildState = (taskCount: number, linkCount: number): ProgramState => {
  const random = createRandom(taskCount)
  const whole = (below: number): number => Math.floor(random() * below)
  const priorities = ['P0', 'P1', 'P2', 'P3'] as const
  const tasks = Array.from({ length: taskCount }, (_, index) => {
    const start = Math.min(PERIODS - 6, Math.floor((index / taskCount) * PERIODS) + whole(4))
    const done = start < 100 && random() < 0.9
    return aTask({
      key: `T${index}`,
      lane: `L${index % 8}`,
      start,
      finish: start + whole(4),
      priority: priorities[whole(4)] ?? 'P1',
      status: done ? 'done' : start < 118 ? 'in_progress' : 'todo',
      actualStart: start < 118 ? start : null,
      actualFinish: done ? start + 1 : null,
    })
  })
  const dependencies = Array.from({ length: linkCount }, () => {
    const to = 1 + whole(taskCount - 1)
    return aDependency(`T${Math.max(0, to - 1 - whole(200))}`, `T${to}`, { kind: random() < 0.9 ? 'hard' : 'soft' })
  })
  const gates = Array.from({ length: 12 }, (_, index) => {
    const requirements = [
      aRequirement({ key: 'R1', freshness: 'release_sha' }),
      aRequirement({ key: 'R2' }),
      aWorkflowRequirement(),
      aRequirement({ key: 'R4', rule: 'p0_done' }),
    ]
    const over = { key: `G${index}`, at: 24 * index + 20, requirements, owners: ['@qa'], reviewers: ['@lead'] }
    return index < 4 ? aSignedGate(over) : aGate(over)
  })
  return aProgram({
    head: aHead({ last: PERIODS - 1 }),
    tasks,
    gates,
    dependencies: [
      ...dependencies,
      ...gates.map((gate, index) => aDependency(`T${Math.floor((gate.at / PERIODS) * taskCount)}`, `G${index}`)),
    ],
    contingency: { from: PERIODS - 10, to: PERIODS - 1, tolerance: 1, target: 'G11' },
    criticalPaths: [{ key: 'CP1', name: 'Declared', steps: gates.map((gate) => gate.key) }],
    evidence: gates.map((gate, index) => anEvidence({ id: `ev-${index}`, gateKey: gate.key })),
    blockers: Array.from({ length: 20 }, (_, index) => aBlocker({ key: `B-${index}`, taskKey: `T${index * 400}` })),
    releaseTarget: aTarget(),
    ci: aCiRead({ readAt: '2026-06-15T08:58:00.000Z' }),
  })
}

/** Median milliseconds of each job, all of them in turn, so that they meet the same disturbances. */
const timeInterleaved = <Name extends string>(jobs: Readonly<Record<Name, () => unknown>>): Readonly<Record<Name, number>> => {
  const names = Object.keys(jobs) as Name[]
  const times = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = -5; round < ROUNDS; round++)
    for (const name of names) {
      const start = performance.now()
      jobs[name]()
      if (round >= 0) times.get(name)?.push(performance.now() - start)
    }
  const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<Name, number>
}

let hasMissed = false
const print = (name: string, value: number, unit: string, ratio: number | null = null, target: number | null = null): void => {
  const isMet = target === null || (ratio ?? value) <= target
  if (!isMet) hasMissed = true
  const round = (figure: number | null): number | null => (figure === null ? null : Number(figure.toPrecision(4)))
  process.stdout.write(
    `${JSON.stringify({ name, value: round(value), unit, ratio: round(ratio), target, pass: target === null ? null : isMet })}\n`,
  )
}

const state = buildState(10_000, 15_000)
const built = buildBoard(state, NOW)
const at10k = timeInterleaved({
  build: () => buildBoard(state, NOW),
  stringify: () => JSON.stringify(built),
  children: () => childTasksByGate(state),
})
print('board.10k.stringify', at10k.stringify, 'ms')
print('board.10k.build', at10k.build, 'ms', at10k.build / at10k.stringify, MOST_TIMES_STRINGIFY)
print('board.10k.size', JSON.stringify(built).length / 1_000_000, 'MB')
print('gates.10k.children-of-all', at10k.children, 'ms')
if (hasMissed) process.exitCode = 1
