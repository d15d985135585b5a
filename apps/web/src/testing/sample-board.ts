import type { Board, BoardGate, BoardPeriod, BoardTask, RequirementEvaluation, ScheduleRow } from '@gatehouse/core'

/** A small board with something of everything: two lanes, five days, today is D2. Tests change only what matters to them. */
const ZONE_OFFSET_MS = 330 * 60_000
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 1, 20) - ZONE_OFFSET_MS
export const SAMPLE_SHA = '9f3c1ab24d7e0c2b1a5f6e7d8c9b0a1f2e3d4c5b'
export const OLDER_SHA = '4d7e0c2f9f3c1ab2b1a5f6e7d8c9b0a1f2e3d4c5'

const period = (index: number): BoardPeriod => {
  const date = new Date(Date.UTC(2026, 1, 20 + index)).toISOString().slice(0, 10)
  return {
    index,
    label: `D${index}`,
    startsOn: date,
    endsOn: date,
    startsAt: new Date(START + index * DAY_MS).toISOString(),
    endsAt: new Date(START + (index + 1) * DAY_MS).toISOString(),
    workingDays: 1,
    weekend: index === 1 || index === 2,
  }
}

export const sampleRow = (key: string, more: Partial<ScheduleRow> = {}): ScheduleRow => ({
  key,
  kind: 'task',
  earliestStart: 0,
  earliestFinish: 1,
  latestStart: 0,
  latestFinish: 1,
  slack: 0,
  freeSlack: 0,
  critical: false,
  drivenBy: null,
  late: 0,
  ...more,
})

export const sampleTask = (more: Partial<BoardTask> & { key: string }): BoardTask => {
  const start = more.start ?? 0
  const finish = more.finish ?? start
  return {
    lane: 'L1',
    title: `Task ${more.key}`,
    start,
    finish,
    priority: 'P1',
    status: 'todo',
    parent: null,
    gate: null,
    owners: [],
    checklist: [],
    after: [],
    movedTo: null,
    note: '',
    revision: 1,
    baselineStart: start,
    baselineFinish: finish,
    actualStart: null,
    actualFinish: null,
    schedule: sampleRow(more.key, { earliestStart: start, earliestFinish: finish + 1, latestStart: start, latestFinish: finish + 1 }),
    childOf: null,
    childOfInferred: false,
    openBlockers: [],
    locked: false,
    ...more,
  }
}

export const sampleRequirement = (more: Partial<RequirementEvaluation> & { key: string }): RequirementEvaluation => ({
  text: `Requirement ${more.key}`,
  accepts: ['doc', 'link'],
  min: 1,
  oneOf: [],
  freshness: 'none',
  maxAgeHours: null,
  warnHours: null,
  workflow: null,
  rule: null,
  state: 'missing',
  proved: false,
  supplied: false,
  reason: 'Nothing is attached yet.',
  evidence: [],
  ci: null,
  facts: [],
  waiver: null,
  ...more,
})

export const sampleGate = (more: Partial<BoardGate> & { key: string }): BoardGate => {
  const at = more.at ?? 0
  return {
    title: `Gate ${more.key}`,
    at,
    owners: ['@owner-devops'],
    reviewers: ['@owner-release'],
    quorum: 1,
    signRoles: [],
    after: [],
    revision: 1,
    state: 'NotStarted',
    baselineAt: at,
    round: 0,
    submittedBy: null,
    submittedAt: null,
    signedAt: null,
    signedSha: null,
    face: more.state ?? 'NotStarted',
    requirements: [],
    proved: 0,
    submitRefusals: [],
    approveRefusals: [],
    maySubmit: [{ handle: '@owner-devops', userId: null, userName: null }],
    mayApprove: [{ handle: '@owner-release', userId: 'u1', userName: 'Mina Lead' }],
    mayNotApprove: [],
    approvals: 0,
    children: [],
    gaps: [],
    openGaps: 0,
    signOffs: [],
    waivers: [],
    schedule: sampleRow(more.key, {
      kind: 'gate',
      earliestStart: at + 1,
      earliestFinish: at + 1,
      latestStart: at + 1,
      latestFinish: at + 1,
    }),
    revalidate: null,
    due: false,
    ...more,
  }
}

