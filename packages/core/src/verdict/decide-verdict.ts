/**
 * May the release go now, by the plan? One word and every reason for it.
 *
 * - NO-GO while anything stops it: a gate that is due (its period has come) and not signed, or signed on another commit, or
 *   standing on a waiver that ran out; a running blocker that is P0 or on the hard chain to the target; a late task of that kind;
 *   the contingency exhausted; a workflow that is required, or that a due gate is bound to, failed or green only elsewhere.
 * - UNKNOWN when nothing stops it and something cannot be told: no gates, not begun, no gate due yet, no release SHA while a
 *   requirement needs one, CI unread, unreadable or unfinished. An empty program is never GO.
 * - GO WITH WAIVERS when only waivers of due gates remain. GO when nothing does.
 *
 * Not counted, and said so: gates that are not due, paused blockers, blockers and late tasks that are neither P0 nor on the chain.
 * Reasons come in order of alarm: due gates by period, blockers, late tasks, contingency, CI, revalidations, then what is unknown.
 * Waivers are reasons only where they decide the word; else they are among what was not counted.
 */
import type { BoardGate, Verdict, VerdictReason } from '../board/board.ts'
import { sayCount } from '../board/say.ts'
import { gateReasons, gateUnknowns } from './gate-reasons.ts'
import { isDue, type VerdictInput } from './verdict-input.ts'
import { blockerReasons, ciReasons, contingencyReasons, lateReasons } from './work-reasons.ts'

const ORDER: Readonly<Record<VerdictReason['code'], number>> = {
  gate_returned: 0,
  gate_unsigned_due: 0,
  blocker_open: 1,
  task_late: 2,
  task_p0_open: 2,
  contingency_exhausted: 3,
  ci_not_green: 4,
  requirement_unproved: 5,
  gate_revalidate: 6,
  no_gates: 7,
  not_started: 7,
  release_sha_missing: 8,
  ci_unknown: 9,
  waiver: 10,
}
const WEIGHTS: readonly VerdictReason['weight'][] = ['stop', 'unknown', 'waiver']
const inOrder = (reasons: readonly VerdictReason[]): readonly VerdictReason[] =>
  reasons
    .map((reason, index) => ({ reason, index }))
    .sort(
      (a, b) =>
        WEIGHTS.indexOf(a.reason.weight) - WEIGHTS.indexOf(b.reason.weight) ||
        ORDER[a.reason.code] - ORDER[b.reason.code] ||
        a.index - b.index,
    )
    .map(({ reason }) => reason)

const sayNotDue = (gates: readonly BoardGate[]): readonly string[] => {
  const first = gates[0]
  const last = gates[gates.length - 1]
  if (first === undefined || last === undefined) return []
  return [gates.length === 1 ? `${first.key} is not due.` : `${first.key} to ${last.key} are not due.`]
}

const sayNotCounted = (input: VerdictInput, lateLeftOut: number, waivers: readonly VerdictReason[]): readonly string[] => {
  const notDue = input.gates.filter((gate) => !isDue(input, gate))
  const target = input.schedule.target ?? 'the target'
  return [
    ...sayNotDue(notDue.filter((gate) => gate.state !== 'SignedOff')),
    ...input.blockers
      .filter((blocker) => blocker.state === 'paused')
      .map((blocker) => `${blocker.key} ${blocker.title} is paused: ${blocker.pauseReason.replace(/\.$/, '')}.`),
    ...input.blockers
      .filter((blocker) => blocker.state === 'running' && !blocker.counts)
      .map((blocker) => `${blocker.key} ${blocker.title} is ${blocker.severity} and not on the chain to ${target}.`),
    ...(lateLeftOut === 0
      ? []
      : [`${sayCount(lateLeftOut, 'late task')} ${lateLeftOut === 1 ? 'is' : 'are'} neither P0 nor on the chain to ${target}.`]),
    ...notDue.filter((gate) => gate.revalidate !== null).map((gate) => `${gate.key} is to be revalidated; it is not due.`),
    ...waivers.map((waiver) => `${waiver.title}.`),
  ]
}

/** Decides from what the board shows; `summaries` are tasks with parts, which are never late by themselves. */
export const decideVerdict = (input: VerdictInput, summaries: ReadonlySet<string>): Verdict => {
  const blocked = blockerReasons(input)
  // Only what is told as blocked is not told as late: a task whose blocker is paused may still be late.
  const toldBlocked = new Set(
    blocked.map((reason) => reason.subject).flatMap((subject) => (subject.startsWith('task:') ? [subject.slice(5)] : [])),
  )
  for (const blocker of input.blockers) if (blocker.counts) toldBlocked.add(blocker.taskKey)
  const late = lateReasons(input, toldBlocked, summaries)
  const all = inOrder([
    ...gateReasons(input),
    ...blocked,
    ...late.reasons,
    ...contingencyReasons(input),
    ...ciReasons(input),
    ...gateUnknowns(input),
  ])
  const waivers = all.filter((reason) => reason.weight === 'waiver')
  const against = all.filter((reason) => reason.weight !== 'waiver')
  if (against.length > 0)
    return {
      word: against.some((reason) => reason.weight === 'stop') ? 'NO-GO' : 'UNKNOWN',
      reasons: against,
      notCounted: sayNotCounted(input, late.leftOut, waivers),
    }
  return { word: waivers.length > 0 ? 'GO WITH WAIVERS' : 'GO', reasons: waivers, notCounted: sayNotCounted(input, late.leftOut, []) }
}
