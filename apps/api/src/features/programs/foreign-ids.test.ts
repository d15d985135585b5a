import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anOwner, aReviewer, databaseDigest, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
let mine: Persona
let theirs: Persona
let evidenceId: string
let waiverId: string
let delegationId: string
let askedId: string
const LATER = '2026-03-01T00:00:00Z'
beforeAll(async () => {
  test = await startTestApp()
  mine = await aLead(test)
  theirs = await aLead(test)
  const base = `/api/v1/programs/${theirs.program.slug}`
  const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Theirs', url: 'https://a.example' }
  evidenceId = (await theirs.post(`${base}/evidence`, { body: proof })).json().item.id
  const gate = (await theirs.get(`${base}/gates/G1`)).json()
  const waiver = { requirementKey: 'G1.1', reason: 'Theirs', expiresAt: LATER }
  const waived = await theirs.post(`${base}/gates/G1/waivers`, { ifMatch: gate.revision, body: waiver })
  waiverId = waived.json().item.waivers[0].id
  await aReviewer(test, theirs.program)
  const loan = { handle: '@owner-qa', to: theirs.userId, from: test.clock(), until: LATER, reason: 'Theirs' }
  delegationId = (await theirs.post(`${base}/delegations`, { body: loan })).json().item.id
  askedId = (await theirs.post(`${base}/go-no-go`, { body: { question: 'Theirs?', deadline: LATER } })).json().item.id
  await theirs.post(`${base}/blockers`, { body: { taskKey: 'T1', title: 'Theirs', severity: 'P0' } })
  await theirs.post(`${base}/tasks`, { body: { key: 'THEIRS', lane: 'L1', title: 'Theirs', start: 9, finish: 9 } })
  await theirs.post(`${base}/lanes`, { body: { key: 'LX', name: 'Theirs' } })
})
afterAll(() => test.close())

describe('what belongs to another program', () => {
  it('is not there, whatever it is asked with: path', async () => {
    const base = `/api/v1/programs/${mine.program.slug}`
    const before = await databaseDigest(test.db)
    const answers = await Promise.all([
      mine.get(`${base}/evidence/${evidenceId}`),
      mine.post(`${base}/evidence/${evidenceId}/withdraw`, { ifMatch: 1, body: { reason: 'x' } }),
      mine.get(`${base}/tasks/THEIRS`),
      mine.patch(`${base}/tasks/THEIRS`, { ifMatch: 1, body: { note: 'x' } }),
      mine.delete(`${base}/tasks/THEIRS`, { ifMatch: 1 }),
      mine.post(`${base}/blockers/B-1/resolve`, { ifMatch: 1, body: { resolution: 'x' } }),
      mine.patch(`${base}/lanes/LX`, { ifMatch: 1, body: { name: 'x' } }),
      mine.post(`${base}/gates/G1/gaps/${evidenceId}/close`, { ifMatch: 1, body: { note: 'x' } }),
      mine.post(`${base}/gates/G1/waivers/${waiverId}/revoke`, { ifMatch: 1, body: { reason: 'x' } }),
      mine.post(`${base}/delegations/${delegationId}/revoke`, { body: {} }),
      mine.get(`${base}/go-no-go/${askedId}`),
      mine.get(`${base}/go-no-go/${askedId}/memo`),
      mine.post(`${base}/go-no-go/${askedId}/votes`, { body: { laneKey: 'L1', vote: 'go' } }),
      mine.post(`${base}/go-no-go/${askedId}/deadline`, { ifMatch: 1, body: { deadline: LATER, reason: 'x' } }),
      mine.post(`${base}/go-no-go/${askedId}/decision`, { ifMatch: 1, body: { word: 'GO', verdict: 'UNKNOWN' } }),
    ])
    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 404))
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('is not there in a body either', async () => {
    const base = `/api/v1/programs/${mine.program.slug}`
    const before = await databaseDigest(test.db)
    const answers = [
      await mine.post(`${base}/blockers`, { body: { taskKey: 'THEIRS', title: 'x', severity: 'P0' } }),
      await mine.post(`${base}/schedule/moves`, { body: { moves: [{ key: 'THEIRS', start: 1, finish: 1, revision: 1 }] } }),
      await mine.post(`${base}/schedule/preview`, { body: { moves: [{ key: 'THEIRS', start: 1, finish: 1 }] } }),
      await mine.post(`${base}/dependencies`, { body: { from: 'T1', to: 'THEIRS' } }),
      await mine.post(`${base}/delegations`, {
        body: { handle: '@owner-qa', to: theirs.userId, from: test.clock(), until: LATER, reason: 'x' },
      }),
      await mine.post(`${base}/tasks`, { body: { key: 'T9', lane: 'LX', title: 'x', start: 1, finish: 1 } }),
    ]
    expect(answers.map((answer) => answer.statusCode)).toEqual([404, 404, 404, 422, 422, 422])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('and the program itself look the same as one that does not exist', async () => {
    const owner = await anOwner(test, mine.program)
    const paths = [
      '',
      '/board',
      '/plan',
      '/log',
      '/schedule',
      '/tasks',
      '/gates',
      '/evidence',
      '/blockers',
      '/release-target',
      '/export',
      '/lanes',
    ]
    for (const path of paths) {
      const theirsAnswer = await owner.get(`/api/v1/programs/${theirs.program.slug}${path}`)
      const nobodys = await owner.get(`/api/v1/programs/no-such-program${path}`)
      const told = (body: Record<string, unknown>) => ({ ...body, requestId: '' })
      expect([theirsAnswer.statusCode, told(theirsAnswer.json())]).toEqual([404, told(nobodys.json())])
    }
  })
})
