/**
 * One pass of the critical path method over a compiled network: forward (forecast with progress), backward (latest dates), slack and
 * what is critical. All columns are by vertex; `rowsOfRun` turns them into rows. See schedule.ts for the coordinates.
 *
 * Forward: work not begun starts at its planned start, not before today, not before its hard predecessors' ends plus lag; begun work
 * stays where it began and ends today at the earliest; finished work lies where it lay; a gate that is due and unsigned moves to the
 * end of the current period; a milestone only follows its predecessors. Moved and dropped work holds nobody.
 *
 * Backward: latest dates count back from the target's forecast. A vertex that leads to the target is bound by its successors on the way
 * there and by nothing else, so its slack is exactly how far it may slip before the target moves. One that does not is bound by the
 * later of the target's end and its own chain's. Without a target everything counts to the latest finish.
 */
import { ACTIVE, type CompiledNetwork, DONE, GATE, MILESTONE, NONE, SUMMARY_END, SUMMARY_START, TASK, VOID } from './compile-network.ts'

/** Where a what-if puts something, in a plan's inclusive periods. A gate or milestone takes `finish`; a summary has no place of its own and stays. */
export interface PlannedMove {
  readonly key: string
  readonly start: number
  readonly finish: number
}
export interface RunOptions {
  /** Index of the current period; null: nothing slips by time. */
  readonly now: number | null
  /** null, unknown or dropped: the latest finish of all. */
  readonly target: string | null
  readonly moves?: readonly PlannedMove[]
}
export interface ScheduleRun {
  readonly network: CompiledNetwork
  readonly planStart: Int32Array
  readonly earliestStart: Int32Array
  readonly earliestFinish: Int32Array
  /** Total slack is what it has over `earliestFinish`. */
  readonly latestFinish: Int32Array
  readonly freeSlack: Int32Array
  readonly critical: Uint8Array
  readonly targetVertex: number
  readonly targetFinish: number
}

/** Added to a latest finish that comes from a successor off the way to the target, so that the least of all is one on the way if any is. */
const ASTRAY = 2 ** 29
/** No successor yet. */
const OPEN = 2 ** 30

export const runSchedule = (network: CompiledNetwork, options: RunOptions): ScheduleRun => {
  const { planStart, duration } = applyMoves(network, options.moves ?? [])
  const forward = runForward(network, planStart, duration, options.now)
  const targetVertex = resolveTarget(network, options.target, forward.earliestFinish)
  const targetFinish = targetVertex >= 0 ? forward.earliestFinish[targetVertex]! : latestFinishOfAll(network, forward.earliestFinish)
  const backward = runBackward(network, forward, targetVertex, targetFinish)
  if (network.voidCount > 0) placeVoid(network, planStart, duration, forward, backward, targetFinish)
  if (network.summaryCount > 0) spanSummaries(network, planStart, duration, forward, backward)
  return { network, planStart, ...forward, ...backward, targetVertex, targetFinish }
}

const applyMoves = (network: CompiledNetwork, moves: readonly PlannedMove[]) => {
  if (moves.length === 0) return network
  const planStart = network.planStart.slice()
  const duration = network.duration.slice()
  for (const move of moves) {
    const index = network.indexByKey.get(move.key)
    if (index === undefined) throw new Error(`The unknown key ${move.key} cannot move`)
    const vertex = network.vertexOf[index]!
    if (vertex !== network.startVertexOf[index]) continue
    const isTask = network.nodes[index]!.kind === 'task'
    planStart[vertex] = isTask ? move.start : move.finish + 1
    duration[vertex] = isTask ? move.finish + 1 - move.start : 0
  }
  return { planStart, duration }
}

interface ForwardPass {
  readonly earliestStart: Int32Array
  readonly earliestFinish: Int32Array
}

