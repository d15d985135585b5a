import { type BoardGate, buildBoard, type ProgramState } from '@gatehouse/core'
import {
  aCiRead,
  aGap,
  aGate,
  anEvidence,
  aProgram,
  aRequirement,
  aRun,
  aReading,
  aSignedGate,
  aSubmittedGate,
  aTarget,
  aWaiver,
  aWorkflowRequirement,
  hoursAfter,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
} from '@gatehouse/core/testing'
import { describe, expect, it } from 'vitest'
import { type JudgeOptions, judgeGate, judgeProgram } from './judge-gate.ts'

const AT: JudgeOptions = { allowWaivers: false, at: NOW, sha: null }
const judge = (state: ProgramState, options = AT) => {
  const board = buildBoard(state, NOW)
  const [gate] = board.gates as readonly [BoardGate]
  return judgeGate(board, gate, options)
}
const proof = anEvidence({ gateKey: 'G1', requirementKey: 'R1' })
const ciGate = (over: Partial<ProgramState>) =>
  aProgram({ gates: [aSignedGate({ requirements: [aWorkflowRequirement()] })], releaseTarget: aTarget(), ci: aCiRead(), ...over })
const aboutCommit = aRequirement({ accepts: ['code'], freshness: 'release_sha' })
const commit = (sha: string) => anEvidence({ gateKey: 'G1', requirementKey: 'R1', type: 'code', sha })

describe('a gate', () => {
  it('is a yes only signed, on the release’s commit, with everything proved now', () => {
    expect(judge(aProgram({ gates: [aSignedGate()], evidence: [proof] })).exitCode).toBe(0)
    expect(judge(ciGate({})).exitCode).toBe(0)
    const signed = aSignedGate({ requirements: [aboutCommit] })
    expect(judge(aProgram({ gates: [signed], releaseTarget: aTarget(), evidence: [commit(RELEASE_SHA)] })).exitCode).toBe(0)
  })

  it.each([
    ['that has not begun', aProgram({ gates: [aGate()] }), /not signed/],
    ['whose proof is there and which nobody signed', aProgram({ gates: [aSubmittedGate()], evidence: [proof] }), /not signed/],
    ['that was returned', aProgram({ gates: [aGate({ state: 'InProgress', gaps: [aGap()] })], evidence: [proof] }), /not signed/],
    [
      'signed on another commit',
      aProgram({
        gates: [aSignedGate({ requirements: [aboutCommit], signedSha: OLDER_SHA })],
        releaseTarget: aTarget(),
        evidence: [commit(RELEASE_SHA)],
      }),
      /another commit/,
    ],
    [
      'whose proof is about another commit',
      aProgram({ gates: [aSignedGate({ requirements: [aboutCommit] })], releaseTarget: aTarget(), evidence: [commit(OLDER_SHA)] }),
      /not proved now/,
    ],
    ['whose proof was withdrawn', aProgram({ gates: [aSignedGate()], evidence: [] }), /not proved now/],
    [
      'whose workflow failed since',
      ciGate({ ci: aCiRead({ workflows: [aReading({ runs: [aRun({ conclusion: 'failure' })] })] }) }),
      /not proved now/,
    ],
    ['that stands on a waiver', aProgram({ gates: [aSignedGate({ waivers: [aWaiver()] })] }), /signed with a waiver/],
  ])('%s is a no', (_, state, answer) => {
    const judged = judge(state)
    expect(judged.answer).toMatch(answer)
    expect(judged.exitCode).toBe(1)
  })

  it.each([
    ['CI was never read', { ci: null }],
    ['CI was read too long ago', { ci: aCiRead({ readAt: minutesBefore(NOW, 31) }) }],
    ['CI was read in part', { ci: aCiRead({ complete: false }) }],
    ['the last try to read CI failed', { ci: aCiRead({ error: { code: 'x', message: 'HTTP 502', at: NOW } }) }],
    [
      'a newer run has not finished',
      { ci: aCiRead({ workflows: [aReading({ runs: [aRun({ status: 'in_progress', conclusion: null })] })] }) },
    ],
    ['a run was skipped', { ci: aCiRead({ workflows: [aReading({ runs: [aRun({ conclusion: 'skipped' })] })] }) }],
  ])('is unknown, never a yes, where %s', (_, over) => {
    expect(judge(ciGate(over))).toMatchObject({ exitCode: 2, reasons: [expect.stringContaining('CI1 is ')] })
  })

  it('of the release is a no for any other commit, however green it is', () => {
    expect(judge(ciGate({}), { ...AT, sha: RELEASE_SHA }).exitCode).toBe(0)
    expect(judge(ciGate({}), { ...AT, sha: OLDER_SHA })).toMatchObject({ exitCode: 1, reasons: [`The release is ${RELEASE_SHA}.`] })
    const withoutRelease = aProgram({ gates: [aSignedGate()], evidence: [proof] })
    expect(judge(withoutRelease, { ...AT, sha: RELEASE_SHA }).exitCode).toBe(1)
  })

  it('that asks for nothing proves nothing', () => {
    expect(judge(aProgram({ gates: [aSignedGate({ requirements: [] })] })).exitCode).toBe(2)
  })

  it('takes a waiver for proof only where that is allowed, and says so', () => {
    const state = aProgram({ gates: [aSignedGate({ waivers: [aWaiver()] })] })
    expect(judge(state, { ...AT, allowWaivers: true })).toMatchObject({ exitCode: 0, answer: expect.stringContaining('waivers stand in') })
    const expired = aProgram({ gates: [aSignedGate({ waivers: [aWaiver({ expiresAt: minutesBefore(NOW, 1) })] })] })
    expect(judge(expired, { ...AT, allowWaivers: true }).exitCode).toBe(1)
  })

  it('is unknown on a board that time has passed by, by the server’s own clock', () => {
    const late = { ...AT, at: hoursAfter(NOW, 3) }
    expect(judge(ciGate({}), late)).toMatchObject({ exitCode: 2, reasons: [expect.stringContaining('the server is behind')] })
    // Without a clock to compare with, the board's word stands; its own judgement has been made with the server's.
    expect(judge(ciGate({}), { ...AT, at: null }).exitCode).toBe(0)
    expect(judge(aProgram({ gates: [aGate()] }), late).exitCode).toBe(1)
  })
})

