import { createHash } from 'node:crypto'
import { canonicalEvidence } from '@gatehouse/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aLead, anOwner, aViewer, databaseDigest, type Persona, startTestApp, type TestApp, withToken } from '../../testing/index.ts'

let test: TestApp
let owner: Persona
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  owner = await anOwner(test)
})

const url = (rest = ''): string => `/api/v1/programs/${owner.program.slug}/evidence${rest}`
const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build 17', url: 'https://ci.example/17' }

describe('evidence', () => {
  it('is attached with the digest of what it says, begins its gate and is found again', async () => {
    const answer = await owner.post(url(), { body: proof })
    expect(answer.statusCode).toBe(201)
    const { item, programRevision } = answer.json()
    const said = { ...proof, reference: '', sha: null, producedAt: null, details: { type: 'link' }, file: null } as const
    expect(item.digest).toBe(
      createHash('sha256')
        .update(canonicalEvidence({ ...said, type: 'link' }))
        .digest('hex'),
    )
    expect(item).toMatchObject({ freshness: 'fresh', attachedAt: test.clock(), withdrawnAt: null, revision: 1 })
    expect((await owner.get(url(`/${item.id}`))).json()).toEqual(item)
    expect((await owner.get(url())).json()).toEqual([item])
    const gate = (await owner.get(`/api/v1/programs/${owner.program.slug}/gates/G1`)).json()
    expect(gate).toMatchObject({ state: 'InProgress', revision: 2 })
    const [event] = (await owner.get(`/api/v1/programs/${owner.program.slug}/log`)).json().events
    expect(event).toMatchObject({ action: 'evidence.attached', revision: programRevision, after: { id: item.id, url: proof.url } })
  })

  it('is withdrawn at the revision that was seen, with a reason; its record stays', async () => {
    const { item } = (await owner.post(url(), { body: proof })).json()
    const path = url(`/${item.id}/withdraw`)
    expect((await owner.post(path, { body: { reason: 'Wrong build' } })).statusCode).toBe(428)
    const stale = await owner.post(path, { ifMatch: 9, body: { reason: 'Wrong build' } })
    expect([stale.statusCode, stale.json().current?.id]).toEqual([412, item.id])
    const gone = await owner.post(path, { ifMatch: 1, body: { reason: 'Wrong build' } })
    expect([gone.statusCode, gone.json().item]).toMatchObject([200, { withdrawnAt: test.clock(), withdrawReason: 'Wrong build' }])
    expect((await owner.get(url())).json()).toHaveLength(1)
    expect((await owner.get(`/api/v1/programs/${owner.program.slug}/gates/G1`)).json().requirements[0].evidence).toEqual([])
    expect((await owner.post(path, { ifMatch: 2, body: { reason: 'Again' } })).json().code).toBe('evidence_not_found')
    const [event] = (await owner.get(`/api/v1/programs/${owner.program.slug}/log?limit=1`)).json().events
    expect(event).toMatchObject({ action: 'evidence.withdrawn', after: { reason: 'Wrong build' } })
  })

  it('can be attached by a token that may nothing else', async () => {
    const made = await owner.post('/api/v1/tokens', { body: { name: 'ci', scopes: ['evidence'], programSlug: owner.program.slug } })
    const ci = withToken(test, made.json().token)
    expect((await ci.post(url(), { body: proof })).statusCode).toBe(201)
    const gate = (await ci.get(`/api/v1/programs/${owner.program.slug}/gates/G1`)).json()
    expect((await ci.post(`/api/v1/programs/${owner.program.slug}/gates/G1/submit`, { ifMatch: gate.revision, body: {} })).statusCode).toBe(
      403,
    )
  })

  it.each([
    ['a javascript: link', { url: 'javascript:alert(1)' }, 400, 'bad_request'],
    ['a data: link', { url: 'data:text/html,x' }, 400, 'bad_request'],
    ['a link with a password', { url: 'https://user:secret@ci.example/1' }, 400, 'bad_request'],
    ['a short SHA', { type: 'code', url: null, sha: 'abc1234' }, 400, 'bad_request'],
    ['a type that the requirement does not take', { type: 'artifact' }, 422, 'evidence_not_accepted'],
    ['a link without a link', { url: null }, 422, 'evidence_bad_reference'],
    ['proof from the future', { producedAt: '2031-01-01T00:00:00Z' }, 422, 'evidence_bad_reference'],
    ['a gate that is not there', { gateKey: 'G7' }, 404, 'gate_not_found'],
    ['a requirement that is not there', { requirementKey: 'G2.1' }, 404, 'requirement_not_found'],
    ['an unknown field', { digest: 'f'.repeat(64) }, 400, 'bad_request'],
    ['an object for a string', { title: { length: 3 } }, 400, 'bad_request'],
    ['a control character', { title: 'a\u0007b' }, 422, 'evidence_bad_reference'],
  ])('refuses %s, and leaves the database as it was', async (_, over, status, code) => {
    const before = await databaseDigest(test.db)
    const answer = await owner.post(url(), { body: { ...proof, ...over } })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('is not attached by a viewer, nor withdrawn by another owner', async () => {
    const viewer = await aViewer(test, owner.program)
    expect((await viewer.post(url(), { body: proof })).statusCode).toBe(403)
    const { item } = (await owner.post(url(), { body: proof })).json()
    const other = await anOwner(test, owner.program, { handle: '@owner-qa' })
    expect((await other.post(url(`/${item.id}/withdraw`), { ifMatch: 1, body: { reason: 'Not mine' } })).json().code).toBe('forbidden')
    const lead = await aLead(test, owner.program)
    expect((await lead.post(url(`/${item.id}/withdraw`), { ifMatch: 1, body: { reason: 'Wrong' } })).statusCode).toBe(200)
  })
})
