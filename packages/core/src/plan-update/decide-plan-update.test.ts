import { describe, expect, it } from 'vitest'
import type { ProgramState } from '../board/program-state.ts'
import type { Plan, Task } from '../plan/plan.ts'
import { noSections, planGate, planRequirement, planTask, smallPlan } from '../plan/testing/small-plan.ts'
import { aBlocker, aGap, anEvidence, aPerson, aSignOff, aWaiver, NOW, OLDER_SHA, RELEASE_SHA } from '../testing/index.ts'
import { decidePlanUpdate, previewPlanUpdate } from './decide-plan-update.ts'
import { isEmptyUpdate, type PlanUpdateOptions } from './plan-update.ts'
import { applyPlanUpdate, planOfProgram, stateOfPlan } from './testing/apply-plan-update.ts'

const KEEP: PlanUpdateOptions = { progress: 'keep', renames: [] }
const lead = aPerson('lead')

const update = (state: ProgramState, document: Plan, options: Partial<PlanUpdateOptions> = {}) =>
  previewPlanUpdate(state, planOfProgram(state, smallPlan().sections), document, { ...KEEP, ...options }, NOW)

const withTask = (key: string, over: Partial<Task>, plan = smallPlan()): Plan => ({
  ...plan,
  tasks: plan.tasks.map((task) => (task.key === key ? { ...task, ...over } : task)),
})
const without = (key: string, plan = smallPlan()): Plan => ({
  ...plan,
  criticalPaths: [],
  contingency: null,
  tasks: plan.tasks.filter((task) => task.key !== key).map((task) => ({ ...task, after: task.after.filter(({ ref }) => ref !== key) })),
  gates: plan.gates.filter((gate) => gate.key !== key).map((gate) => ({ ...gate, after: gate.after.filter(({ ref }) => ref !== key) })),
  dependencies: plan.dependencies.filter(({ from, to }) => from !== key && to !== key),
})
const signed = (state: ProgramState, gateKey: string): ProgramState => ({
  ...state,
  gates: state.gates.map((gate) =>
    gate.key === gateKey ? { ...gate, state: 'SignedOff', round: 1, signedAt: NOW, signOffs: [aSignOff()] } : gate,
  ),
})
const paths = (issues: readonly { readonly code: string; readonly path?: string | undefined }[]) =>
  issues.map(({ code, path }) => `${code} ${path}`)

