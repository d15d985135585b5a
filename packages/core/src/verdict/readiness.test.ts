import { expect, it } from 'vitest'
import { buildBoard } from '../board/build-board.ts'
import {
  aCiRead,
  aGate,
  anEvidence,
  aProgram,
  aRequirement,
  aSignedGate,
  aTarget,
  aWaiver,
  aWorkflowRequirement,
  NOW,
  OLDER_SHA,
} from '../testing/factories.ts'

const requirements = [
  aRequirement({ key: 'R1', freshness: 'release_sha' }),
  aRequirement({ key: 'R2', freshness: 'release_sha' }),
  aRequirement({ key: 'R3' }),
]
const state = aProgram({
  gates: [
    aSignedGate({ key: 'G1', at: 3, requirements }),
    aGate({
      key: 'G2',
      at: 8,
      requirements: [aRequirement({ key: 'R4' }), aWorkflowRequirement()],
      waivers: [aWaiver({ requirementKey: 'R4' })],
    }),
  ],
  evidence: [
    anEvidence({ id: 'a', requirementKey: 'R1', attachedAt: '2026-02-22T08:00:00.000Z' }),
    anEvidence({ id: 'b', requirementKey: 'R2', sha: OLDER_SHA }),
    anEvidence({ id: 'c', requirementKey: 'R3', attachedAt: '2026-02-24T08:00:00.000Z' }),
  ],
  releaseTarget: aTarget(),
  ci: aCiRead(),
})

it('counts what is proved now and nothing else', () => {
  const { readiness } = buildBoard(state, NOW)
  // R1, R3 and the workflow of five; R2 is on an older SHA, R4 waived.
  expect(readiness).toMatchObject({ score: 60, proved: 3, total: 5, provedOnOlderSha: 1, waived: 1, planned: 60 })
})
it('draws the plan for every period and proof up to the present one', () => {
  const { trend } = buildBoard(state, NOW).readiness
  expect(trend.map((point) => point.planned)).toEqual([0, 0, 0, 60, 60, 60, 60, 60, 100, 100, 100, 100, 100, 100, 100])
  expect(trend.map((point) => point.proved)).toEqual([0, 0, 20, 20, 40, 60, ...Array.from({ length: 9 }, () => null)])
})
it('is 0 of nothing, not 100', () => {
  expect(buildBoard(aProgram(), NOW).readiness).toMatchObject({ score: 0, total: 0, planned: 0 })
})
it('moves with a new release SHA', () => {
  expect(buildBoard({ ...state, releaseTarget: aTarget({ sha: OLDER_SHA }) }, NOW).readiness).toMatchObject({
    proved: 2,
    provedOnOlderSha: 2,
  })
})
