/**
 * How fast the schedule is, against a bare Kahn pass over the same typed arrays in the same run. Run: `node --import tsx packages/core/bench/schedule.bench.ts`.
 * Prints one JSON line per figure: {name, value, unit, ratio, target, pass}; exits with 1 when one misses its target.
 *
 * The bare pass is Kahn's algorithm as short as it can be on ready-made arrays: copy the waiting counts, walk the queue, push the
 * longest finish along each link. No keys, no backward pass, nothing presented. One pass of ours is `runSchedule` on a compiled network:
 * forward with progress, backward, total and free slack, critical; its order was found when it was compiled. What that leaves out is
 * printed beside it: `rows` (drivers, path, links, a row for each) and `compile-pass-rows`, from keys to rows, whose ratio is to a
 * bare pass that starts from keys as well.
 */
import { compileNetwork } from '../src/schedule/compile-network.ts'
import { computeSchedule, scheduleOfRun } from '../src/schedule/compute-schedule.ts'
import { type RunOptions, runSchedule } from '../src/schedule/run-schedule.ts'
import type { ScheduleLink, ScheduleNode } from '../src/schedule/schedule.ts'

const MOST_TIMES_BARE = 3
const MOST_GROWTH = 13

interface Network {
  readonly nodes: readonly ScheduleNode[]
  readonly links: readonly ScheduleLink[]
}

/** mulberry32: the same networks in every run. */
const createRandom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Two links into each task on average, mostly from near predecessors, some lagged; a fifth of the work is done or begun. Keys are shuffled. */
const buildNetwork = (size: number, linkCount: number): Network => {
  const random = createRandom(size)
  const whole = (below: number): number => Math.floor(random() * below)
  const names = Array.from({ length: size }, (_, index) => index)
  for (let index = size - 1; index > 0; index--) {
    const other = whole(index + 1)
    const kept = names[index] as number
    names[index] = names[other] as number
    names[other] = kept
  }
  const keyAt = (rank: number): string => `T${names[rank]}`
  const nodes = Array.from({ length: size }, (_, rank): ScheduleNode => {
    const start = Math.floor((rank / size) * 300) + whole(5)
    const duration = 1 + whole(5)
    const isPast = rank < size / 5
    return {
      key: keyAt(rank),
      kind: 'task',
      start,
      duration,
      baselineFinish: start + duration,
      progress: isPast ? (random() < 0.8 ? 'done' : 'active') : 'idle',
      actualStart: isPast ? start : null,
      actualFinish: null,
      parent: null,
    }
  }).sort((a, b) => Number(a.key.slice(1)) - Number(b.key.slice(1)))
  const links = Array.from({ length: linkCount }, (): ScheduleLink => {
    const to = 1 + whole(size - 1)
    const from = Math.max(0, to - 1 - whole(Math.min(to, 200)))
    return { from: keyAt(from), to: keyAt(to), kind: 'hard', lag: random() < 0.1 ? whole(3) : 0 }
  })
  return { nodes, links }
}

/** Everything that the bare pass needs: keys to indices, links to compressed rows. */
const prepareBare = ({ nodes, links }: Network) => {
  const indexByKey = new Map<string, number>()
  for (const [index, node] of nodes.entries()) indexByKey.set(node.key, index)
  const size = nodes.length
  const heads = new Int32Array(size + 1)
  const waiting = new Int32Array(size)
  const from = new Int32Array(links.length)
  const to = new Int32Array(links.length)
  for (let position = 0; position < links.length; position++) {
    from[position] = indexByKey.get(links[position]!.from)!
    to[position] = indexByKey.get(links[position]!.to)!
    heads[from[position]! + 1]!++
    waiting[to[position]!]!++
  }
  for (let index = 0; index < size; index++) heads[index + 1]! += heads[index]!
  const cursor = heads.slice()
  const targets = new Int32Array(links.length)
  for (let position = 0; position < links.length; position++) targets[cursor[from[position]!]!++] = to[position]!
  return { size, heads, targets, waiting, duration: Int32Array.from(nodes, (node) => node.duration) }
}

const runBare = ({ size, heads, targets, waiting, duration }: ReturnType<typeof prepareBare>): number => {
  const left = waiting.slice()
  const start = new Int32Array(size)
  const queue = new Int32Array(size)
  let tail = 0
  for (let index = 0; index < size; index++) if (left[index] === 0) queue[tail++] = index
  for (let head = 0; head < tail; head++) {
    const index = queue[head]!
    const finish = start[index]! + duration[index]!
    for (let slot = heads[index]!, end = heads[index + 1]!; slot < end; slot++) {
      const next = targets[slot]!
      if (finish > start[next]!) start[next] = finish
      if (--left[next]! === 0) queue[tail++] = next
    }
  }
  return tail
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] as number