describe('the diff', () => {
  it('tells what comes, goes and changes, field by field', () => {
    const state = stateOfPlan(smallPlan())
    const before = smallPlan()
    const document: Plan = {
      ...withTask('A', { title: 'Work harder', finish: 3 }),
      program: { ...before.program, startsOn: '2026-02-23' },
      phases: [],
      gates: [
        planGate('G1', {
          at: 2,
          after: [{ ref: 'A', kind: 'hard', lag: 0 }],
          requirements: [planRequirement('G1.1', { text: 'A better report' })],
        }),
        planGate('G2', { at: 4, requirements: [planRequirement('G2.2')] }),
      ],
      sections: noSections({ risks: [{ key: 'A', title: 'Snow' }] }),
    }
    const { diff, refusals } = update(state, document)
    expect(refusals).toEqual([])
    expect(diff.added.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['requirement G2/G2.2'])
    expect(diff.gone.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['requirement G2/G2.1', 'phase A'])
    expect(diff.changed).toEqual([
      { kind: 'program', key: 'program', title: 'Small', fields: [{ field: 'startsOn', before: '2026-02-20', after: '2026-02-23' }] },
      {
        kind: 'task',
        key: 'A',
        title: 'Work harder',
        fields: [
          { field: 'title', before: 'Work A', after: 'Work harder' },
          { field: 'finish', before: 2, after: 3 },
        ],
      },
      {
        kind: 'requirement',
        key: 'G1/G1.1',
        title: 'A better report',
        fields: [{ field: 'text', before: 'A report', after: 'A better report' }],
      },
      { kind: 'risks', key: 'A', title: 'Snow', fields: [{ field: 'title', before: 'Rain', after: 'Snow' }] },
    ])
  })

  it('does not care where a dependency is written, and knows when its kind changes', () => {
    const state = stateOfPlan(smallPlan())
    const small = smallPlan()
    const moved: Plan = {
      ...withTask('B', { after: [] }),
      dependencies: [{ from: 'A', to: 'B', kind: 'hard', lag: 0, note: '' }, ...small.dependencies],
    }
    expect(isEmptyUpdate(update(state, moved).diff)).toBe(true)
    const softer = withTask('B', { after: [{ ref: 'A', kind: 'soft', lag: 0 }] })
    const { diff, changes } = update(state, softer)
    expect(diff.changed).toEqual([
      { kind: 'dependency', key: 'A->B', title: 'A → B', fields: [{ field: 'kind', before: 'hard', after: 'soft' }] },
    ])
    expect([changes.dependencies.gone, changes.dependencies.added]).toEqual([
      [{ from: 'A', to: 'B', kind: 'hard' }],
      [{ from: 'A', to: 'B', kind: 'soft', lag: 0, note: '', listed: false }],
    ])
  })

  it('leaves the program its address, and says that the document names another', () => {
    const state = stateOfPlan(smallPlan())
    const small = smallPlan()
    const { diff, warnings } = update(state, { ...small, program: { ...small.program, slug: 'another' } })
    expect(isEmptyUpdate(diff)).toBe(true)
    expect(paths(warnings)).toEqual(['other_program program.slug'])
  })

  it('is noted as a whole and thing by thing', () => {
    const { audit } = update(stateOfPlan(smallPlan()), withTask('A', { title: 'Work harder' }))
    expect(audit).toEqual([
      {
        action: 'program.plan_updated',
        subjectKind: 'program',
        subjectKey: 'small',
        before: null,
        after: { added: 0, changed: 1, gone: 0, progress: 'keep', renamed: [] },
      },
      { action: 'task.edited', subjectKind: 'task', subjectKey: 'A', before: { title: 'Work A' }, after: { title: 'Work harder' } },
    ])
  })
})

describe('progress', () => {
  const plan = withTask('A', {
    status: 'in_progress',
    note: 'Half done',
    checklist: [
      { text: 'Draft', done: true },
      { text: 'Check', done: false },
    ],
  })
  const state: ProgramState = {
    ...stateOfPlan(plan),
    tasks: stateOfPlan(plan).tasks.map((task) => (task.key === 'A' ? { ...task, actualStart: 1, baselineFinish: 4 } : task)),
    releaseTarget: { repository: 'acme/small', repositoryId: 7, sha: RELEASE_SHA, workflows: [], revision: 3, history: [] },
  }
  const target = (sha: string | null): Plan['releaseTarget'] => ({ repository: 'acme/small', sha, workflows: [] })

  it('stays where the document says nothing about it', () => {
    const silent = {
      ...withTask('A', {
        checklist: [
          { text: 'Draft', done: false },
          { text: 'Check', done: false },
        ],
      }),
      releaseTarget: target(null),
    }
    const { diff, changes } = update(state, silent, { progress: 'document' })
    expect(isEmptyUpdate(diff)).toBe(true)
    expect(diff.progress).toEqual([])
    expect(applyPlanUpdate(state, changes)).toEqual(state)
    expect(isEmptyUpdate(update(state, { ...silent, releaseTarget: null }).diff)).toBe(true)
  })

  const claiming: Plan = {
    ...withTask('A', {
      status: 'done',
      note: 'Half done',
      checklist: [
        { text: 'Draft', done: true },
        { text: 'Check', done: true },
      ],
    }),
    releaseTarget: target(OLDER_SHA),
  }

  it('is claimed by the document and not taken unless asked for', () => {
    const { diff } = update(state, claiming)
    expect(isEmptyUpdate(diff)).toBe(true)
    expect(diff.progress.map(({ key, field, before, after, taken }) => [key, field, before, after, taken])).toEqual([
      ['A', 'status', 'in_progress', 'done', false],
      ['A', 'checklist', [{ text: 'Check', done: false }], [{ text: 'Check', done: true }], false],
      ['releaseTarget', 'sha', RELEASE_SHA, OLDER_SHA, false],
    ])
  })

  it('of the document counts when asked for, as of now', () => {
    const { diff, changes } = update(state, claiming, { progress: 'document' })
    expect(diff.progress.every(({ taken }) => taken)).toBe(true)
    const task = applyPlanUpdate(state, changes).tasks.find(({ key }) => key === 'A')
    // D0 is Friday 20 February and counts working days but for the holiday: NOW, the 25th, is D3.
    expect(task).toMatchObject({ status: 'done', actualStart: 1, actualFinish: 2, baselineFinish: 4 })
    expect(task?.checklist.every(({ done }) => done)).toBe(true)
    expect(changes.target).toMatchObject({ newSha: OLDER_SHA, otherRepository: false })
  })

  it('that would go with its task is warned of', () => {
    expect(paths(update(state, { ...without('A'), releaseTarget: target(null) }).warnings)).toEqual(['progress_lost tasks.A'])
  })
})

