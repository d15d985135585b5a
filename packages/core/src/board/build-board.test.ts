import { describe, expect, it } from 'vitest'
import { whatMayAtGate, whatMayInProgram } from '../access/what-may.ts'
import {
  aBlocker,
  aCiRead,
  aDependency,
  aGap,
  aGate,
  aMilestone,
  anActor,
  anEvidence,
  aPerson,
  aProgram,
  aReading,
  aRequirement,
  aRun,
  aSignedGate,
  aSignOff,
  aSubmittedGate,
  aTarget,
  aTask,
  aWaiver,
  aWorkflowRequirement,
  hoursAfter,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
} from '../testing/factories.ts'
import type { BoardGate } from './board.ts'
import { buildBoard } from './build-board.ts'
import { hardChainTo } from './hard-chain.ts'
import type { GateProgress, ProgramState } from './program-state.ts'
import { yourTurn } from './your-turn.ts'

const gateOf = (state: ProgramState, key: string): BoardGate => {
  const gate = buildBoard(state, NOW).gates.find((candidate) => candidate.key === key)
  if (gate === undefined) throw new Error(`no ${key}`)
  return gate
}
const owner = (handle: string, userId: string | null) => ({ handle, name: handle.slice(1), signsAs: [], userId, userName: userId })

describe('the board', () => {
  const state = aProgram({
    head: { ...aProgram().head, last: 14 },
    tasks: [
      aTask({ key: 'A', lane: 'L1', start: 1, finish: 2, status: 'done', actualStart: 1, actualFinish: 2 }),
      aTask({ key: 'B', lane: 'L1', start: 5, finish: 6, priority: 'P0' }),
      aTask({ key: 'C', lane: 'L2', start: 4, status: 'in_progress', actualStart: 4 }),
      aTask({ key: 'D', lane: 'L3', start: 9, status: 'dropped' }),
      aTask({ key: 'E', lane: 'L4', start: 5, status: 'blocked' }),
    ],
    gates: [aSignedGate({ key: 'G1', at: 3 }), aGate({ key: 'G2', at: 8 })],
    milestones: [aMilestone()],
    dependencies: [aDependency('A', 'B'), aDependency('B', 'G2'), aDependency('C', 'B', { kind: 'soft' })],
    criticalPaths: [{ key: 'CP1', name: 'Way', steps: ['A', 'G2', 'NOPE'] }],
    contingency: { from: 11, to: 14, tolerance: 1, target: 'G2' },
    blockers: [aBlocker({ taskKey: 'B' })],
    evidence: [anEvidence({ gateKey: 'G1' })],
    releaseTarget: aTarget(),
    ci: aCiRead(),
  })
  const board = buildBoard(state, NOW)

  it('says when it is and every period', () => {
    expect(board.today).toMatchObject({ position: 'during', period: 5 })
    expect(board.periods).toHaveLength(15)
    expect(board).toMatchObject({ computedAt: NOW, program: { slug: 'sample', revision: 1 } })
  })
  it('shows tasks with their schedule, gate and lock', () => {
    const byKey = new Map(board.tasks.map((task) => [task.key, task]))
    expect(byKey.get('A')).toMatchObject({ childOf: 'G1', childOfInferred: true, locked: true })
    expect(byKey.get('B')).toMatchObject({ childOf: 'G2', locked: false, openBlockers: ['B-1'], schedule: { key: 'B' } })
  })
  it('shows lanes by what is wrong first', () => {
    expect(board.lanes.map((lane) => [lane.key, lane.status, lane.nowTask])).toEqual([
      ['L1', 'blocked', 'B'],
      ['L2', 'late', 'C'],
      ['L3', 'done', null],
      ['L4', 'blocked', 'E'],
    ])
    expect(board.lanes[1]?.late).toBe(1)
  })
  it('compares declared paths with the computed one', () => {
    expect(board.declaredPaths[0]?.steps).toMatchObject([
      { key: 'A', known: true },
      { key: 'G2', known: true, critical: true },
      { key: 'NOPE', known: false, critical: false, slack: null },
    ])
    expect(board.declaredPaths[0]?.steps.every((step) => step.why.length > 0)).toBe(true)
    expect(board.schedule.criticalPath.filter((key) => !['A', 'G2'].includes(key))).toEqual(board.declaredPaths[0]?.missing)
  })
  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(board))).toEqual(board)
  })
  it('marks broken hard links only', () => {
    const broken = buildBoard(
      { ...state, tasks: state.tasks.map((task) => (task.key === 'B' ? { ...task, status: 'in_progress', actualStart: 1 } : task)) },
      NOW,
    )
    expect(broken.dependencies.filter((link) => link.violated).every((link) => link.kind === 'hard')).toBe(true)
  })
  it('stands even on a state that no check would let in', () => {
    const cyclic = {
      ...state,
      dependencies: [...state.dependencies, aDependency('B', 'A'), aDependency('X', 'A')],
      contingency: { from: 1, to: 2, tolerance: 0, target: 'GONE' },
    }
    expect(buildBoard(cyclic, NOW).tasks).toHaveLength(5)
  })
})

