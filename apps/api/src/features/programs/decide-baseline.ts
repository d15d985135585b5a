import { type Approver, type AuditNote, demand, ok, type ProgramState, type Result, refuseOne } from '@gatehouse/core'

export interface DecidedBaseline {
  readonly tasks: readonly string[]
  readonly gates: readonly string[]
  readonly audit: AuditNote
}

/** Slip is measured against the baseline: making it follow the plan takes a lead and a reason. Pure. */
export const decideBaseline = (state: ProgramState, person: Approver, reason: string): Result<DecidedBaseline> => {
  const may = demand(person, 'program.edit', 'program')
  if (!may.ok) return may
  const tasks = state.tasks.filter((task) => task.baselineStart !== task.start || task.baselineFinish !== task.finish)
  const gates = state.gates.filter((gate) => gate.baselineAt !== gate.at)
  if (tasks.length === 0 && gates.length === 0) return refuseOne('plan_invalid', 'The plan is its baseline already.', 'program')
  return ok({
    tasks: tasks.map(({ key }) => key),
    gates: gates.map(({ key }) => key),
    audit: {
      action: 'baseline.set',
      subjectKind: 'program',
      subjectKey: state.head.slug,
      before: Object.fromEntries([
        ...tasks.map((task) => [task.key, [task.baselineStart, task.baselineFinish]]),
        ...gates.map((gate) => [gate.key, gate.baselineAt]),
      ]),
      after: {
        reason,
        ...Object.fromEntries([...tasks.map((task) => [task.key, [task.start, task.finish]]), ...gates.map((gate) => [gate.key, gate.at])]),
      },
    },
  })
}
