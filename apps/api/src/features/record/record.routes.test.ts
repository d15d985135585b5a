import { createHash } from 'node:crypto'
import { type Response, routes } from '@gatehouse/contracts'
import { type ChainEntry, verifyAuditChain } from '@gatehouse/core'
import { newId, prismaOf } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, aStranger, anOwner, aReviewer, aViewer, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

type Log = Response<typeof routes.record.log>
type Chain = Response<typeof routes.record.chain>
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

let test: TestApp
let lead: Persona
let owner: Persona
let viewer: Persona
const url = (rest: string): string => `/api/v1/programs/${lead.program.slug}${rest}`
const log = async (query = ''): Promise<Log> => (await viewer.get(url(`/log${query}`))).json()
const seqs = async (query: string): Promise<number[]> => (await log(query)).events.map(({ seq }) => seq)
const saidOf = async (query: string): Promise<string[]> =>
  (await log(query)).events.map(({ action, subjectKey }) => `${action} ${subjectKey}`)

/** Work, proof and a signature: the record that these tests read. Nothing in them writes to it. */
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
  owner = await anOwner(test, lead.program)
  viewer = await aViewer(test, lead.program)
  const reviewer = await aReviewer(test, lead.program)
  const gate = async () => (await owner.get(url('/gates/G1'))).json()
  await lead.patch(url('/tasks/T3'), { ifMatch: 1, body: { note: '=HYPERLINK("http://evil.example") 100 %' } })
  test.clock.advance({ hours: 1 })
  await owner.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } })
  const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build 17', url: 'https://ci.example/17' }
  await owner.post(url('/evidence'), { body: proof })
  await owner.post(url('/gates/G1/submit'), { ifMatch: (await gate()).revision, body: {} })
  test.clock.advance({ hours: 1 })
  const { revision, frozen } = await gate()
  await reviewer.post(url('/gates/G1/approve'), { ifMatch: revision, body: { note: 'Seen', seen: frozen } })
})
afterAll(() => test.close())

describe('the log', () => {
  it('is a page of events with its hash, where the next page begins, and who and what there is', async () => {
    const first = await log('?limit=2')
    expect(routes.record.log.response.parse(first)).toEqual(first)
    expect(first.events.map(({ seq }) => seq)).toEqual([5, 4])
    expect(first.events[0]).toMatchObject({ action: 'gate.signed', actor: 'Rita Reviewer', actorId: expect.any(String) })
    expect(first.next).toBe(4)
    expect(first.facets?.actors.map(({ name, events }) => `${name} ${events}`)).toEqual(['Otto Owner 3', 'Lena Lead 1', 'Rita Reviewer 1'])
    expect(first.facets?.actions[0]).toEqual({ events: 1, action: 'evidence.attached' })
    const last = await log('?limit=3&before=4')
    expect(last).toMatchObject({ next: null, facets: null, events: [{ seq: 3 }, { seq: 2 }, { seq: 1 }] })
  })

  it('is narrowed by gate with what belongs to it, by person, action, time and text, all at once', async () => {
    expect(await saidOf('?gate=G1')).toEqual(['gate.signed G1', 'gate.submitted G1', 'evidence.attached G1/G1.1'])
    expect(await saidOf('?gate=G')).toEqual([])
    expect(await saidOf('?subject=task:T1')).toEqual(['task.status_set T1'])
    expect(await seqs(`?actor=${owner.userId}`)).toEqual([4, 3, 2])
    expect(await seqs('?actor=otto%20owner')).toEqual([4, 3, 2])
    expect(await seqs('?action=gate')).toEqual([5, 4])
    expect(await seqs('?action=gate.signed,evidence.')).toEqual([5, 3])
    expect(await seqs('?from=2026-02-25T13:00:00%2B05:30&to=2026-02-25T08:30:00Z')).toEqual([4, 3, 2])
    expect(await seqs('?q=build%2017')).toEqual([3])
    expect(await seqs('?q=100%20%25')).toEqual([1])
    expect(await seqs('?gate=G1&actor=Otto%20Owner&action=evidence.')).toEqual([3])
  })

  it.each(['?subject=T1', '?limit=9999', '?limit=0', '?from=yesterday', '?action=Gate!', '?q=', '?gate=%2E%2E', '?who=me'])(
    'refuses %s',
    async (query) => {
      const answer = await viewer.get(url(`/log${query}`))
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad_request'])
    },
  )
})

