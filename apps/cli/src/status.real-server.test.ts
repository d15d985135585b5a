/** `gatehouse status` as a process, against a real server that reads CI from a loopback GitHub. */
import { type GithubStub, startGithubStub } from '@gatehouse/testing/github-stub'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGatehouse, type Gatehouse } from './testing/run-gatehouse.ts'
import { LEAD_TOKEN, type Person, type RunningApi, START_TIMEOUT, startApi } from './testing/start-api.ts'
import { CI_GATE, COMMIT_GATE, LATER_GATE, LINK_GATE, NEXT_SHA, planWithGates, SHA, WORKFLOW } from './testing/test-plans.ts'

let github: GithubStub
let api: RunningApi
let cli: Gatehouse
let crew: Person
let range: Person

beforeAll(async () => {
  github = await startGithubStub()
  api = await startApi({ GITHUB_API_URL: github.url, GITHUB_TOKEN: 'ghp_planted-in-tests' })
  cli = await buildGatehouse({ GATEHOUSE_URL: api.url, GATEHOUSE_TOKEN: LEAD_TOKEN })
  await makeProgram('rocket', [LINK_GATE, COMMIT_GATE, CI_GATE, LATER_GATE])
}, START_TIMEOUT)
afterAll(async () => {
  await api?.stop()
  await github.close()
  cli?.remove()
})

const makeProgram = async (slug: string, gates: readonly string[], startsInDays?: number): Promise<void> => {
  await api.lead.send('POST', '/api/v1/programs/import', { text: planWithGates(slug, gates, startsInDays) })
  crew = await api.invite(slug, 'Cora Crew', 'owner', '@crew')
  range = await api.invite(slug, 'Rick Range', 'reviewer', '@range')
  github.repository(`acme/${slug}`, 500).workflows.push({ id: 9, path: WORKFLOW, name: 'Launch' })
}
const revisionOf = async (slug: string, gate: string): Promise<number> =>
  (await crew.send<{ revision: number }>('GET', `/api/v1/programs/${slug}/gates/${gate}`)).revision
const readCi = (slug: string) => api.lead.send('POST', `/api/v1/programs/${slug}/ci/read`, {})
const sign = async (slug: string, gate: string): Promise<void> => {
  await readCi(slug)
  const path = `/api/v1/programs/${slug}/gates/${gate}`
  const { state } = await crew.send<{ state: string }>('GET', path)
  if (state === 'NotStarted') await crew.send('POST', `${path}/start`, {}, await revisionOf(slug, gate))
  await crew.send('POST', `${path}/submit`, {}, await revisionOf(slug, gate))
  const { frozen, revision } = await range.send<{ frozen: unknown; revision: number }>('GET', path)
  await range.send('POST', `${path}/approve`, { seen: frozen }, revision)
}
const attach = (slug: string, gate: string, requirement: string, proof: readonly string[]) =>
  cli.run(['evidence', 'add', '--program', slug, '--gate', gate, '--requirement', requirement, ...proof], {
    env: { GATEHOUSE_TOKEN: crew.token },
  })
const ask = (...args: readonly string[]) => cli.run(['status', ...args])