describe('what a signed gate locks', () => {
  // G1 at D2 answers for A, G2 at D4 for B.
  const state = signed(stateOfPlan(smallPlan()), 'G1')

  it('refuses, all of it at once', () => {
    const small = smallPlan()
    const document: Plan = {
      ...withTask('A', { title: 'Other work' }),
      tasks: [...withTask('A', { title: 'Other work' }).tasks, planTask('C', { start: 0, finish: 1 })],
      gates: [
        planGate('G1', { title: 'Another title', at: 2, requirements: [planRequirement('G1.1', { text: 'Less' })] }),
        ...small.gates.slice(1),
      ],
    }
    const { refusals } = update(state, document)
    expect(paths(refusals)).toEqual([
      'gate_locked gates.G1',
      'task_locked tasks.A',
      'gate_locked gates.G1',
      'gate_locked gates.G1',
      'task_locked tasks.C',
    ])
    expect(refusals.map(({ message }) => message).join('\n')).toContain('title from “Gate G1” to “Another title”')
    expect(refusals.every(({ hint }) => hint?.includes('Reopen G1'))).toBe(true)
    const decided = decidePlanUpdate(state, lead, { present: planOfProgram(state, small.sections), document, ...KEEP }, NOW)
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'plan_update_refused', issues: refusals } })
  })

  it.each([
    ['a task that leaves it', withTask('A', { finish: 4 }), ['task_locked tasks.A']],
    ['a task that comes under it', withTask('B', { start: 1, finish: 1, after: [] }), ['task_locked tasks.B']],
    ['a task that goes', without('A'), ['task_locked tasks.A', 'gate_locked gates.G1']],
    ['the gate that goes', without('G1'), ['gate_locked gates.G1', 'gate_locked gates.G1', 'task_locked tasks.A']],
    ['progress of its tasks', withTask('A', { status: 'done' }), ['task_locked tasks.A']],
  ])('refuses %s', (_what, document, expected) => {
    expect(paths(update(state, document, { progress: 'document' }).refusals)).toEqual(expected)
  })

  it('refuses another gate that would take its tasks', () => {
    const small = smallPlan()
    const document = { ...small, gates: [planGate('G0', { at: 2 }), ...small.gates] }
    expect(paths(update(state, document).refusals)).toEqual(['task_locked tasks.A'])
  })

  it('does not stop changes elsewhere', () => {
    expect(update(state, withTask('B', { title: 'Other work' })).refusals).toEqual([])
  })
})

