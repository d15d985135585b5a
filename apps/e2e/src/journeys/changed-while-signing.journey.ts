import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { invite, type Person, setUpLead, signIn } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'
import { attachLink, submitGate } from '../support/gates.ts'

const GATE = '/p/rocket/gates/G2'
let server: Server
let lead: Person
let owner: Person
let reviewer: Person
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
  const gate = `  - {key: G2, title: Range clear, at: 8, owners: ["@owner-engine"], reviewers: ["@owner-range"], requirements: [{key: G2.1, text: Survey of the range, accepts: [link], min: 1}]}\n`
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket', gate) })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  owner = await invite(server, lead, 'rocket', 'Otto Owner', ['owner'], '@owner-engine')
  reviewer = await invite(server, lead, 'rocket', 'Rita Range', ['reviewer'], '@owner-range')
  await attachLink(owner, 'rocket', 'G2.1', 'Survey, sheet 1')
  await submitGate(owner, 'rocket', 'G2')
})
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

const barriers = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
}

test('evidence that comes between look and sign is told, and nothing is signed until it was looked at', async ({ page, context }) => {
  // A reviewer whom no live update reaches, so that only the server can know.
  await page.route('**/api/v1/programs/*/events', (route) => route.abort())
  const refused: number[] = []
  context.on('response', (response) => {
    if (response.url().endsWith('/approve')) refused.push(response.status())
  })
  await signIn(page, server, reviewer, GATE)
  await page.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog', { name: 'What you sign: G2 Range clear' })
  await expect(dialog.getByRole('list', { name: 'Evidence for G2.1' }).getByRole('listitem')).toHaveCount(1)
  await dialog.getByLabel(/^Note/).fill('Read sheet 1')

  await attachLink(owner, 'rocket', 'G2.1', 'Survey, sheet 2')
  await dialog.getByRole('button', { name: 'Sign G2' }).click()
  const changed = dialog.getByRole('list', { name: 'What changed' })
  await expect(changed).toContainText('“Survey, sheet 2” for G2.1 was not there.')
  expect(refused).toEqual([412])
  await expect(dialog.getByLabel(/^Note/)).toHaveValue('Read sheet 1')
  await expect(dialog.getByRole('button', { name: 'Sign G2' })).toHaveAttribute('aria-disabled', 'true')
  expect(await barriers(page)).toEqual([])
  const { signOffs } = await lead.api.get<{ signOffs: readonly unknown[] }>('/api/v1/programs/rocket/gates/G2')
  expect(signOffs).toEqual([])

  await dialog.getByRole('button', { name: 'Show it as it is now' }).click()
  await expect(changed).toBeHidden()
  await expect(dialog.getByRole('list', { name: 'Evidence for G2.1' })).toContainText('Survey, sheet 2')
  await dialog.getByRole('button', { name: 'Sign G2' }).click()
  await expect(page.getByText('Your approval is recorded.')).toBeVisible()
  await expect(page.getByText('Locked', { exact: true }).first()).toBeVisible()
  expect(refused).toEqual([412, 200])
  await page.getByRole('button', { name: 'Record of Rita Range, round 1' }).click()
  const record = page.getByRole('dialog', { name: 'Approval of G2 by Rita Range' })
  await expect(record).toContainText('Read sheet 1')
  await expect(record.getByRole('list', { name: 'Evidence for G2.1' })).toContainText('Survey, sheet 2')
  expect(await barriers(page)).toEqual([])
})
