import { expect, test } from '@playwright/test'
import { watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

let server: Server
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

test('set-up link → lead → import a plan file → timeline → critical path', async ({ page, context }) => {
  const errors = watchConsole(context)
  await page.goto(server.setupUrl ?? '')
  await page.getByLabel('Name').fill('Lena Lead')
  await page.getByLabel('E-mail').fill('lena@example.test')
  await page.getByLabel('Password').fill('a long enough password')
  await page.getByRole('button', { name: 'Create my account' }).click()
  await page.getByRole('link', { name: 'New program' }).first().click()

  // A problem first: it is named with its line, and nothing can be created.
  const plan = page.getByRole('textbox', { name: /plan/i })
  await plan.fill(launchPlan('rocket').replace('lane: TEL,', 'lane: NOPE,'))
  await expect(page.getByText(/NOPE/).filter({ visible: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create program' })).toHaveAttribute('aria-disabled', 'true')

  await plan.fill(launchPlan('rocket'))
  await expect(page.getByRole('button', { name: 'Create program' })).not.toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Create program' }).click()
  await page.waitForURL('**/p/rocket/timeline**')

  const grid = page.getByRole('grid')
  for (const lane of ['Engine', 'Launch pad', 'Telemetry'])
    await expect(page.getByRole('rowheader', { name: new RegExp(lane) })).toBeVisible()
  for (const task of ['ENG-1 Static fire', 'ENG-2 Mount the engine', 'PAD-1 Inspect the clamps', 'TEL-1 Ground station check'])
    await expect(grid.getByRole('gridcell', { name: new RegExp(task) })).toBeVisible()
  for (const gate of ['G1', 'G9']) await expect(grid.getByRole('link', { name: new RegExp(`^Gate ${gate} `) })).toBeVisible()
  await expect(grid.getByRole('gridcell', { name: /ENG-1 Static fire.*critical/ })).toBeVisible()
  await expect(grid.getByRole('gridcell', { name: /PAD-1 Inspect the clamps(?!.*critical)/ })).toBeVisible()

  const path = page.getByRole('button', { name: /Critical path/ })
  const before = await path.getAttribute('aria-pressed')
  const drawn = () => page.locator('.tl-links path.cp').evaluateAll((paths) => paths.map((each) => each.getAttribute('d') ?? '').join(''))
  const drawnBefore = await drawn()
  expect(drawnBefore).not.toBe('')
  await page.keyboard.press('c')
  await expect(path).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true')
  await expect.poll(drawn).toBe('')

  // What was imported can be opened by its address, and found again after a reload.
  await page.goto(`${server.url}/p/rocket/timeline?task=ENG-2`)
  await expect(page.getByRole('region', { name: 'Task ENG-2' }).or(page.getByRole('complementary', { name: 'Task ENG-2' }))).toBeVisible()
  await test.step('the set-up link works once only', async () => {
    await page.goto(server.setupUrl ?? '')
    await expect(page.getByText('The first account exists.')).toBeVisible()
  })
  expect(errors()).toEqual([])
})
