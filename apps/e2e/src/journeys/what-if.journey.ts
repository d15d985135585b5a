import { expect, test } from '@playwright/test'
import { type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

let server: Server
let lead: Person
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket') })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
})
test.afterAll(async () => {
  await server.stop()
  removeData(server)
})

interface Board {
  readonly contingency: { readonly consumed: number; readonly left: number }
  readonly schedule: { readonly slip: number }
}

test('a two-day slip on paper consumes two days of the buffer; saved, it is exactly that', async ({ page, context }) => {
  const errors = watchConsole(context)
  const board = () => lead.api.get<Board>('/api/v1/programs/rocket/board')
  expect((await board()).contingency).toMatchObject({ consumed: 0, left: 4 })
  await signIn(page, server, lead, '/p/rocket/critical-path')

  const picker = page.getByRole('combobox', { name: 'Move a task' })
  await picker.fill('ENG-2')
  await page.getByRole('option', { name: /ENG-2/ }).click()
  // A picked task starts one day later; one more makes a slip of two, because nothing on the way to the launch has slack.
  await page.getByRole('button', { name: 'ENG-2 one day later' }).click()
  const out = page.getByRole('status', { name: 'Consequences' })
  await expect(out).toContainText('slip 0 d → +2 d')
  await expect(out).toContainText('2 of 4 left')
  await expect(out).toContainText('D11, D12 consumed')
  await expect(out).toContainText('G9')
  expect((await board()).contingency, 'nothing is saved before it is said').toMatchObject({ consumed: 0 })

  // The address carries it: somebody else sees the same.
  await page.reload()
  await expect(page.getByRole('status', { name: 'Consequences' })).toContainText('2 of 4 left')

  await page.getByRole('button', { name: 'Save exactly this' }).click()
  await expect(page.getByRole('status', { name: 'Consequences' })).toHaveCount(0)
  await expect.poll(async () => (await board()).contingency).toMatchObject({ consumed: 2, left: 2 })
  expect((await board()).schedule.slip).toBe(2)
  await expect(page.getByRole('region', { name: 'Contingency' })).toContainText('2 of 4 left')
  expect(errors()).toEqual([])
})
