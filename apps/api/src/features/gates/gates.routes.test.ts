import { createHash } from 'node:crypto'
import { type BoardGate, canonicalJson, type JsonValue } from '@gatehouse/core'
import { loadStoredProgram } from '@gatehouse/db'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  aLead,
  anOwner,
  approve,
  aReviewer,
  aViewer,
  databaseDigest,
  type Persona,
  type Sender,
  startTestApp,
  type TestApp,
} from '../../testing/index.ts'

let test: TestApp
let lead: Persona
let owner: Persona
let reviewer: Persona
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  lead = await aLead(test)
  owner = await anOwner(test, lead.program)
  reviewer = await aReviewer(test, lead.program)
})

const url = (rest: string): string => `/api/v1/programs/${lead.program.slug}${rest}`
const gateOf = async (by: Sender, key = 'G1'): Promise<BoardGate> => (await by.get(url(`/gates/${key}`))).json()
/** A command on a gate as it is now. */
const command = async (by: Sender, name: string, body: unknown = {}, key = 'G1') =>
  by.post(url(`/gates/${key}/${name}`), { ifMatch: (await gateOf(by, key)).revision, body })
/** Signs G1 as it is now. */
const sign = async (by: Sender, more: object = {}) => approve(by, url(''), await gateOf(by), more)
const attach = (by: Sender, over: object = {}) =>
  by.post(url('/evidence'), {
    body: { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build 17', url: 'https://ci.example/17', ...over },
  })
const finishTask = async (by: Sender, key: string) => {
  const task = (await by.get(url(`/tasks/${key}`))).json()
  const done = await by.patch(url(`/tasks/${key}`), { ifMatch: task.revision, body: { status: 'done' } })
  expect(done.statusCode).toBe(200)
}
const codesOf = (answer: { json(): { issues: { code: string }[] } }): string[] =>
  answer
    .json()
    .issues.map((issue) => issue.code)
    .sort()
const submitG1 = async (): Promise<void> => {
  await finishTask(owner, 'T1')
  expect((await attach(owner)).statusCode).toBe(201)
  expect((await command(owner, 'submit')).statusCode).toBe(200)
}
const signG1 = async (): Promise<void> => {
  await submitG1()
  expect((await sign(reviewer)).statusCode).toBe(200)
}

describe('the life of a gate', () => {
  it('goes from proof over gaps to a signature that locks it', async () => {
    // Begun, and refused with every reason at once.
    expect((await command(owner, 'start')).json().item.state).toBe('InProgress')
    const refused = await command(owner, 'submit')
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'gate_not_submittable'])
    expect(codesOf(refused)).toEqual(['child_task_open', 'requirement_missing'])

    // Completed and submitted.
    await finishTask(owner, 'T1')
    const proof = await attach(owner)
    expect(proof.statusCode).toBe(201)
    expect(proof.json().item).toMatchObject({ freshness: 'fresh', attachedBy: { userId: owner.userId } })
    const submitted = await command(owner, 'submit')
    expect(submitted.json().item).toMatchObject({ state: 'ReadyForSignoff', round: 1, submittedBy: { userId: owner.userId } })
    expect(submitted.headers.etag).toBe(`"${submitted.json().item.revision}"`)

    // Returned with a gap: not again before it is mended.
    const gaps = [{ text: 'The log is cut', requirementKey: 'G1.1' }]
    const returned = await command(reviewer, 'return', { note: 'Nearly', gaps })
    expect(returned.json().item).toMatchObject({ state: 'InProgress', openGaps: 1 })
    const early = await command(owner, 'submit')
    expect([early.statusCode, early.json().code]).toEqual([409, 'gaps_open'])
    const gap = returned.json().item.gaps[0]
    const closed = await command(owner, `gaps/${gap.id}/close`, { note: 'Whole log attached' })
    expect(closed.json().item.gaps[0]).toMatchObject({ closedBy: { userId: owner.userId }, closingNote: 'Whole log attached' })
    expect((await command(owner, 'submit')).json().item.round).toBe(2)

    // Signed and locked.
    const looked = await gateOf(reviewer)
    const signed = await approve(reviewer, url(''), looked, { note: 'Read it all' })
    expect(signed.statusCode).toBe(200)
    const { item } = signed.json()
    expect(item).toMatchObject({ state: 'SignedOff', signedSha: '1'.repeat(40), approvals: 1 })
    const record = item.signOffs.find((each: { decision: string }) => each.decision === 'approve')
    expect(record).toMatchObject({ actor: { userId: reviewer.userId }, note: 'Read it all', handle: '@owner-qa', round: 2 })
    expect(record.correlationId).toBe(signed.headers['x-request-id'])
    expect(record.identity).toEqual({ via: 'session', account: reviewer.email, issuer: 'password', token: null, steppedUp: true })
    // Exactly the list that was looked at, under its digest.
    expect(record.frozen).toEqual(looked.frozen)
    const [event] = (await lead.get(url('/log?limit=1&action=gate.signed'))).json().events
    expect(event.after.frozenDigest).toBe(record.frozenDigest)
    expect(record.frozenDigest).toBe(
      createHash('sha256')
        .update(canonicalJson(looked.frozen as unknown as JsonValue))
        .digest('hex'),
    )
    expect(record.evidence).toEqual([{ id: proof.json().item.id, requirementKey: 'G1.1', digest: proof.json().item.digest }])
  })

  it('refuses every change of a signed gate, and leaves the database as it was', async () => {
    await submitG1()
    const looked = await gateOf(reviewer)
    expect((await approve(reviewer, url(''), looked)).statusCode).toBe(200)
    const gate = await gateOf(lead)
    const piece = gate.requirements[0]?.evidence[0]
    const task = (await lead.get(url('/tasks/T1'))).json()
    const before = await databaseDigest(test.db)
    const answers = [
      await attach(owner, { title: 'Late' }),
      await owner.post(url(`/evidence/${piece?.id}/withdraw`), { ifMatch: piece?.revision ?? 0, body: { reason: 'Never mind' } }),
      await command(lead, 'requirements', { key: 'G1.9', text: 'More', accepts: ['link'] }),
      await lead.patch(url('/gates/G1/requirements/G1.1'), { ifMatch: gate.revision, body: { min: 2 } }),
      await lead.delete(url('/gates/G1/requirements/G1.1'), { ifMatch: gate.revision }),
      await lead.patch(url('/gates/G1'), { ifMatch: gate.revision, body: { title: 'Other' } }),
      await lead.delete(url('/gates/G1'), { ifMatch: gate.revision }),
      await command(owner, 'submit'),
      await command(lead, 'waivers', { requirementKey: 'G1.1', reason: 'Late', expiresAt: '2026-03-01T00:00:00Z' }),
      await command(reviewer, 'approve', { seen: looked.frozen }),
      await command(reviewer, 'return', { gaps: [{ text: 'Too late' }] }),
    ]
    expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
      ...Array.from({ length: 9 }, () => [409, 'gate_locked']),
      [409, 'already_signed'],
      [409, 'already_signed'],
    ])
    const edited = await owner.patch(url('/tasks/T1'), { ifMatch: task.revision, body: { status: 'in_progress' } })
    expect([edited.statusCode, edited.json().code]).toEqual([409, 'task_locked'])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('opens again for a lead with a reason, and keeps its signatures on record', async () => {
    await signG1()
    expect((await command(owner, 'reopen', { reason: 'A bug' })).json().code).toBe('forbidden')
    expect((await command(lead, 'reopen', { reason: ' ' })).statusCode).toBe(400)
    const reopened = await command(lead, 'reopen', { reason: 'A bug was found' })
    expect(reopened.json().item).toMatchObject({ state: 'InProgress', signedAt: null })
    expect(reopened.json().item.signOffs).toHaveLength(1)
    const [event] = (await lead.get(url('/log?limit=1'))).json().events
    expect(event).toMatchObject({ action: 'gate.reopened', after: { reason: 'A bug was found' } })
  })

  it('stays signed and asks to be revalidated when the release changes', async () => {
    const required = await command(lead, 'requirements', {
      key: 'G1.2',
      text: 'The commit itself',
      accepts: ['code'],
      freshness: 'release_sha',
    })
    expect(required.statusCode).toBe(201)
    expect(
      (await attach(owner, { requirementKey: 'G1.2', type: 'code', title: 'Release', url: null, sha: '1'.repeat(40) })).statusCode,
    ).toBe(201)
    await signG1()
    const target = (await lead.get(url('/release-target'))).json()
    const changed = await lead.post(url('/release-target/sha'), { ifMatch: target.revision, body: { sha: '2'.repeat(40) } })
    expect(changed.statusCode).toBe(200)
    const gate = await gateOf(lead)
    expect(gate).toMatchObject({
      state: 'SignedOff',
      face: 'Revalidate',
      revalidate: { signedSha: '1'.repeat(40), releaseSha: '2'.repeat(40) },
    })
    expect(gate.requirements.find((each) => each.key === 'G1.2')).toMatchObject({ state: 'stale', proved: false })
  })
})

