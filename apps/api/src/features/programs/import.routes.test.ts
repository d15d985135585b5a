import { loadSamplePlans } from '@gatehouse/plan-io'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, databaseDigest, newSlug, type Persona, startTestApp, type TestApp, testPlanText, withToken } from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
})
afterAll(() => test.close())

const IMPORT = '/api/v1/programs/import'
const exported = async (slug: string, format = 'yaml'): Promise<string> =>
  (await lead.get(`/api/v1/programs/${slug}/export?format=${format}`)).body
const renamed = (text: string, from: string, to: string): string =>
  text.replace(`slug: ${from}`, `slug: ${to}`).replace(`"slug": "${from}"`, `"slug": "${to}"`)

describe('import and export', () => {
  it.each(loadSamplePlans().map(({ slug, planText }) => [slug, planText] as const))(
    '%s comes back byte for byte',
    async (slug, planText) => {
      const first = newSlug()
      const imported = await lead.post(IMPORT, { body: { text: renamed(planText, slug, first), fileName: `${slug}.plan.yaml` } })
      expect(imported.statusCode).toBe(201)
      expect(imported.json()).toMatchObject({ slug: first, programRevision: 1, warnings: [] })
      for (const format of ['yaml', 'json']) {
        const out = await exported(first, format)
        const second = newSlug()
        expect((await lead.post(IMPORT, { body: { text: renamed(out, first, second), format } })).statusCode).toBe(201)
        expect(renamed(await exported(second, format), second, first)).toBe(out)
      }
    },
  )

  it('says what it stored and makes the importer its lead', async () => {
    const slug = newSlug()
    const imported = await lead.post(IMPORT, { body: { text: testPlanText(slug) } })
    expect(imported.json().counts).toMatchObject({ owners: 2, lanes: 2, tasks: 3, gates: 2, dependencies: 2, risks: 1 })
    expect(imported.headers.etag).toBe('"1"')
    const list = (await lead.get('/api/v1/programs')).json()
    expect(list.find((row: { slug: string }) => row.slug === slug)).toMatchObject({
      roles: ['lead'],
      gates: 2,
      gatesSigned: 0,
      periodLabel: 'D5',
      endsOn: '2026-03-06',
      sample: false,
    })
    const [event] = (await lead.get(`/api/v1/programs/${slug}/log`)).json().events
    expect(event).toMatchObject({ action: 'program.imported', actor: 'Lena Lead', revision: 1, after: { slug } })
    const file = await lead.get(`/api/v1/programs/${slug}/export?format=json`)
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${slug}.plan.json"`)
    expect((await lead.get(`/api/v1/programs/${slug}/plan`)).json()).toEqual(JSON.parse(file.body))
  })

  it.each(['application/yaml', 'text/yaml', 'application/x-yaml; charset=utf-8'])('takes the bare text as %s', async (type) => {
    const slug = newSlug()
    const answer = await lead.post(IMPORT, { body: testPlanText(slug), headers: { 'content-type': type } })
    expect([answer.statusCode, answer.json().slug]).toEqual([201, slug])
  })

  it('takes the plan itself as JSON', async () => {
    const first = newSlug()
    await lead.post(IMPORT, { body: { text: testPlanText(first) } })
    const slug = newSlug()
    const plan = JSON.parse(renamed(await exported(first, 'json'), first, slug))
    const answer = await lead.post(IMPORT, { body: plan })
    expect([answer.statusCode, answer.json().slug]).toEqual([201, slug])
    expect(renamed(await exported(slug), slug, first)).toBe(await exported(first))
    const bad = await lead.post(IMPORT, { body: { ...plan, tasks: [{ key: 'T1' }] } })
    expect([bad.statusCode, bad.json().code]).toEqual([400, 'plan_invalid'])
  })

  it('takes other text types to look at, from a token, and stores nothing', async () => {
    const made = await lead.post('/api/v1/tokens', { body: { name: 'reader', scopes: ['read'] } })
    const reader = withToken(test, made.json().token)
    const before = await databaseDigest(test.db)
    for (const type of ['application/yaml', 'text/markdown', 'text/plain']) {
      const answer = await reader.post('/api/v1/plans/parse', { body: testPlanText('looked-at'), headers: { 'content-type': type } })
      expect([answer.statusCode, answer.json().plan?.program.slug]).toEqual([200, 'looked-at'])
      expect(answer.json().report.lines.every((line: { status: string }) => line.status !== 'unmapped')).toBe(true)
    }
    const notPlan = await reader.post('/api/v1/plans/parse', {
      body: '# Notes\n\nNothing here.',
      headers: { 'content-type': 'text/markdown' },
    })
    expect([notPlan.statusCode, notPlan.json().plan]).toEqual([200, null])
    expect((await reader.post(IMPORT, { body: { text: testPlanText(newSlug()) } })).statusCode).toBe(403)
    expect(await databaseDigest(test.db)).toBe(before)
  })
})

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, i) => `${'bcdefghijklm'[i]}: &${'bcdefghijklm'[i]} [${Array.from({ length: 9 }, () => `*${'abcdefghijkl'[i]}`).join(',')}]`).join('\n')}\n`
const deep = `gatehouse: 1\nprogram: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`
const good = (): string => testPlanText(newSlug())

describe('a bad plan', () => {
  it.each([
    ['a YAML bomb', () => bomb],
    ['deep nesting', () => deep],
    ['__proto__ as a key', () => `${good()}\n__proto__: {admin: true}\n`],
    ['an unknown key', () => good().replace('cadence: day', 'cadence: day, colour: red')],
    ['a duplicate key', () => good().replace('{key: T2,', '{key: T1,')],
    ['an unknown reference', () => good().replace('ref: T1', 'ref: T77')],
    ['a cycle', () => good().replace('gate: G1, checklist', 'gate: G1, after: [{ref: T2}], checklist')],
    ['a period out of range', () => good().replace('start: 4, finish: 7', 'start: 4, finish: 70')],
    ['a javascript: link', () => good().replace('repository: acme/', 'repository: "javascript:alert(1)//')],
    ['a short SHA', () => good().replace('"1111111111111111111111111111111111111111"', '"1111111"')],
    ['an unknown time zone', () => good().replace('Asia/Kolkata', 'Mars/Olympus')],
    ['no plan at all', () => '# A heading\n\nAnd a paragraph.\n'],
    ['nothing', () => ''],
  ])('%s is refused with lines, and nothing is stored', async (_, text) => {
    const before = await databaseDigest(test.db)
    const began = performance.now()
    const answer = await lead.post(IMPORT, { body: { text: text() } })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'plan_invalid'])
    expect(answer.json().issues.length).toBeGreaterThan(0)
    expect(answer.json().issues.every((issue: { line?: number; message: string }) => (issue.line ?? 0) >= 1 && issue.message !== '')).toBe(
      true,
    )
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('lists all problems at once, with their lines', async () => {
    const text = good()
      .replace('{key: T2,', '{key: T1,')
      .replace('start: 4, finish: 6', 'start: 4, finish: 60')
      .replace('probability: low', 'probability: maybe')
    const { issues } = (await lead.post(IMPORT, { body: { text } })).json()
    const lines = text.split('\n')
    expect(issues.length).toBeGreaterThanOrEqual(3)
    for (const issue of issues) expect(lines[issue.line - 1]).toBeDefined()
  })

  it('with a taken address is refused, also when two come at once', async () => {
    const text = good()
    const answers = await Promise.all(Array.from({ length: 5 }, () => lead.post(IMPORT, { body: { text } })))
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409, 409, 409])
    expect(answers.find((answer) => answer.statusCode === 409)?.json()).toMatchObject({
      code: 'key_taken',
      issues: [{ path: 'program.slug' }],
    })
  })

  it('that is too big is a 413, in JSON and bare', async () => {
    const before = await databaseDigest(test.db)
    const huge = `${good()}# ${'x'.repeat(7_000_000)}`
    expect((await lead.post(IMPORT, { body: { text: huge } })).statusCode).toBe(413)
    expect((await lead.post(IMPORT, { body: huge, headers: { 'content-type': 'application/yaml' } })).statusCode).toBe(413)
    const large = `${good()}# ${'x'.repeat(5_400_000)}`
    expect((await lead.post(IMPORT, { body: large, headers: { 'content-type': 'application/yaml' } })).statusCode).toBeGreaterThanOrEqual(
      400,
    )
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it.each([
    ['text/plain', 415],
    ['text/html', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
  ])('sent as %s is not taken', async (type, status) => {
    const before = await databaseDigest(test.db)
    expect((await lead.post(IMPORT, { body: good(), headers: { 'content-type': type } })).statusCode).toBe(status)
    expect(await databaseDigest(test.db)).toBe(before)
  })
})
