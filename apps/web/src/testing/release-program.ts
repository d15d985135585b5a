import { type Board, type BoardGate, buildBoard, type ProgramState } from '@gatehouse/core'
import {
  aBlocker,
  aCiRead,
  aDependency,
  aGate,
  aHead,
  anEvidence,
  aProgram,
  aReading,
  aRequirement,
  aRun,
  aSignedGate,
  aSignOff,
  aTarget,
  aTask,
  aWorkflowRequirement,
  minutesBefore,
  NOW,
  OLDER_SHA,
  WORKFLOW_PATH,
} from '@gatehouse/core/testing'
import { vi } from 'vitest'

export { NOW, OLDER_SHA, RELEASE_SHA, WORKFLOW_PATH } from '@gatehouse/core/testing'

/** Screens read the clock of the machine; in these tests it stands at the instant that the boards are computed for. */
export const standAtNow = (): void => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) })

export const DORA = { userId: 'u-devops', name: 'Dora Devops' }
export const RITA = { userId: 'u-release', name: 'Rita Release' }

/**
 * A program on its D5, with something of everything: G0 signed, G2 signed on an older commit, G3 due today with a workflow that is stale and a
 * document that is missing, G8 the target; a late task that moves G8, a blocked one, a paused blocker, a buffer and a declared path.
 */
export const releaseProgram = (over: Partial<ProgramState> = {}): ProgramState =>
  aProgram({
    revision: 418,
    head: aHead({ slug: 'credity12', name: 'Credity12', goal: 'Ship with proof at every gate.' }),
    owners: [
      { handle: '@owner-devops', name: 'DevOps', signsAs: [], userId: DORA.userId, userName: DORA.name },
      { handle: '@owner-release', name: 'Release', signsAs: [], userId: RITA.userId, userName: RITA.name },
    ],
    lanes: [
      { key: 'L1', name: 'Program control', mission: 'Runs the days', deliverables: ['Standup log'], owners: ['@owner-release'] },
      { key: 'L5', name: 'Security', mission: 'Holds the line', deliverables: [], owners: ['@owner-security'] },
      { key: 'L6', name: 'DevOps', mission: 'Keeps CI fresh', deliverables: [], owners: ['@owner-devops'] },
    ],
    tasks: [
      aTask({ key: 'L1-D0', title: 'Scope lock', start: 0, priority: 'P0', status: 'done', actualStart: 0, actualFinish: 0 }),
      aTask({ key: 'L5-D5', lane: 'L5', title: 'Security sign-off', start: 5, priority: 'P0', status: 'blocked', actualStart: 5 }),
      aTask({
        key: 'L6-D3',
        lane: 'L6',
        title: 'Env parity check',
        gate: 'G3',
        start: 3,
        finish: 4,
        priority: 'P0',
        status: 'in_progress',
        actualStart: 3,
      }),
      aTask({ key: 'L1-D5', title: 'Decision pack', start: 5, finish: 10, priority: 'P1', status: 'todo' }),
      aTask({ key: 'L1-D12', title: 'Handover', start: 12, priority: 'P2' }),
    ],
    gates: [
      aSignedGate({
        key: 'G0',
        title: 'Plan freeze',
        at: 0,
        signedAt: '2026-02-20T12:00:00.000Z',
        owners: ['@owner-release'],
        reviewers: ['@owner-release'],
        requirements: [aRequirement({ key: 'G0.1', text: 'Board names an owner for each lane' })],
        signOffs: [aSignOff({ id: 'so-0', actor: RITA, note: 'All owners named.' })],
      }),
      aSignedGate({
        key: 'G2',
        title: 'Local gates green',
        at: 4,
        signedAt: '2026-02-24T12:00:00.000Z',
        owners: ['@owner-devops'],
        reviewers: ['@owner-release'],
        signedSha: OLDER_SHA,
        requirements: [aRequirement({ key: 'G2.1', text: 'Logs of the local run', freshness: 'release_sha' })],
        signOffs: [aSignOff({ id: 'so-2', actor: RITA, releaseSha: OLDER_SHA })],
      }),
      aGate({
        key: 'G3',
        title: 'Hosted CI fresh green',
        at: 5,
        revision: 12,
        state: 'InProgress',
        owners: ['@owner-devops'],
        reviewers: ['@owner-release'],
        requirements: [
          aWorkflowRequirement({ key: 'G3.1', text: 'launch-gate is green on the release SHA' }),
          aRequirement({ key: 'G3.2', text: 'Release SHA is on the board', accepts: ['doc', 'code', 'link'], freshness: 'release_sha' }),
        ],
      }),
      aGate({
        key: 'G8',
        title: 'Release executed',
        at: 10,
        owners: ['@owner-devops'],
        reviewers: ['@owner-release'],
        quorum: 2,
        requirements: [aRequirement({ key: 'G8.1', text: 'Runbook was followed' })],
      }),
    ],
    dependencies: [
      aDependency('L1-D0', 'G0'),
      aDependency('G0', 'L6-D3'),
      aDependency('L6-D3', 'G3'),
      aDependency('L6-D3', 'L1-D5'),
      aDependency('L1-D5', 'G8'),
    ],
    contingency: { from: 11, to: 14, tolerance: 1, target: 'G8' },
    criticalPaths: [{ key: 'CP1', name: 'Release viability', steps: ['G0', 'G2', 'L6-D3', 'G8', 'G99'] }],
    blockers: [
      aBlocker({
        key: 'B-7',
        taskKey: 'L5-D5',
        title: 'KMS policy refuses the signer role',
        openedAt: minutesBefore(NOW, 472),
        openedBy: DORA,
      }),
      aBlocker({
        key: 'B-4',
        taskKey: 'L1-D12',
        title: 'The allow-list is not approved',
        severity: 'P1',
        openedAt: minutesBefore(NOW, 1_500),
        pausedAt: minutesBefore(NOW, 240),
        pauseReason: 'Waiting for the vendor.',
      }),
    ],
    evidence: [
      anEvidence({
        id: 'ev-0',
        gateKey: 'G0',
        requirementKey: 'G0.1',
        title: 'Release board',
        url: 'https://example.com/board',
        attachedBy: RITA,
      }),
      anEvidence({
        id: 'ev-2',
        gateKey: 'G2',
        requirementKey: 'G2.1',
        type: 'link',
        title: 'check.log',
        url: 'https://example.com/check.log',
        reference: 'check.log',
        sha: OLDER_SHA,
        digest: 'b'.repeat(64),
        attachedAt: minutesBefore(NOW, 1_200),
        attachedBy: DORA,
      }),
    ],
    releaseTarget: aTarget({
      revision: 3,
      history: [
        { sha: aTarget().sha ?? '', setAt: minutesBefore(NOW, 300), setBy: 'Rita Release' },
        { sha: OLDER_SHA, setAt: minutesBefore(NOW, 2_800), setBy: 'Rita Release' },
      ],
    }),
    ci: aCiRead({
      workflows: [
        aReading({ path: WORKFLOW_PATH, runs: [], lastGreenElsewhere: { run: aRun({ headSha: OLDER_SHA }), aheadBy: 3, status: 'ahead' } }),
      ],
    }),
    ...over,
  })

