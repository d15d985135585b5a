import { createHmac } from 'node:crypto'
import { type GithubStub, startGithubStub } from '@gatehouse/testing/github-stub'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../config/read-config.ts'
import { connectGithub } from '../../github/connect-github.ts'
import { aLead, aProgram, aViewer, type Persona, startTestApp, type TestApp, testPlanText } from '../../testing/index.ts'

const SHA = '1'.repeat(40)
const NEXT = '2'.repeat(40)
const PATH = '.github/workflows/gate.yml'
const SECRET = 'a secret of the webhook'
const TOKEN = 'ghp_planted_in_tests'

let stub: GithubStub
let test: TestApp
let lead: Persona
let repository: string
beforeAll(async () => {
  stub = await startGithubStub()
  const config = readConfig({ GITHUB_API_URL: stub.url, GITHUB_TOKEN: TOKEN, GITHUB_WEBHOOK_SECRET: SECRET })
  const makeCiReader = connectGithub(config)
  test = await startTestApp({ config, ...(makeCiReader ? { makeCiReader } : {}) })
})
afterAll(async () => {
  await test.close()
  await stub.close()
})
beforeEach(async () => {
  stub.faults = []
  const program = await aProgram(test, (slug) =>
    testPlanText(slug).replace(
      'accepts: [test, ci_run], min: 1, freshness: release_sha',
      `accepts: [ci_run], min: 1, freshness: release_sha, workflow: ${PATH}`,
    ),
  )
  lead = await aLead(test, program)
  repository = `acme/${program.slug}`
  stub.repository(repository, 500).workflows.push({ id: 9, path: PATH, name: 'Gate' })
})

const url = (rest: string) => `/api/v1/programs/${lead.program.slug}${rest}`
const workflow = async () => (await lead.get(url('/ci'))).json().judged.workflows[0]
const readNow = () => lead.post(url('/ci/read'), { body: {} })

describe('CI of the release commit', () => {
  it('is unknown until it is read, then fresh, with the ids pinned and the change audited', async () => {
    expect(await workflow()).toMatchObject({ freshness: 'unknown' })
    stub.addRun(repository, { workflow: PATH, headSha: SHA })
    const read = await readNow()
    expect(read.statusCode, read.body).toBe(200)
    expect(read.json().judged.workflows[0]).toMatchObject({ freshness: 'fresh' })
    expect((await lead.get(url('/release-target'))).json()).toMatchObject({ repositoryId: 500, workflows: [{ path: PATH, workflowId: 9 }] })
    const log = (await lead.get(url('/log?subject=workflow:' + PATH))).json().events
    expect(log[0]).toMatchObject({ action: 'ci.judged', after: { freshness: 'fresh' } })
  })

  it.each([
    [
      'a re-run in progress over an older success',
      (repo: string) => void stub.addRun(repo, { workflow: PATH, headSha: SHA, attempt: 2, status: 'in_progress', conclusion: null }),
      'pending',
    ],
    ['a newer failure', (repo: string) => void stub.addRun(repo, { workflow: PATH, headSha: SHA, conclusion: 'failure' }), 'failed'],
    ['a newer skipped run', (repo: string) => void stub.addRun(repo, { workflow: PATH, headSha: SHA, conclusion: 'skipped' }), 'unknown'],
  ])('turns from fresh with %s', async (_name, happen, freshness) => {
    stub.addRun(repository, { workflow: PATH, headSha: SHA })
    await readNow()
    happen(repository)
    await readNow()
    expect(await workflow()).toMatchObject({ freshness })
  })

  it.each([
    ['a fork', { headRepositoryId: 666 }],
    ['a pull request', { event: 'pull_request' }],
    ['another workflow file of the same name', { workflowId: 77, path: '.github/workflows/other.yml', name: 'Gate' }],
  ])('does not count a run of %s', async (_name, over) => {
    stub.addRun(repository, { workflow: PATH, headSha: SHA, ...over })
    await readNow()
    expect(await workflow()).toMatchObject({ freshness: 'unknown' })
  })

  it('is stale once the release SHA moves, and says how far', async () => {
    stub.addRun(repository, { workflow: PATH, headSha: SHA })
    await readNow()
    const target = (await lead.get(url('/release-target'))).json()
    const moved = await lead.post(url('/release-target/sha'), { body: { sha: NEXT }, ifMatch: target.revision })
    expect(moved.statusCode, moved.body).toBe(200)
    expect(await workflow()).toMatchObject({ freshness: 'stale', provenSha: SHA })
    stub.repository(repository).distances.set(`${SHA}...${NEXT}`, { status: 'ahead', ahead: 4, behind: 0 })
    await readNow()
    expect(await workflow()).toMatchObject({ freshness: 'stale', provenSha: SHA, commitsApart: 4 })
    stub.addRun(repository, { workflow: PATH, headSha: NEXT })
    await readNow()
    expect(await workflow()).toMatchObject({ freshness: 'fresh' })
  })

  it.each([
    { kind: 'status' as const, status: 502 },
    { kind: 'status' as const, status: 403 },
    { kind: 'cut_json' as const, on: '/actions/runs' },
  ])('a failing host never improves a state and never fails the board: $kind $status', async (fault) => {
    stub.addRun(repository, { workflow: PATH, headSha: SHA, conclusion: 'failure' })
    await readNow()
    stub.addRun(repository, { workflow: PATH, headSha: SHA })
    stub.faults = [fault]
    const read = await readNow()
    expect(read.statusCode).toBe(200)
    expect((await workflow()).freshness).toBe('failed')
    expect((await lead.get(url('/board'))).statusCode).toBe(200)
    expect(read.body).not.toContain(TOKEN)
    expect(test.logText()).not.toContain(TOKEN)
  })

  it('dispatches on a ref that points at the release commit, and on no other', async () => {
    stub.repository(repository).refs.set('release', SHA).set('main', NEXT)
    const elsewhere = await lead.post(url('/ci/dispatch'), { body: { path: PATH, ref: 'main' } })
    expect(elsewhere.statusCode).toBe(400)
    expect(elsewhere.json().detail).toContain('2222222')
    const started = await lead.post(url('/ci/dispatch'), { body: { path: PATH, ref: 'release' } })
    expect(started.statusCode, started.body).toBe(202)
    expect(started.json()).toMatchObject({ started: true, runUrl: expect.stringContaining('https://github.com/') })
    await readNow()
    expect(await workflow()).toMatchObject({ freshness: 'pending' })
  })

  it('is read by nobody who only looks', async () => {
    const viewer = await aViewer(test, lead.program)
    expect((await viewer.post(url('/ci/read'), { body: {} })).statusCode).toBe(403)
    expect((await viewer.get(url('/ci'))).statusCode).toBe(200)
  })
})

