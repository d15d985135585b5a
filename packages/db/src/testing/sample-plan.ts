import type { Plan, Task } from '@gatehouse/core'
import { PLAN_SECTIONS, type PlanSection } from '@gatehouse/core'

export const sampleTask = (changes: Partial<Task> & Pick<Task, 'key'>): Task => ({
  lane: 'L1',
  title: `Task ${changes.key}`,
  start: 0,
  finish: 1,
  priority: 'P1',
  status: 'todo',
  parent: null,
  gate: null,
  owners: [],
  checklist: [],
  after: [],
  movedTo: null,
  note: '',
  ...changes,
})

/** A small plan that uses every field of the vocabulary once. `slug` names the program. */
export const samplePlan = (slug: string): Plan => ({
  program: {
    slug,
    name: 'Sample',
    goal: 'Show every field',
    cadence: 'day',
    prefix: 'D',
    first: 0,
    last: 14,
    startsOn: '2026-02-20',
    timeZone: 'Asia/Kolkata',
    workingDays: [1, 2, 3, 4, 5],
    holidays: ['2026-03-04'],
    stepUp: true,
  },
  releaseTarget: {
    repository: 'acme/sample',
    sha: '0123456789abcdef0123456789abcdef01234567',
    workflows: [
      { path: '.github/workflows/launch.yml', required: true, events: ['push'] },
      { path: '.github/workflows/nightly.yml', required: false, events: [] },
    ],
  },
  contingency: { from: 11, to: 14, tolerance: 1, target: 'G2' },
  criticalPaths: [{ key: 'CP1', name: 'Viability', steps: ['T1', 'G1', 'G2'] }],
  owners: [
    { handle: '@zoe', name: 'Zoë', signsAs: ['security', 'operations'] },
    { handle: '@adam', name: 'Adam “the tester”', signsAs: [] },
  ],
  lanes: [
    { key: 'L2', name: 'Second', mission: '', deliverables: [], owners: [] },
    { key: 'L1', name: 'First', mission: 'Go first', deliverables: ['a, b', '{"c"}'], owners: ['@zoe', '@adam'] },
  ],
  phases: [{ key: 'A', name: 'Start', from: 0, to: 3, focus: 'Unblock', exitCriteria: ['All unblocked'] }],
  milestones: [{ key: 'M1', name: 'Unblocked', from: 0, to: 3, criteria: ['No P0 open'] }],
  tasks: [
    sampleTask({ key: 'T2', parent: 'T1', start: 1, finish: 2, status: 'in_progress', after: [{ ref: 'T3', kind: 'soft', lag: -1 }] }),
    sampleTask({ key: 'T1', start: 0, finish: 4, gate: 'G1', priority: 'P0', owners: ['@adam'], note: 'Line one\nline two' }),
    sampleTask({
      key: 'T3',
      lane: 'L2',
      status: 'done',
      checklist: [
        { text: 'Write "it"', done: true },
        { text: '', done: false },
      ],
    }),
    sampleTask({ key: 'T4', lane: 'L2', start: 5, finish: 5, status: 'moved', movedTo: 'T1', priority: 'P3' }),
  ],
  gates: [
    {
      key: 'G1',
      title: 'First gate',
      at: 5,
      owners: ['@zoe'],
      reviewers: ['@adam'],
      quorum: 1,
      signRoles: [],
      requirements: [
        { ...requirement('G1.2'), accepts: ['ci_run'], freshness: 'release_sha', workflow: '.github/workflows/launch.yml' },
        {
          ...requirement('G1.1'),
          accepts: ['doc', 'link'],
          min: 2,
          oneOf: [['doc'], ['link']],
          freshness: 'max_age',
          maxAgeHours: 48,
          warnHours: 6,
        },
        { ...requirement('G1.3'), accepts: [], min: 0, rule: 'p0_done' },
      ],
      after: [{ ref: 'T1', kind: 'hard', lag: 0 }],
    },
    {
      key: 'G2',
      title: 'Second gate',
      at: 10,
      owners: [],
      reviewers: ['@adam', '@zoe'],
      quorum: 2,
      signRoles: [{ role: 'security', count: 1 }],
      requirements: [],
      after: [{ ref: 'G1', kind: 'hard', lag: 2 }],
    },
  ],
  dependencies: [
    { from: 'T4', to: 'G2', kind: 'soft', lag: 0, note: 'Nice to have' },
    { from: 'T2', to: 'M1', kind: 'hard', lag: 0, note: '' },
    { from: 'M1', to: 'G1', kind: 'hard', lag: 0, note: '' },
  ],
  sections: {
    ...noSections(),
    risks: [{ key: 'R1', title: 'Late', zeta: 1, alpha: [1, { nested: null }], impactLevel: 'high' }],
    notes: [{ text: 'Second' }, { text: 'First' }],
  },
})

const requirement = (key: string): Plan['gates'][number]['requirements'][number] => ({
  key,
  text: `Requirement ${key}`,
  accepts: ['link'],
  min: 1,
  oneOf: [],
  freshness: 'none',
  maxAgeHours: null,
  warnHours: null,
  workflow: null,
  rule: null,
})

const noSections = (): Plan['sections'] => {
  const sections: Partial<Record<PlanSection, readonly []>> = {}
  for (const section of PLAN_SECTIONS) sections[section] = []
  return sections as Plan['sections']
}

/** A plan of `count` tasks in 8 lanes, two dependencies a task, ten gates: for measuring. */
export const largePlan = (slug: string, count: number): Plan => {
  const small = samplePlan(slug)
  const tasks = Array.from({ length: count }, (_, index) => {
    const start = Math.floor(index / 20)
    const after = [index - 20, index - 27]
      .filter((before) => before >= 0)
      .map((before) => ({ ref: `T${before}`, kind: 'hard' as const, lag: 0 }))
    return sampleTask({
      key: `T${index}`,
      lane: `L${index % 8}`,
      title: `Work on part ${index} until it holds`,
      start,
      finish: start + 1,
      priority: 'P2',
      owners: ['@zoe'],
      checklist: [{ text: 'Reviewed', done: false }],
      after,
    })
  })
  const lanes = Array.from({ length: 8 }, (_, index) => ({
    key: `L${index}`,
    name: `Lane ${index}`,
    mission: '',
    deliverables: [],
    owners: [],
  }))
  const gates = small.gates.map((gate) => ({ ...gate, after: [] }))
  const program = { ...small.program, last: Math.ceil(count / 20) + 2 }
  return { ...small, program, lanes, tasks, gates, milestones: [], dependencies: [], criticalPaths: [], phases: [], contingency: null }
}
