import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Download, expect, type Page, test } from '@playwright/test'
import { invite, type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
const AT = '/api/v1/programs/rocket'
let server: Server
let lead: Person
/** Where the auditor works: not on the server. */
let folder: string
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-auditor-'))
  server = await startServer()
  lead = await setUpLead(server)
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket') })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  await signTheFirstGate()
})
// Pages of a server that is gone would go on trying to reach it, in the browser of the next journey.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((each) => each.close())))
test.afterAll(async () => {
  await server.stop()
  removeData(server)
  rmSync(folder, { recursive: true, force: true })
})

const done = async (sent: Promise<{ readonly status: number; readonly body: unknown }>): Promise<void> => {
  const { status, body } = await sent
  expect(status, JSON.stringify(body)).toBeLessThan(300)
}
/** Signed in, because a token signs nothing. */
const approve = async (person: Person, revision: number, body: object): Promise<void> => {
  const send = (path: string, sent: object, more: Readonly<Record<string, string>> = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url, ...more },
      body: JSON.stringify(sent),
    })
  const session = await send('/api/v1/session', { email: person.email, password: person.password })
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const signed = await send(`${AT}/gates/G1/approve`, body, { cookie, 'if-match': `"${revision}"` })
  expect(signed.status, await signed.text()).toBe(200)
}
const signTheFirstGate = async (): Promise<void> => {
  const owner = await invite(server, lead, 'rocket', 'Otto Owner', ['owner'], '@owner-engine')
  const reviewer = await invite(server, lead, 'rocket', 'Rita Range', ['reviewer'], '@owner-range')
  for (const key of ['ENG-1', 'PAD-1']) {
    const { revision } = await lead.api.get<{ revision: number }>(`${AT}/tasks/${key}`)
    await done(lead.api.send('PATCH', `${AT}/tasks/${key}`, { status: 'done' }, revision))
  }
  const gate = () => owner.api.get<{ revision: number; frozen: unknown }>(`${AT}/gates/G1`)
  await done(owner.api.send('POST', `${AT}/gates/G1/start`, {}, (await gate()).revision))
  const proof = { gateKey: 'G1', url: 'https://reports.example.test/static-fire' }
  await done(owner.api.send('POST', `${AT}/evidence`, { ...proof, requirementKey: 'G1.1', type: 'link', title: 'Static fire <report>' }))
  await done(
    owner.api.send('POST', `${AT}/evidence`, { ...proof, requirementKey: 'G1.2', type: 'code', title: 'Firing software', sha: SHA }),
  )
  await done(owner.api.send('POST', `${AT}/gates/G1/submit`, {}, (await gate()).revision))
  const { revision, frozen } = await gate()
  await approve(reviewer, revision, { seen: frozen, note: 'It burns.' })
}

const save = async (page: Page, press: () => Promise<void>, name: string): Promise<Download> => {
  const coming = page.waitForEvent('download')
  await press()
  const download = await coming
  await download.saveAs(join(folder, name))
  return download
}
/** The commands of docs/verify.md, in a folder with nothing else in it. */
const follow = (bundle: string) => {
  const script = [...readFileSync(join(ROOT, 'docs/verify.md'), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block)
  const place = mkdtempSync(join(folder, 'shell-'))
  for (const [from, to] of [
    [bundle, 'rocket-bundle.tar'],
    ['key.pem', 'gatehouse.pub'],
    ['checkpoint.json', 'checkpoint.json'],
  ] as const)
    writeFileSync(join(place, to), readFileSync(join(folder, from)))
  return spawnSync('sh', ['-c', script.join('\n')], { cwd: place, encoding: 'utf8' })
}
const verify = (bundle: string) =>
  spawnSync(
    process.execPath,
    [join(ROOT, 'apps/cli/bin/gatehouse.mjs'), 'verify', bundle, '--key', 'key.pem', '--checkpoint', 'checkpoint.json'],
    { cwd: folder, encoding: 'utf8' },
  )

test('a viewer takes the bundle away; an auditor checks it offline, and finds what was altered', async ({ browser }) => {
  const viewer = await invite(server, lead, 'rocket', 'Vera Viewer', ['viewer'])
  const context = await browser.newContext()
  const errors = watchConsole(context)
  const page = await context.newPage()
  await signIn(page, server, viewer, '/p/rocket/gates')

  await test.step('bundle and key come from the settings, a checkpoint was kept before', async () => {
    await page.getByRole('link', { name: 'Release bundle' }).click()
    const panel = page.getByRole('region', { name: 'Release bundle' })
    const bundle = await save(page, () => panel.getByRole('button', { name: 'Download bundle' }).click(), 'bundle.tar')
    expect(bundle.suggestedFilename()).toMatch(/^rocket-\d+-bundle\.tar$/)
    await save(page, () => panel.getByRole('link', { name: 'Download public key' }).click(), 'key.pem')
    const fingerprint = await panel.getByText(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/).textContent()
    const { checkpoints } = await lead.api.get<{ checkpoints: { seq: number; keyId: string }[] }>(`${AT}/checkpoints`)
    expect(checkpoints[0]?.keyId).toBe(fingerprint?.replaceAll(' ', ''))
    const kept = await fetch(`${server.url}${AT}/checkpoints/${checkpoints[0]?.seq}`, {
      headers: { authorization: `Bearer ${lead.api.token}` },
    })
    writeFileSync(join(folder, 'checkpoint.json'), await kept.text())
  })

  await test.step('the documented shell commands and the command line find nothing wrong', () => {
    const shell = follow('bundle.tar')
    expect(shell.stdout + shell.stderr).toContain('OK: nothing was altered')
    expect(shell.status).toBe(0)
    const tool = verify('bundle.tar')
    expect([tool.status, tool.stdout + tool.stderr]).toEqual([0, expect.stringContaining(SHA.slice(0, 7))])
  })

  await test.step('and both refuse it after one letter of the record was changed', () => {
    const bytes = readFileSync(join(folder, 'bundle.tar'))
    const at = bytes.indexOf('"gate.submitted"')
    expect(at).toBeGreaterThan(0)
    bytes.write('x', at + 1)
    writeFileSync(join(folder, 'altered.tar'), bytes)
    const shell = follow('altered.tar')
    expect([shell.status, shell.stderr]).toEqual([1, expect.stringContaining('differ from what was signed')])
    const tool = verify('altered.tar')
    expect([tool.status, tool.stdout + tool.stderr]).toEqual([1, expect.stringContaining('audit-chain.tsv')])
  })

  await test.step('the page in it shows the gate as signed, without any network', async () => {
    spawnSync('tar', ['-xf', 'bundle.tar'], { cwd: folder })
    const offline = await browser.newContext({ offline: true })
    const paper = await offline.newPage()
    await paper.goto(pathToFileURL(join(folder, 'rocket-bundle/index.html')).href)
    await expect(paper.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(paper.getByText('Static fire <report>').first()).toBeVisible()
    await expect(paper.getByText('Rita Range').first()).toBeVisible()
    await offline.close()
  })
  expect(errors()).toEqual([])
  await context.close()
})