describe('a gate on the board', () => {
  it('shows who may and may not sign, and why', () => {
    const gate = aSubmittedGate({
      reviewers: ['@qa', '@sec', '@rel', '@free'],
      quorum: 2,
      submittedBy: anActor('u-qa'),
      signOffs: [aSignOff({ actor: anActor('u-rel'), handle: '@rel' })],
    })
    const state = aProgram({
      gates: [gate],
      owners: [owner('@qa', 'u-qa'), owner('@sec', 'u-sec'), owner('@rel', 'u-rel'), owner('@free', null)],
      evidence: [anEvidence({ attachedBy: anActor('u-sec') }), anEvidence({ id: 'ev-2', attachedBy: anActor('u-nobody', 'Nora') })],
      releaseTarget: aTarget(),
    })
    expect(gateOf(state, 'G1')).toMatchObject({
      approvals: 1,
      mayApprove: [{ handle: '@free', userId: null }],
      mayNotApprove: [
        { handle: '@rel', why: 'signed_already' },
        { handle: '@qa', why: 'submitted_it' },
        { handle: '@sec', why: 'wrote_its_evidence' },
        { handle: '', userName: 'Nora', why: 'wrote_its_evidence' },
      ],
      submitRefusals: [{ code: 'already_submitted' }],
      approveRefusals: [],
    })
  })
  it('signed on an older SHA is to be revalidated; a plan freeze is not', () => {
    const requirements = [aRequirement({ freshness: 'release_sha' })]
    const state = aProgram({
      gates: [aSignedGate({ requirements, signedSha: OLDER_SHA }), aSignedGate({ key: 'G0', signedSha: OLDER_SHA })],
      releaseTarget: aTarget(),
    })
    expect(gateOf(state, 'G1')).toMatchObject({
      state: 'SignedOff',
      face: 'Revalidate',
      revalidate: { signedSha: OLDER_SHA, releaseSha: RELEASE_SHA },
    })
    expect(gateOf(state, 'G0')).toMatchObject({ face: 'SignedOff', revalidate: null })
  })
  it('tells per requirement what proves it', () => {
    const requirements = [
      aRequirement({ key: 'R1', min: 2 }),
      aWorkflowRequirement(),
      aRequirement({ key: 'W' }),
      aRequirement({ key: 'RULE', rule: 'earlier_gates_signed' }),
      aWorkflowRequirement({ key: 'CI2', workflow: 'x.yml' }),
    ]
    const state = aProgram({
      gates: [aGate({ state: 'InProgress', requirements, waivers: [aWaiver({ requirementKey: 'W' })] })],
      evidence: [anEvidence()],
      releaseTarget: aTarget(),
      ci: aCiRead(),
    })
    const gate = gateOf(state, 'G1')
    expect(gate.requirements.map((requirement) => [requirement.key, requirement.state, requirement.supplied])).toEqual([
      ['R1', 'missing', false],
      ['CI1', 'fresh', true],
      ['W', 'waived', true],
      ['RULE', 'unknown', false],
      ['CI2', 'unknown', false],
    ])
    expect(gate.proved).toBe(1)
    expect(gate.due).toBe(true)
  })
  it.each([
    ['p0_done', { tasks: [aTask({ priority: 'P0', status: 'done' })] }, 'fresh'],
    ['p0_done', { tasks: [aTask({ priority: 'P0' })] }, 'failed'],
    ['p0_done', {}, 'unknown'],
    ['no_open_blockers', {}, 'fresh'],
    ['no_open_blockers', { tasks: [aTask()], blockers: [aBlocker({ pausedAt: NOW })] }, 'failed'],
    ['workflows_green', { releaseTarget: aTarget(), ci: aCiRead() }, 'fresh'],
    ['workflows_green', { releaseTarget: aTarget() }, 'unknown'],
    ['workflows_green', {}, 'unknown'],
    ['no_unresolved_high_findings', {}, 'unknown'],
  ] as const)('the rule %s is computed', (rule, over, state) => {
    const judged = (terms: Partial<GateProgress>) =>
      gateOf(aProgram({ gates: [aGate({ ...terms, requirements: [aRequirement({ rule })] })], ...over }), 'G1').requirements[0]
    expect(judged({ state: 'InProgress' })?.state).toBe(state)
    // Before anybody has begun the gate, open work is pending; neither supplies anything.
    const early = judged({ state: 'NotStarted' })
    expect([early?.state, early?.supplied]).toEqual([state === 'failed' ? 'pending' : state, state === 'fresh'])
  })
  it('a bad run fails its rule before the gate has begun, too', () => {
    const ci = aCiRead({ workflows: [aReading({ runs: [aRun({ conclusion: 'failure' })] })] })
    const gate = aGate({ requirements: [aRequirement({ rule: 'workflows_green' })] })
    expect(gateOf(aProgram({ gates: [gate], releaseTarget: aTarget(), ci }), 'G1').requirements[0]?.state).toBe('failed')
  })
  it('the rule on earlier gates looks at signature and commit', () => {
    const gate = aGate({ key: 'G9', at: 9, state: 'InProgress', requirements: [aRequirement({ rule: 'earlier_gates_signed' })] })
    const earlier = (over: Parameters<typeof aSignedGate>[0]) =>
      gateOf(
        aProgram({
          gates: [gate, aSignedGate({ requirements: [aRequirement({ freshness: 'release_sha' })], ...over })],
          releaseTarget: aTarget(),
        }),
        'G9',
      ).requirements[0]?.state
    expect(earlier({})).toBe('fresh')
    expect(earlier({ signedSha: OLDER_SHA })).toBe('stale')
    expect(earlier({ state: 'InProgress' })).toBe('failed')
  })
})

