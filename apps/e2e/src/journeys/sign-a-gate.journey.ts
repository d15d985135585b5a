import { expect, type Page, test } from '@playwright/test'
import { invite, type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

const SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
const GATE = '/p/rocket/gates/G1'
let server: Server
let lead: Person
let owner: Person
let reviewer: Person
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket') })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  owner = await invite(server, lead, 'rocket', 'Otto Owner', ['owner'], '@owner-engine')
  reviewer = await invite(server, lead, 'rocket', 'Rita Range', ['reviewer'], '@owner-range')
})
// Pages of a server that is gone would go on trying to reach it, in the browser of the next journey.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((each) => each.close())))
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

const attach = async (page: Page, requirement: string, what: string) => {
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: new RegExp(`^${requirement.replace('.', '\\.')} `) }) })
  await row.getByRole('button', { name: 'Attach' }).click()
  const form = page.getByRole('form', { name: `Attach evidence to ${requirement}` })
  await form.getByLabel('Link or commit').fill(what)
  await form.getByRole('button', { name: 'Attach' }).click()
  await expect(form).toBeHidden()
}
const submit = (page: Page) => page.getByRole('button', { name: 'Submit for sign-off' }).click()

test('attach, be refused with every reason, complete, gaps, mend, sign, locked', async ({ browser }) => {
  const owners = await browser.newContext()
  const reviewers = await browser.newContext()
  const errors = [watchConsole(owners), watchConsole(reviewers)]
  const page = await owners.newPage()
  const review = await reviewers.newPage()
  await signIn(page, server, owner, GATE)
  await signIn(review, server, reviewer, GATE)

  await test.step('the owner attaches one proof; a javascript: link is refused in place', async () => {
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^G1\.1 / }) })
    await row.getByRole('button', { name: 'Attach' }).click()
    const form = page.getByRole('form', { name: 'Attach evidence to G1.1' })
    await form.getByLabel('Link or commit').fill('javascript:alert(1)')
    await expect(form.getByText(/javascript: links are not taken/)).toBeVisible()
    await form.getByLabel('Link or commit').fill('https://reports.example.test/static-fire.md#result')
    await expect(form.getByLabel('Type')).toHaveValue('doc')
    await form.getByRole('button', { name: 'Attach' }).click()
    await expect(form).toBeHidden()
  })

  await test.step('submitting is refused with every reason at once', async () => {
    await submit(page)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('G1.2')
    await expect(alert).toContainText('ENG-1')
  })

  await test.step('the owner completes it and submits', async () => {
    await attach(page, 'G1.2', SHA)
    await page.goto(`${server.url}/p/rocket/timeline?task=ENG-1`)
    await page.getByLabel('Status').last().selectOption('done')
    await expect(page.getByRole('gridcell', { name: /ENG-1 .*done/ })).toBeVisible()
    await page.goto(`${server.url}${GATE}`)
    await submit(page)
    await expect(page.getByText('waits for its reviewers')).toBeVisible()
    // Whoever submitted it may not sign it, and is not offered to.
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  })

  await test.step('the reviewer sees it come, and returns it with gaps', async () => {
    await expect(review.getByRole('button', { name: 'Return with gaps' })).toBeVisible()
    await review.getByRole('button', { name: 'Return with gaps' }).click()
    const dialog = review.getByRole('dialog')
    await dialog.getByLabel('Gap 1').fill('The thrust curve is missing')
    await dialog.getByLabel('About').selectOption('G1.1')
    await dialog.getByRole('button', { name: 'Return', exact: true }).click()
    await expect(review.getByText('The thrust curve is missing').first()).toBeVisible()
  })

  await test.step('the owner cannot resubmit with an open gap, mends it, and submits again', async () => {
    await expect(page.getByText('The thrust curve is missing').first()).toBeVisible()
    await submit(page)
    await expect(page.getByRole('alert')).toContainText(/gap/i)
    await page.getByRole('button', { name: 'Close gap: The thrust curve is missing' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('How it was mended').fill('Added as page 4 of the report')
    await dialog.getByRole('button', { name: 'Close gap', exact: true }).click()
    await expect(dialog).toBeHidden()
    await submit(page)
    await expect(page.getByText('waits for its reviewers')).toBeVisible()
  })

  await test.step('the reviewer signs; the gate is locked for everyone', async () => {
    await expect(review.getByRole('button', { name: 'Approve' })).toBeVisible()
    await review.getByLabel(/^Note/).fill('Looked at pages 1 to 4')
    await review.getByRole('button', { name: 'Approve' }).click()
    const dialog = review.getByRole('dialog', { name: 'What you sign: G1 Engine accepted' })
    await expect(dialog.getByRole('list', { name: 'Evidence for G1.1' })).toContainText('sha256')
    await expect(dialog.getByLabel(/^Note/)).toHaveValue('Looked at pages 1 to 4')
    await dialog.getByRole('button', { name: 'Sign G1' }).click()
    await expect(review.getByText('Locked').first()).toBeVisible()
    await expect(page.getByText('Locked').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Attach' })).toHaveCount(0)
    const evidence = await owner.api.send<{ code: string }>('POST', '/api/v1/programs/rocket/evidence', {
      gateKey: 'G1',
      requirementKey: 'G1.1',
      type: 'link',
      title: 'Later',
      url: 'https://example.test/later',
    })
    expect(evidence).toMatchObject({ status: 409, body: { code: 'gate_locked' } })
    await page.goto(`${server.url}/p/rocket/overview`)
    await expect(page.getByRole('region', { name: 'Gates' }).getByRole('link', { name: /G1/ })).toContainText('Signed')
  })

  expect(errors.flatMap((each) => each())).toEqual([])
})

test('a viewer sees no button that would be refused', async ({ page }) => {
  const viewer = await invite(server, lead, 'rocket', 'Vera Viewer', ['viewer'])
  await signIn(page, server, viewer, '/p/rocket/gates/G9')
  await expect(page.getByRole('heading', { name: /G9 Launch/ })).toBeVisible()
  for (const name of ['Attach', 'Submit for sign-off', 'Approve', 'Return with gaps', 'Start', 'Reopen', 'Read CI now'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  await page.goto(`${server.url}/p/rocket/timeline?task=ENG-2`)
  await expect(page.getByRole('gridcell', { name: /ENG-2/ })).toBeVisible()
  await expect(page.getByLabel('Status', { exact: true })).toHaveCount(0)
  await page.goto(`${server.url}/p/rocket/ci`)
  await expect(page.getByRole('heading', { name: 'CI', exact: true })).toBeVisible()
  for (const name of ['Read now', 'Change release SHA', 'Dispatch']) await expect(page.getByRole('button', { name })).toHaveCount(0)
})
