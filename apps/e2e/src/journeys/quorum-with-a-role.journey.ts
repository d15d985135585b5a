import { expect, test } from '@playwright/test'
import { invite, type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'
import { attachLink, submitGate } from '../support/gates.ts'

const GATE = '/p/rocket/gates/G2'
let server: Server
let lead: Person
let owner: Person
let people: readonly Person[]
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
  const text = launchPlan(
    'rocket',
    `  - {key: G2, title: Range clear, at: 8, owners: ["@owner-engine"], reviewers: ["@owner-pad", "@owner-quality"], quorum: 2, signRoles: [{role: security, count: 1}], requirements: [{key: G2.1, text: Survey of the range, accepts: [link], min: 1}]}\n`,
  ).replace(
    '{handle: "@owner-range", name: Range safety}',
    '{handle: "@owner-range", name: Range safety, signsAs: [security]}, {handle: "@owner-pad", name: Pad}, {handle: "@owner-quality", name: Quality}',
  )
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  owner = await invite(server, lead, 'rocket', 'Otto Owner', ['owner'], '@owner-engine')
  people = [
    await invite(server, lead, 'rocket', 'Paula Pad', ['reviewer'], '@owner-pad'),
    await invite(server, lead, 'rocket', 'Quinn Quality', ['reviewer'], '@owner-quality'),
    await invite(server, lead, 'rocket', 'Rita Range', ['reviewer'], '@owner-range'),
    await invite(server, lead, 'rocket', 'Bo Backup', ['reviewer']),
  ]
  await attachLink(owner, 'rocket', 'G2.1', 'Survey, sheet 1')
  await submitGate(owner, 'rocket', 'G2')
})
// Pages of a server that is gone would go on trying to reach it, in the browser of the next journey.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((each) => each.close())))
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

test('two of three sign, security must be among them, and signs through a stand-in', async ({ browser }) => {
  const [paula, quinn, rita, bo] = people as [Person, Person, Person, Person]
  const contexts = await Promise.all(Array.from({ length: 4 }, () => browser.newContext()))
  const errors = contexts.map(watchConsole)
  const [pad, quality, range, backup] = await Promise.all(contexts.map((context) => context.newPage()))
  if (!pad || !quality || !range || !backup) throw new Error('a page is missing')
  const sign = async (page: typeof pad) => {
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign G2' }).click()
    await expect(page.getByText('Your approval is recorded.')).toBeVisible()
  }
  const seats = pad.getByRole('list', { name: 'Signatures' })

  await test.step('one signs: the seat is taken, and what is missing is said', async () => {
    await signIn(pad, server, paula, GATE)
    await expect(seats.getByRole('listitem').first()).toContainText('Rita Range @owner-range')
    await sign(pad)
    await expect(pad.getByText('1 of 2 signed; security is missing')).toBeVisible()
    await expect(pad.getByRole('button', { name: 'Approve' })).toHaveAttribute('aria-disabled', 'true')
    await expect(pad.getByRole('paragraph').filter({ hasText: 'You have decided in this round.' })).toBeVisible()
  })

  await test.step('two signed, and still it is not signed off: nobody stood for security', async () => {
    await signIn(quality, server, quinn, GATE)
    await sign(quality)
    await expect(pad.getByText('2 of 2 signed; security is missing')).toBeVisible()
    await pad.goto(`${server.url}/p/rocket/gates`)
    await expect(pad.getByRole('region', { name: 'Ready for sign-off' })).toContainText('2 of 2 signed; security is missing')
    await pad.goto(`${server.url}${GATE}`)
  })

  await test.step('who holds the handle goes away, and lets somebody stand in', async () => {
    await signIn(backup, server, bo, GATE)
    await expect(backup.getByText('None of these handles is yours')).toBeVisible()
    await signIn(range, server, rita, '/p/rocket/people')
    await range.getByRole('button', { name: 'Let somebody stand in' }).click()
    const dialog = range.getByRole('dialog', { name: 'Somebody signs in your place' })
    await dialog.getByLabel('Who signs').selectOption({ label: 'Bo Backup · reviewer' })
    await dialog.getByLabel('Reason').fill('On leave')
    await dialog.getByRole('button', { name: 'Let them sign' }).click()
    await expect(range.getByRole('group', { name: 'Stand-ins' })).toContainText('Bo Backup')
  })

  await test.step('the stand-in signs as security, the gate is signed, and the record says for whom', async () => {
    await expect(backup.getByRole('button', { name: 'Approve' })).toBeVisible()
    await backup.getByRole('button', { name: 'Approve' }).click()
    const dialog = backup.getByRole('dialog')
    await expect(dialog).toContainText('You sign in place of @owner-range')
    await dialog.getByRole('button', { name: 'Sign G2' }).click()
    await expect(pad.getByText('Locked', { exact: true }).first()).toBeVisible()
    await expect(seats.getByRole('listitem').first()).toContainText('Bo Backup for @owner-range')
    await pad.getByRole('button', { name: 'Record of Bo Backup, round 1' }).click()
    const record = pad.getByRole('dialog', { name: 'Approval of G2 by Bo Backup' })
    await expect(record).toContainText('bo@example.test, password, session')
    await expect(record.getByRole('list', { name: 'Evidence for G2.1' })).toContainText('Survey, sheet 1')
  })

  expect(errors.flatMap((each) => each())).toEqual([])
})
