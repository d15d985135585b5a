import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setReleaseSha } from '@gatehouse/core'
import { type Database, loadStoredProgram, migrate, openDatabase, saveEvidence, saveGate, type Tx, writeProgram } from '@gatehouse/db'
import { startPostgres } from '@gatehouse/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveTarget } from '../../board/saves/save-target.ts'
import { aLead, anOwner, approve, aReviewer, lookAt, startTestApp, type TestApp } from '../../testing/index.ts'

let db: Database
let test: TestApp
let stop: () => Promise<void>
beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-look-'))
  const server = await startPostgres()
  db = await openDatabase({ url: await server.createDatabase(), dataDir })
  await migrate(db)
  test = await startTestApp({ db })
  stop = async () => {
    await test.close()
    await db.close()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
})
afterAll(() => stop())

type Stored = NonNullable<Awaited<ReturnType<typeof loadStoredProgram>>>
const CHANGES = {
  'evidence is withdrawn': async (tx: Tx, program: Stored) => {
    const [piece] = program.evidence
    const gate = program.gates.find(({ key }) => key === 'G1')
    if (piece === undefined || gate === undefined) throw new Error('nothing to withdraw')
    await saveEvidence(tx, program.id, { ...piece, withdrawnAt: test.clock(), withdrawReason: 'Wrong build' }, piece.revision)
    await saveGate(tx, program.id, gate, gate.revision)
    return { action: 'evidence.withdrawn', subjectKind: 'evidence', subjectKey: 'G1/G1.1', before: null, after: { id: piece.id } }
  },
  'the release commit moves': async (tx: Tx, program: Stored) => {
    const by = { userId: 'u-lead', name: 'Lena', roles: ['lead'] as const, handles: [] }
    const moved = setReleaseSha(program, by, { sha: '2'.repeat(40) }, test.clock())
    if (!moved.ok) throw new Error(moved.refusal.detail)
    await saveTarget(tx, program, moved.value, by)
    return moved.value.audit
  },
}

describe('a change that is being written while somebody signs, on Postgres', () => {
  it.each([
    ['evidence is withdrawn', 'evidence_withdrawn'],
    ['the release commit moves', 'release_sha_changed'],
  ] as const)('%s: the signature waits, and is refused with the difference', async (change, code) => {
    const lead = await aLead(test)
    const { program } = lead
    const url = `/api/v1/programs/${program.slug}`
    const owner = await anOwner(test, program)
    const reviewer = await aReviewer(test, program)
    await owner.patch(`${url}/tasks/T1`, { ifMatch: 1, body: { status: 'done' } })
    const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build', url: 'https://ci.example/1' }
    await owner.post(`${url}/evidence`, { body: proof })
    await owner.post(`${url}/gates/G1/submit`, { ifMatch: (await lookAt(owner, url)).revision, body: {} })
    const seen = await lookAt(reviewer, url)
    expect(seen.state).toBe('ReadyForSignoff')

    let isHeld = false
    let settled = false
    let letGo = (): void => undefined
    const released = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const by = { actor: { userId: lead.userId, name: lead.name }, at: test.clock(), correlationId: randomUUID() }
    // The writer holds the program's row, and the signature comes in between.
    const writing = writeProgram(db, { id: program.id }, by, async (tx, state, record) => {
      isHeld = true
      await released
      record(await CHANGES[change](tx, state))
      return { ok: true, value: null }
    })
    while (!isHeld) await wait(5)
    const signing = approve(reviewer, url, seen).finally(() => {
      settled = true
    })
    await wait(300)
    expect(settled).toBe(false)
    letGo()
    await writing
    const answer = await signing
    expect([answer.statusCode, answer.json().code]).toEqual([412, 'review_outdated'])
    expect(answer.json().issues.map((issue: { code: string }) => issue.code)).toContain(code)
    const stored = await loadStoredProgram(db, { id: program.id })
    expect(stored?.gates.find(({ key }) => key === 'G1')).toMatchObject({ state: 'ReadyForSignoff', signOffs: [] })
  })
})
