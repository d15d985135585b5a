/** Pairs of a program with things done in it and a document that half agrees with its plan. */
import fc from 'fast-check'
import type { GateProgress, ProgramState, TaskState } from '../../board/program-state.ts'
import type { Gate, Plan, Task } from '../../plan/plan.ts'
import { noSections, planGate, planRequirement, planTask, smallPlan } from '../../plan/testing/small-plan.ts'
import { aBlocker, aGap, anEvidence, aSignOff, NOW } from '../../testing/index.ts'
import { stateOfPlan } from './apply-plan-update.ts'

const TASKS = ['T1', 'T2', 'T3', 'T4']
const GATES = ['G1', 'G2', 'G3']
const period = fc.integer({ min: 0, max: 5 })
const title = fc.constantFrom('Build', 'Try', 'Ship')
const status = fc.constantFrom('todo' as const, 'in_progress' as const, 'done' as const, 'blocked' as const)
const checklist = fc
  .subarray(['a', 'b', 'c'])
  .chain((texts) => fc.tuple(...texts.map((text) => fc.record({ text: fc.constant(text), done: fc.boolean() }))))

const task = (key: string, gates: readonly string[]): fc.Arbitrary<Task> =>
  fc
    .record({
      title,
      span: fc.tuple(period, period),
      priority: fc.constantFrom('P0' as const, 'P2' as const),
      status,
      gate: fc.option(fc.constantFrom(...gates)),
      checklist,
      note: fc.constantFrom('', 'Mind the gap'),
    })
    .map(({ span, ...rest }) => planTask(key, { ...rest, start: Math.min(...span), finish: Math.max(...span) }))

const gate = (key: string): fc.Arbitrary<Gate> =>
  fc
    .record({
      title,
      at: period,
      requirements: fc.subarray(['R1', 'R2', 'R3'], { minLength: 1 }),
      text: fc.constantFrom('A report', 'A log'),
    })
    .map(({ requirements, text, ...rest }) =>
      planGate(key, { ...rest, requirements: requirements.map((each) => planRequirement(each, { text })) }),
    )

/** A sound plan over the same few keys. */
export const arbitraryDocument: fc.Arbitrary<Plan> = fc
  .tuple(fc.subarray(TASKS, { minLength: 1 }), fc.subarray(GATES, { minLength: 1 }), fc.constantFrom('2026-02-20', '2026-02-23'))
  .chain(([taskKeys, gateKeys, startsOn]) =>
    fc
      .record({
        tasks: fc.tuple(...taskKeys.map((key) => task(key, gateKeys))),
        gates: fc.tuple(...gateKeys.map(gate)),
        links: fc.subarray(taskKeys.flatMap((from, at) => taskKeys.slice(at + 1).map((to) => ({ from, to })))),
        kind: fc.constantFrom('hard' as const, 'soft' as const),
        sha: fc.option(fc.constantFrom('a'.repeat(40), 'b'.repeat(40))),
        risk: fc.constantFrom('Rain', 'Snow'),
      })
      .map(({ tasks, gates, links, kind, sha, risk }) => {
        const small = smallPlan()
        return {
          ...small,
          program: { ...small.program, startsOn },
          releaseTarget: { repository: 'acme/small', sha, workflows: [] },
          contingency: null,
          criticalPaths: [],
          milestones: [],
          tasks,
          gates,
          dependencies: links.map((link) => ({ ...link, kind, lag: 0, note: '' })),
          sections: noSections({ risks: [{ key: 'R', title: risk }] }),
        }
      }),
  )

const lived = (state: ProgramState, dice: readonly number[]): ProgramState => {
  const roll = (at: number): number => dice[at % dice.length] ?? 0
  const tasks = state.tasks.map(
    (each): TaskState => ({
      ...each,
      actualStart: each.status === 'todo' ? null : each.start,
      actualFinish: each.status === 'done' ? each.finish : null,
    }),
  )
  const gates = state.gates.map((each, at): GateProgress => {
    const fate = roll(at)
    if (fate === 0) return { ...each, state: 'SignedOff', round: 1, signedAt: NOW, signOffs: [aSignOff({ id: `sign-${each.key}` })] }
    if (fate === 1) return { ...each, state: 'ReadyForSignoff', round: 1, signOffs: [aSignOff({ id: `sign-${each.key}` })] }
    if (fate === 2) return { ...each, state: 'InProgress', gaps: [aGap({ id: `gap-${each.key}` })] }
    return each
  })
  return {
    ...state,
    tasks,
    gates,
    evidence: gates.flatMap(({ key, requirements }, at) =>
      requirements
        .filter((_, index) => roll(at + index + 3) < 2)
        .map((requirement) => anEvidence({ id: `ev-${key}-${requirement.key}`, gateKey: key, requirementKey: requirement.key })),
    ),
    blockers: tasks.filter((_, at) => roll(at + 5) === 4).map(({ key }) => aBlocker({ key: `B-${key}`, taskKey: key })),
  }
}

/** A program in which something was done, with the plan that it is. */
export const arbitraryProgram: fc.Arbitrary<{ readonly plan: Plan; readonly state: ProgramState }> = fc
  .tuple(arbitraryDocument, fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 9, maxLength: 9 }))
  .map(([plan, dice]) => ({ plan, state: lived(stateOfPlan(plan), dice) }))
