import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeSchedule } from '../schedule/compute-schedule.ts'
import { checkPlan } from './check-plan.ts'
import type { Plan, ProgramHead, Task } from './plan.ts'
import { PLAN_LIMITS } from './plan-limits.ts'
import { linksOfPlan } from './plan-links.ts'
import { noSections, planGate, planRequirement, planTask, smallPlan } from './testing/small-plan.ts'

const found = (over: Partial<Plan>): string[] => checkPlan(smallPlan(over)).map((issue) => `${issue.code} ${issue.path}`)
const head = (over: Partial<ProgramHead>): Partial<Plan> => ({ program: { ...smallPlan().program, ...over } })
const after = (...refs: readonly string[]): Pick<Task, 'after'> => ({ after: refs.map((ref) => ({ ref, kind: 'hard', lag: 0 })) })
/** Tasks and nothing else that could refer to them. */
const onlyTasks = (...tasks: readonly Task[]): Partial<Plan> => ({
  tasks,
  gates: [],
  dependencies: [],
  criticalPaths: [],
  contingency: null,
})

describe('a sound plan', () => {
  it('has no issues', () => {
    expect(checkPlan(smallPlan())).toEqual([])
    expect(found({ ...onlyTasks(), milestones: [], phases: [], lanes: [], owners: [], releaseTarget: null })).toEqual([])
  })
})

describe('keys', () => {
  it('are unique among tasks, gates and milestones together', () => {
    expect(found({ milestones: [{ key: 'A', name: 'x', from: 1, to: 1, criteria: [] }], dependencies: [] })).toEqual([
      'key_taken milestones.A',
    ])
    expect(found({ gates: [planGate('A'), planGate('G1'), planGate('G2')] })).toContain('key_taken gates.A')
  })
  it('are unique in each other list, and may repeat across those', () => {
    const { lanes, phases, owners, criticalPaths } = smallPlan()
    expect(found({ lanes: [...lanes, ...lanes] })).toEqual(['key_taken lanes.L1'])
    expect(found({ phases: [...phases, ...phases] })).toEqual(['key_taken phases.A'])
    expect(found({ owners: [...owners, ...owners.slice(0, 1)] })).toEqual(['key_taken owners.@qa'])
    expect(found({ criticalPaths: [...criticalPaths, ...criticalPaths] })).toEqual(['key_taken criticalPaths.CP1'])
    expect(found({ sections: noSections({ risks: [{ key: 'R1' }, { key: 'R1' }, {}], notes: [{ key: 'R1' }] }) })).toEqual([
      'key_taken risks.R1',
    ])
    const twice = planGate('G1', { at: 2, requirements: [planRequirement('R'), planRequirement('R')] })
    expect(found({ gates: [twice, planGate('G2')] })).toEqual(['key_taken gates.G1.requirements.R'])
  })
})

describe('references', () => {
  it('to nothing are each named', () => {
    expect(
      found({
        lanes: [{ key: 'L1', name: 'Work', mission: '', deliverables: [], owners: ['@who'] }],
        tasks: [planTask('A', { lane: 'L9', parent: 'P', gate: 'G9', owners: ['@x'], ...after('Z') }), planTask('B', { gate: 'A' })],
        gates: [planGate('G1', { owners: ['@o'], reviewers: ['@r'], ...after('Y') }), planGate('G2')],
        dependencies: [{ from: 'B', to: 'Q', kind: 'soft', lag: 0, note: '' }],
        criticalPaths: [{ key: 'CP1', name: '', steps: ['A', 'X'] }],
        contingency: { from: 4, to: 5, tolerance: 0, target: 'G7' },
      }),
    ).toEqual([
      'key_unknown lanes.L1.owners.@who',
      'key_unknown tasks.A.lane',
      'key_unknown tasks.A.parent',
      'key_unknown tasks.A.gate',
      'key_unknown tasks.A.owners.@x',
      'key_unknown tasks.A.after.Z',
      'key_unknown tasks.B.gate',
      'key_unknown gates.G1.owners.@o',
      'key_unknown gates.G1.reviewers.@r',
      'key_unknown gates.G1.after.Y',
      'key_unknown dependencies.B->Q.to',
      'key_unknown criticalPaths.CP1.steps.X',
      'key_unknown contingency.target',
    ])
  })
  it('that differ in letter case only come with the right spelling', () => {
    expect(checkPlan(smallPlan({ contingency: { from: 4, to: 5, tolerance: 0, target: 'g2' } }))).toEqual([
      { code: 'key_unknown', message: 'There is no task, gate or milestone `g2`.', path: 'contingency.target', hint: 'Did you mean `G2`?' },
    ])
  })
})