describe('who signs', () => {
  it('is neither who submitted nor who proved, whatever else they are', async () => {
    await submitG1()
    const both = await aReviewer(test, lead.program, { handle: '@owner-dev' })
    expect((await sign(both)).json().code).toBe('not_a_reviewer')
    const gate = await gateOf(lead)
    const handles = (await lead.get(url('/people'))).json().owners
    const qa = handles.find((each: { handle: string }) => each.handle === '@owner-qa')
    const bound = await lead.patch(url('/owners/@owner-qa'), { ifMatch: qa.revision, body: { userId: owner.userId } })
    expect(bound.statusCode).toBe(200)
    const { revision } = (await lead.get(url('/people'))).json().members.find((each: { userId: string }) => each.userId === owner.userId)
    const roles = await lead.put(url(`/members/${owner.userId}`), { ifMatch: revision, body: { roles: ['owner', 'reviewer'] } })
    expect(roles.statusCode).toBe(200)
    const self = await approve(owner, url(''), gate)
    expect([self.statusCode, self.json().code]).toEqual([403, 'self_approval'])
    expect(codesOf(self)).toEqual(['self_approval', 'self_approval'])
    expect((await gateOf(lead)).state).toBe('ReadyForSignoff')
  })

  it('signs what they looked at: proof that changed in between is a 412 with the gate as it is now', async () => {
    await submitG1()
    const seen = await gateOf(reviewer)
    expect((await attach(owner, { title: 'One more', url: 'https://ci.example/18' })).statusCode).toBe(201)
    const stale = await approve(reviewer, url(''), seen, { note: 'Read it' })
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'review_outdated'])
    expect(codesOf(stale)).toEqual(['evidence_added', 'gate_changed'])
    expect(stale.json().current).toMatchObject({ key: 'G1', revision: seen.revision + 1 })
    expect(stale.json().current.requirements[0].evidence).toHaveLength(2)
    const again = await approve(reviewer, url(''), stale.json().current)
    expect(again.statusCode).toBe(200)
  })

  it('never signs under forced interleaving of proof and signature', async () => {
    await submitG1()
    const seen = await gateOf(reviewer)
    const [signature, proof] = await Promise.all([
      approve(reviewer, url(''), seen),
      attach(owner, { title: 'At the same moment', url: 'https://ci.example/19' }),
    ])
    const outcome = `${signature.statusCode} ${proof.statusCode}`
    expect(['200 409', '412 201']).toContain(outcome)
    const program = await loadStoredProgram(test.db, { id: lead.program.id })
    const signed = program?.gates.find((gate) => gate.key === 'G1')?.signOffs ?? []
    const frozen = signed.flatMap((each) => each.evidence.map(({ id }) => id))
    const present = program?.evidence.map(({ id }) => id) ?? []
    expect(frozen.length === 0 || frozen.length === present.length).toBe(true)
  })
})

