import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

const SCREENS = [
  'overview',
  'timeline',
  'timeline?task=L5-D5',
  'critical-path',
  'gates',
  'gates?view=list',
  'gates/G3',
  'ci',
  'evidence',
  'log',
  'log?event=3',
  'past?period=3',
  'plan',
  'import',
  'settings',
  'people',
]
let server: Server
let lead: Person
test.beforeAll(async () => {
  server = await startServer({ env: { GATEHOUSE_SAMPLES: 'on' } })
  lead = await setUpLead(server)
})
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

for (const scheme of ['light', 'dark'] as const) {
  // Some thirty screens, each looked at as a whole.
  test.describe.configure({ timeout: 300_000 })
  test(`axe finds nothing on any screen, ${scheme}`, async ({ page, context }) => {
    const errors = watchConsole(context)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.goto(`${server.url}/login`)
    const found: string[] = []
    const check = async (name: string) => {
      const axe = new AxeBuilder({ page })
      // The themes differ in nothing but colours.
      if (scheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block'])
      else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      const { violations, passes, incomplete, testEngine } = await axe.analyze()
      const ids = (results: readonly { readonly id: string }[]) => results.map(({ id }) => id)
      // `pnpm evidence` makes its report of accessibility from these.
      const scan = { screen: name, scheme, engine: testEngine.version }
      await test.info().attach('axe', {
        body: JSON.stringify({ ...scan, passes: ids(passes), violations: ids(violations), incomplete: ids(incomplete) }),
        contentType: 'application/json',
      })
      for (const violation of violations)
        found.push(`${name}: ${violation.id} ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
    }
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await check('login')
    await signIn(page, server, lead)
    for (const path of [
      '/',
      '/new',
      '/account',
      '/accounts',
      ...SCREENS.map((screen) => `/p/credity12/${screen}`),
      '/p/creto/timeline',
      '/p/creto/overview',
      '/p/credity12/gates/NOPE',
      '/nowhere',
    ]) {
      await page.goto(`${server.url}${path}`)
      await expect(page.getByRole('main').or(page.getByRole('heading')).first()).toBeVisible()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      await check(path)
    }
    expect(found).toEqual([])
    expect(errors()).toEqual([])
  })
}

test('nothing scrolls sideways on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, server, lead)
  for (const path of ['/', '/new', '/account', ...SCREENS.map((screen) => `/p/credity12/${screen}`)]) {
    await page.goto(`${server.url}${path}`)
    await expect(page.getByRole('heading').first()).toBeAttached()
    await page.waitForTimeout(300)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(over, path).toBeLessThanOrEqual(0)
  }
})

test('15 days and 20 weeks fit 1280 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await signIn(page, server, lead, '/p/credity12/timeline')
  for (const [slug, last] of [
    ['credity12', 'D14'],
    ['creto', 'W20'],
  ] as const) {
    await page.goto(`${server.url}/p/${slug}/timeline`)
    const header = page.getByRole('columnheader', { name: new RegExp(`^${last}\\b`) })
    await expect(header).toBeVisible()
    const box = await header.boundingBox()
    expect((box?.x ?? 9_999) + (box?.width ?? 0), slug).toBeLessThanOrEqual(1280)
  }
})

test('everything by keyboard: shortcuts, the palette, the grid', async ({ page }) => {
  await signIn(page, server, lead, '/p/credity12/overview')
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.waitForURL('**/timeline')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('L4-D1')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/timeline?*task=L4-D1*')
  // The grid is one tab stop; arrows walk its bars.
  const bar = page.getByRole('gridcell', { name: /^L4-D1 / })
  await bar.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('gridcell', { name: /^L4-D2 / })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('gridcell', { name: /^L5-D2 / })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.waitForURL('**task=L5-D2**')
})

test('a sample is deleted in one click, after one question', async ({ page }) => {
  await signIn(page, server, lead)
  const card = page
    .getByRole('listitem')
    .filter({ hasText: 'Creto' })
    .or(page.getByRole('row').filter({ hasText: 'Creto' }))
    .first()
  await expect(card).toContainText(/sample/i)
  await card.getByRole('button', { name: /delete/i }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /delete/i })
    .click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('main')).not.toContainText('Creto')
})
