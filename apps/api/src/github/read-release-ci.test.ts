import type { CiReadState, ReleaseTarget } from '@gatehouse/core'
import { type GithubStub, startGithubStub } from '@gatehouse/testing/github-stub'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGithubClient } from './github-client.ts'
import { readReleaseCi } from './read-release-ci.ts'

const RELEASE = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
const OLDER = '4d7e0c2ab1937fe05c62d8840b6f3e9917c5ad21'
const LAUNCH = '.github/workflows/launch-gate.yml'
const NOW = '2026-02-25T09:00:00.000Z'
const TOKEN = 'ghp_planted_secret'

let stub: GithubStub
const target: ReleaseTarget = {
  repository: 'acme/rocket',
  repositoryId: null,
  sha: RELEASE,
  workflows: [{ path: LAUNCH, workflowId: null, required: true, events: [] }],
  revision: 1,
  history: [],
}
beforeEach(async () => {
  stub = await startGithubStub()
  stub.repository('acme/rocket', 77).workflows.push({ id: 501, path: LAUNCH, name: 'Launch gate' })
})
afterEach(() => stub.close())

const client = () => createGithubClient({ apiUrl: stub.url, token: TOKEN, app: null }, () => Date.parse(NOW))
const read = (previous: CiReadState | null = null, with_ = client()) => readReleaseCi(with_, target, previous, NOW)

describe('readReleaseCi', () => {
  it('reports the runs on the release SHA with their ids, attempt and head repository', async () => {
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE, attempt: 2 })
    const reading = await read()
    expect(reading).toMatchObject({ sha: RELEASE, complete: true, error: null, repositoryId: 77 })
    expect(reading.workflows[0]).toMatchObject({ workflowId: 501, lastGreenElsewhere: null })
    expect(reading.workflows[0]?.runs[0]).toMatchObject({ attempt: 2, headSha: RELEASE, headRepositoryId: 77, conclusion: 'success' })
    expect(stub.requests.every((request) => request.authorization === `token ${TOKEN}`)).toBe(true)
  })

  it('reads every page: a failure on page 3 is among the runs', async () => {
    for (let i = 0; i < 250; i++)
      stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE, createdAt: new Date(Date.UTC(2026, 1, 2) + i * 1000).toISOString() })
    const bad = stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE, conclusion: 'failure', createdAt: '2026-02-01T00:00:00Z' })
    const reading = await read()
    expect(reading.complete).toBe(true)
    expect(reading.workflows[0]?.runs).toHaveLength(251)
    expect(reading.workflows[0]?.runs.some((run) => run.id === bad.id && run.conclusion === 'failure')).toBe(true)
  })

  it('is not complete when the count disagrees or the host stops at 1,000', async () => {
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE })
    stub.faults = [{ kind: 'wrong_count', on: '/actions/runs', times: 1 }]
    expect((await read()).complete).toBe(false)
    stub.faults = []
    for (let i = 0; i < 1_001; i++) stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE })
    expect((await read()).complete).toBe(false)
  })

  it('names the newest green run on another commit and its distance', async () => {
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: OLDER, runNumber: 412 })
    stub.repository('acme/rocket').distances.set(`${OLDER}...${RELEASE}`, { status: 'ahead', ahead: 3, behind: 0 })
    const reading = await read()
    expect(reading.workflows[0]).toMatchObject({
      runs: [],
      lastGreenElsewhere: { aheadBy: 3, status: 'ahead', run: { headSha: OLDER, runNumber: 412 } },
    })
  })

  it('asks conditionally: an unchanged answer is a 304 and reads the same', async () => {
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE })
    const same = client()
    const first = await read(null, same)
    const before = stub.requests.length
    const second = await read(first, same)
    expect(second.workflows).toEqual(first.workflows)
    expect(stub.requests.slice(before).map((request) => request.status)).toEqual([304, 304, 304])
  })

  it.each([
    ['rate limit', { kind: 'rate_limit' as const }, 'rate_limited'],
    ['502 twice', { kind: 'status' as const, status: 502 }, 'host_error'],
    ['401', { kind: 'status' as const, status: 401 }, 'denied'],
    ['cut JSON', { kind: 'cut_json' as const, on: '/actions/runs' }, 'bad_answer'],
    ['a log-in page', { kind: 'not_json' as const }, 'bad_answer'],
  ])('keeps what was read before and names the failure: %s', async (_name, fault, code) => {
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE, conclusion: 'failure' })
    const before = await read()
    stub.repository('acme/rocket').runs = []
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE, conclusion: 'success' })
    stub.faults = [fault]
    const reading = await read(before)
    expect(reading.error).toMatchObject({ code })
    expect(reading.error?.message).not.toContain(TOKEN)
    expect({ ...reading, error: null }).toEqual(before)
    // Nothing known of this SHA: an empty, incomplete reading.
    expect(await read()).toMatchObject({ complete: false, workflows: [], error: { code } })
  })

  it('a host that is not there is a named failure, and so is a repository that it does not know', async () => {
    const gone = await startGithubStub()
    const nobody = createGithubClient({ apiUrl: gone.url, token: null, app: null }, () => Date.parse(NOW))
    await gone.close()
    expect((await read(null, nobody)).error).toMatchObject({ code: 'unreachable' })
    expect((await readReleaseCi(client(), { ...target, repository: 'acme/other' }, null, NOW)).error).toMatchObject({ code: 'not_found' })
  })

  it('asks nothing more before a used-up limit is lifted', async () => {
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE })
    stub.faults = [{ kind: 'rate_limit', times: 1 }]
    const same = client()
    expect((await read(null, same)).error).toMatchObject({ code: 'rate_limited' })
    const asked = stub.requests.length
    expect((await read(null, same)).error).toMatchObject({ code: 'rate_limited' })
    expect(stub.requests).toHaveLength(asked)
  })

  it('a run that was deleted upstream stays in the reading, marked', async () => {
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE })
    const bad = stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE, conclusion: 'failure' })
    const before = await read()
    stub.repository('acme/rocket').runs.pop()
    const runs = (await read(before)).workflows[0]?.runs ?? []
    expect(runs).toHaveLength(2)
    expect(runs.find((run) => run.id === bad.id)).toMatchObject({ conclusion: 'failure', goneUpstream: true })
  })

  it('a workflow file that is not in the repository has no id', async () => {
    stub.repository('acme/rocket').workflows.length = 0
    stub.addRun('acme/rocket', { workflow: LAUNCH, headSha: RELEASE, workflowId: 9 })
    const reading = await read()
    expect(reading.workflows[0]).toMatchObject({ workflowId: null, lastGreenElsewhere: null })
  })
})