const runForward = (network: CompiledNetwork, planStart: Int32Array, duration: Int32Array, now: number | null): ForwardPass => {
  const { vertexCount, levelStart, inStart, inFrom, inTo, inLag, mode } = network
  /** Until a vertex's turn comes: when its predecessors let it start. */
  const earliestStart = new Int32Array(vertexCount).fill(NONE)
  const earliestFinish = new Int32Array(vertexCount)
  const today = now ?? NONE
  const endOfToday = now === null ? NONE : now + 1

  for (let level = 1, slot = 0, vertex = 0; level < levelStart.length; level++) {
    const levelEnd = levelStart[level]!
    for (const lastSlot = inStart[levelEnd]!; slot < lastSlot; slot++) {
      const sink = inTo[slot]!
      earliestStart[sink] = Math.max(earliestStart[sink]!, earliestFinish[inFrom[slot]!]! + inLag[slot]!)
    }
    for (; vertex < levelEnd; vertex++) {
      const kind = mode[vertex]!
      const length = duration[vertex]!
      const planned = planStart[vertex]!
      let start = earliestStart[vertex]!
      let finish = NONE
      if (kind === TASK) finish = (start = Math.max(start, planned, today)) + length
      else if (kind === GATE) finish = start = Math.max(start, planned, endOfToday)
      else if (kind === MILESTONE) finish = start = Math.max(start, planned)
      else if (kind === ACTIVE) {
        start = knownOr(network.actualStart[vertex]!, planned)
        finish = Math.max(start + length, endOfToday)
      } else if (kind === DONE) {
        start = doneStart(network, vertex, planned, length)
        finish = Math.max(start, knownOr(network.actualFinish[vertex]!, planned + length))
      } else if (kind === VOID) start = OPEN
      // A lag after nothing is still nothing.
      else finish = start = start > NONE / 2 ? start : NONE
      earliestStart[vertex] = start
      earliestFinish[vertex] = finish
    }
  }
  return { earliestStart, earliestFinish }
}

const knownOr = (actual: number, otherwise: number): number => (actual === NONE ? otherwise : actual)

/** Finished work without a recorded start began as planned, or just before it ended where it ended earlier than that. */
const doneStart = (network: CompiledNetwork, vertex: number, planned: number, duration: number): number => {
  const finished = network.actualFinish[vertex]!
  if (duration === 0) return knownOr(finished, planned)
  const begun = network.actualStart[vertex]!
  if (begun !== NONE) return begun
  return finished === NONE ? planned : Math.min(planned, finished - 1)
}
const resolveTarget = (network: CompiledNetwork, target: string | null, earliestFinish: Int32Array): number => {
  const index = target === null ? undefined : network.indexByKey.get(target)
  if (index === undefined) return -1
  const vertex = network.vertexOf[index]!
  return earliestFinish[vertex] === NONE ? -1 : vertex
}

const latestFinishOfAll = (network: CompiledNetwork, earliestFinish: Int32Array): number => {
  let latest = NONE
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    if (earliestFinish[vertex]! > latest && network.mode[vertex] !== SUMMARY_START) latest = earliestFinish[vertex]!
  }
  return latest === NONE ? 0 : latest
}

interface BackwardPass {
  readonly latestFinish: Int32Array
  readonly freeSlack: Int32Array
  readonly critical: Uint8Array
}

