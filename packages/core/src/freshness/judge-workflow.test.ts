import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aCiRead,
  aReading,
  aRun,
  aTarget,
  aWorkflow,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
  REPOSITORY_ID,
  WORKFLOW_ID,
  WORKFLOW_PATH,
} from '../testing/factories.ts'
import type { CiReadState, CiRun, PinnedWorkflow, ReleaseTarget, WorkflowReading } from './ci-run.ts'
import { judgeWorkflow, MAX_READING_AGE_MS, whyNotReread } from './judge-workflow.ts'

const judgeRuns = (runs: readonly CiRun[], over: Partial<WorkflowReading> = {}, read: Partial<CiReadState> = {}) =>
  judgeWorkflow(aTarget(), aWorkflow(), aCiRead({ workflows: [aReading({ runs, ...over })], ...read }), NOW)
type Row = readonly [row: string, runs: readonly CiRun[], freshness: string, says: RegExp]
const newer = (over: Partial<CiRun>): CiRun => aRun({ runNumber: 413, createdAt: minutesBefore(NOW, 30), ...over })

describe('a workflow on the release SHA', () => {
  it('is fresh when all eight conditions hold', () => {
    const verdict = judgeRuns([aRun()])
    expect(verdict).toMatchObject({
      freshness: 'fresh',
      name: 'launch-gate',
      provenSha: RELEASE_SHA,
      commitsApart: 0,
      reason: 'Run 412 succeeded on 9f3c1ab.',
    })
    expect(verdict.conditions).toHaveLength(8)
    expect(verdict.conditions.every((condition) => condition.holds)).toBe(true)
  })
  it('accepts a path that carries its ref', () => {
    expect(judgeRuns([aRun({ path: `${WORKFLOW_PATH}@refs/heads/main` })]).freshness).toBe('fresh')
  })

  const green = aRun()
  const table: readonly Row[] = [
    [
      '26 re-run in progress over an older success',
      [green, aRun({ attempt: 2, status: 'in_progress', conclusion: null })],
      'pending',
      /attempt 2, is in_progress/,
    ],
    [
      '26 re-run failed over an older success',
      [aRun({ attempt: 2, conclusion: 'failure' }), green],
      'failed',
      /attempt 2, ended with failure/,
    ],
    [
      '26 a re-run that succeeded over its own failure',
      [aRun({ conclusion: 'failure' }), aRun({ attempt: 2 })],
      'fresh',
      /attempt 2, succeeded/,
    ],
    ['26 a newer run is queued', [green, newer({ status: 'queued', conclusion: null })], 'pending', /Run 413 is queued/],
    ['26 a newer run failed', [green, newer({ conclusion: 'failure' })], 'failed', /Run 413 ended with failure/],
    ['26 a newer run succeeded over an older failure', [aRun({ conclusion: 'failure' }), newer({})], 'fresh', /Run 413 succeeded/],
    ['27 another file with the same name', [aRun({ path: '.github/workflows/other.yml' })], 'unknown', /another workflow file/],
    ['27 another workflow id', [aRun({ workflowId: 9 })], 'unknown', /another workflow/],
    ['27 a fork', [aRun({ headRepositoryId: 9 })], 'unknown', /from a fork/],
    ['27 a deleted fork', [aRun({ headRepositoryId: null })], 'unknown', /from a fork/],
    ['27 another repository', [aRun({ repositoryId: 9 })], 'unknown', /another repository/],
    ['28 a pull request with the same head SHA', [aRun({ event: 'pull_request' })], 'unknown', /event is pull_request/],
    ['28 a scheduled run', [aRun({ event: 'schedule' })], 'unknown', /event is schedule/],
    ...['neutral', 'skipped', 'cancelled', 'stale', 'action_required', 'a_new_word', null].map(
      (conclusion): Row => [`29 concluded ${conclusion}`, [aRun({ conclusion })], 'unknown', /not a success/],
    ),
    ...['failure', 'timed_out', 'startup_failure'].map(
      (conclusion): Row => [`29 concluded ${conclusion}`, [aRun({ conclusion })], 'failed', new RegExp(conclusion)],
    ),
    ...['queued', 'in_progress', 'waiting', 'pending', 'requested'].map(
      (status): Row => [
        `29 status ${status}, whatever it concludes`,
        [aRun({ status, conclusion: 'success' })],
        'pending',
        new RegExp(status),
      ],
    ),
    ['29 a status nobody knows', [aRun({ status: 'finished', conclusion: 'success' })], 'unknown', /finished/],
    ['29 no status', [aRun({ status: null })], 'unknown', /no status/],
    ['no run at all', [], 'unknown', /No run on 9f3c1ab/],
    ['a run on another commit only', [aRun({ headSha: OLDER_SHA })], 'unknown', /No run on 9f3c1ab/],
  ]
  it.each(table)('%s', (_row, runs, freshness, says) => {
    const verdict = judgeRuns(runs)
    expect(verdict.freshness).toBe(freshness)
    expect(verdict.reason).toMatch(says)
    if (freshness !== 'fresh') expect(verdict.conditions.some((condition) => !condition.holds)).toBe(true)
  })

  it('28: a pull request never counts, even where a program lists it', () => {
    const listed = aWorkflow({ events: ['pull_request', 'pull_request_target', 'schedule'] })
    const judge = (event: string) =>
      judgeWorkflow(aTarget(), listed, aCiRead({ workflows: [aReading({ runs: [aRun({ event })] })] }), NOW).freshness
    expect([judge('pull_request'), judge('pull_request_target'), judge('push'), judge('schedule')]).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'fresh',
    ])
  })
  it('30: a partial reading is not green, and a failure in it stays a failure', () => {
    expect(judgeRuns([aRun()], {}, { complete: false })).toMatchObject({
      freshness: 'unknown',
      reason: 'Run 412 had succeeded on 9f3c1ab, but not all pages were read.',
    })
    expect(judgeRuns([aRun({ conclusion: 'failure' })], {}, { complete: false }).freshness).toBe('failed')
  })
  it('30: a failure on a late page decides over successes on the first', () => {
    const pages = [aRun({ runNumber: 400 }), aRun({ runNumber: 401 }), newer({ runNumber: 402, conclusion: 'failure' })]
    expect(judgeRuns(pages).freshness).toBe('failed')
  })
  it('31: an error takes green away and leaves bad states as they were', () => {
    const error = { code: 'http_502', message: 'GitHub answered 502', at: minutesBefore(NOW, 1) }
    expect(judgeRuns([aRun()], {}, { error })).toMatchObject({
      freshness: 'unknown',
      reason: expect.stringContaining('GitHub answered 502'),
    })
    expect(judgeRuns([aRun({ conclusion: 'failure' })], {}, { error }).freshness).toBe('failed')
    expect(judgeRuns([aRun({ status: 'queued' })], {}, { error }).freshness).toBe('pending')
  })
  it('32: a repository or workflow that answers with another id raises the alarm', () => {
    expect(judgeRuns([aRun()], {}, { repositoryId: 77 })).toMatchObject({
      freshness: 'unknown',
      reason: expect.stringContaining('renamed or re-created'),
    })
    expect(judgeRuns([aRun()], { workflowId: 77 })).toMatchObject({ freshness: 'unknown', reason: expect.stringContaining('Alarm') })
    expect(judgeWorkflow(aTarget({ repositoryId: null }), aWorkflow(), aCiRead(), NOW).freshness).toBe('unknown')
    expect(judgeWorkflow(aTarget(), aWorkflow({ workflowId: null }), aCiRead(), NOW).freshness).toBe('unknown')
  })
  it('33: a run that is gone upstream is judged from the snapshot while that is young', () => {
    expect(judgeRuns([aRun()], {}, { readAt: minutesBefore(NOW, 29) }).freshness).toBe('fresh')
    expect(judgeRuns([aRun()], {}, { readAt: minutesBefore(NOW, 31) })).toMatchObject({
      freshness: 'unknown',
      reason: expect.stringContaining('not read since'),
    })
    expect(MAX_READING_AGE_MS).toBe(1_800_000)
  })
  it('does not believe a reading from the future or without a time', () => {
    expect(judgeRuns([aRun()], {}, { readAt: minutesBefore(NOW, -60) }).freshness).toBe('unknown')
    expect(judgeRuns([aRun()], {}, { readAt: 'yesterday' }).freshness).toBe('unknown')
  })
  it('is unknown without a SHA or a reading', () => {
    expect(judgeWorkflow(aTarget({ sha: null }), aWorkflow(), aCiRead(), NOW).reason).toContain('No release SHA')
    expect(judgeWorkflow(aTarget(), aWorkflow(), null, NOW).reason).toContain('not read yet')
    expect(judgeWorkflow(aTarget(), aWorkflow({ path: 'other.yml' }), aCiRead(), NOW).reason).toContain('not part of the last reading')
  })
})