describe('when time alone changes the board', () => {
  const next = (over: Partial<ProgramState>, now = NOW) => buildBoard(aProgram(over), now).nextChangeAt
  it('is the end of the period, or the program’s start', () => {
    expect(next({})).toBe('2026-02-25T18:30:00.000Z')
    expect(next({}, '2026-01-01T00:00:00.000Z')).toBe('2026-02-19T18:30:00.000Z')
    expect(next({}, '2026-05-01T00:00:00.000Z')).toBe('2026-05-01T18:30:00.000Z')
  })
  it('is whatever comes first', () => {
    const aged = aGate({
      requirements: [aRequirement({ freshness: 'max_age', maxAgeHours: 3 })],
      waivers: [aWaiver({ expiresAt: hoursAfter(NOW, 4) })],
    })
    expect(next({ gates: [aged] })).toBe(hoursAfter(NOW, 4))
    // First the warning, a quarter of the largest age before it, then the expiry.
    expect(next({ gates: [aged], evidence: [anEvidence()] })).toBe(hoursAfter(NOW, 1.25))
    expect(next({ gates: [aged], evidence: [anEvidence()] }, hoursAfter(NOW, 1.25))).toBe(hoursAfter(NOW, 2))
    expect(next({ tasks: [aTask()], blockers: [aBlocker({ openedAt: hoursAfter(NOW, -11) })] })).toBe(hoursAfter(NOW, 1))
    expect(next({ releaseTarget: aTarget(), ci: aCiRead() })).toBe('2026-02-25T09:03:00.001Z')
    expect(next({ releaseTarget: aTarget(), ci: aCiRead({ readAt: minutesBefore(NOW, 20) }) })).toBe('2026-02-25T09:10:00.001Z')
  })
  it('and nothing that is judged changes before it', () => {
    const state = aProgram({
      releaseTarget: aTarget(),
      ci: aCiRead({ readAt: minutesBefore(NOW, 20) }),
      gates: [aSubmittedGate({ requirements: [aWorkflowRequirement()] })],
    })
    const at = buildBoard(state, NOW).nextChangeAt ?? ''
    const justBefore = new Date(Date.parse(at) - 1).toISOString()
    expect(buildBoard(state, justBefore).ci.workflows[0]?.freshness).toBe('fresh')
    expect(buildBoard(state, at).ci.workflows[0]?.freshness).toBe('unknown')
  })
})

describe('the chain to the target', () => {
  it('follows hard links, parts of summaries and what holds a summary', () => {
    const tasks = [
      aTask({ key: 'S' }),
      aTask({ key: 'S1', parent: 'S' }),
      aTask({ key: 'S2', parent: 'S' }),
      aTask({ key: 'A' }),
      aTask({ key: 'soft' }),
      aTask({ key: 'gone', status: 'dropped' }),
      aTask({ key: 'behind' }),
    ]
    const dependencies = [
      aDependency('S', 'G'),
      aDependency('A', 'S'),
      aDependency('soft', 'G', { kind: 'soft' }),
      aDependency('gone', 'G'),
      aDependency('behind', 'gone'),
    ]
    expect([...hardChainTo({ tasks, dependencies }, 'G')].sort()).toEqual(['A', 'G', 'S', 'S1', 'S2'])
    expect([...hardChainTo({ tasks, dependencies }, 'S1')].sort()).toEqual(['A', 'S1'])
    expect(hardChainTo({ tasks, dependencies }, null).size).toBe(0)
  })
})