describe('dependencies', () => {
  it('in a circle are told with the full path, each circle once', () => {
    const plan = onlyTasks(
      planTask('A', after('C')),
      planTask('B', after('A')),
      planTask('C', after('B')),
      planTask('D', after('E')),
      planTask('E', after('D')),
    )
    expect(found(plan)).toEqual(['dependency_cycle tasks.A.after.C', 'dependency_cycle tasks.D.after.E'])
    expect(checkPlan(smallPlan(plan)).map((issue) => issue.message)).toEqual([
      'These wait for each other: A → B → C → A.',
      'These wait for each other: D → E → D.',
    ])
  })
  it('may run through gates, milestones, the plan’s own list and summaries', () => {
    const ring: Plan['dependencies'] = [
      { from: 'G2', to: 'M', kind: 'hard', lag: 0, note: '' },
      { from: 'M', to: 'A', kind: 'hard', lag: 0, note: '' },
    ]
    expect(found({ dependencies: [...ring, { from: 'B', to: 'G2', kind: 'hard', lag: 0, note: '' }] })).toEqual([
      'dependency_cycle dependencies.M->A',
    ])
    expect(found(onlyTasks(planTask('P'), planTask('C', { parent: 'P', ...after('P') })))).toEqual(['dependency_cycle tasks.C.after.P'])
  })
  it('that are soft hang nothing', () => {
    const soft: Plan['dependencies'] = [{ from: 'B', to: 'A', kind: 'soft', lag: 0, note: '' }]
    expect(found({ dependencies: soft })).toEqual([])
  })
  it('on itself, twice or with an odd lag are refused', () => {
    expect(found(onlyTasks(planTask('A', after('A'))))).toEqual(['dependency_self tasks.A.after.A'])
    const again: Plan['dependencies'] = [{ from: 'A', to: 'B', kind: 'soft', lag: 0.5, note: '' }]
    expect(found({ dependencies: again })).toEqual(['number_invalid dependencies.A->B', 'dependency_exists dependencies.A->B'])
  })
  it('of parents in a circle are told apart', () => {
    const parents = onlyTasks(
      planTask('A', { parent: 'B' }),
      planTask('B', { parent: 'C' }),
      planTask('C', { parent: 'B' }),
      planTask('D', { parent: 'D' }),
    )
    expect(found(parents)).toEqual(['parent_cycle tasks.B.parent', 'parent_cycle tasks.D.parent'])
    expect(checkPlan(smallPlan(parents))[0]?.message).toContain('B → C → B')
  })
})

describe('periods', () => {
  it('lie in the program, in order', () => {
    expect(
      found({
        phases: [{ key: 'A', name: 'x', from: -1, to: 2, focus: '', exitCriteria: [] }],
        milestones: [{ key: 'M', name: 'x', from: 3, to: 2, criteria: [] }],
        tasks: [planTask('A', { start: 2, finish: 1 }), planTask('B', { start: 0.5, finish: 6 })],
        gates: [planGate('G1', { at: 6 }), planGate('G2', { at: 5 })],
        contingency: { from: 5, to: 9, tolerance: -1, target: null },
      }),
    ).toEqual([
      'period_out_of_range contingency.to',
      'period_out_of_range phases.A.from',
      'span_reversed milestones.M.to',
      'span_reversed tasks.A.finish',
      'number_invalid tasks.B.start',
      'period_out_of_range tasks.B.finish',
      'period_out_of_range gates.G1.at',
      'number_invalid contingency.tolerance',
    ])
  })
  it('of a reversed program are not all blamed for it', () => {
    expect(found(head({ first: 5, last: 4 }))).toEqual(['span_reversed program.last'])
  })
})

describe('the calendar', () => {
  it('is checked', () => {
    expect(found(head({ timeZone: 'Mars/Base', startsOn: '2026-02-30', holidays: ['soon', '3026-01-01'], workingDays: [] }))).toEqual([
      'time_zone_unknown program.timeZone',
      'date_invalid program.startsOn',
      'date_invalid program.holidays',
      'date_invalid program.holidays',
      'working_days_invalid program.workingDays',
    ])
    expect(found(head({ workingDays: [1, 8] }))).toEqual(['working_days_invalid program.workingDays'])
  })
})