/** Turns `earliestStart` of a summary's two vertices into the room before what they hold; `spanSummaries` gives the end its own again. */
const runBackward = (network: CompiledNetwork, forward: ForwardPass, targetVertex: number, targetFinish: number): BackwardPass => {
  const { vertexCount, levelStart, inStart, inFrom, inTo, inLag, mode } = network
  const { earliestStart, earliestFinish } = forward
  const latestFinish = new Int32Array(vertexCount).fill(OPEN)
  /** Until a vertex's turn comes: where its nearest successor starts, lag taken off. */
  const freeSlack = new Int32Array(vertexCount).fill(OPEN)
  const critical = new Uint8Array(vertexCount)
  /** Latest starts, on the way to the target or astray. */
  const latestStart = network.scratch
  const strayOffset = targetVertex >= 0 ? ASTRAY : 0
  // A negative lag lets a predecessor end after its successor, but without a target nothing may end after the last of all.
  const ceiling = targetVertex >= 0 ? OPEN : targetFinish

  for (let level = levelStart.length - 2, vertex = vertexCount - 1, slot = inFrom.length - 1; level >= 0; level--) {
    const levelBegin = levelStart[level]!
    for (; vertex >= levelBegin; vertex--) {
      const kind = mode[vertex]!
      const start = earliestStart[vertex]!
      const finish = earliestFinish[vertex]!
      const room = freeSlack[vertex]!
      let latest = latestFinish[vertex]!
      let stray = 0
      const isLast = latest > ASTRAY * 1.5
      if (latest > ASTRAY / 2) {
        latest = isLast ? Math.max(targetFinish, finish) : latest - ASTRAY
        stray = strayOffset
      }
      if (vertex === targetVertex) {
        latest = finish
        stray = 0
      }
      latest = Math.min(latest, ceiling)
      // What is finished cannot be too late for anything any more.
      if (kind === DONE) latest = Math.max(latest, finish)
      const free = (room > ASTRAY ? Math.max(targetFinish, finish) : room) - finish
      latestFinish[vertex] = latest
      freeSlack[vertex] = kind === DONE ? Math.max(free, 0) : free
      critical[vertex] = latest <= finish && stray === 0 ? 1 : 0
      if (kind < SUMMARY_START) latestStart[vertex] = kind === VOID ? OPEN : latest + stray + start - finish
      else {
        // A start that holds no living child holds up nobody; an end that nobody waits for leaves each child to its own.
        latestStart[vertex] = isLast && vertex !== targetVertex ? OPEN : latest + stray
        earliestStart[vertex] = room
      }
    }
    for (const firstSlot = inStart[levelBegin]!; slot >= firstSlot; slot--) {
      const source = inFrom[slot]!
      const sink = inTo[slot]!
      const lag = inLag[slot]!
      latestFinish[source] = Math.min(latestFinish[source]!, latestStart[sink]! - lag)
      freeSlack[source] = Math.min(freeSlack[source]!, earliestStart[sink]! - lag)
    }
  }
  return { latestFinish, freeSlack, critical }
}

/** Moved and dropped work lies where it was planned, and is free. */
export const placeVoid = (
  network: CompiledNetwork,
  planStart: Int32Array,
  duration: Int32Array,
  { earliestStart, earliestFinish }: ForwardPass,
  { latestFinish, freeSlack, critical }: BackwardPass,
  targetFinish: number,
): void => {
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    if (network.mode[vertex] !== VOID) continue
    const finish = planStart[vertex]! + duration[vertex]!
    earliestStart[vertex] = planStart[vertex]!
    earliestFinish[vertex] = finish
    latestFinish[vertex] = Math.max(targetFinish, finish)
    freeSlack[vertex] = latestFinish[vertex]! - finish
    critical[vertex] = 0
  }
}

/** A summary's row: from its first child's start to its last child's end, as tight as its tightest child. Children come before ends. */
const spanSummaries = (
  network: CompiledNetwork,
  planStart: Int32Array,
  duration: Int32Array,
  { earliestStart, earliestFinish }: ForwardPass,
  { latestFinish, freeSlack, critical }: BackwardPass,
): void => {
  const { vertexCount, mode, parentEnd } = network
  const first = new Int32Array(vertexCount).fill(OPEN)
  const tightest = new Int32Array(vertexCount).fill(OPEN)
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    if (mode[vertex] === SUMMARY_END) {
      if (first[vertex] === OPEN) {
        // Every child was dropped: it stays where it was planned and holds nobody.
        earliestStart[vertex] = planStart[vertex]!
        earliestFinish[vertex] = planStart[vertex]! + duration[vertex]!
        latestFinish[vertex] = Math.max(latestFinish[vertex]!, earliestFinish[vertex]!)
        freeSlack[vertex] = latestFinish[vertex]! - earliestFinish[vertex]!
        critical[vertex] = 0
        continue
      }
      earliestStart[vertex] = first[vertex]!
      latestFinish[vertex] = earliestFinish[vertex]! + tightest[vertex]!
    }
    const parent = parentEnd[vertex]!
    if (parent < 0 || mode[vertex] === VOID) continue
    if (earliestStart[vertex]! < first[parent]!) first[parent] = earliestStart[vertex]!
    tightest[parent] = Math.min(tightest[parent]!, latestFinish[vertex]! - earliestFinish[vertex]!)
    if (critical[vertex] === 1) critical[parent] = 1
  }
}
