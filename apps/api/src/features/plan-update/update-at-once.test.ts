import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadStoredProgram, migrate, openDatabase, type Database } from '@gatehouse/db'
import { type PostgresServer, startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, type Persona, senderWith, startTestApp, type TestApp, testPlanText } from '../../testing/index.ts'

/** Two servers on one Postgres. */
let server: PostgresServer
let dataDir: string
let databases: readonly Database[]
let apps: readonly [TestApp, TestApp]
beforeAll(async () => {
  server = await startPostgres()
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-update-'))
  const address = await server.createDatabase()
  const [a, b] = [await openDatabase({ url: address, dataDir }), await openDatabase({ url: address, dataDir })]
  databases = [a, b]
  await migrate(a)
  apps = [await startTestApp({ db: a }), await startTestApp({ db: b })]
}, 120_000)
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()))
  await Promise.all(databases.map((db) => db.close()))
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const on = (app: TestApp, person: Persona) => senderWith(app, { cookie: person.cookie })
const document = (slug: string, name: string): string =>
  testPlanText(slug)
    .replace('title: Build it', `title: Build ${name}`)
    .replace(/ {2}- \{key: T3.*\n/, `  - {key: T-${name}, lane: L1, title: Added by ${name}, start: 0, finish: 1}\n`)

describe('two updates from one revision', () => {
  it('on two servers: one is carried out, the other is told to look again', async () => {
    for (let round = 0; round < 5; round++) {
      const lead = await aLead(apps[0])
      const { slug, id } = lead.program
      const answers = await Promise.all(
        apps.map((app, index) =>
          on(app, lead).post(`/api/v1/programs/${slug}/plan`, { body: { text: document(slug, `n${index}`) }, ifMatch: 1 }),
        ),
      )
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
      const winner = answers.findIndex(({ statusCode }) => statusCode === 200)
      expect(answers[1 - winner]?.json().current).toEqual({ revision: 2 })
      const program = await loadStoredProgram(databases[0] as Database, { id })
      expect([program?.revision, program?.tasks.map(({ key, title }) => `${key} ${title}`)]).toEqual([
        2,
        [`T1 Build n${winner}`, 'T2 Try it', `T-n${winner} Added by n${winner}`],
      ])
    }
  }, 60_000)

  it('against taking the program back: one of them wins, wholly', async () => {
    const lead = await aLead(apps[0])
    for (let round = 0; round < 5; round++) {
      const slug = `race-${round}-${lead.program.slug}`
      expect((await lead.post('/api/v1/programs/import', { body: { text: testPlanText(slug) } })).statusCode).toBe(201)
      const [undone, updated] = await Promise.all([
        on(apps[0], lead).post(`/api/v1/programs/${slug}/undo-creation`),
        on(apps[1], lead).post(`/api/v1/programs/${slug}/plan`, { body: { text: document(slug, 'late') }, ifMatch: 1 }),
      ])
      const program = await loadStoredProgram(databases[0] as Database, { slug })
      expect([undone.statusCode, updated.statusCode, program?.revision ?? null]).toEqual(
        undone.statusCode === 204 ? [204, 404, null] : [409, 200, 2],
      )
    }
  }, 60_000)
})
