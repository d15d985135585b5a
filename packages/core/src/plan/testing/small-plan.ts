/** Plans for tests: a sound little plan, and parts that state only what matters. */
import { PLAN_SECTIONS, type Gate, type Plan, type PlanRecord, type PlanSection, type Requirement, type Task } from '../plan.ts'

export const planTask = (key: string, over: Partial<Task> = {}): Task => ({
  key,
  lane: 'L1',
  title: `Work ${key}`,
  start: 1,
  finish: 2,
  priority: 'P1',
  status: 'todo',
  parent: null,
  gate: null,
  owners: ['@qa'],
  checklist: [],
  after: [],
  movedTo: null,
  note: '',
  ...over,
})
export const planRequirement = (key: string, over: Partial<Requirement> = {}): Requirement => ({
  key,
  text: 'A report',
  accepts: ['doc'],
  min: 1,
  oneOf: [],
  freshness: 'none',
  maxAgeHours: null,
  warnHours: null,
  workflow: null,
  rule: null,
  ...over,
})
export const planGate = (key: string, over: Partial<Gate> = {}): Gate => ({
  key,
  title: `Gate ${key}`,
  at: 3,
  owners: ['@qa'],
  reviewers: ['@lead'],
  quorum: 1,
  signRoles: [],
  requirements: [planRequirement(`${key}.1`)],
  after: [],
  ...over,
})
export const noSections = (over: Partial<Record<PlanSection, readonly PlanRecord[]>> = {}): Record<PlanSection, readonly PlanRecord[]> =>
  Object.fromEntries(PLAN_SECTIONS.map((section) => [section, over[section] ?? []])) as Record<PlanSection, readonly PlanRecord[]>

/** D0..D5, one lane, two tasks, two gates, a milestone, a phase, a declared path and a buffer: nothing is wrong with it. */
export const smallPlan = (over: Partial<Plan> = {}): Plan => ({
  program: {
    slug: 'small',
    name: 'Small',
    goal: 'Ship it',
    cadence: 'day',
    prefix: 'D',
    first: 0,
    last: 5,
    startsOn: '2026-02-20',
    timeZone: 'UTC',
    workingDays: [1, 2, 3, 4, 5],
    holidays: ['2026-02-24'],
    stepUp: false,
  },
  releaseTarget: { repository: 'acme/small', sha: null, workflows: [{ path: '.github/workflows/gate.yml', required: true, events: [] }] },
  contingency: { from: 4, to: 5, tolerance: 1, target: 'G2' },
  criticalPaths: [{ key: 'CP1', name: 'The chain', steps: ['A', 'G1', 'B', 'G2'] }],
  owners: [
    { handle: '@qa', name: 'QA', signsAs: [] },
    { handle: '@lead', name: 'Lead', signsAs: [] },
  ],
  lanes: [{ key: 'L1', name: 'Work', mission: 'Do it', deliverables: ['It'], owners: ['@qa'] }],
  phases: [{ key: 'A', name: 'First', from: 0, to: 2, focus: '', exitCriteria: [] }],
  milestones: [{ key: 'M', name: 'Half way', from: 2, to: 2, criteria: [] }],
  tasks: [planTask('A'), planTask('B', { after: [{ ref: 'A', kind: 'hard', lag: 0 }], start: 3, finish: 3 })],
  gates: [planGate('G1', { at: 2, after: [{ ref: 'A', kind: 'hard', lag: 0 }] }), planGate('G2', { at: 4 })],
  dependencies: [
    { from: 'B', to: 'G2', kind: 'hard', lag: 0, note: '' },
    { from: 'M', to: 'B', kind: 'soft', lag: 0, note: '' },
  ],
  sections: noSections({ risks: [{ key: 'A', title: 'Rain' }] }),
  ...over,
})