describe('green on another commit', () => {
  const elsewhere = { run: aRun({ headSha: OLDER_SHA }), aheadBy: 3, status: 'ahead' }
  it('is stale, with both commits and the distance; seven of eight conditions hold', () => {
    const verdict = judgeRuns([], { lastGreenElsewhere: elsewhere })
    expect(verdict).toMatchObject({ freshness: 'stale', provenSha: OLDER_SHA, commitsApart: 3 })
    expect(verdict.reason).toBe('Run 412 succeeded on 4d7e0c2, 3 commits behind; the release is 9f3c1ab and has no run that counts.')
    expect(verdict.conditions.filter((condition) => !condition.holds).map((condition) => condition.code)).toEqual(['sha_is_release'])
  })
  it('does not hide a run on the release', () => {
    expect(judgeRuns([aRun({ conclusion: 'failure' })], { lastGreenElsewhere: elsewhere }).freshness).toBe('failed')
  })
  it('is not believed from a fork or a pull request', () => {
    for (const over of [{ headRepositoryId: 9 }, { event: 'pull_request' }, { conclusion: 'skipped' }])
      expect(judgeRuns([], { lastGreenElsewhere: { ...elsewhere, run: aRun({ headSha: OLDER_SHA, ...over }) } }).freshness).toBe('unknown')
  })
  it('turns stale as soon as the release moves, before anything is read again', () => {
    const verdict = judgeWorkflow(aTarget({ sha: OLDER_SHA }), aWorkflow(), aCiRead(), NOW)
    expect(verdict).toMatchObject({ freshness: 'stale', provenSha: RELEASE_SHA, commitsApart: null })
    expect(
      judgeWorkflow(
        aTarget({ sha: OLDER_SHA }),
        aWorkflow(),
        aCiRead({ workflows: [aReading({ runs: [aRun({ conclusion: 'failure' })] })] }),
        NOW,
      ).freshness,
    ).toBe('unknown')
  })
})