describe('who may what', () => {
  const gate = aSubmittedGate({ owners: ['@dev'], reviewers: ['@qa'], submittedBy: anActor('u-dev') })
  const state = aProgram({ gates: [gate], evidence: [anEvidence({ attachedBy: anActor('u-author') })] })
  const at = (person: Parameters<typeof whatMayAtGate>[1]) => whatMayAtGate(gateOf(state, 'G1'), person)
  it('at a gate follows role and name', () => {
    expect(at(aPerson('viewer', 'v', ['@dev', '@qa']))).toEqual([])
    expect(at(aPerson('owner', 'o'))).toEqual(['attach_evidence'])
    expect(at(aPerson('owner', 'u-dev', ['@dev']))).toEqual([
      'start',
      'submit',
      'withdraw_submission',
      'complete_doc_baseline',
      'attach_evidence',
      'close_gap',
    ])
    expect(at(aPerson('reviewer', 'r', ['@qa']))).toEqual(['approve', 'return'])
    expect(at(aPerson('reviewer', 'u-author', ['@qa']))).toEqual(['return'])
    expect(at(aPerson('lead', 'u-dev', ['@qa']))).toEqual([
      'start',
      'submit',
      'withdraw_submission',
      'complete_doc_baseline',
      'attach_evidence',
      'close_gap',
      'return',
      'reopen',
      'edit',
      'waive',
    ])
  })
  it('in a program follows the role', () => {
    expect(whatMayInProgram(aPerson('viewer'))).toEqual([])
    expect(whatMayInProgram(aPerson('owner'))).toEqual(['report_progress', 'write_blockers', 'attach_evidence', 'read_ci', 'vote'])
    expect(whatMayInProgram(aPerson('lead'))).toHaveLength(12)
  })
})

describe('your turn', () => {
  const turns = (gate: BoardGate | Parameters<typeof aGate>[0], person: Parameters<typeof yourTurn>[1], over: Partial<ProgramState> = {}) =>
    yourTurn(
      buildBoard(
        aProgram({ gates: [aGate({ owners: ['@dev'], reviewers: ['@qa'], ...(gate as Parameters<typeof aGate>[0]) })], ...over }),
        NOW,
      ),
      person,
    ).map((turn) => `${turn.kind} ${turn.subject}`)
  const dev = aPerson('owner', 'u-dev', ['@dev'])
  const qa = aPerson('reviewer', 'u-qa', ['@qa'])
  it('an owner supplies, mends and submits', () => {
    expect(turns({ state: 'InProgress' }, dev)).toEqual(['supply gate:G1'])
    expect(turns({ state: 'InProgress', gaps: [aGap()] }, dev, { evidence: [anEvidence()] })).toEqual(['mend gate:G1'])
    expect(turns({ state: 'InProgress' }, dev, { evidence: [anEvidence()] })).toEqual(['submit gate:G1'])
    expect(turns({ state: 'InProgress' }, aPerson('owner', 'x', ['@other']))).toEqual([])
    expect(turns({ at: 9 }, dev, { gates: [aGate({ key: 'G0', at: 8 }), aGate({ at: 9, owners: ['@dev'] })] })).toEqual([])
  })
  it('a reviewer signs what waits, but not what is their own', () => {
    const waiting = { state: 'ReadyForSignoff', round: 1, submittedBy: anActor('u-dev') } as const
    expect(turns(waiting, qa)).toEqual(['sign gate:G1'])
    expect(turns(waiting, dev)).toEqual([])
    expect(turns({ ...waiting, submittedBy: anActor('u-qa') }, qa)).toEqual([])
    expect(turns({ ...waiting, signOffs: [aSignOff({ actor: anActor('u-qa') })] }, qa)).toEqual([])
  })
  it('blockers go to the task’s owners, revalidations to leads, the earliest first', () => {
    const board = buildBoard(
      aProgram({
        gates: [
          aSignedGate({ requirements: [aWorkflowRequirement()], signedSha: OLDER_SHA }),
          aGate({ key: 'G2', at: 5, owners: ['@dev'] }),
        ],
        tasks: [aTask({ start: 5, owners: ['@dev'] })],
        blockers: [aBlocker()],
        releaseTarget: aTarget(),
        ci: aCiRead({ workflows: [] }),
      }),
      NOW,
    )
    expect(yourTurn(board, aPerson(['lead', 'owner'], 'u', ['@dev'])).map((turn) => `${turn.kind} ${turn.subject}`)).toEqual([
      'supply gate:G2',
      'unblock blocker:B-1',
      'revalidate gate:G1',
    ])
  })
})

it('uses the run that decides', () => {
  expect(buildBoard(aProgram({ releaseTarget: aTarget(), ci: aCiRead() }), NOW).ci.workflows[0]?.run).toEqual(aRun())
})
