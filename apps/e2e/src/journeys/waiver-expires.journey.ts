import { expect, test } from '@playwright/test'
import { invite, type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

const GATE = '/p/rocket/gates/G2'
const MINUTE = 60_000
let server: Server
let lead: Person
let reviewer: Person
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
  const gate = `  - {key: G2, title: Range clear, at: 8, owners: ["@owner-engine"], reviewers: ["@owner-range"], requirements: [{key: G2.1, text: Survey of the range, accepts: [link], min: 1}]}\n`
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket', gate) })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  reviewer = await invite(server, lead, 'rocket', 'Rita Range', ['reviewer'], '@owner-range')
})
// Pages of a server that is gone would go on trying to reach it, in the browser of the next journey.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((each) => each.close())))
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

test('a waiver counts down, and its requirement is unmet again within a minute after it, without a reload', async ({ browser }) => {
  test.setTimeout(6 * MINUTE)
  const [leads, reviewers] = [await browser.newContext(), await browser.newContext()]
  const errors = [watchConsole(leads), watchConsole(reviewers)]
  const [page, review] = [await leads.newPage(), await reviewers.newPage()]
  await signIn(page, server, lead, GATE)
  await signIn(review, server, reviewer, GATE)
  const row = review.getByRole('listitem').filter({ has: review.getByRole('heading', { name: /^G2\.1 / }) })
  await expect(row).toContainText('Missing')

  // The field counts in minutes: the first one that leaves time to press the button.
  const end = Math.ceil((Date.now() + 25_000) / MINUTE) * MINUTE
  await test.step('a lead waives it, with a reason and an end', async () => {
    await page.getByRole('button', { name: 'Waive a requirement' }).click()
    const dialog = page.getByRole('dialog', { name: 'Waive a requirement of G2' })
    await dialog.getByLabel('Reason').fill('The surveyor comes after lunch')
    await dialog.getByLabel('Expires').fill(new Date(end).toISOString().slice(0, 16))
    await dialog.getByRole('button', { name: 'Waive', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(row).toContainText('Waived')
    await expect(review.getByRole('list', { name: 'Waivers in force' })).toContainText('The surveyor comes after lunch')
    expect(Date.now()).toBeLessThan(end)
  })

  await test.step('then it is unmet again', async () => {
    await expect(row).toContainText('Missing', { timeout: end - Date.now() + MINUTE })
    await expect(review.getByRole('list', { name: 'Waivers in force' })).toHaveCount(0)
    await expect(review.getByText('1 waiver expired or taken back')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Waive a requirement' })).toBeVisible()
  })

  expect(errors.flatMap((each) => each())).toEqual([])
})