describe('any reading', () => {
  const run = fc.record({
    id: fc.integer({ min: 1, max: 4 }),
    attempt: fc.integer({ min: 1, max: 3 }),
    runNumber: fc.integer({ min: 1, max: 6 }),
    workflowId: fc.constantFrom(WORKFLOW_ID, WORKFLOW_ID, 9),
    path: fc.constantFrom(WORKFLOW_PATH, `${WORKFLOW_PATH}@main`, 'other.yml'),
    event: fc.constantFrom('push', 'workflow_dispatch', 'pull_request', 'schedule'),
    headSha: fc.constantFrom(RELEASE_SHA, RELEASE_SHA, OLDER_SHA),
    headRepositoryId: fc.constantFrom(REPOSITORY_ID, REPOSITORY_ID, 9, null),
    status: fc.constantFrom('completed', 'completed', 'completed', 'queued', 'in_progress', 'odd', null),
    conclusion: fc.constantFrom('success', 'success', 'failure', 'skipped', 'cancelled', 'neutral', null),
    createdAt: fc.integer({ min: 0, max: 300 }).map((minutes) => minutesBefore(NOW, minutes)),
  })
  const runs = fc.array(
    run.map((over) => aRun(over)),
    { maxLength: 8 },
  )
  const target = fc.constantFrom<Partial<ReleaseTarget>>({}, {}, { repositoryId: null }, { sha: OLDER_SHA })
  const workflow = fc.constantFrom<Partial<PinnedWorkflow>>({}, {}, { workflowId: null }, { events: ['schedule', 'pull_request'] })
  const read = fc.record({
    complete: fc.boolean(),
    error: fc.constantFrom(null, null, { code: 'http_502', message: '502', at: NOW }),
    readAt: fc.integer({ min: -10, max: 60 }).map((minutes) => minutesBefore(NOW, minutes)),
  })

  it('is fresh exactly when all eight conditions hold', () => {
    fc.assert(
      fc.property(runs, target, workflow, read, (list, targetOver, workflowOver, readOver) => {
        const verdict = judgeWorkflow(
          aTarget(targetOver),
          aWorkflow(workflowOver),
          aCiRead({ ...readOver, workflows: [aReading({ runs: list })] }),
          NOW,
        )
        expect(verdict.freshness === 'fresh').toBe(verdict.conditions.every((condition) => condition.holds))
      }),
      { numRuns: 3_000 },
    )
  })
  it('never turns green by a newer run that is not a success', () => {
    const bad = fc.constantFrom<Partial<CiRun>>(
      { conclusion: 'failure' },
      { conclusion: 'cancelled' },
      { conclusion: 'skipped' },
      { conclusion: null },
      { status: 'queued', conclusion: null },
      { status: 'brand_new', conclusion: 'success' },
    )
    fc.assert(
      fc.property(runs, bad, fc.boolean(), (list, over, byNumber) => {
        const top = Math.max(0, ...list.map((other) => other.runNumber))
        const last = byNumber
          ? aRun({ id: 99, runNumber: top + 1, createdAt: minutesBefore(NOW, 400), ...over })
          : aRun({ id: 99, runNumber: 0, createdAt: minutesBefore(NOW, -1), ...over })
        expect(judgeRuns([...list, last]).freshness).not.toBe('fresh')
      }),
      { numRuns: 2_000 },
    )
  })
  it('never improves by an error, a lost page or age', () => {
    const rank = { fresh: 4, pending: 3, unknown: 2, stale: 2, failed: 1 }
    fc.assert(
      fc.property(runs, read, (list, worse) => {
        const before = judgeRuns(list).freshness
        const after = judgeRuns(list, {}, worse).freshness
        expect(rank[after]).toBeLessThanOrEqual(rank[before])
      }),
    )
  })
  it('does not depend on the order of runs', () => {
    fc.assert(
      fc.property(runs, (list) => {
        expect(judgeRuns([...list].reverse()).freshness).toBe(judgeRuns(list).freshness)
      }),
    )
  })
})

describe('a sign-off', () => {
  it('needs a whole, recent reading of the release SHA without error', () => {
    expect(whyNotReread(aTarget(), aCiRead(), NOW)).toBeNull()
    expect(whyNotReread(aTarget(), aCiRead({ readAt: minutesBefore(NOW, 6) }), NOW)).toContain('last 5 minutes')
    expect(whyNotReread(aTarget(), aCiRead({ complete: false }), NOW)).toContain('partial')
    expect(whyNotReread(aTarget(), aCiRead({ sha: OLDER_SHA }), NOW)).toContain('4d7e0c2')
    expect(whyNotReread(aTarget(), aCiRead({ error: { code: 'x', message: 'rate limited', at: NOW } }), NOW)).toContain('rate limited')
    expect(whyNotReread(aTarget(), null, NOW)).toContain('never read')
    expect(whyNotReread(null, null, NOW)).toContain('No release SHA')
    expect(whyNotReread(aTarget(), aCiRead({ readAt: minutesBefore(NOW, -60) }), NOW)).not.toBeNull()
  })
})