/** Times several jobs in turn, round by round, so that whatever disturbs the machine disturbs all of them; medians (share 0: the fastest) in ms. */
const timeInterleaved = <Name extends string>(
  jobs: Readonly<Record<Name, () => unknown>>,
  rounds: number,
  share = 0.5,
): Record<Name, number> => {
  const names = Object.keys(jobs) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = -Math.ceil(rounds / 5); round < rounds; round++) {
    for (const name of names) {
      const start = performance.now()
      jobs[name]()
      if (round >= 0) times[name].push(performance.now() - start)
    }
  }
  return Object.fromEntries(names.map((name) => [name, quantile(times[name], share)])) as Record<Name, number>
}

const prepare = (size: number, linkCount: number) => {
  const network = buildNetwork(size, linkCount)
  const compiled = compileNetwork(network.nodes, network.links)
  if (!compiled.ok) throw new Error('The bench network has a cycle')
  const bare = prepareBare(network)
  if (runBare(bare) !== size) throw new Error('The bare pass did not reach everything')
  const options: RunOptions = { now: 60, target: compiled.network.nodes[compiled.network.nodeOf[size - 1]!]!.key }
  const run = runSchedule(compiled.network, options)
  return {
    bare: () => runBare(bare),
    pass: () => runSchedule(compiled.network, options),
    rows: () => scheduleOfRun(run),
    bareFromKeys: () => runBare(prepareBare(network)),
    whole: () => computeSchedule({ ...network, ...options }),
  }
}

let hasMissed = false
const print = (name: string, value: number, unit: string, ratio: number | null = null, target: number | null = null): void => {
  const isMet = target === null || (ratio ?? value) <= target
  if (!isMet) hasMissed = true
  const round = (figure: number | null): number | null => (figure === null ? null : Number(figure.toPrecision(4)))
  process.stdout.write(
    `${JSON.stringify({ name, value: round(value), unit, ratio: round(ratio), target: round(target), pass: target === null ? null : isMet })}\n`,
  )
}

const small = prepare(10_000, 20_000)
const large = prepare(100_000, 200_000)
const at10k = timeInterleaved({ bare: small.bare, pass: small.pass }, 301)
const whole10k = timeInterleaved({ rows: small.rows, bareFromKeys: small.bareFromKeys, whole: small.whole }, 61)
// The large arrays fill the caches that other programs use too: the fastest rounds show the work rather than the neighbours.
const growth = timeInterleaved({ bare: small.bare, pass: small.pass, largeBare: large.bare, largePass: large.pass }, 101, 0)
const wholeGrowth = timeInterleaved({ largeBareFromKeys: large.bareFromKeys, largeWhole: large.whole }, 11)

print('schedule.10k.bare-kahn', at10k.bare, 'ms')
print('schedule.10k.pass', at10k.pass, 'ms', at10k.pass / at10k.bare, MOST_TIMES_BARE)
print('schedule.10k.rows', whole10k.rows, 'ms', whole10k.rows / at10k.bare)
print('schedule.10k.bare-kahn-from-keys', whole10k.bareFromKeys, 'ms')
print('schedule.10k.compile-pass-rows', whole10k.whole, 'ms', whole10k.whole / whole10k.bareFromKeys)
print('schedule.100k.bare-kahn', growth.largeBare, 'ms', growth.largeBare / growth.bare)
print('schedule.100k.pass', growth.largePass, 'ms', growth.largePass / growth.largeBare, MOST_TIMES_BARE)
// Larger arrays leave the caches, which the bare pass shows as well: linear is 13 times, or what the bare pass takes.
print(
  'schedule.100k-over-10k.pass',
  growth.largePass,
  'ms',
  growth.largePass / growth.pass,
  Math.max(MOST_GROWTH, growth.largeBare / growth.bare),
)
print('schedule.100k.bare-kahn-from-keys', wholeGrowth.largeBareFromKeys, 'ms', wholeGrowth.largeBareFromKeys / whole10k.bareFromKeys)
print('schedule.100k.compile-pass-rows', wholeGrowth.largeWhole, 'ms', wholeGrowth.largeWhole / wholeGrowth.largeBareFromKeys)
if (hasMissed) process.exitCode = 1
