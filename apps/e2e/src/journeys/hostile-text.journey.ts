import { expect, test } from '@playwright/test'
import { setUpLead, signIn } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, startServer } from '../support/server.ts'

const TEXTS = [
  '<img src=x onerror=window.__ran=1>',
  '<script>window.__ran=1</script>',
  '"><svg onload=window.__ran=1>',
  '[click](javascript:window.__ran=1)',
  '{{constructor.constructor("window.__ran=1")()}}',
]

test('hostile text in every field is text, on every screen', async ({ page }) => {
  const server = await startServer()
  const lead = await setUpLead(server)
  let next = 0
  const hostile = () => JSON.stringify(TEXTS[next++ % TEXTS.length])
  const text = launchPlan('rocket')
    .replace(/(name|title|mission|goal|text): (?!Launch rocket)([^",}\n]+)/g, (_, field: string) => `${field}: ${hostile()}`)
    .concat(
      `risks: [{key: R1, title: ${hostile()}, trigger: ${hostile()}, impact: ${hostile()}, mitigation: ${hostile()}}]\nnotes: [{key: N1, title: ${hostile()}, text: ${hostile()}}]\n`,
    )
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  await signIn(page, server, lead, '/p/rocket/overview')
  for (const screen of [
    'overview',
    'timeline?task=ENG-1',
    'critical-path',
    'gates',
    'gates/G1',
    'evidence',
    'ci',
    'plan',
    'settings',
    'people',
  ]) {
    await page.goto(`${server.url}/p/rocket/${screen}`)
    await expect(page.getByRole('heading').first()).toBeAttached()
    await page.waitForTimeout(250)
    expect(await page.evaluate(() => (window as { __ran?: number }).__ran), screen).toBeUndefined()
    const hrefs = await page.locator('a[href]').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol))
    expect(
      hrefs.filter((protocol) => protocol !== 'http:' && protocol !== 'https:'),
      screen,
    ).toEqual([])
  }
  await server.stop()
  removeData(server)
})