describe('status of a gate', () => {
  it('is 1 while it is not signed, with what is missing', async () => {
    const { code, stdout } = await ask('rocket', '--gate', 'G1', '--exit-code')
    expect(stdout).toContain('NO: G1 Engine accepted is not signed.')
    expect(stdout).toContain('G1.1 is missing')
    expect(code).toBe(1)
  })

  it('is 0 once it is signed and fresh, on no requirement’s word but the server’s', async () => {
    expect((await attach('rocket', 'G1', 'G1.1', ['--url', 'https://ci.example/burn/1'])).code).toBe(0)
    expect((await ask('rocket', '--gate', 'G1', '--exit-code')).code).toBe(1)
    await sign('rocket', 'G1')
    const { code, stdout } = await ask('rocket', '--gate', 'G1', '--exit-code')
    expect(stdout).toContain('YES: G1 Engine accepted is signed and fresh.')
    expect(code).toBe(0)
  })

  it('is 0 on green CI, 2 when a newer run on the same commit is skipped, 1 when it fails', async () => {
    github.addRun('acme/rocket', { workflow: WORKFLOW, headSha: SHA })
    await sign('rocket', 'G3')
    expect((await ask('rocket', '--gate', 'G3', '--exit-code')).code).toBe(0)
    github.addRun('acme/rocket', { workflow: WORKFLOW, headSha: SHA, conclusion: 'skipped' })
    await readCi('rocket')
    const unknown = await ask('rocket', '--gate', 'G3', '--exit-code')
    expect(unknown.stdout).toMatch(/UNKNOWN: .*\n.*G3\.1 is unknown/)
    expect(unknown.code).toBe(2)
    github.addRun('acme/rocket', { workflow: WORKFLOW, headSha: SHA, conclusion: 'failure' })
    await readCi('rocket')
    expect((await ask('rocket', '--gate', 'G3', '--exit-code')).code).toBe(1)
  })

  it('is 1 when it was signed on another commit than the release’s, with both', async () => {
    await attach('rocket', 'G2', 'G2.1', ['--sha', SHA])
    await sign('rocket', 'G2')
    expect((await ask('rocket', '--gate', 'G2', '--exit-code')).code).toBe(0)
    const { revision } = await api.lead.send<{ revision: number }>('GET', '/api/v1/programs/rocket/release-target')
    await api.lead.send('POST', '/api/v1/programs/rocket/release-target/sha', { sha: NEXT_SHA }, revision)
    const { code, stdout } = await ask('rocket', '--gate', 'G2', '--exit-code')
    expect(stdout).toContain(`It was signed on ${SHA}; the release is ${NEXT_SHA}.`)
    expect(code).toBe(1)
    // Nothing that G1 asks for is about a commit.
    expect((await ask('rocket', '--gate', 'G1', '--exit-code')).code).toBe(0)
  })

  it('is 2 for a gate or program that is not there, and names the gates that are', async () => {
    const gate = await ask('rocket', '--gate', 'G70', '--exit-code')
    expect([gate.code, gate.stdout]).toEqual([2, ''])
    expect(gate.stderr).toContain('Its gates are G1, G2, G3, G7.')
    for (const args of [['--exit-code'], ['--gate', 'G1'], []]) expect((await ask('racket', ...args)).code).toBe(2)
  })

  it('prints one JSON document, which says the same; without --exit-code it only says that it was had', async () => {
    const { code, stdout, stderr } = await ask('rocket', '--gate', 'G7', '--json')
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      program: 'rocket',
      status: 'no',
      statusCode: 1,
      gate: { key: 'G7', state: 'NotStarted', requirements: [{ key: 'G7.1', state: 'missing' }] },
    })
    const failed = await ask('rocket', '--gate', 'G70', '--json')
    expect(JSON.parse(failed.stdout)).toMatchObject({ exitCode: 2, error: { code: 'gate_not_found' } })
  })
})

describe('status of a program', () => {
  it('is 1 at NO-GO, with every reason and every gate', async () => {
    const { code, stdout } = await ask('rocket', '--exit-code')
    expect(stdout).toContain('NO-GO')
    for (const gate of ['G1  Signed', 'G2  Revalidate', 'G7  Not started']) expect(stdout).toContain(gate)
    expect(code).toBe(1)
  })

  it('is 2 at UNKNOWN: nothing is due yet', async () => {
    await makeProgram('later', [LINK_GATE], 5)
    expect((await ask('later', '--exit-code')).code).toBe(2)
  })

  it('is 0 at GO', async () => {
    await makeProgram('ready', [LINK_GATE])
    await attach('ready', 'G1', 'G1.1', ['--path', 'docs/burn.md'])
    await sign('ready', 'G1')
    const { code, stdout } = await ask('ready', '--exit-code')
    expect(stdout).toMatch(/^GO$/m)
    expect(code).toBe(0)
    expect((await ask('ready', '--exit-code', '--sha', SHA.toUpperCase())).code).toBe(0)
    const other = await ask('ready', '--exit-code', '--sha', NEXT_SHA)
    expect(other.stdout).toContain(`${NEXT_SHA} is not the release.`)
    expect(other.code).toBe(1)
  })
})

it('says nothing that holds a token', () => {
  for (const { token } of [api.lead, crew, range]) expect(cli.said()).not.toContain(token)
  expect(cli.said().length).toBeGreaterThan(1_000)
})
