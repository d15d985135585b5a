import { expect, test } from '@playwright/test'
import { setUpLead, signIn } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, startServer } from '../support/server.ts'

interface Task {
  readonly key: string
  readonly note: string
  readonly revision: number
}

test('killed in mid-write, it comes back with every acknowledged write', async ({ page }) => {
  let server = await startServer()
  const lead = await setUpLead(server)
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket') })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)

  // Four writers, each on its own task, until the server dies under them.
  const acknowledged = new Map<string, { note: string; revision: number }>()
  let writing = true
  const write = async (key: string) => {
    let revision = (await lead.api.get<Task>(`/api/v1/programs/rocket/tasks/${key}`)).revision
    for (let count = 1; writing; count++) {
      const note = `write ${count}`
      try {
        const answer = await lead.api.send<{ item: Task }>('PATCH', `/api/v1/programs/rocket/tasks/${key}`, { note }, revision)
        // A server that is too busy says so and has written nothing.
        if (answer.status === 503) continue
        if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
        revision = answer.body.item.revision
        acknowledged.set(key, { note, revision })
      } catch (error) {
        if (writing) throw error
        return
      }
    }
  }
  const writers = ['ENG-1', 'ENG-2', 'PAD-1', 'TEL-1'].map(write)
  await expect.poll(() => [...acknowledged.values()].reduce((sum, each) => sum + Number(each.note.split(' ')[1]), 0)).toBeGreaterThan(20)
  writing = false
  await server.kill()
  await Promise.allSettled(writers)

  server = await startServer({ dataDir: server.dataDir })
  try {
    const again = (path: string) =>
      fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${lead.api.token}` } }).then(
        (response) => response.json() as Promise<Task>,
      )
    for (const [key, { note, revision }] of acknowledged) {
      const task = await again(`/api/v1/programs/rocket/tasks/${key}`)
      // A write that was under way when it died may have been saved without its answer getting out; an acknowledged one may not be lost.
      expect(task.revision, key).toBeGreaterThanOrEqual(revision)
      expect(Number(task.note.split(' ')[1]), key).toBeGreaterThanOrEqual(Number(note.split(' ')[1]))
    }
    await signIn(page, server, lead, '/p/rocket/timeline')
    await expect(page.getByRole('gridcell', { name: /ENG-1 Static fire/ })).toBeVisible()
  } finally {
    expect(await server.stop()).toBe(0)
    removeData(server)
  }
})

test('a second server on the same data directory leaves, naming the first', async () => {
  const first = await startServer()
  const refusal = await startServer({ dataDir: first.dataDir }).then(
    async (second) => {
      await second.stop()
      return 'it started'
    },
    (error: Error) => error.message,
  )
  expect(refusal).toMatch(/pid|process/i)
  expect((await fetch(`${first.url}/readyz`)).ok).toBe(true)
  await first.stop()
  removeData(first)
})
