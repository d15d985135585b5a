import { expect, test } from '@playwright/test'
import { type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

let server: Server
let lead: Person
test.beforeAll(async () => {
  // A record that begins some periods ago: nothing but the samples has one on its first day.
  server = await startServer({ env: { GATEHOUSE_SAMPLES: 'on' } })
  lead = await setUpLead(server)
})
// Pages of a server that is gone would go on trying to reach it, in the browser of the next journey.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((each) => each.close())))
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

interface Past {
  readonly seq: number
  readonly board: {
    readonly gates: readonly { readonly key: string; readonly title: string; readonly state: string }[]
    readonly verdict: { readonly word: string }
  }
}

test('the board at the end of D3 is rebuilt from the record, with the difference to now', async ({ browser }) => {
  const context = await browser.newContext()
  const errors = watchConsole(context)
  const page = await context.newPage()
  await signIn(page, server, lead, '/p/credity12/past?period=3')
  const then = page.getByRole('region', { name: 'As it was' })
  const past = await lead.api.get<Past>('/api/v1/programs/credity12/past?period=3')
  const now = await lead.api.get<Past['board']>('/api/v1/programs/credity12/board')

  await test.step('it says that it is the past, and shows verdict and gates as they were', async () => {
    await expect(page.getByText(/The past: Credity12 at the end of D3\./)).toBeVisible()
    await expect(then.getByRole('region', { name: 'Verdict then' })).toContainText(past.board.verdict.word)
    const gates = then.getByRole('region', { name: 'Gates then' }).getByRole('listitem')
    await expect(gates).toHaveCount(past.board.gates.length)
    const signedThen = past.board.gates.filter((gate) => gate.state === 'SignedOff')
    await expect(gates.filter({ hasText: /Signed/ })).toHaveCount(signedThen.length)
  })

  await test.step('what has changed since is told, gate by gate', async () => {
    const changed = past.board.gates.filter((gate) => gate.state !== now.gates.find((each) => each.key === gate.key)?.state)
    expect(changed.length).toBeGreaterThan(0)
    for (const gate of changed) await expect(page.getByRole('link', { name: new RegExp(`\\b${gate.key}\\b`) }).first()).toBeVisible()
  })

  await test.step('nothing can be changed there, and there is a way to the event and back to now', async () => {
    for (const name of ['Approve', 'Submit for sign-off', 'Attach', 'Decide GO'])
      await expect(page.getByRole('button', { name })).toHaveCount(0)
    await page.getByRole('link', { name: `event ${past.seq}` }).click()
    await expect(page).toHaveURL(new RegExp(`/p/credity12/log\\?event=${past.seq}$`))
    await page.getByRole('link', { name: 'The program after this event' }).first().click()
    await expect(page.getByText(new RegExp(`The past: Credity12 after event ${past.seq}\\.`))).toBeVisible()
    await page.getByRole('link', { name: 'Back to now' }).first().click()
    await expect(page).toHaveURL(/\/p\/credity12\/overview$/)
  })

  await test.step('a period that is not over is refused with a sentence', async () => {
    await page.goto(`${server.url}/p/credity12/past?period=9`)
    await expect(page.getByRole('alert')).toContainText('That time is not over yet')
  })

  await test.step('the whole record verifies in the browser', async () => {
    await page.goto(`${server.url}/p/credity12/log`)
    await page
      .getByRole('button', { name: /Verify/ })
      .first()
      .click()
    await expect(page.getByText(/nothing (was )?altered/i).first()).toBeVisible({ timeout: 60_000 })
  })

  expect(errors()).toEqual([])
})
