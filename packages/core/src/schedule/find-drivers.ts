import { NONE, SUMMARY_END, SUMMARY_START, VOID } from './compile-network.ts'
import type { ScheduleRun } from './run-schedule.ts'

/** A vertex's rank as a predecessor: lateness above, the length of its driving chain below. */
const LATE = 1 << 28
const CHAIN = LATE - 1

/**
 * What sets each vertex's start: the predecessor whose end plus lag is just that start, or -1 where the plan, its own progress or today
 * does. Of several the later than planned, then the one at the end of the longer chain, then the first link in the input. Of a summary's
 * end: the child that ends it. For begun and finished work the start is what it was, and a predecessor that ended just then drove it.
 */
export const findDrivers = ({ network, earliestStart, earliestFinish }: ScheduleRun): Int32Array => {
  const { vertexCount, inStart, inFrom, inLag, mode, baselineFinish, parentEnd } = network
  const driver = new Int32Array(vertexCount)
  const rank = new Int32Array(vertexCount)
  /** Whether anybody waits for it: not for dropped work, nor for a summary of nothing else. */
  const holds = new Uint8Array(vertexCount)
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const kind = mode[vertex]!
    const start = kind >= SUMMARY_START ? earliestFinish[vertex]! : earliestStart[vertex]!
    let from = -1
    if (kind !== VOID && start !== NONE) {
      if (kind !== SUMMARY_END) holds[vertex] = 1
      if (holds[vertex] === 1 && parentEnd[vertex]! >= 0) holds[parentEnd[vertex]!] = 1
      for (let slot = inStart[vertex]!, end = inStart[vertex + 1]!; slot < end; slot++) {
        const source = inFrom[slot]!
        if (earliestFinish[source]! + inLag[slot]! !== start || holds[source] === 0) continue
        if (from < 0 || rank[source]! > rank[from]!) from = source
      }
    }
    // Through a summary's start, whoever holds the summary holds the child.
    if (from >= 0 && mode[from] === SUMMARY_START) from = driver[from]!
    driver[vertex] = from
    const before = from >= 0 ? rank[from]! : 0
    const isLate = kind >= SUMMARY_START ? before > CHAIN : earliestFinish[vertex]! > baselineFinish[vertex]!
    rank[vertex] = ((before & CHAIN) + 1) | (isLate ? LATE : 0)
  }
  return driver
}
