import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type GithubStub, startGithubStub } from '@gatehouse/testing/github-stub'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../config/read-config.ts'
import { connectGithub } from '../../github/connect-github.ts'
import {
  aLead,
  anOwner,
  aProgram,
  aStranger,
  databaseDigest,
  type Persona,
  startTestApp,
  type TestApp,
  testPlanText,
  withToken,
} from '../../testing/index.ts'

const SHA = '1'.repeat(40)
const NEXT = '2'.repeat(40)
const PATH = '.github/workflows/gate.yml'
const HOUR = 3_600_000
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

let stub: GithubStub
let test: TestApp
let address: string
let owner: Persona
let lead: Persona
/** A host that evidence links lead to; it counts who comes. */
let linked: Server
let visits = 0
beforeAll(async () => {
  stub = await startGithubStub()
  const makeCiReader = connectGithub(readConfig({ GITHUB_API_URL: stub.url, GITHUB_TOKEN: 'ghp_planted' }))
  test = await startTestApp(makeCiReader ? { makeCiReader } : {})
  address = await test.app.listen({ port: 0, host: '127.0.0.1' })
  linked = createServer((_request, response) => {
    visits += 1
    response.end('{}')
  }).on('connection', () => {
    visits += 1
  })
  await new Promise<void>((resolve) => linked.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await test.close()
  await stub.close()
  await new Promise((resolve) => linked.close(resolve))
})
beforeEach(async () => {
  stub.faults = []
  const program = await aProgram(test, (slug) =>
    testPlanText(slug)
      .replace('accepts: [code, link], min: 1', 'accepts: [doc, contract, artifact, code, link], min: 1')
      .replace(
        'accepts: [test, ci_run], min: 1, freshness: release_sha}]',
        'accepts: [test, ci_run, doc], min: 1, freshness: release_sha}, {key: G2.2, text: Young, accepts: [link], min: 1, freshness: max_age, maxAgeHours: 8, warnHours: 2}]',
      ),
  )
  owner = await anOwner(test, program)
  lead = await aLead(test, program)
  stub.repository(`acme/${program.slug}`, 500).workflows.push({ id: 9, path: PATH, name: 'Gate' })
})

const url = (rest = '') => `/api/v1/programs/${owner.program.slug}/evidence${rest}`
const repository = () => `acme/${owner.program.slug}`
const upload = async (text: string, name: string, by = owner): Promise<string> => {
  const answer = await test.app.inject({
    method: 'POST',
    url: `/api/v1/programs/${by.program.slug}/files?name=${encodeURIComponent(name)}`,
    payload: text,
    headers: { host: 'gatehouse.test', origin: 'http://gatehouse.test', cookie: by.cookie, 'content-type': 'application/octet-stream' },
  })
  expect(answer.statusCode).toBe(201)
  return answer.json().sha256
}
const attach = (body: object, by: Pick<Persona, 'post'> = owner) => by.post(url(), { body })
const attached = async (body: object) => {
  const answer = await attach(body)
  expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([201, expect.anything()])
  return answer.json().item
}
const gate = async (key: string) => (await owner.get(`/api/v1/programs/${owner.program.slug}/gates/${key}`)).json()
const check = (id: string, text: string | null = null) => owner.post(url(`/${id}/check`), { body: { text } })
const events = async (action: string) =>
  (await owner.get(`/api/v1/programs/${owner.program.slug}/log?action=${action}`)).json().events as { after: { id: string } }[]
const setSha = async (sha: string) => {
  const { revision } = (await lead.get(`/api/v1/programs/${owner.program.slug}/release-target`)).json()
  expect(
    (await lead.post(`/api/v1/programs/${owner.program.slug}/release-target/sha`, { ifMatch: revision, body: { sha } })).statusCode,
  ).toBe(200)
}

describe('a test and its report', () => {
  const proof = {
    ...{ gateKey: 'G2', requirementKey: 'G2.1', type: 'test', title: 'Login asks again', sha: SHA },
    details: { type: 'test', suite: 'login', name: 'asks again', run: '17' },
  }
  const report = (body: string) => `<testsuites><testsuite name="login">${body}</testsuite></testsuites>`

  it('is no proof while the report does not show it passed, green run or not; the next report takes its place', async () => {
    const missing = await attached({ ...proof, file: await upload(report('<testcase name="logs out" classname="login"/>'), 'a.xml') })
    expect(missing).toMatchObject({ freshness: 'unknown', details: { outcome: 'missing' }, file: { name: 'a.xml' } })
    expect((await gate('G2')).requirements[0]).toMatchObject({
      state: 'unknown',
      proved: false,
      reason: 'The test “asks again” of login is not in the report, so it proves nothing.',
    })
    const again = await attached({
      ...proof,
      file: await upload(report('<testcase name="asks again" classname="login"/>'), 'b.xml'),
      replaces: missing.id,
    })
    expect(again).toMatchObject({ freshness: 'fresh', details: { outcome: 'passed' }, replaces: missing.id })
    expect((await gate('G2')).requirements[0]).toMatchObject({ state: 'fresh', evidence: [{ id: again.id }] })
    expect((await owner.get(url(`/${missing.id}`))).json()).toMatchObject({ withdrawnAt: test.clock(), withdrawReason: 'replaced' })
    expect((await events('evidence.withdrawn')).map(({ after }) => after.id)).toEqual([missing.id])
  })

  it.each([
    ['no report', async () => upload('ok 1 - login', 'log.txt'), /could not be read/],
    ['a document type', async () => upload('<!DOCTYPE t [<!ENTITY x "y">]><testsuite name="&x;"/>', 'x.xml'), /document type/],
    ['a file that was never uploaded', async () => sha256('nowhere'), /no such file/],
    ['a file of another program', async () => upload(report(''), 'theirs.xml', await aStranger(test)), /no such file/],
  ])('%s is refused, and nothing is written', async (_name, makeFile, says) => {
    const file = await makeFile()
    const before = await databaseDigest(test.db)
    const answer = await attach({ ...proof, file })
    expect([answer.statusCode, answer.json().code, answer.json().issues[0]]).toMatchObject([
      422,
      'evidence_bad_reference',
      { path: 'file', message: expect.stringMatching(says) },
    ])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('names everything that a type lacks at once', async () => {
    const answer = await attach({ ...proof, details: { type: 'test', suite: '', name: '' }, sha: null, producedAt: '2031-01-01T00:00:00Z' })
    expect(answer.json().issues.map(({ path }: { path: string }) => path)).toEqual(['producedAt', 'details.suite', 'details.name'])
  })

  it('names the keys that were meant', async () => {
    const answer = await attach({ ...proof, requirementKey: 'G2-1' })
    expect([answer.statusCode, answer.json().issues[0].hint]).toEqual([404, 'Known here: G2.1, G2.2'])
  })
})

describe('a document', () => {
  const TEXT = '# Board\n\n## Open points\n- none\n\n## Closed\n- all\n'
  const SECTION = '## Open points\n- none\n'
  const proof = {
    ...{ gateKey: 'G1', requirementKey: 'G1.1', type: 'doc', title: 'Board', text: TEXT },
    details: { type: 'doc', path: 'docs/board.md', heading: 'Open points' },
  }

  it('keeps its section, which drifts by edits there and by no others', async () => {
    const piece = await attached(proof)
    expect(piece).toMatchObject({
      details: { sectionDigest: sha256(SECTION) },
      file: { sha256: sha256(SECTION), name: 'board Open points.md' },
      freshness: 'fresh',
    })
    const file = await owner.get(`/api/v1/programs/${owner.program.slug}/files/${sha256(SECTION)}`)
    expect([file.statusCode, file.body]).toEqual([200, SECTION])
    expect((await check(piece.id, TEXT.replace('- all', '- most').replaceAll('\n', '\r\n'))).json().item).toMatchObject({
      freshness: 'fresh',
      observation: { outcome: 'same', sha: null },
    })
    const drifted = (await check(piece.id, TEXT.replace('- none', '- one'))).json().item
    expect(drifted).toMatchObject({ freshness: 'stale', observation: { outcome: 'drifted' } })
    expect((await gate('G1')).requirements[0]).toMatchObject({ state: 'stale', proved: false })
    expect((await check(piece.id, '# Board\n')).json().item).toMatchObject({ freshness: 'stale', observation: { outcome: 'gone' } })
    const before = await databaseDigest(test.db)
    expect((await check(piece.id, '# Board\n')).statusCode).toBe(200)
    expect(await databaseDigest(test.db)).toBe(before)
    expect(await events('evidence.observed')).toHaveLength(3)
  })

  it('is read in the release repository at the release SHA, and what is read there beats what is told', async () => {
    const { files } = stub.repository(repository())
    files.set(`${SHA}:docs/board.md`, TEXT)
    files.set(`${NEXT}:docs/board.md`, TEXT.replace('- none', '- one'))
    const piece = await attached(proof)
    expect((await check(piece.id)).json().item).toMatchObject({ observation: { outcome: 'same', sha: SHA } })
    await setSha(NEXT)
    await test.app.shell.ci?.observe(owner.program.slug)
    expect((await owner.get(url(`/${piece.id}`))).json()).toMatchObject({
      freshness: 'stale',
      observation: { outcome: 'drifted', sha: NEXT },
    })
    expect((await check(piece.id, TEXT)).json()).toMatchObject({ code: 'evidence_not_accepted' })
    files.delete(`${NEXT}:docs/board.md`)
    expect((await check(piece.id)).json().item).toMatchObject({ observation: { outcome: 'gone' } })
    files.set(`${NEXT}:docs/board.md`, TEXT)
    expect((await check(piece.id)).json().item).toMatchObject({ freshness: 'fresh', observation: { outcome: 'same', sha: NEXT } })
  })

  it('a host that fails changes nothing', async () => {
    stub.repository(repository()).files.set(`${SHA}:docs/board.md`, TEXT.replace('- none', '- one'))
    const piece = await attached(proof)
    expect((await check(piece.id)).json().item.observation.outcome).toBe('drifted')
    stub.repository(repository()).files.set(`${SHA}:docs/board.md`, TEXT)
    for (const kind of ['status', 'not_json', 'cut_json'] as const) {
      stub.faults = [{ kind, on: '/contents/', status: 502, times: 9 }]
      expect((await check(piece.id)).json().code).toBe('github_unavailable')
      expect((await owner.get(url(`/${piece.id}`))).json().observation.outcome).toBe('drifted')
    }
  })

  it('of a contract, what the pointer names is meant', async () => {
    const yaml = 'openapi: 3.1.0\npaths:\n  /orders:\n    post: {summary: Order, tags: [a]}\n  /other: {}\n'
    const contract = {
      ...{ gateKey: 'G1', requirementKey: 'G1.1', type: 'contract', title: 'Orders', text: yaml },
      details: { type: 'contract', path: 'api/openapi.yaml', pointer: '/paths/~1orders/post' },
    }
    const section = '{"summary":"Order","tags":["a"]}'
    const piece = await attached(contract)
    expect(piece).toMatchObject({ details: { sectionDigest: sha256(section) }, file: { name: 'openapi paths orders post.json' } })
    const reordered = yaml.replace('{summary: Order, tags: [a]}', '{tags: [a], summary: Order}').replace('/other: {}', '/more: {}')
    expect((await check(piece.id, reordered)).json().item.observation.outcome).toBe('same')
    expect((await check(piece.id, yaml.replace('Order,', 'Buy,'))).json().item.observation.outcome).toBe('drifted')
    expect((await attach({ ...contract, details: { ...contract.details, pointer: '/paths/~1none' } })).json().issues[0].path).toBe(
      'details.pointer',
    )
    expect((await attach({ ...contract, text: 'a: [' })).json().issues[0]).toMatchObject({
      path: 'text',
      message: expect.stringContaining('line'),
    })
    expect((await attach({ ...contract, text: `a: &a [x]\nb: [${'*a, '.repeat(11_000)}*a]` })).statusCode).toBe(422)
  })

  it('without that heading is refused, with the headings that there are', async () => {
    const answer = await attach({ ...proof, details: { ...proof.details, heading: 'Open point' } })
    expect(answer.json().issues[0]).toMatchObject({ path: 'details.heading', hint: expect.stringContaining('Open points') })
  })
})

describe('a run of CI', () => {
  const proof = (id: number, over: object = {}) => ({
    ...{ gateKey: 'G2', requirementKey: 'G2.1', type: 'ci_run', title: 'Gate', details: { type: 'ci_run', runId: id } },
    ...over,
  })

  it('proves once the host has called it a success, of its newest attempt, and what was read outlives the run', async () => {
    const run = stub.addRun(repository(), { workflow: PATH, headSha: SHA, status: 'in_progress', conclusion: null })
    const piece = await attached(proof(run.id, { sha: SHA }))
    expect(piece).toMatchObject({ freshness: 'pending', details: { repository: repository(), runId: run.id } })
    Object.assign(run, { status: 'completed', conclusion: 'success' })
    await test.app.shell.ci?.observe(owner.program.slug)
    const now = async () => (await owner.get(url(`/${piece.id}`))).json()
    expect(await now()).toMatchObject({ freshness: 'fresh', observation: { outcome: 'success', run: { attempt: 1 } } })
    Object.assign(run, { attempt: 2, conclusion: 'failure' })
    await test.app.shell.ci?.observe(owner.program.slug)
    expect(await now()).toMatchObject({ freshness: 'failed' })
    Object.assign(run, { attempt: 3, conclusion: 'success' })
    await test.app.shell.ci?.observe(owner.program.slug)
    stub.repository(repository()).runs = []
    await test.app.shell.ci?.observe(owner.program.slug)
    expect(await now()).toMatchObject({
      freshness: 'fresh',
      observation: { outcome: 'success', run: { attempt: 3 }, detail: expect.stringContaining('is kept') },
    })
    const seen = (await events('evidence.observed')).length
    await test.app.shell.ci?.observe(owner.program.slug)
    expect(await events('evidence.observed')).toHaveLength(seen)
  })

  it('that the host does not have is no proof, nor one of another repository or of a pull request', async () => {
    expect(await attached(proof(999_999))).toMatchObject({ freshness: 'unknown' })
    const other = stub.addRun('acme/other', { workflow: PATH, headSha: SHA })
    expect(await attached(proof(other.id, { details: { type: 'ci_run', runId: other.id, repository: 'acme/other' } }))).toMatchObject({
      freshness: 'unknown',
      reason: expect.stringContaining('It ran in acme/other'),
    })
    const pull = stub.addRun(repository(), { workflow: PATH, headSha: SHA, event: 'pull_request' })
    expect(await attached(proof(pull.id))).toMatchObject({ freshness: 'unknown', observation: { outcome: 'unreadable' } })
  })
})

describe('a link', () => {
  it('is never fetched, whatever carries it (THREATS 19)', async () => {
    const { port } = linked.address() as AddressInfo
    const at = (path: string) => `http://127.0.0.1:${port}${path}`
    await attached({ gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Metadata', url: at('/latest/meta-data') })
    await attached({ gateKey: 'G1', requirementKey: 'G1.1', type: 'code', title: 'Commit', url: at(`/a/b/commit/${SHA}`), sha: SHA })
    const doc = await attached({
      gateKey: 'G1',
      requirementKey: 'G1.1',
      type: 'doc',
      title: 'Doc',
      url: at('/a/b/blob/main/x.md'),
      text: '# A\n',
    })
    const run = await attached({
      gateKey: 'G2',
      requirementKey: 'G2.1',
      type: 'ci_run',
      title: 'Run',
      url: at(`/${repository()}/actions/runs/7`),
    })
    await attached({
      ...{ gateKey: 'G2', requirementKey: 'G2.1', type: 'test', title: 'T', url: at('/junit.xml') },
      details: { type: 'test', suite: 's', name: 't', run: at('/run') },
    })
    await check(doc.id)
    await check(run.id)
    await test.app.shell.ci?.observe(owner.program.slug)
    expect(visits).toBe(0)
  })
})

describe('proof that comes by itself', () => {
  it('by a token, before its gate is begun, waits there and counts once somebody begins', async () => {
    const made = await owner.post('/api/v1/tokens', { body: { name: 'ci', scopes: ['evidence'], programSlug: owner.program.slug } })
    const ci = withToken(test, made.json().token)
    expect(
      (await attach({ gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build', url: 'https://ci.example/1' }, ci)).statusCode,
    ).toBe(201)
    const waiting = await gate('G1')
    expect(waiting).toMatchObject({ state: 'NotStarted', revision: 2, requirements: [{ supplied: true }] })
    const begun = await owner.post(`/api/v1/programs/${owner.program.slug}/gates/G1/start`, { ifMatch: 2, body: {} })
    expect(begun.json().item).toMatchObject({ state: 'InProgress', requirements: [{ proved: true }] })
  })

  it('of another program is not found, to check or to replace', async () => {
    const piece = await attached({ gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build', url: 'https://ci.example/1' })
    const stranger = await aStranger(test)
    const theirs = (rest: string) => `/api/v1/programs/${stranger.program.slug}/evidence${rest}`
    expect((await stranger.post(theirs(`/${piece.id}/check`), { body: {} })).json().code).toBe('evidence_not_found')
    const body = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Mine', url: 'https://ci.example/2', replaces: piece.id }
    expect((await stranger.post(theirs(''), { body })).json().code).toBe('evidence_not_found')
  })
})

describe('proof that grows old', () => {
  it('is called expiring, then stale, and whoever looks is told within a minute', async () => {
    const proof = { gateKey: 'G2', requirementKey: 'G2.2', type: 'link', title: 'Poll', url: 'https://ci.example/p' }
    await attached({ ...proof, producedAt: new Date(Date.parse(test.clock()) - 5 * HOUR).toISOString() })
    const stop = new AbortController()
    const stream = await fetch(`${address}/api/v1/programs/${owner.program.slug}/events`, {
      headers: { cookie: owner.cookie },
      signal: stop.signal,
    })
    let said = ''
    void (async () => {
      for await (const chunk of stream.body ?? []) said += new TextDecoder().decode(chunk)
    })().catch(() => undefined)
    const requirement = async () => (await gate('G2')).requirements[1]
    expect(await requirement()).toMatchObject({ state: 'fresh', expiring: false })
    const revisionOf = async () =>
      Number((await owner.get(`/api/v1/programs/${owner.program.slug}/board`)).headers['etag']?.toString().replaceAll('"', ''))
    const before = await revisionOf()
    test.clock.advance({ hours: 1 })
    await expect.poll(() => said, { timeout: 20_000, interval: 200 }).toContain(`"revision":${before + 1}`)
    expect(await requirement()).toMatchObject({ state: 'fresh', expiring: true, evidence: [{ expiring: true }] })
    test.clock.advance({ hours: 2 })
    await expect.poll(() => said, { timeout: 20_000, interval: 200 }).toContain(`"revision":${before + 2}`)
    expect(await requirement()).toMatchObject({ state: 'stale', proved: false, expiring: false })
    stop.abort()
  }, 60_000)
})