export const sampleBoard = (more: Partial<Board> = {}): Board => ({
  program: {
    id: 'p1',
    slug: 'credity12',
    name: 'Credity12',
    goal: 'Ship with proof at every gate.',
    cadence: 'day',
    prefix: 'D',
    first: 0,
    last: 4,
    startsOn: '2026-02-20',
    timeZone: 'Asia/Kolkata',
    workingDays: [1, 2, 3, 4, 5, 6, 7],
    holidays: [],
    stepUp: false,
    revision: 418,
    sample: false,
    createdAt: '2026-02-19T08:00:00Z',
  },
  computedAt: '2026-02-22T09:02:00Z',
  nextChangeAt: null,
  today: { position: 'during', period: 2, fraction: 0.6 },
  periods: [0, 1, 2, 3, 4].map(period),
  lanes: [
    {
      key: 'L1',
      name: 'Program',
      mission: 'Runs the days',
      deliverables: [],
      owners: ['@owner-release'],
      status: 'in_progress',
      late: 0,
      nowTask: 'L1-D2',
    },
    {
      key: 'L2',
      name: 'DevOps',
      mission: 'Fresh CI',
      deliverables: [],
      owners: ['@owner-devops'],
      status: 'late',
      late: 1,
      nowTask: 'L2-D1',
    },
  ],
  owners: [
    { handle: '@owner-release', name: 'Release', signsAs: [], userId: 'u1', userName: 'Mina Lead' },
    { handle: '@owner-devops', name: 'DevOps', signsAs: [], userId: null, userName: null },
  ],
  phases: [{ key: 'A', name: 'Ready', from: 0, to: 2, focus: 'Blockers out of the way', exitCriteria: [] }],
  milestones: [
    {
      key: 'M1',
      name: 'All gates green',
      from: 3,
      to: 4,
      criteria: [],
      schedule: sampleRow('M1', { kind: 'milestone', earliestStart: 5, earliestFinish: 5 }),
    },
  ],
  tasks: [
    sampleTask({ key: 'L1-D0', title: 'Scope lock', start: 0, status: 'done', priority: 'P0' }),
    sampleTask({ key: 'L1-D2', title: 'Evidence review', start: 2, finish: 3, status: 'in_progress' }),
    sampleTask({
      key: 'L2-D1',
      lane: 'L2',
      title: 'Environment parity',
      start: 1,
      status: 'in_progress',
      priority: 'P0',
      schedule: sampleRow('L2-D1', { earliestStart: 1, earliestFinish: 3, latestStart: 1, latestFinish: 3, critical: true, late: 1 }),
    }),
  ],
  gates: [
    sampleGate({ key: 'G0', title: 'Plan freeze', at: 0, state: 'SignedOff', signedAt: '2026-02-20T12:00:00Z', signedSha: SAMPLE_SHA }),
    sampleGate({
      key: 'G1',
      title: 'Hosted CI green',
      at: 2,
      state: 'InProgress',
      due: true,
      requirements: [sampleRequirement({ key: 'G1.1' })],
    }),
    sampleGate({ key: 'G2', title: 'Go or no-go', at: 4 }),
  ],
  dependencies: [{ from: 'L2-D1', to: 'G1', kind: 'hard', lag: 0, note: '', revision: 1, listed: true, violated: false }],
  schedule: { target: 'G2', targetFinish: 5, slip: 0, criticalPath: ['L2-D1', 'G1'], slipCause: null, softWarnings: [], violated: [] },
  contingency: null,
  declaredPaths: [],
  blockers: [],
  delegations: [],
  goNoGo: [],
  releaseTarget: {
    repository: 'acme/credity12',
    repositoryId: 1,
    sha: SAMPLE_SHA,
    workflows: [{ path: '.github/workflows/launch-gate.yml', workflowId: 7, required: true, events: [] }],
    revision: 3,
    history: [
      { sha: SAMPLE_SHA, setAt: '2026-02-22T08:00:00Z', setBy: 'Mina Lead' },
      { sha: OLDER_SHA, setAt: '2026-02-20T08:00:00Z', setBy: 'Mina Lead' },
    ],
  },
  ci: {
    read: { sha: SAMPLE_SHA, readAt: '2026-02-22T09:00:00Z', complete: true, error: null },
    workflows: [
      {
        path: '.github/workflows/launch-gate.yml',
        name: 'launch-gate',
        required: true,
        freshness: 'stale',
        reason: 'The newest green run is on 4d7e0c2, 3 commits behind the release.',
        conditions: [],
        run: null,
        provenSha: OLDER_SHA,
        commitsApart: 3,
        readAt: '2026-02-22T09:00:00Z',
      },
    ],
  },
  verdict: {
    word: 'NO-GO',
    reasons: [
      {
        code: 'gate_unsigned_due',
        weight: 'stop',
        title: 'G1 Hosted CI green is not signed',
        detail: 'launch-gate is green on an older commit.',
        subject: 'gate:G1',
        status: 'stale',
        owners: ['@owner-devops'],
        due: { text: 'Due today', at: null },
      },
      {
        code: 'task_late',
        weight: 'stop',
        title: 'L2-D1 Environment parity is late',
        detail: 'Due D1, forecast D2.',
        subject: 'task:L2-D1',
        status: 'late',
        owners: ['@owner-devops'],
        due: null,
      },
    ],
    notCounted: [],
  },
  readiness: { score: 20, proved: 1, total: 5, provedOnOlderSha: 1, waived: 0, planned: 40, trend: [] },
  ...more,
})
