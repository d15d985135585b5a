import { diffPlans, isEmptyDiff, type Plan } from '@gatehouse/core'
import { loadSamplePlans, parsePlanFile } from '@gatehouse/plan-io'
import { readExportedMarkdown } from '@gatehouse/plan-io/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aLead,
  aProgram,
  aStranger,
  aViewer,
  newSlug,
  type Persona,
  startTestApp,
  type TestApp,
  testPlanText,
} from '../../testing/index.ts'

let test: TestApp
let lead: Persona
let viewer: Persona
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
  viewer = await aViewer(test, lead.program)
})
afterAll(() => test.close())

const FORMATS = ['yaml', 'json', 'markdown', 'csv', 'report'] as const
const exportUrl = (slug: string, query: string): string => `/api/v1/programs/${slug}/export?${query}`
const planOf = (text: string): Plan => {
  const parsed = parsePlanFile(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.plan
}

describe('export', () => {
  it.each([
    ['format=yaml', 'application/yaml', 'plan.yaml'],
    ['format=json', 'application/json', 'plan.json'],
    ['format=markdown', 'text/markdown', 'plan.md'],
    ['format=csv', 'text/csv', 'plan.csv'],
    ['format=csv&list=tasks', 'text/csv', 'tasks.csv'],
    ['format=csv&list=gates', 'text/csv', 'gates.csv'],
    ['format=csv&list=risks', 'text/csv', 'risks.csv'],
    ['format=report', 'text/markdown', 'status.2026-02-25.md'],
  ])('%s is a download of its type, also for a viewer', async (query, type, ending) => {
    const answer = await viewer.get(exportUrl(lead.program.slug, query))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`)
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${lead.program.slug}.${ending}"`)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.body).toMatch(/Build it|Built|build/)
  })

  it('is not there for strangers, in any format', async () => {
    const stranger = await aStranger(test)
    for (const format of FORMATS) {
      const theirs = await stranger.get(exportUrl(lead.program.slug, `format=${format}`))
      const nobodys = await stranger.get(exportUrl('no-such-program', `format=${format}`))
      expect([theirs.statusCode, theirs.json().code]).toEqual([404, nobodys.json().code])
    }
  })

  it('refuses formats and lists that do not exist, and a list where there is none', async () => {
    for (const query of ['format=docx', 'format=csv&list=lanes', 'format=yaml&list=tasks', 'format=csv&sheet=1']) {
      const answer = await lead.get(exportUrl(lead.program.slug, query))
      expect([query, answer.statusCode, answer.json().code]).toEqual([query, 400, 'bad_request'])
    }
  })

  it('is sent once per revision, except for the report, which is about now', async () => {
    for (const format of FORMATS.filter((each) => each !== 'report')) {
      const first = await lead.get(exportUrl(lead.program.slug, `format=${format}`))
      const again = await lead.get(exportUrl(lead.program.slug, `format=${format}`), {
        headers: { 'if-none-match': String(first.headers.etag) },
      })
      expect([again.statusCode, again.body]).toEqual([304, ''])
    }
    const report = await lead.get(exportUrl(lead.program.slug, 'format=report'), { headers: { 'if-none-match': '*' } })
    expect([report.statusCode, report.headers.etag, report.headers['cache-control']]).toEqual([200, undefined, 'private, no-store'])
  })
})

describe('a program as a Markdown document', () => {
  it.each(loadSamplePlans().map(({ slug, planText }) => [slug, planText] as const))(
    '%s reads back as the same plan',
    async (slug, planText) => {
      const stored = newSlug()
      const imported = await lead.post('/api/v1/programs/import', { body: { text: planText.replace(`slug: ${slug}`, `slug: ${stored}`) } })
      expect(imported.statusCode).toBe(201)
      const document = (await lead.get(exportUrl(stored, 'format=markdown'))).body
      const read = readExportedMarkdown(document)
      const expected = planOf((await lead.get(exportUrl(stored, 'format=yaml'))).body)
      expect(read?.plan).toStrictEqual(expected)
      expect(read?.report.lines.filter((line) => line.status === 'unmapped')).toEqual([])
      expect(isEmptyDiff(diffPlans(expected, read?.plan ?? expected))).toBe(true)

      const parsed = await lead.post('/api/v1/plans/parse', { body: document, headers: { 'content-type': 'text/markdown' } })
      expect(parsed.statusCode).toBe(200)
      expect(parsed.json().plan).toEqual((await lead.get(`/api/v1/programs/${stored}/plan`)).json())
      const copy = newSlug()
      const again = await lead.post('/api/v1/programs/import', {
        body: { text: document.replace(`**Slug:** ${stored}`, `**Slug:** ${copy}`), fileName: 'plan.md' },
      })
      expect([again.statusCode, again.json().slug]).toEqual([201, copy])
      const copied = (await lead.get(exportUrl(copy, 'format=yaml'))).body
      expect(copied.replace(`slug: ${copy}`, `slug: ${stored}`)).toBe((await lead.get(exportUrl(stored, 'format=yaml'))).body)
    },
  )
})

describe('a program as CSV', () => {
  it('runs nothing in a spreadsheet and tells the state of gates', async () => {
    const program = await aProgram(test, (slug) =>
      testPlanText(slug)
        .replace('title: Build it', `title: "=HYPERLINK(\\"https://evil.example\\",\\"Build it\\")"`)
        .replace('title: It does not build', 'title: "@SUM(1)"'),
    )
    const reader = await aViewer(test, program)
    const { body } = await reader.get(exportUrl(program.slug, 'format=csv'))
    expect(body).toContain(`"'=HYPERLINK(""https://evil.example"",""Build it"")"`)
    expect(body).toContain(`"'@SUM(1)"`)
    expect(body).toContain('"gate","G1","Built","NotStarted"')
    expect(body).not.toMatch(/(?:^|,|\r\n)(?:"?[=+\-@\t]|"\r)/)
  })
})

describe('the status report', () => {
  it('tells the verdict, and what people did since yesterday', async () => {
    const owner = await aLead(test, await aProgram(test))
    const base = `/api/v1/programs/${owner.program.slug}`
    await owner.post(`${base}/blockers`, { body: { taskKey: 'T1', title: 'No <b>disk</b> | left', severity: 'P0' } })
    const { body } = await owner.get(exportUrl(owner.program.slug, 'format=report'))
    expect(body).toContain(`# Program ${owner.program.slug}: status on Wed 25 Feb 2026\n`)
    expect(body).toMatch(/^## ⊘ NO-GO: \d+ reasons?$/m)
    expect(body).toMatch(/^\| \*\*G1\*\* Built \| D4, Tue 24 Feb<br>\*\*due\*\*/m)
    expect(body).toMatch(
      /^\| \*\*B-1\*\* No \\<b\\>disk\\<\/b\\> \\\| left \| P0 \| T1 Build it \| open for 0 m of 12 h; 12 h 00 m left, due /m,
    )
    expect(body).toMatch(/^- \*\*Blocker B-1\*\* opened: .*\(Lena Lead, 25 Feb, \d\d:\d\d\)$/m)
    expect(body).toContain('| **R1** It does not build | high | low | open | Mend it | @owner-dev |')
    test.clock.advance({ days: 2 })
    const later = await owner.get(exportUrl(owner.program.slug, 'format=report'))
    expect(later.headers['content-disposition']).toContain('status.2026-02-27.md')
    expect(later.body).toContain('Nothing since 26 Feb, 00:00.')
    expect(later.body).toContain('overdue by')
    test.clock.advance({ days: -2 })
  })
})