describe('a program', () => {
  const verdict = (word: 'GO' | 'GO WITH WAIVERS' | 'NO-GO' | 'UNKNOWN', options = AT) =>
    judgeProgram({ verdict: { word, reasons: [], notCounted: [] }, computedAt: NOW, nextChangeAt: NOW, releaseTarget: aTarget() }, options)
      .exitCode

  it('is a yes at GO alone; a waiver is no proof unless it is allowed', () => {
    expect([verdict('GO'), verdict('GO WITH WAIVERS'), verdict('NO-GO'), verdict('UNKNOWN')]).toEqual([0, 1, 1, 2])
    const allow = { ...AT, allowWaivers: true }
    expect([verdict('GO', allow), verdict('GO WITH WAIVERS', allow), verdict('NO-GO', allow), verdict('UNKNOWN', allow)]).toEqual([
      0, 0, 1, 2,
    ])
  })

  it('is a no for another commit than the release', () => {
    expect([verdict('GO', { ...AT, sha: RELEASE_SHA }), verdict('GO', { ...AT, sha: OLDER_SHA })]).toEqual([0, 1])
  })

  it('is never a yes on a board that time has passed by', () => {
    const late = { allowWaivers: true, at: hoursAfter(NOW, 1), sha: null }
    expect([verdict('GO', late), verdict('GO WITH WAIVERS', late), verdict('NO-GO', late), verdict('UNKNOWN', late)]).toEqual([2, 2, 1, 2])
  })
})