describe('revisions', () => {
  it('are asked for (428), compared (412, with the gate as it is now) and read (400)', async () => {
    const missing = await owner.post(url('/gates/G1/start'), { body: {} })
    expect([missing.statusCode, missing.json().code]).toEqual([428, 'precondition_required'])
    const stale = await owner.post(url('/gates/G1/start'), { ifMatch: 7, body: {} })
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'stale_revision'])
    expect(stale.json().current).toMatchObject({ key: 'G1', revision: 1, state: 'NotStarted' })
    expect((await owner.post(url('/gates/G1/start'), { ifMatch: '*', body: {} })).statusCode).toBe(400)
  })
})

describe('the terms of a gate', () => {
  it('are added, edited and removed by a lead, each with its audit event', async () => {
    const added = await lead.post(url('/gates'), {
      body: { key: 'G9', title: 'Launch', at: 12, owners: ['@owner-dev'], reviewers: ['@owner-qa'] },
    })
    expect([added.statusCode, added.json().item?.key]).toEqual([201, 'G9'])
    expect(added.headers.etag).toBe('"1"')
    const required = await command(lead, 'requirements', { key: 'G9.1', text: 'Go', accepts: ['doc'] }, 'G9')
    expect([required.statusCode, required.json().item.requirements.length]).toEqual([201, 1])
    const revision = required.json().item.revision
    const edited = await lead.patch(url('/gates/G9/requirements/G9.1'), { ifMatch: revision, body: { text: 'Go, with a memo' } })
    expect(edited.json().item.requirements[0].text).toBe('Go, with a memo')
    const moved = await lead.patch(url('/gates/G9'), { ifMatch: edited.json().item.revision, body: { at: 13 } })
    expect(moved.json().item).toMatchObject({ at: 13, baselineAt: 12, title: 'Launch' })
    const emptied = await lead.delete(url('/gates/G9/requirements/G9.1'), { ifMatch: moved.json().item.revision })
    expect(emptied.json().item.requirements).toEqual([])
    const gone = await lead.delete(url('/gates/G9'), { ifMatch: emptied.json().item.revision })
    expect(gone.statusCode).toBe(204)
    expect((await lead.get(url('/gates/G9'))).json().code).toBe('gate_not_found')
    const log = (await lead.get(url('/log'))).json().events
    expect(log.map((event: { action: string }) => event.action).reverse()).toEqual([
      'gate.added',
      'requirement.added',
      'requirement.edited',
      'gate.edited',
      'requirement.removed',
      'gate.removed',
    ])
  })

  it.each([
    ['a taken key', { key: 'T1', title: 'x', at: 3 }, 409, 'key_taken'],
    ['a period outside of the program', { key: 'G9', title: 'x', at: 99 }, 400, 'plan_invalid'],
    ['an owner that nobody knows', { key: 'G9', title: 'x', at: 3, owners: ['@nobody'] }, 422, 'key_unknown'],
    ['an unknown field', { key: 'G9', title: 'x', at: 3, state: 'SignedOff' }, 400, 'bad_request'],
    ['a wrong type', { key: 'G9', title: { $ne: '' }, at: 3 }, 400, 'bad_request'],
  ])('refuse %s', async (_, body, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await lead.post(url('/gates'), { body })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('are not for owners, reviewers and viewers', async () => {
    const viewer = await aViewer(test, lead.program)
    for (const person of [owner, reviewer, viewer]) {
      expect((await person.post(url('/gates'), { body: { key: 'G9', title: 'x', at: 3 } })).json().code).toBe('forbidden')
    }
  })

  it('may not take tasks away from what was signed', async () => {
    await signG1()
    const task = { key: 'T9', lane: 'L1', title: 'Loose end', start: 1, finish: 2, gate: null }
    const added = await lead.post(url('/tasks'), { body: task })
    expect([added.statusCode, added.json().code]).toEqual([409, 'task_locked'])
    const gate = await lead.post(url('/gates'), { body: { key: 'G0', title: 'Earlier', at: 2 } })
    expect(gate.statusCode).toBe(201)
  })
})
