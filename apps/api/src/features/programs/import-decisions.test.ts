import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, databaseDigest, newSlug, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
})
afterAll(() => test.close())

const PARSE = '/api/v1/plans/parse'
const IMPORT = '/api/v1/programs/import'
const DOCUMENT = `# Quay Lights

**Date:** 2026-02-20 (UTC)
**Repo:** \`~/src/quay-lights\`

| Lane | Owner | Mission |
|---|---|---|
| **L1 Desk** | \`@desk-lead\` | Runs the days |

| Day | L1 Desk | Gate |
|---|---|---|
| D0 | Scope lock | G0 Scope locked |
| D1 | Switch on | G1 Lights on |
`
interface Read {
  readonly plan: Record<string, unknown> | null
  readonly report: {
    readonly lines: readonly { line: number; status: string; entities: readonly { kind: string; key: string }[] }[]
    readonly warnings: readonly { code: string; line?: number }[]
    readonly inferred: readonly { id: string; clearable: boolean }[]
  }
}
const read = async (more: object = {}): Promise<Read> => {
  const answer = await lead.post(PARSE, { body: { text: DOCUMENT, fileName: 'quay.md', ...more } })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
const open = ({ report }: Read) => report.lines.filter(({ status }) => status === 'unmapped').map(({ line }) => line)

describe('a document with what a person settled about it', () => {
  it('is shown and stored the same: the server reads the text again each time', async () => {
    expect(open(await read())).toEqual([4])
    const slug = newSlug()
    const settled = {
      head: { slug, name: 'Quay Lights at night' },
      decisions: [{ line: 4, as: 'repository', repository: 'acme/quay-lights' }],
    }
    const shown = await read(settled)
    expect(open(shown)).toEqual([])
    expect(shown.report.lines[3]).toMatchObject({ status: 'mapped', entities: [{ kind: 'release_target', key: 'acme/quay-lights' }] })
    const imported = await lead.post(IMPORT, { body: { text: DOCUMENT, fileName: 'quay.md', ...settled } })
    expect([imported.statusCode, imported.json().slug]).toEqual([201, slug])
    expect((await lead.get(`/api/v1/programs/${slug}/plan`)).json()).toEqual(shown.plan)
  })

  it('keeps a line that was set aside as a note with its reason', async () => {
    const slug = newSlug()
    const decisions = [{ line: 4, as: 'set_aside', reason: 'It is on my machine.' }]
    expect((await lead.post(IMPORT, { body: { text: DOCUMENT, head: { slug }, decisions } })).statusCode).toBe(201)
    const { notes } = (await lead.get(`/api/v1/programs/${slug}/plan`)).json()
    expect(notes).toContainEqual(
      expect.objectContaining({ kind: 'set_aside', text: '**Repo:** `~/src/quay-lights`', reason: 'It is on my machine.' }),
    )
  })

  it('tells whoever decides nothing which lines became nothing', async () => {
    const imported = await lead.post(IMPORT, { body: { text: DOCUMENT, head: { slug: newSlug() } } })
    expect(imported.json().warnings).toContainEqual(expect.objectContaining({ code: 'line_unmapped', line: 4 }))
  })

  it('takes an inferred fact back', async () => {
    const fact = (await read()).report.inferred.find(({ clearable }) => clearable)
    if (fact === undefined) throw new Error('the document should leave something to conclude')
    const after = await read({ decisions: [{ inferred: fact.id, keep: false }] })
    expect(after.report.inferred.map(({ id }) => id)).not.toContain(fact.id)
  })

  it('stores nothing where the decisions spoil the plan, and names the line', async () => {
    const body = {
      text: DOCUMENT,
      head: { slug: newSlug() },
      decisions: [{ line: 4, as: 'task', title: 'x', lane: 'L9', start: 0, finish: 0, priority: 'P1' }],
    }
    const before = await databaseDigest(test.db)
    const refused = await lead.post(IMPORT, { body })
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'plan_invalid'])
    expect(refused.json().issues).toContainEqual(expect.objectContaining({ code: 'key_unknown', line: 4 }))
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it.each([
    ['an unknown kind', { decisions: [{ line: 4, as: 'nonsense' }] }],
    ['an unknown field', { decisions: [{ line: 4, as: 'note', key: 'x' }] }],
    ['a key that is an object', { decisions: [{ line: 4, as: 'gate', title: 'x', at: 1, key: { $ne: '' } }] }],
    ['a plan of its own', { plan: { gatehouse: 1 } }],
    ['an unknown head field', { head: { owner: 'me' } }],
  ])('refuses %s', async (_, more) => {
    const answer = await lead.post(PARSE, { body: { text: DOCUMENT, ...more } })
    expect(answer.statusCode).toBe(400)
  })
})