/** The program's board at `NOW`; `change` alters the program first. */
export const releaseBoard = (over: Partial<ProgramState> = {}): Board => buildBoard(releaseProgram(over), NOW)

/** One gate of the program changed, the others as they are. */
export const withGate = (key: string, change: Partial<ProgramState['gates'][number]>): Pick<ProgramState, 'gates'> => ({
  gates: releaseProgram().gates.map((gate) => (gate.key === key ? { ...gate, ...change } : gate)),
})

/** Everything that G3 asks for is there, and it was submitted by Dora. */
export const submitted = (gate: Partial<ProgramState['gates'][number]> = {}, over: Partial<ProgramState> = {}): Board => {
  const state = releaseProgram()
  return releaseBoard({
    ...withGate('G3', {
      ...{ state: 'ReadyForSignoff', round: 1, revision: 12, submittedBy: DORA, submittedAt: minutesBefore(NOW, 20) },
      ...gate,
    }),
    tasks: state.tasks.map((task) => ({
      ...task,
      ...aTask({ ...task, status: 'done', actualStart: task.start, actualFinish: task.finish }),
    })),
    blockers: [],
    evidence: [...state.evidence, anEvidence({ gateKey: 'G3', requirementKey: 'G3.2', attachedBy: { userId: 'u-qa', name: 'Quinn' } })],
    ci: aCiRead(),
    ...over,
  })
}
/** That gate as an answer carries it, changed. */
export const gateOf = (board: Board, change: Partial<BoardGate> = {}): never =>
  ({ ...(board.gates.find((gate) => gate.key === 'G3') as BoardGate), ...change }) as never