describe('proof, decisions and blockers', () => {
  const plan = smallPlan()
  const refusalsWhen = (over: Partial<ProgramState>, document: Plan) => paths(update({ ...stateOfPlan(plan), ...over }, document).refusals)
  const gates = (over: object) => stateOfPlan(plan).gates.map((gate) => (gate.key === 'G2' ? { ...gate, ...over } : gate))

  it('keep their gate, requirement or task in the program', () => {
    const evidence = [anEvidence({ gateKey: 'G2', requirementKey: 'G2.1' })]
    expect(refusalsWhen({ evidence }, without('G2'))).toEqual(['gate_in_use gates.G2'])
    for (const over of [{ signOffs: [aSignOff()] }, { gaps: [aGap()] }, { waivers: [aWaiver()] }, { round: 1 }])
      expect(refusalsWhen({ gates: gates(over) }, without('G2'))).toEqual(['gate_in_use gates.G2'])
    const other = { ...plan, gates: [plan.gates[0] ?? planGate('G1'), planGate('G2', { at: 4, requirements: [planRequirement('G2.9')] })] }
    const held = ['requirement_in_use gates.G2.requirements.G2.1']
    expect(refusalsWhen({ evidence }, other)).toEqual(held)
    expect(refusalsWhen({ gates: gates({ gaps: [aGap({ requirementKey: 'G2.1' })] }) }, other)).toEqual(held)
    expect(refusalsWhen({ gates: gates({ waivers: [aWaiver({ requirementKey: 'G2.1' })] }) }, other)).toEqual(held)
    expect(refusalsWhen({ blockers: [aBlocker({ taskKey: 'B' })] }, without('B'))).toEqual(['task_in_use tasks.B'])
  })

  it('let go of what has none', () => {
    expect(refusalsWhen({}, without('G2'))).toEqual([])
    expect(
      refusalsWhen(
        { evidence: [anEvidence({ gateKey: 'G2', requirementKey: 'G2.1', withdrawnAt: NOW })] },
        { ...plan, gates: [plan.gates[0] ?? planGate('G1'), planGate('G2', { at: 4, requirements: [planRequirement('G2.9')] })] },
      ),
    ).toEqual([])
  })

  it('stay with a requirement that changes; approvals of the round lapse and it is said', () => {
    const state: ProgramState = {
      ...stateOfPlan(plan),
      evidence: [anEvidence({ gateKey: 'G2', requirementKey: 'G2.1' })],
      gates: gates({ state: 'ReadyForSignoff', round: 1, signOffs: [aSignOff()] }),
    }
    const document = {
      ...plan,
      gates: [plan.gates[0] ?? planGate('G1'), planGate('G2', { at: 4, requirements: [planRequirement('G2.1', { min: 2 })] })],
    }
    const { refusals, warnings, changes } = update(state, document)
    expect(refusals).toEqual([])
    expect(paths(warnings)).toEqual(['evidence_kept gates.G2.requirements.G2.1', 'approvals_lapse gates.G2'])
    expect(changes.gates.changed).toMatchObject([{ key: 'G2', state: 'ReadyForSignoff', round: 2, revision: 1 }])
  })

  it('approvals lapse too where a document lets a handle that signs stand for other roles', () => {
    const owner = { handle: '@sec', name: 'Security', signsAs: ['security'] }
    const signed = planGate('G2', { at: 4, reviewers: ['@sec'], requirements: [planRequirement('G2.1')] })
    const before = { ...plan, owners: [...plan.owners, owner], gates: [plan.gates[0] ?? planGate('G1'), signed] }
    const was = stateOfPlan(before)
    const state: ProgramState = {
      ...was,
      gates: was.gates.map((gate) => (gate.key === 'G2' ? { ...gate, state: 'ReadyForSignoff', round: 1, signOffs: [aSignOff()] } : gate)),
    }
    const document = { ...before, owners: [...plan.owners, { ...owner, signsAs: ['security', 'operations'] }] }
    const { warnings, changes } = update(state, document)
    expect(paths(warnings)).toEqual(['approvals_lapse gates.G2'])
    expect(changes.gates.changed).toMatchObject([{ key: 'G2', round: 2 }])
  })
})