describe('gates', () => {
  it('cannot ask for more signatures than people, or for what cannot be proved', () => {
    const requirements = [
      planRequirement('R1', { accepts: [] }),
      planRequirement('R2', { accepts: [], rule: 'p0_done' }),
      planRequirement('R3', { accepts: [], workflow: '.github/workflows/gate.yml' }),
      planRequirement('R4', { freshness: 'max_age' }),
      planRequirement('R5', { min: 0 }),
    ]
    expect(
      found({
        gates: [
          planGate('G1', { quorum: 3, reviewers: ['@qa', '@lead', '@lead'], requirements }),
          planGate('G2', { reviewers: [], quorum: 5 }),
        ],
      }),
    ).toEqual([
      'requirement_unprovable gates.G1.requirements.R1',
      'requirement_unprovable gates.G1.requirements.R4.maxAgeHours',
      'number_invalid gates.G1.requirements.R5.min',
      'quorum_too_large gates.G1.quorum',
    ])
    expect(found({ gates: [planGate('G1', { quorum: 0 }), planGate('G2')] })).toEqual(['number_invalid gates.G1.quorum'])
  })
})

describe('the release target', () => {
  it.each(['abc1234', 'G'.repeat(40), 'A'.repeat(40), 'a'.repeat(41), ''])('refuses the commit %s', (sha) => {
    expect(found({ releaseTarget: { repository: 'acme/small', sha, workflows: [] } })).toEqual(['release_sha_invalid releaseTarget.sha'])
  })
  it.each(['acme', 'acme/', '/small', 'a/b/c', 'https://github.com/a/b', 'a b/c'])('refuses the repository %s', (repository) => {
    expect(found({ releaseTarget: { repository, sha: 'a'.repeat(40), workflows: [] } })).toEqual([
      'repository_invalid releaseTarget.repository',
    ])
  })
})

describe('sizes', () => {
  it('are bounded', () => {
    const many = Array.from({ length: PLAN_LIMITS.lanes + 1 }, (_, index) => ({
      key: `L${index}`,
      name: 'x',
      mission: '',
      deliverables: [],
      owners: [],
    }))
    expect(found({ lanes: many })).toEqual(['too_many lanes'])
    expect(found(head({ last: PLAN_LIMITS.periods }))).toEqual(['too_many program.last'])
    expect(found(head({ last: PLAN_LIMITS.periods - 1 }))).toEqual([])
    const long = 'x'.repeat(2_001)
    const tasks = [planTask('A', { title: 'x'.repeat(301), note: long, checklist: [{ text: long, done: false }] }), planTask('B')]
    expect(found({ tasks, gates: [planGate('G1', { requirements: [planRequirement('R', { text: long })] }), planGate('G2')] })).toEqual([
      'text_too_long tasks.A.title',
      'text_too_long tasks.A.checklist',
      'text_too_long gates.G1.requirements.R.text',
    ])
  })
  it('of 20,000 tasks and 60,000 dependencies are checked in good time', () => {
    const tasks = Array.from({ length: PLAN_LIMITS.tasks }, (_, index) =>
      planTask(`T${index}`, after(...[1, 2, 5].filter((step) => index >= step).map((step) => `T${index - step}`))),
    )
    const start = performance.now()
    expect(found(onlyTasks(...tasks))).toEqual([])
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})

describe('any plan', () => {
  it('that passes can be scheduled, and one with a circle never passes', () => {
    const size = 7
    const anyTasks = fc
      .array(fc.record({ parent: fc.option(fc.nat(size)), refs: fc.uniqueArray(fc.nat(size), { maxLength: 3 }) }), {
        minLength: 1,
        maxLength: size,
      })
      .map((raw) =>
        raw.map(({ parent, refs }, index) =>
          planTask(`T${index}`, { parent: parent === null ? null : `T${parent}`, ...after(...refs.map((ref) => `T${ref}`)) }),
        ),
      )
    fc.assert(
      fc.property(anyTasks, (tasks) => {
        const plan = smallPlan(onlyTasks(...tasks))
        const issues = checkPlan(plan)
        const nodes = tasks.map((task) => ({
          key: task.key,
          kind: 'task' as const,
          start: task.start,
          duration: 1,
          baselineFinish: 1,
          progress: 'idle' as const,
          actualStart: null,
          actualFinish: null,
          parent: task.parent,
        }))
        const known = new Set(tasks.map((task) => task.key))
        if (issues.some((issue) => issue.code === 'key_unknown')) {
          expect(
            tasks.some((task) => [task.parent, ...task.after.map((each) => each.ref)].some((key) => key !== null && !known.has(key))),
          ).toBe(true)
          return
        }
        const outcome = computeSchedule({ nodes, links: linksOfPlan(plan), now: null, target: null })
        expect(issues.length === 0).toBe(outcome.ok)
      }),
      { numRuns: 500 },
    )
  })
})