describe('the webhook', () => {
  const deliver = (body: string, headers: Record<string, string>) =>
    test.app.inject({
      method: 'POST',
      url: '/api/v1/webhooks/github',
      payload: body,
      headers: { 'content-type': 'application/json', 'x-github-event': 'workflow_run', ...headers },
    })
  const signed = (body: string, secret = SECRET, algorithm = 'sha256') => ({
    'x-hub-signature-256': `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`,
  })
  const body = (extra = '') =>
    JSON.stringify({
      action: 'completed',
      workflow_run: { conclusion: 'success', head_sha: SHA },
      repository: { full_name: repository },
      extra,
    })

  it.each([
    ['missing', () => ({})],
    ['empty', () => ({ 'x-hub-signature-256': '' })],
    ['sha1', (text: string) => signed(text, SECRET, 'sha1')],
    ['short', (text: string) => ({ 'x-hub-signature-256': signed(text)['x-hub-signature-256'].slice(0, 40) })],
    ['of another secret', (text: string) => signed(text, 'another')],
  ])('refuses a signature that is %s', async (_name, headers) => {
    const asked = stub.requests.length
    const answer = await deliver(body(), headers(body()) as Record<string, string>)
    expect(answer.statusCode).toBe(401)
    expect(stub.requests.length).toBe(asked)
  })

  it('checks the bytes that came, not what they mean', async () => {
    const text = body()
    const respaced = JSON.stringify(JSON.parse(text), null, 1)
    expect((await deliver(respaced, signed(text))).statusCode).toBe(401)
    expect((await deliver(respaced, signed(respaced))).statusCode).toBe(202)
  })

  it('is a hint to read again and never the truth; a replay does nothing', async () => {
    const text = body(String(Math.random()))
    expect((await deliver(text, signed(text))).statusCode).toBe(202)
    await expect.poll(async () => (await lead.get(url('/ci'))).json().judged.read?.complete).toBe(true)
    // The body said success; the host has no run.
    expect(await workflow()).toMatchObject({ freshness: 'unknown' })
    const asked = stub.requests.length
    expect((await deliver(text, { ...signed(text), 'x-github-delivery': 'another' })).statusCode).toBe(202)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(stub.requests.length).toBe(asked)
  })
})