describe('the chain', () => {
  it('is whole for whoever follows it, page by page', async () => {
    const entries: ChainEntry[] = []
    let page: Chain
    let from = 1
    do {
      page = (await viewer.get(url(`/log/chain?from=${from}&limit=2`))).json()
      entries.push(...page.events)
      from += page.events.length
    } while (page.events.length > 0)
    expect(page).toMatchObject({ programId: lead.program.id, head: { seq: 5 } })
    expect(verifyAuditChain(entries, { programId: page.programId, sha256 })).toEqual({ events: 5, head: page.head, faults: [] })
  })

  it('is verified on the server too, with its checkpoints', async () => {
    const answer = await viewer.get(url('/log/verify'))
    expect(answer.json()).toEqual({ events: 5, head: expect.objectContaining({ seq: 5 }), checkpoints: 1, faults: [] })
  })

  it('is found altered where somebody got behind the triggers', async () => {
    const stranger = await aStranger(test)
    const { slug, id } = stranger.program
    for (const ifMatch of [1, 2, 3]) await stranger.patch(`/api/v1/programs/${slug}/tasks/T1`, { ifMatch, body: { note: `n${ifMatch}` } })
    expect((await stranger.post(`/api/v1/programs/${slug}/checkpoints`)).statusCode).toBe(201)
    const faults = async (): Promise<string[]> =>
      (await stranger.get(`/api/v1/programs/${slug}/log/verify`))
        .json()
        .faults.map((each: { code: string; seq: number }) => `${each.code} ${each.seq}`)
    expect(await faults()).toEqual([])
    const prisma = prismaOf(test.db)
    const tamper = async (table: string, sql: string): Promise<void> => {
      await prisma.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
      await prisma.$executeRawUnsafe(sql)
      await prisma.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    }
    await tamper('checkpoint', `UPDATE checkpoint SET envelope = replace(envelope, 'sig":"', 'sig":"AA') WHERE program_id = '${id}'`)
    expect(await faults()).toEqual(['checkpoint_invalid 3'])
    await tamper('audit_event', `UPDATE audit_event SET payload = replace(payload, '"n1"', '"n9"') WHERE program_id = '${id}' AND seq = 1`)
    expect(await faults()).toEqual(['edited 1', 'checkpoint_invalid 3'])
    await tamper('audit_event', `DELETE FROM audit_event WHERE program_id = '${id}' AND seq = 3`)
    expect(await faults()).toEqual(['edited 1', 'truncated 3', 'checkpoint_invalid 3'])
    await tamper('checkpoint', `DELETE FROM checkpoint WHERE program_id = '${id}'`)
    expect(await faults()).toEqual(['edited 1', 'truncated 3'])
  })
})

describe('the record as a file', () => {
  const file = async (query: string) => {
    const answer = await viewer.get(url(`/log/export${query}`))
    expect(answer.statusCode).toBe(200)
    return { text: answer.body, type: answer.headers['content-type'], name: answer.headers['content-disposition'] }
  }
  it('is CSV that no spreadsheet runs, as filtered', async () => {
    const { text, type, name } = await file('?format=csv')
    expect([type, name]).toEqual(['text/csv; charset=utf-8', `attachment; filename="${lead.program.slug}.log.csv"`])
    const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(lines[0]).toContain('seq')
    expect(lines).toHaveLength(6)
    for (const cell of text.matchAll(/(?:^|,|\r\n)"?(.)/g)) expect(cell[1]).not.toMatch(/[=+\-@\t\r]/)
    expect((await file('?format=csv&gate=G1')).text.trimEnd().split('\r\n')).toHaveLength(4)
  })
  it('is JSON as the log has it, oldest first', async () => {
    const { text, type } = await file('?format=json')
    expect(type).toBe('application/json; charset=utf-8')
    expect(JSON.parse(text)).toEqual((await log()).events.toReversed())
    expect(JSON.parse((await file('?format=json&q=nowhere')).text)).toEqual([])
  })
  it('is the chain as it is hashed, whole', async () => {
    const { text, name } = await file('?format=tsv')
    expect(name).toContain('audit-chain.tsv')
    const [head, ...lines] = text.trimEnd().split('\n')
    expect(head).toBe('seq\tprev_hash\tentry_hash\tpayload')
    const entries = lines.map((line): ChainEntry => {
      const [seq = '', prevHash = '', entryHash = '', payload = ''] = line.split('\t')
      return { seq: Number(seq), prevHash, entryHash, payload }
    })
    expect(verifyAuditChain(entries, { programId: lead.program.id, sha256 })).toMatchObject({ events: 5, faults: [] })
    expect((await viewer.get(url('/log/export?format=tsv&gate=G1'))).json()).toMatchObject({ code: 'bad_request' })
  })
})

describe('somebody from elsewhere', () => {
  it('finds nothing of the record', async () => {
    const stranger = await aStranger(test)
    const paths = ['/log', '/log/chain', '/log/verify', '/log/export', '/past?seq=1', '/checkpoints', '/checkpoints/5']
    for (const path of paths) expect((await stranger.get(url(path))).statusCode, path).toBe(404)
    expect((await stranger.post(url('/checkpoints'))).statusCode).toBe(404)
    const gone = `/api/v1/programs/gone-${newId().slice(-6)}/log`
    expect((await stranger.get(gone)).statusCode).toBe(404)
  })
})
