import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

/** One line that is no part of a plan (the path), one reference that has to be settled (the dependency's end). */
const DOCUMENT = `# Quay Lights

**Goal:** Light the quay before the season opens.
**Date:** 2026-05-04 (CET)
**Repo:** \`~/src/quay-lights\`

## Lanes

| Lane | Owner | Mission |
|---|---|---|
| **L1 Desk** | \`@desk-lead\` | Runs the days |
| **L2 Wiring** | \`@wiring-lead\` | Cables and lamps |

## Day by day

| Day | L1 Desk | L2 Wiring | Gate |
|---|---|---|---|
| D0 | Scope lock | Cable plan | G0 Scope locked |
| D1 | Permit call | Lamp test | — |
| D2 | Rehearsal | First lamps | G1 Lamps proven |
| D3 | Decision | Switch on | G2 Lights on |

## Hard dependencies

1. Harbour permit → blocks G1
`

let server: Server
let lead: Person
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
})
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

/** The clipboard, pasted outside of any field. */
const paste = (page: Page, text: string) =>
  page.locator('body').evaluate((body, pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
const put = async (page: Page, text: string) => {
  const field = page.getByRole('textbox', { name: 'Plan text' })
  await field.fill(text)
  await page.getByRole('button', { name: 'Lines', exact: true }).click()
}
const settleEverything = async (page: Page) => {
  await page.getByRole('button', { name: 'Set repository' }).click()
  await page.getByRole('textbox', { name: 'Repository' }).fill('acme/quay-lights')
  await page.getByRole('button', { name: 'Map the line' }).click()
  await expect(page.getByText('Line 5 is the release repository')).toBeVisible()
}
/** WCAG 2.2 AA and best practice, in both themes. */
const checkAccess = async (page: Page) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  }
}
const lines = (page: Page) => page.getByRole('listbox', { name: 'Lines of the document' })

test('document → map by hand → link → create → export → import again → progress kept; undo after creation', async ({ page, context }) => {
  const errors = watchConsole(context)
  await signIn(page, server, lead, '/new')

  await test.step('every line is accounted for; one is open', async () => {
    await put(page, DOCUMENT)
    await expect(lines(page).getByRole('option', { name: /^Line 5, Unmapped/ })).toBeVisible()
    await expect(lines(page).getByRole('option', { name: /^Line 18, .*Scope lock.*2 tasks/ })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Create program' })).toHaveAttribute('aria-disabled', 'true')
    await checkAccess(page)
    await lines(page).focus()
    await page.keyboard.press('n')
    await expect(lines(page).getByRole('option', { selected: true })).toHaveAccessibleName(/^Line 5, Unmapped/)
  })

  await test.step('a decision survives a reload of the tab', async () => {
    await settleEverything(page)
    await page.reload()
    await expect(page.getByText('Line 5 is the release repository')).toBeVisible()
  })

  await test.step('an open reference is linked by hand', async () => {
    await page.getByRole('button', { name: 'What “Harbour permit” means' }).click()
    await page.getByRole('menuitem', { name: 'Something else …' }).click()
    await page.getByRole('combobox', { name: 'Means' }).fill('Cable plan')
    await page
      .getByRole('dialog')
      .getByRole('option', { name: /Cable plan/ })
      .click()
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    await expect(page.getByText(/“Harbour permit” means/)).toBeVisible()
  })

  await test.step('the program is created with what was decided', async () => {
    await page.getByRole('button', { name: 'Create program' }).click()
    await page.waitForURL('**/p/quay-lights/timeline**')
    await expect(page.getByRole('rowheader', { name: /Wiring/ })).toBeVisible()
    await expect(page.getByRole('gridcell', { name: /Switch on/ })).toBeVisible()
    const plan = await lead.api.get<{
      releaseTarget: { repository: string }
      tasks: { key: string; title: string }[]
      dependencies: { from: string; to: string }[]
    }>('/api/v1/programs/quay-lights/plan')
    expect(plan.releaseTarget.repository).toBe('acme/quay-lights')
    const cable = plan.tasks.find(({ title }) => title === 'Cable plan')
    expect(plan.dependencies).toEqual(expect.arrayContaining([expect.objectContaining({ from: cable?.key, to: 'G1' })]))
  })

  await test.step('a changed export is compared and applied; progress stays', async () => {
    const { tasks } = await lead.api.get<{ tasks: { key: string; title: string; revision: number }[] }>(
      '/api/v1/programs/quay-lights/board',
    )
    const cable = tasks.find(({ title }) => title === 'Cable plan')
    if (!cable) throw new Error('the task is not there')
    const done = await lead.api.send('PATCH', `/api/v1/programs/quay-lights/tasks/${cable.key}`, { status: 'done' }, cable.revision)
    expect(done.status).toBe(200)
    const exported = await fetch(`${server.url}/api/v1/programs/quay-lights/export?format=markdown`, {
      headers: { authorization: `Bearer ${lead.api.token}` },
    }).then((response) => response.text())

    await page.goto(`${server.url}/p/quay-lights/plan`)
    await page.getByRole('link', { name: 'Import again' }).click()
    await put(page, exported)
    await expect(page.getByText('The document says what the program is already.')).toBeVisible()
    await page.getByRole('button', { name: 'Clear' }).click()
    await put(page, exported.replaceAll('Switch on', 'Switch on all lamps'))
    const changed = page.getByRole('region', { name: 'Changed, 1' })
    await expect(changed).toContainText('Switch on all lamps')
    await checkAccess(page)
    await page.getByRole('button', { name: 'Apply …' }).click()
    await expect(page.getByRole('dialog')).toContainText('1 changed')
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click()
    await page.waitForURL('**/p/quay-lights/timeline**')
    const after = await lead.api.get<{ tasks: { key: string; title: string; status: string }[] }>('/api/v1/programs/quay-lights/board')
    expect(after.tasks.find(({ key }) => key === cable.key)?.status).toBe('done')
    expect(after.tasks.map(({ title }) => title)).toContain('Switch on all lamps')
  })

  await test.step('a program is taken back right after it was made, and its document returns', async () => {
    await page.goto(`${server.url}/new`)
    await expect(page.getByText('Nothing to show yet')).toBeVisible()
    await paste(page, DOCUMENT.replace('# Quay Lights', '# Quay Benches'))
    await settleEverything(page)
    await page.getByRole('button', { name: 'Create program' }).click()
    await page.waitForURL('**/p/quay-benches/timeline**')
    await page.getByRole('region', { name: 'New program' }).getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
    await page.waitForURL('**/new')
    await expect(lines(page).getByRole('option', { name: /^Line 1, .*Quay Benches/ })).toBeVisible()
    const programs = await lead.api.get<{ slug: string }[]>('/api/v1/programs')
    expect(programs.map(({ slug }) => slug)).toEqual(['quay-lights'])
  })
  expect(errors()).toEqual([])
})