describe('another key', () => {
  const renamedTask = (): Plan => {
    const plan = without('B')
    return {
      ...plan,
      tasks: [...plan.tasks, planTask('B2', { title: 'work b', start: 3, finish: 3, after: [{ ref: 'A', kind: 'hard', lag: 0 }] })],
    }
  }
  const state: ProgramState = {
    ...stateOfPlan(withTask('B', { status: 'blocked' })),
    blockers: [aBlocker({ taskKey: 'B' })],
  }

  it('is offered where one task went and one like it came', () => {
    const { diff, refusals } = update(state, renamedTask())
    expect(diff.possibleRenames).toEqual([{ kind: 'task', from: 'B', to: 'B2', title: 'work b' }])
    expect(paths(refusals)).toEqual(['task_in_use tasks.B'])
    const twins = { ...renamedTask(), tasks: [...renamedTask().tasks, planTask('B3', { title: 'Work B', start: 3, finish: 3 })] }
    expect(update(state, twins).diff.possibleRenames).toEqual([])
  })

  it('carries progress over when it is said', () => {
    const { diff, refusals, changes, warnings } = update(state, renamedTask(), { renames: [{ kind: 'task', from: 'B', to: 'B2' }] })
    expect([refusals, warnings, diff.possibleRenames]).toEqual([[], [], []])
    expect(diff.renamed).toEqual([{ kind: 'task', from: 'B', to: 'B2', title: 'work b' }])
    const after = applyPlanUpdate(state, changes)
    expect(after.tasks.find(({ key }) => key === 'B2')).toMatchObject({ status: 'blocked', title: 'work b' })
    expect(after.blockers[0]?.taskKey).toBe('B2')
    expect(after.dependencies.some(({ from, to }) => from === 'A' && to === 'B2')).toBe(true)
  })

  it('is refused where it makes no sense, with the reason', () => {
    const rename = (kind: 'task' | 'gate', from: string, to: string) =>
      update(state, renamedTask(), { renames: [{ kind, from, to }] })
        .refusals.filter(({ code }) => code === 'rename_impossible')
        .map(({ message }) => message)
    expect(rename('task', 'X', 'B2')).toEqual(['There is no task X in the program.'])
    expect(rename('task', 'B', 'X')).toEqual(['There is no task X in the document.'])
    expect(rename('task', 'A', 'B2')).toEqual(['A is still in the document, so it did not become B2.'])
    expect(rename('task', 'B', 'A')).toEqual(['A is in the program already, so B cannot become it.'])
    const twice = update(state, renamedTask(), {
      renames: [
        { kind: 'task', from: 'B', to: 'B2' },
        { kind: 'task', from: 'B', to: 'B2' },
      ],
    })
    expect(paths(twice.refusals)).toEqual(['rename_impossible tasks.B'])
  })

  it('is refused for a gate that decisions name, and for what is locked', () => {
    const renamedGate = (): Plan => {
      const plan = without('G2')
      return { ...plan, gates: [...plan.gates, planGate('G9', { title: 'Gate G2', at: 4 })] }
    }
    const renames = [{ kind: 'gate', from: 'G2', to: 'G9' }] as const
    const plain = stateOfPlan(smallPlan())
    const decided = {
      ...plain,
      gates: plain.gates.map((gate) => (gate.key === 'G2' ? { ...gate, signOffs: [aSignOff({ decision: 'return' })] } : gate)),
    }
    expect(update(plain, renamedGate()).diff.possibleRenames).toEqual([{ kind: 'gate', from: 'G2', to: 'G9', title: 'Gate G2' }])
    expect(update(plain, renamedGate(), { renames }).refusals).toEqual([])
    expect(paths(update(decided, renamedGate(), { renames }).refusals)).toEqual(['gate_in_use gates.G2'])
    expect(paths(update(signed(plain, 'G2'), renamedGate(), { renames }).refusals)[0]).toBe('gate_locked gates.G2')
    const locked = update(signed(state, 'G2'), renamedTask(), { renames: [{ kind: 'task', from: 'B', to: 'B2' }] })
    expect(paths(locked.refusals)).toContain('task_locked tasks.B2')
  })
})

describe('other refusals', () => {
  it('another cadence, and faults that the document brings', () => {
    const state = stateOfPlan(smallPlan())
    const small = smallPlan()
    expect(paths(update(state, { ...small, program: { ...small.program, cadence: 'week' } }).refusals)).toEqual([
      'cadence_changed program.cadence',
    ])
    expect(paths(update(state, withTask('A', { lane: 'L9' })).refusals)).toEqual(['key_unknown tasks.A.lane'])
  })

  it('whoever is no lead', () => {
    const state = stateOfPlan(smallPlan())
    const present = planOfProgram(state, smallPlan().sections)
    for (const role of ['owner', 'reviewer', 'viewer'] as const)
      expect(decidePlanUpdate(state, aPerson(role), { present, document: present, ...KEEP }, NOW)).toMatchObject({
        ok: false,
        refusal: { code: 'forbidden' },
      })
  })
})
