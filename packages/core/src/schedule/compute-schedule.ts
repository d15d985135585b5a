/** The schedule as rows and sentences' raw material, from a run's columns. */
import { type CompiledNetwork, compileNetwork, DONE, NONE, SUMMARY_END, SUMMARY_START, TASK, VOID } from './compile-network.ts'
import { findDrivers } from './find-drivers.ts'
import { runSchedule, type ScheduleRun } from './run-schedule.ts'
import type { CyclesFound, Schedule, ScheduleInput, ScheduleLink, ScheduleRow, SoftWarning } from './schedule.ts'

export type ScheduleOutcome = { readonly ok: true; readonly schedule: Schedule } | ({ readonly ok: false } & CyclesFound)

/** Compiles, runs and presents. Throws on unknown link ends, parents or a key twice (the caller checks); returns every cycle. */
export const computeSchedule = (input: ScheduleInput): ScheduleOutcome => {
  const compiled = compileNetwork(input.nodes, input.links)
  return compiled.ok ? { ok: true, schedule: scheduleOfRun(runSchedule(compiled.network, input)) } : compiled
}

/** Everything that a run says, in the input's order. */
export const scheduleOfRun = (run: ScheduleRun): Schedule => {
  const { network, targetVertex, targetFinish } = run
  const drivers = findDrivers(run)
  const end = targetVertex >= 0 ? targetVertex : lastVertex(run)
  const slip = Math.max(
    0,
    targetFinish - (targetVertex >= 0 ? network.baselineFinish[targetVertex]! : baselineOfAll(network, targetFinish)),
  )
  return {
    rows: network.nodes.map((_, index) => rowOf(run, drivers, index)),
    target: targetVertex >= 0 ? keyOf(network, targetVertex) : null,
    targetFinish,
    slip,
    criticalPath: end < 0 ? [] : walkCriticalPath(run, drivers, end),
    slipCause: end < 0 || slip === 0 ? null : findSlipCause(run, drivers, end),
    ...compareLinks(run),
  }
}

const keyOf = (network: CompiledNetwork, vertex: number): string => network.nodes[network.nodeOf[vertex]!]!.key

/** Periods of a vertex's forecast beyond its baseline. */
const lateness = (run: ScheduleRun, vertex: number): number =>
  run.network.mode[vertex] === VOID ? 0 : Math.max(0, run.earliestFinish[vertex]! - run.network.baselineFinish[vertex]!)

const rowOf = (run: ScheduleRun, drivers: Int32Array, index: number): ScheduleRow => {
  const { network } = run
  const node = network.nodes[index]!
  const vertex = network.vertexOf[index]!
  const isSummary = network.mode[vertex] === SUMMARY_END
  const earliestStart = run.earliestStart[vertex]!
  const slack = run.latestFinish[vertex]! - run.earliestFinish[vertex]!
  const start = network.startVertexOf[index]!
  const driver = !isSummary ? drivers[vertex]! : run.earliestFinish[start] === earliestStart ? drivers[start]! : -1
  return {
    key: node.key,
    kind: node.kind,
    earliestStart,
    earliestFinish: run.earliestFinish[vertex]!,
    latestStart: earliestStart + slack,
    latestFinish: run.latestFinish[vertex]!,
    slack,
    freeSlack: run.freeSlack[vertex]!,
    critical: run.critical[vertex] === 1,
    drivenBy: driver < 0 ? null : keyOf(network, driver),
    late: lateness(run, vertex),
  }
}

/** Without a target: what ends last; of several the first in the input. */
const lastVertex = (run: ScheduleRun): number => {
  const { network } = run
  for (const vertex of network.vertexOf) {
    const isWork = network.mode[vertex] !== VOID && network.mode[vertex]! < SUMMARY_START
    if (isWork && run.earliestFinish[vertex] === run.targetFinish) return vertex
  }
  return -1
}

const baselineOfAll = (network: CompiledNetwork, otherwise: number): number => {
  let latest = NONE
  for (const vertex of network.vertexOf) {
    if (network.mode[vertex] !== VOID && network.mode[vertex]! < SUMMARY_START) latest = Math.max(latest, network.baselineFinish[vertex]!)
  }
  return latest === NONE ? otherwise : latest
}

/** Back along drivers; a summary on the way is passed through to the child that ends it, because nobody works on a summary. */
const walkCriticalPath = (run: ScheduleRun, drivers: Int32Array, end: number): readonly string[] => {
  const path: string[] = []
  for (let vertex = end; vertex >= 0; vertex = drivers[vertex]!) {
    if (vertex === end || run.network.mode[vertex]! < SUMMARY_START) path.push(keyOf(run.network, vertex))
  }
  return path.reverse()
}

const findSlipCause = (run: ScheduleRun, drivers: Int32Array, end: number): string => {
  let cause = end
  for (let vertex = end; vertex >= 0; vertex = drivers[vertex]!) {
    if (run.network.mode[vertex]! >= SUMMARY_START) continue
    if (lateness(run, vertex) === 0) break
    cause = vertex
  }
  return keyOf(run.network, cause)
}

const compareLinks = (run: ScheduleRun): { readonly violated: readonly ScheduleLink[]; readonly softWarnings: readonly SoftWarning[] } => {
  const { network, earliestStart, earliestFinish } = run
  const placed = placedStarts(run)
  const violated: ScheduleLink[] = []
  const softWarnings: SoftWarning[] = []
  for (let position = 0; position < network.links.length; position++) {
    const link = network.links[position]!
    const from = network.vertexOf[network.linkFrom[position]!]!
    const to = network.vertexOf[network.linkTo[position]!]!
    if (placed[from] === NONE || placed[to] === NONE) continue
    // Two things that are both finished: their order is history, nobody can act on it.
    if (network.mode[from] === DONE && network.mode[to] === DONE) continue
    const ready = earliestFinish[from]! + link.lag
    if (link.kind === 'hard') {
      if (ready > placed[to]!) violated.push(link)
    } else if (ready > earliestStart[to]!) softWarnings.push({ from: link.from, to: link.to, by: ready - earliestStart[to]! })
  }
  return { violated, softWarnings }
}

/**
 * Where each thing is drawn: where it began, else where the plan says; a summary where its first child is. NONE for what takes no
 * part in links: dropped work, and a summary whose every child was dropped.
 */
const placedStarts = (run: ScheduleRun): Int32Array => {
  const { network, planStart, earliestStart } = run
  const placed = new Int32Array(network.vertexCount).fill(NONE)
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    const mode = network.mode[vertex]!
    if (mode === VOID) continue
    if (mode < SUMMARY_START) placed[vertex] = mode < TASK ? earliestStart[vertex]! : planStart[vertex]!
    const parent = network.parentEnd[vertex]!
    if (parent < 0 || placed[vertex] === NONE) continue
    placed[parent] = placed[parent] === NONE ? placed[vertex]! : Math.min(placed[parent]!, placed[vertex]!)
  }
  return placed
}
