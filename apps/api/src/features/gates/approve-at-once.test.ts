import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, listAudit, loadStoredProgram, migrate, openDatabase } from '@gatehouse/db'
import { openTestDatabase, startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anOwner, aPersona, approve, aReviewer, lookAt, startTestApp, type TestApp } from '../../testing/index.ts'

interface Opened {
  readonly db: Database
  close(): Promise<void>
}
const embedded = async (): Promise<Opened> => {
  const db = await openTestDatabase()
  return { db, close: () => db.close() }
}
const postgres = async (): Promise<Opened> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-approve-'))
  const server = await startPostgres()
  const db = await openDatabase({ url: await server.createDatabase(), dataDir })
  await migrate(db)
  return {
    db,
    close: async () => {
      await db.close()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

describe.each([
  ['embedded', embedded],
  ['postgres', postgres],
])('50 approvals at once on %s', (_, open) => {
  let opened: Opened
  let test: TestApp
  beforeAll(async () => {
    opened = await open()
    test = await startTestApp({ db: opened.db })
  })
  afterAll(async () => {
    await test.close()
    await opened.close()
  })

  it.each(['by one person', 'by fifty'])('%s: one signs, 49 are told that it is signed', async (who) => {
    const lead = await aLead(test)
    const { program } = lead
    const url = (rest: string): string => `/api/v1/programs/${program.slug}${rest}`
    const owner = await anOwner(test, program)
    const reviewer = await aReviewer(test, program)
    await owner.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } })
    const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build', url: 'https://ci.example/1' }
    await owner.post(url('/evidence'), { body: proof })
    const gate = (await owner.get(url('/gates/G1'))).json()
    const submitted = await owner.post(url('/gates/G1/submit'), { ifMatch: gate.revision, body: {} })
    const { revision } = submitted.json().item
    // Without named reviewers every lead may sign: the only way in which fifty people may sign one gate.
    if (who === 'by fifty') {
      const opened = await lead.patch(url('/gates/G1'), { ifMatch: revision, body: { reviewers: [] } })
      expect(opened.statusCode).toBe(200)
    }
    const people = who === 'by fifty' ? await Promise.all(Array.from({ length: 50 }, () => aPersona(test, program, ['reviewer']))) : []
    const seen = await lookAt(owner, url(''))
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => approve(people[index] ?? reviewer, url(''), seen)))
    const told = answers.map((answer) => answer.statusCode).sort()
    expect(told).toEqual([200, ...Array.from({ length: 49 }, () => 409)])
    const codes = new Set(answers.filter((answer) => answer.statusCode === 409).map((answer) => answer.json().code))
    expect([...codes].every((code) => code === 'gate_locked' || code === 'already_signed')).toBe(true)
    const stored = await loadStoredProgram(test.db, { id: program.id })
    expect(stored?.gates.find((each) => each.key === 'G1')?.signOffs).toHaveLength(1)
    const events = await listAudit(test.db, program.id, { limit: 200 })
    expect(events.filter((event) => event.action === 'gate.signed')).toHaveLength(1)
  })
})
