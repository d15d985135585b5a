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
import type { Evidence } from '../board/program-state.ts'
import type { DetailsOf, EvidenceObservation } from '../evidence/evidence-details.ts'
import type { CiReadState } from './ci-run.ts'
import { evidenceExpiresAt, judgeEvidence, showEvidence, warnHoursOf } from './judge-evidence.ts'

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
})

describe('a run', () => {
  const requirement = aRequirement({ freshness: 'release_sha', accepts: ['ci_run'] })
  const RUN: DetailsOf<'ci_run'> = { type: 'ci_run', repository: 'acme/credity12', runId: 1412, attempt: null }
  const run = (over: Partial<DetailsOf<'ci_run'>> = {}, rest: Partial<Evidence> = {}) =>
    anEvidence({ type: 'ci_run', sha: null, details: { ...RUN, ...over }, ...rest })
  const seen = (
    outcome: EvidenceObservation['outcome'],
    over: Partial<NonNullable<EvidenceObservation['run']>> = {},
  ): EvidenceObservation => ({
    ...{ at: NOW, sha: RELEASE_SHA, outcome, detail: 'Attempt 1 of run 1412 was seen.', digest: null },
    run: { attempt: 1, status: 'completed', conclusion: outcome === 'success' ? 'success' : 'failure', headSha: RELEASE_SHA, ...over },
  })
  const read = (...runs: Parameters<typeof aRun>[0][]) => aCiRead({ workflows: [aReading({ runs: runs.map((each) => aRun(each)) })] })
  const judge = (evidence: Evidence, ci: CiReadState | null = null, by = requirement) => judgeEvidence(evidence, by, aTarget(), NOW, ci)

  it('proves nothing before the host was asked, whatever is claimed of it', () => {
    expect(judge(run({}, { sha: RELEASE_SHA }))).toEqual({ freshness: 'pending', reason: 'Run 1412 has not been read from the host yet.' })
    expect(judge(run({ runId: null }), read({})).freshness).toBe('unknown')
    expect(judge(run({}), null, aRequirement({ freshness: 'none' })).freshness).toBe('pending')
  })
  it('proves by CI of the release or by its own reading, on the release SHA', () => {
    expect(judge(run(), read({}))).toEqual({ freshness: 'fresh', reason: 'It succeeded on the release 9f3c1ab.' })
    expect(judge(run({}, { observation: seen('success') })).freshness).toBe('fresh')
    expect(judge(run({}, { observation: seen('success', { headSha: OLDER_SHA }) })).freshness).toBe('stale')
    expect(judge(run({}, { sha: OLDER_SHA }), read({}))).toMatchObject({ freshness: 'unknown' })
    expect(judge(anEvidence({ type: 'ci_run', url: 'https://github.com/acme/credity12/actions/runs/1412' }), read({})).freshness).toBe(
      'fresh',
    )
  })
  it.each<[string, Evidence, CiReadState | null, string]>([
    ['failed', run(), read({ conclusion: 'failure' }), 'failed'],
    ['cancelled', run(), read({ conclusion: 'cancelled' }), 'unknown'],
    ['running', run(), read({ status: 'in_progress', conclusion: null }), 'pending'],
    ['a second attempt that failed', run({ attempt: 1 }), read({}, { attempt: 2, conclusion: 'failure' }), 'failed'],
    ['a second attempt that runs', run(), read({}, { attempt: 2, status: 'queued', conclusion: null }), 'pending'],
    ['a second attempt that succeeded', run({ attempt: 1 }), read({}, { attempt: 2 }), 'stale'],
    ['an attempt that nobody has read', run({ attempt: 3 }), read({}), 'pending'],
    ['a pull request', run(), read({ event: 'pull_request' }), 'unknown'],
    ['a fork', run(), read({ headRepositoryId: 9 }), 'unknown'],
    ['another repository', run({ repository: 'acme/other' }, { observation: seen('success') }), null, 'unknown'],
    ['an id of another repository in CI of this one', run({ repository: 'acme/other' }), read({}), 'pending'],
    ['two readings of one attempt that disagree', run({}, { observation: seen('failed') }), read({}), 'failed'],
    ['what the host would not show', run({}, { observation: { ...seen('unreadable'), run: null } }), null, 'unknown'],
  ])('%s is no proof', (_name, evidence, ci, freshness) => {
    expect(judge(evidence, ci).freshness).toBe(freshness)
  })
  it('of any repository counts where no commit is asked for, and grows old as any proof does', () => {
    const other = run({ repository: 'acme/other' }, { observation: seen('success'), producedAt: hoursAfter(NOW, -30) })
    expect(judge(other, null, aRequirement({ freshness: 'none' })).freshness).toBe('fresh')
    expect(judge(other, null, aRequirement({ freshness: 'max_age', maxAgeHours: 24 })).freshness).toBe('stale')
  })
})

describe('a test and its report', () => {
  const test = (outcome: DetailsOf<'test'>['outcome']) =>
    judgeEvidence(
      anEvidence({ type: 'test', details: { type: 'test', suite: 'login', name: 'asks again', run: '17', outcome } }),
      aRequirement({ freshness: 'release_sha' }),
      aTarget(),
      NOW,
    )
  it('proves only when the report shows it passed', () => {
    expect(test('passed').freshness).toBe('fresh')
    expect(test(null).freshness).toBe('fresh')
    expect(test('failed')).toEqual({ freshness: 'failed', reason: 'The test “asks again” of login failed in the report.' })
    expect(test('skipped').freshness).toBe('unknown')
    expect(test('missing')).toEqual({
      freshness: 'unknown',
      reason: 'The test “asks again” of login is not in the report, so it proves nothing.',
    })
  })
})

describe('a document that drifted', () => {
  it.each(['drifted', 'gone'] as const)('is stale when %s, under every rule', (outcome) => {
    const observation = { at: NOW, sha: RELEASE_SHA, outcome, detail: 'It says something else.', digest: null, run: null }
    for (const freshness of ['release_sha', 'max_age', 'none'] as const)
      expect(judgeEvidence(anEvidence({ observation }), aRequirement({ freshness, maxAgeHours: 24 }), aTarget(), NOW)).toEqual({
        freshness: 'stale',
        reason: 'It says something else.',
      })
    expect(judgeEvidence(anEvidence({ observation: { ...observation, outcome: 'same' } }), aRequirement(), null, NOW).freshness).toBe(
      'fresh',
    )
  })
})

describe('the warning before expiry', () => {
  it('is as the requirement says, else a quarter of the age and a day at most', () => {
    expect(warnHoursOf({ warnHours: 3, maxAgeHours: 24 })).toBe(3)
    expect(warnHoursOf({ warnHours: null, maxAgeHours: 24 })).toBe(6)
    expect(warnHoursOf({ warnHours: null, maxAgeHours: 720 })).toBe(24)
  })
  it('begins on its instant and ends with the proof', () => {
    const requirement = aRequirement({ freshness: 'max_age', maxAgeHours: 24, warnHours: 6 })
    const shown = (producedAt: string) => showEvidence(anEvidence({ producedAt }), requirement, null, NOW, null)
    expect(shown(hoursAfter(NOW, -17.99)).expiring).toBe(false)
    expect(shown(hoursAfter(NOW, -18))).toMatchObject({ expiring: true, expiresAt: hoursAfter(NOW, 6), freshness: 'fresh' })
    expect(shown(hoursAfter(NOW, -24))).toMatchObject({ expiring: false, freshness: 'stale' })
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
