import { describe, expect, it } from 'vitest'
import {
  aCiRead,
  anEvidence,
  aReading,
  aRequirement,
  aRun,
  aTarget,
  hoursAfter,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
} from '../testing/factories.ts'
import { evidenceExpiresAt, judgeEvidence } from './judge-evidence.ts'

describe('evidence bound to the release SHA', () => {
  const requirement = aRequirement({ freshness: 'release_sha' })
  it('is fresh on the full release SHA only, in any letter case', () => {
    expect(judgeEvidence(anEvidence(), requirement, aTarget(), NOW).freshness).toBe('fresh')
    expect(judgeEvidence(anEvidence({ sha: RELEASE_SHA.toUpperCase() }), requirement, aTarget(), NOW).freshness).toBe('fresh')
  })
  it('is stale on another commit and names both', () => {
    const judged = judgeEvidence(anEvidence({ sha: OLDER_SHA }), requirement, aTarget(), NOW)
    expect(judged).toEqual({ freshness: 'stale', reason: 'It is about 4d7e0c2; the release is 9f3c1ab.' })
  })
  it('is unknown without a commit or a release SHA', () => {
    expect(judgeEvidence(anEvidence({ sha: null }), requirement, aTarget(), NOW).freshness).toBe('unknown')
    expect(judgeEvidence(anEvidence(), requirement, aTarget({ sha: null }), NOW).freshness).toBe('unknown')
    expect(judgeEvidence(anEvidence(), requirement, null, NOW).freshness).toBe('unknown')
  })
  it('a linked run that is read to be bad takes it away', () => {
    const link = anEvidence({ type: 'ci_run', url: 'https://github.com/acme/credity12/actions/runs/1412' })
    const failing = aCiRead({ workflows: [aReading({ runs: [aRun({ conclusion: 'failure' })] })] })
    expect(judgeEvidence(link, requirement, aTarget(), NOW, failing)).toMatchObject({
      freshness: 'failed',
      reason: 'The linked run 412 is failure.',
    })
    expect(judgeEvidence(link, requirement, aTarget(), NOW, aCiRead()).freshness).toBe('fresh')
  })
})

describe('evidence with a largest age', () => {
  const requirement = aRequirement({ freshness: 'max_age', maxAgeHours: 24 })
  const made = (at: string) => judgeEvidence(anEvidence({ producedAt: at }), requirement, null, NOW).freshness
  it('counts from when it was made and expires on the hour', () => {
    expect(made(hoursAfter(NOW, -23.99))).toBe('fresh')
    expect(made(hoursAfter(NOW, -24))).toBe('stale')
    expect(evidenceExpiresAt(anEvidence({ producedAt: hoursAfter(NOW, -23) }), requirement)).toBe(hoursAfter(NOW, 1))
  })
  it('counts from when it was attached where nothing else is known', () => {
    expect(judgeEvidence(anEvidence({ attachedAt: minutesBefore(NOW, 30 * 60) }), requirement, null, NOW).freshness).toBe('stale')
  })
  it('is unknown from the future, or without a limit or a time', () => {
    expect(made(hoursAfter(NOW, 1))).toBe('unknown')
    expect(made('once')).toBe('unknown')
    expect(judgeEvidence(anEvidence(), aRequirement({ freshness: 'max_age' }), null, NOW).freshness).toBe('unknown')
  })
})

it('any evidence is fresh without a rule, except when withdrawn', () => {
  expect(judgeEvidence(anEvidence({ sha: null }), aRequirement(), null, NOW).freshness).toBe('fresh')
  expect(judgeEvidence(anEvidence({ withdrawnAt: NOW }), aRequirement(), null, NOW).freshness).toBe('unknown')
})
