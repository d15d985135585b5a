import { type GithubStub, startGithubStub } from '@gatehouse/testing/github-stub'
import { expect, test } from '@playwright/test'
import { type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

const OLD = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
const NEW = 'b7e15162 8aed2a6abf7158809cf4f3c762e7160f'.replace(' ', '')
const PATH = '.github/workflows/launch-gate.yml'
let server: Server
let stub: GithubStub
let lead: Person
test.beforeAll(async () => {
  stub = await startGithubStub()
  stub.repository('acme/rocket', 77).workflows.push({ id: 501, path: PATH, name: 'Launch gate' })
  stub.addRun('acme/rocket', { workflow: PATH, headSha: OLD })
  server = await startServer({ env: { GITHUB_API_URL: stub.url, GITHUB_TOKEN: 'ghp_journey' } })
  lead = await setUpLead(server)
  // The gate with the CI requirement is due now, so that its proof counts for the verdict.
  const text = launchPlan('rocket')
    .replace('title: Launch\n    at: 9', 'title: Launch\n    at: 5')
    .replaceAll('{ref: ENG-2}, {ref: G1}', '{ref: ENG-2, kind: soft}')
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
})
test.afterAll(async () => {
  await server.stop()
  await stub.close()
  removeData(server)
})

test('fresh → the release SHA changes → stale and NO-GO with that reason → the host goes green → fresh', async ({ page, context }) => {
  const errors = watchConsole(context)
  const requirement = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^G9\.1 / }) })
  await signIn(page, server, lead, '/p/rocket/gates/G9')
  await page.getByRole('button', { name: 'Read CI now' }).click()
  await expect(requirement).toContainText('Fresh')

  await test.step('a lead chooses another release commit', async () => {
    stub.repository('acme/rocket').distances.set(`${OLD}...${NEW}`, { status: 'ahead', ahead: 3, behind: 0 })
    await page.goto(`${server.url}/p/rocket/ci`)
    await page.getByRole('button', { name: 'Change release SHA' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Full commit').fill(NEW.slice(0, 12))
    await expect(dialog.getByText(/all 40 hexadecimal digits/).first()).toBeVisible()
    await dialog.getByLabel('Full commit').fill(NEW)
    await dialog.getByRole('button', { name: 'Set release SHA' }).click()
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: 'Read now' }).click()
    await expect(page.getByRole('region', { name: 'launch-gate', exact: true })).toContainText('Stale')
    await expect(page.getByRole('region', { name: 'launch-gate', exact: true })).toContainText('3 commits')
  })

  await test.step('the verdict is NO-GO and says so', async () => {
    await page.goto(`${server.url}/p/rocket/overview`)
    const verdict = page.getByRole('region', { name: 'Verdict' })
    await expect(verdict).toContainText('NO-GO')
    await expect(verdict).toContainText(OLD.slice(0, 7))
    await page.goto(`${server.url}/p/rocket/gates/G9`)
    await expect(requirement).toContainText('Stale')
  })

  await test.step('a failing host makes nothing better; a green run on the new commit does', async () => {
    stub.faults = [{ kind: 'status', status: 502 }]
    stub.addRun('acme/rocket', { workflow: PATH, headSha: NEW })
    await page.getByRole('button', { name: 'Read CI now' }).click()
    await expect(page.getByText(/HTTP 502/).first()).toBeVisible()
    await expect(requirement).toContainText('Stale')
    stub.faults = []
    await page.getByRole('button', { name: 'Read CI now' }).click()
    await expect(requirement).toContainText('Fresh')
    await expect(page.getByText(/HTTP 502/)).toHaveCount(0)
  })
  expect(errors()).toEqual([])
})
