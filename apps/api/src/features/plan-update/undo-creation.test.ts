import { loadStoredProgram } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anOwner, databaseDigest, newSlug, type Persona, startTestApp, type TestApp, testPlanText } from '../../testing/index.ts'

let test: TestApp
let maker: Persona
beforeAll(async () => {
  test = await startTestApp()
  maker = await aLead(test)
})
afterAll(() => test.close())

const create = async (): Promise<string> => {
  const slug = newSlug()
  expect((await maker.post('/api/v1/programs/import', { body: { text: testPlanText(slug) } })).statusCode).toBe(201)
  return slug
}
const undo = (slug: string, by = maker, headers: Record<string, string> = {}) =>
  by.post(`/api/v1/programs/${slug}/undo-creation`, { headers })

describe('taking a new program back', () => {
  it('leaves nothing of it but a line in the server’s log', async () => {
    const before = await databaseDigest(test.db)
    const slug = await create()
    const answer = await undo(slug, maker, { 'idempotency-key': `undo-${slug}` })
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(await databaseDigest(test.db)).toBe(before)
    expect((await maker.get(`/api/v1/programs/${slug}/board`)).statusCode).toBe(404)
    expect((await undo(slug)).statusCode).toBe(404)
    const line = test
      .logText()
      .split('\n')
      .find((each) => each.includes('program creation undone'))
    expect(line).toContain(`"program":"${slug}"`)
    expect(line).toContain(maker.userId)
    // The address is free again.
    expect((await maker.post('/api/v1/programs/import', { body: { text: testPlanText(slug) } })).statusCode).toBe(201)
  })

  it('is refused once anything was written in it, with the reason', async () => {
    const slug = await create()
    expect((await maker.post(`/api/v1/programs/${slug}/owners`, { body: { handle: '@new', name: '' } })).statusCode).toBe(201)
    const before = await databaseDigest(test.db)
    const answer = await undo(slug)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'undo_refused'])
    expect(answer.json().issues.map(({ code }: { code: string }) => code)).toEqual(['changed_since'])
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('is refused to another lead, to others, and for a program that nobody here made', async () => {
    const slug = await create()
    const program = await loadStoredProgram(test.db, { slug })
    const there = { id: program?.id ?? '', slug }
    const before = await databaseDigest(test.db)
    expect((await undo(maker.program.slug)).json().issues.map(({ code }: { code: string }) => code)).toEqual(['not_the_maker'])
    expect((await undo(slug, await aLead(test))).statusCode).toBe(404)
    expect((await undo(slug, await aLead(test, there))).json().code).toBe('undo_refused')
    expect((await undo(slug, await anOwner(test, there))).statusCode).toBe(403)
    expect(await loadStoredProgram(test.db, { slug })).toEqual(await loadStoredProgram(test.db, { id: there.id }))
    expect(before).not.toBe('')
  })

  it('is refused after ten minutes', async () => {
    const slug = await create()
    test.clock.advance({ minutes: 11 })
    expect((await undo(slug)).json().issues.map(({ code }: { code: string }) => code)).toEqual(['too_late'])
  })
})
