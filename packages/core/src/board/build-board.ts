/** The board: everything that a program is at one revision and instant, judged once. Pure; a few tens of milliseconds at 10,000 tasks. */
import { evaluateBlocker } from '../blockers/evaluate-blocker.ts'
import { createCalendar } from '../calendar/calendar.ts'
import { evaluateDelegation } from '../delegation/evaluate-delegation.ts'
import { evaluateGoNoGo } from '../go-no-go/evaluate-go-no-go.ts'
import { gatherFacts, type ProgramFacts } from '../gates/program-facts.ts'
import { contingencyLedger } from '../schedule/contingency-ledger.ts'
import type { ScheduleRow } from '../schedule/schedule.ts'
import { decideVerdict } from '../verdict/decide-verdict.ts'
import { computeReadiness } from '../verdict/readiness.ts'
import type { Board, BoardDependency, BoardTask } from './board.ts'
import { comparePaths } from './compare-paths.ts'
import { evaluateGate } from './evaluate-gate.ts'
import { hardChainTo } from './hard-chain.ts'
import { nextChangeAt } from './next-change.ts'
import type { ProgramState } from './program-state.ts'
import { scheduleProgram } from './schedule-program.ts'
import { summariseLanes } from './summarise-lanes.ts'

type RowOf = (key: string) => ScheduleRow

const presentTasks = (facts: ProgramFacts, rowOf: RowOf): readonly BoardTask[] => {
  const { state, children, openBlockersByTask, gateByKey } = facts
  const signed = new Set(state.gates.filter((gate) => gate.state === 'SignedOff').map((gate) => gate.key))
  const none: readonly string[] = []
  return state.tasks.map((task) => {
    const child = children.gateOf.get(task.key)
    const named = child?.gateKey ?? (task.gate !== null && gateByKey.has(task.gate) ? task.gate : null)
    // Named one by one: a spread of this many fields makes objects that are several times slower to build and to read.
    return {
      key: task.key,
      lane: task.lane,
      title: task.title,
      start: task.start,
      finish: task.finish,
      priority: task.priority,
      status: task.status,
      parent: task.parent,
      gate: task.gate,
      owners: task.owners,
      checklist: task.checklist,
      after: task.after,
      movedTo: task.movedTo,
      note: task.note,
      revision: task.revision,
      baselineStart: task.baselineStart,
      baselineFinish: task.baselineFinish,
      actualStart: task.actualStart,
      actualFinish: task.actualFinish,
      schedule: rowOf(task.key),
      childOf: child?.gateKey ?? null,
      childOfInferred: child?.inferred ?? false,
      openBlockers: openBlockersByTask.get(task.key)?.map((blocker) => blocker.key) ?? none,
      locked: named !== null && signed.has(named),
    }
  })
}

const presentDependencies = (
  state: ProgramState,
  violated: readonly { readonly from: string; readonly to: string }[],
): readonly BoardDependency[] => {
  const broken = new Set(violated.map((link) => `${link.from}\n${link.to}`))
  return state.dependencies.map((link) => ({
    from: link.from,
    to: link.to,
    kind: link.kind,
    lag: link.lag,
    note: link.note,
    revision: link.revision,
    listed: link.listed,
    violated: link.kind === 'hard' && broken.has(`${link.from}\n${link.to}`),
  }))
}

/** Builds the board at `now` (ISO instant). Throws only on a program head that no check would have let in. */
export const buildBoard = (state: ProgramState, now: string): Board => {
  const calendar = createCalendar(state.head)
  const today = calendar.at(now)
  const periods = calendar.periods()
  const facts = gatherFacts(state, now)
  const schedule = scheduleProgram(state, calendar, now)
  const { rows, ...scheduleSummary } = schedule
  const rowByKey = new Map(rows.map((row) => [row.key, row]))
  const rowOf: RowOf = (key) => {
    const row = rowByKey.get(key)
    if (row === undefined) throw new Error(`${key} is not on the schedule`)
    return row
  }
  const chain = hardChainTo(state, schedule.target)
  const holdsRelease = (taskKey: string): boolean => chain.has(taskKey) || facts.taskByKey.get(taskKey)?.priority === 'P0'
  const tasks = presentTasks(facts, rowOf)
  const gates = state.gates.map((gate) => evaluateGate(facts, gate, rowOf(gate.key), today))
  const gateOrder = new Map(facts.gatesInOrder.map((gate, index) => [gate.key, index]))
  const blockers = state.blockers.map((blocker) => evaluateBlocker(blocker, now, holdsRelease(blocker.taskKey)))
  const workflows = [...facts.ciByPath.values()]
  const contingency =
    state.contingency === null
      ? null
      : contingencyLedger(state.contingency, schedule.slip, { cause: schedule.slipCause, last: state.head.last, label: calendar.label })
  const laneOwners = new Map(state.lanes.map((lane) => [lane.key, lane.owners]))
  const verdict = decideVerdict(
    {
      gates: [...gates].sort((a, b) => (gateOrder.get(a.key) ?? 0) - (gateOrder.get(b.key) ?? 0)),
      tasks,
      blockers,
      workflows,
      releaseSha: state.releaseTarget?.sha ?? null,
      contingency,
      schedule,
      today,
      hardChain: chain,
      calendar,
      cadence: state.head.cadence,
      first: state.head.first,
      ownersOf: (task) => (task.owners.length > 0 ? task.owners : (laneOwners.get(task.lane) ?? [])),
      now,
    },
    facts.summaries,
  )
  const { ci } = state
  return {
    program: { ...state.head, id: state.id, revision: state.revision, sample: state.sample, createdAt: state.createdAt },
    computedAt: now,
    nextChangeAt: nextChangeAt(state, gates, blockers, calendar, now),
    today,
    periods,
    lanes: summariseLanes(state, tasks, { today, summaries: facts.summaries, blockers, gates }),
    owners: state.owners,
    phases: state.phases,
    milestones: state.milestones.map((milestone) => ({ ...milestone, schedule: rowOf(milestone.key) })),
    tasks,
    gates,
    dependencies: presentDependencies(state, schedule.violated),
    schedule: scheduleSummary,
    contingency,
    declaredPaths: comparePaths(state.criticalPaths, schedule, rowByKey, calendar, state.head.cadence),
    blockers,
    delegations: state.delegations.map((delegation) => evaluateDelegation(delegation, now)),
    goNoGo: state.goNoGo.map((asked) => evaluateGoNoGo(asked, state.lanes, now)),
    releaseTarget: state.releaseTarget,
    ci: { read: ci === null ? null : { sha: ci.sha, readAt: ci.readAt, complete: ci.complete, error: ci.error }, workflows },
    verdict,
    readiness: computeReadiness(gates, periods, today, now),
  }
}
