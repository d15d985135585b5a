import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { invite, type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

const SCREEN = '/p/rocket/go-no-go'
let server: Server
let lead: Person
let owner: Person
let range: Person
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket') })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  owner = await invite(server, lead, 'rocket', 'Otto Owner', ['owner'], '@owner-engine')
  range = await invite(server, lead, 'rocket', 'Rita Range', ['owner'], '@owner-range')
})
// Pages of a server that is gone would go on trying to reach it, in the browser of the next journey.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((each) => each.close())))
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

test('lanes say go and no-go, dissent stands beside the verdict, and GO against it carries a name', async ({ browser }) => {
  const [leads, owners, ranges] = [await browser.newContext(), await browser.newContext(), await browser.newContext()]
  const errors = [watchConsole(leads), watchConsole(owners), watchConsole(ranges)]
  const [page, engine, pad] = [await leads.newPage(), await owners.newPage(), await ranges.newPage()]
  await signIn(page, server, lead, SCREEN)
  await signIn(engine, server, owner, SCREEN)
  await signIn(pad, server, range, SCREEN)

  await test.step('a lead asks; the lanes’ owners see it come', async () => {
    await expect(engine.getByText('The lanes have not been asked yet')).toBeVisible()
    await expect(engine.getByRole('button', { name: 'Ask every lane' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Ask every lane' }).click()
    const dialog = page.getByRole('dialog', { name: 'Ask every lane' })
    await dialog.getByLabel('Question').fill('Do we launch on Friday?')
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(engine.getByRole('heading', { name: 'Do we launch on Friday?' })).toBeVisible()
  })

  await test.step('each owner speaks for their own lanes only; no-go says why', async () => {
    const mine = engine.getByRole('listitem', { name: 'ENG Engine' })
    await mine.getByRole('radio', { name: 'Go', exact: true }).check()
    await mine.getByRole('button', { name: 'Say it for ENG' }).click()
    await expect(mine.getByText('@owner-engine').last()).toBeVisible()
    await expect(engine.getByRole('listitem', { name: 'PAD Launch pad' }).getByRole('radio')).toHaveCount(0)
    const clamps = pad.getByRole('listitem', { name: 'PAD Launch pad' })
    await clamps.getByRole('radio', { name: 'No-go', exact: true }).check()
    await clamps.getByLabel('Note').fill('Clamp 3 sticks')
    await clamps.getByRole('button', { name: 'Say it for PAD' }).click()
    await expect(page.getByRole('region', { name: 'Go/no-go 1' })).toContainText('Clamp 3 sticks')
  })

  await test.step('GO against NO-GO needs a reason and the word typed', async () => {
    await page.getByRole('button', { name: 'Decide GO' }).click()
    const dialog = page.getByRole('dialog', { name: 'Decide GO' })
    await dialog.getByLabel('Reason').fill('The clamp was changed an hour ago')
    await dialog.getByLabel('Type OVERRIDE').fill('OVERRIDE')
    await dialog.getByRole('button', { name: 'Record GO against the verdict' }).click()
    await expect(page.getByRole('group', { name: 'Decision of go/no-go 1' })).toContainText('Override: Lena Lead released against')
    await expect(pad.getByRole('group', { name: 'Decision of go/no-go 1' })).toContainText('The clamp was changed an hour ago')
    await expect(pad.getByRole('listitem', { name: 'PAD Launch pad' }).getByRole('button', { name: 'Change' })).toHaveCount(0)
    await pad.goto(`${server.url}/p/rocket/overview`)
    await expect(pad.getByRole('region', { name: 'Go/no-go' })).toContainText(/GO by Lena Lead against .*Dissent: PAD Launch pad/)
  })

  await test.step('the memo tells all of it', async () => {
    await page.getByRole('button', { name: 'Memo' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Memo as Markdown').click()])
    const memo = await readFile(await download.path(), 'utf8')
    for (const said of ['Do we launch on Friday?', 'Clamp 3 sticks', 'Lena Lead', 'The clamp was changed an hour ago'])
      expect(memo).toContain(said)
  })

  expect(errors.flatMap((each) => each())).toEqual([])
})
