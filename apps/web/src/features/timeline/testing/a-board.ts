import { type Board, buildBoard, type ProgramState } from '@gatehouse/core'
import { aBlocker, aDependency, aGate, aHead, aMilestone, aProgram, aSignedGate, aTask } from '@gatehouse/core/testing'

const DAY = 86_400_000
/** The board is about the real now, since the line of today is. */
export const now = (): string => new Date().toISOString()
const startsOn = (daysAgo: number): string => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10)

/** Two lanes over D0..D9, today D4: work done, late, blocked, critical and to come; G1 signed, G2 the target; a buffer of two days. */
export const aState = (over: Partial<ProgramState> = {}): ProgramState =>
  aProgram({
    head: aHead({ slug: 'pilot', name: 'Pilot', last: 9, startsOn: startsOn(4), timeZone: 'UTC' }),
    lanes: [
      { key: 'L1', name: 'Wallet', mission: 'Claim and share', deliverables: [], owners: ['@owner-wallet'] },
      { key: 'L2', name: 'Deploy', mission: '', deliverables: [], owners: ['@owner-devops'] },
    ],
    tasks: [
      aTask({
        key: 'W-1',
        lane: 'L1',
        title: 'Fix the harness',
        start: 0,
        finish: 1,
        status: 'done',
        actualStart: 0,
        actualFinish: 1,
        priority: 'P0',
      }),
      aTask({
        key: 'W-2',
        lane: 'L1',
        title: 'Nonce patch',
        start: 2,
        finish: 3,
        status: 'in_progress',
        actualStart: 2,
        priority: 'P0',
        gate: 'G2',
        checklist: [
          { text: 'Design agreed', done: true },
          { text: 'Replay refused', done: false },
        ],
      }),
      aTask({ key: 'W-3', lane: 'L1', title: 'Claim smoke', start: 6, finish: 6, priority: 'P1' }),
      aTask({ key: 'D-1', lane: 'L2', title: 'Parity check', start: 4, finish: 4, status: 'blocked', actualStart: 4, priority: 'P1' }),
      aTask({ key: 'D-2', lane: 'L2', title: 'Stage it', start: 5, finish: 5, priority: 'P2' }),
    ],
    dependencies: [aDependency('W-2', 'D-2'), aDependency('D-2', 'G2'), aDependency('D-1', 'W-3', { kind: 'soft' })],
    gates: [
      aSignedGate({ key: 'G1', title: 'Plan freeze', at: 1, requirements: [] }),
      aGate({ key: 'G2', title: 'Release', at: 5, state: 'InProgress', owners: ['@owner-wallet'], reviewers: ['@owner-release'] }),
    ],
    milestones: [aMilestone({ key: 'A', name: 'Ready to stage', from: 0, to: 4 })],
    contingency: { from: 8, to: 9, tolerance: 1, target: 'G2' },
    blockers: [
      aBlocker({
        key: 'B-1',
        taskKey: 'D-1',
        title: 'The signer role is refused',
        openedAt: new Date(Date.now() - 2 * 3_600_000).toISOString(),
      }),
    ],
    ...over,
  })
export const aBoard = (over: Partial<ProgramState> = {}): Board => buildBoard(aState(over), now())
