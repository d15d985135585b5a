/** What the import shows and asks, on answers of every kind; that the server keeps its side is tested against a real one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type InProcess, runInProcess } from '../../testing/in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'))
const document = join(folder, 'plan.md')
writeFileSync(document, '# Rocket\n\n| Lane | Owner |\n')

const line = (at: number, text: string, status: 'mapped' | 'decoration' | 'unmapped', kind = '', reason = '') => ({
  ...{ line: at, text, status, reason },
  entities: kind === '' ? [] : [{ kind, key: kind.toUpperCase() }],
})
const REPORT = {
  format: 'markdown',
  lines: [
    line(1, '# Rocket', 'mapped', 'program'),
    line(2, '', 'decoration'),
    line(3, '| Lane | Owner |', 'mapped', 'lane', 'The second column names owners.'),
    line(4, 'Call Bob', 'unmapped', '', 'No heading says what this is.'),
    line(5, 'Call Ann', 'unmapped', '', 'No heading says what this is.'),
    line(6, 'x\u001B[2J', 'unmapped', '', 'It says nothing.'),
  ],
  warnings: [{ code: 'weekday', message: '25 Feb 2026 is a Wednesday, not a Monday.', line: 3, hint: 'Check the date.' }],
  inferred: [
    {
      id: 'gate:G1:reviewers',
      clearable: true,
      line: 3,
      entity: { kind: 'gate', key: 'G1' },
      field: 'reviewers',
      value: '@lead',
      reason: 'Nobody is named, so the leads review.',
    },
  ],
  unresolved: [
    {
      ...{ id: 'task:T1:after', line: 3, entity: { kind: 'task', key: 'T1' }, field: 'after', text: 'the fuel thing', stands: null },
      candidates: [{ kind: 'task', key: 'T7', title: 'Fuel check' }],
    },
  ],
}
const NAMED = { kind: 'task', key: 'T2', title: 'Burn' }
const DIFF = {
  added: [{ ...NAMED, key: 'T3' }],
  changed: [
    {
      ...NAMED,
      fields: [
        { field: 'title', before: 'Fire', after: 'Burn' },
        { field: 'owners', before: [], after: ['@crew'] },
      ],
    },
  ],
  gone: [{ kind: 'gate', key: 'G9', title: 'Gone' }],
  renamed: [{ kind: 'task', from: 'T4', to: 'T5', title: 'Cool' }],
  possibleRenames: [{ kind: 'gate', from: 'G9', to: 'G8', title: 'Gone' }],
  progress: [{ ...NAMED, field: 'status', before: 'todo', after: 'done', taken: false }],
}
const NO_DIFF = { added: [], changed: [], gone: [], renamed: [], possibleRenames: [], progress: DIFF.progress }

const CHANGE_WARNINGS = [
  { code: 'slug', message: 'The program keeps its address.', path: 'program.slug' },
  { code: 'line', message: 'Told by the account.', line: 4 },
]
const CHANGED_MEANWHILE = {
  ...{ type: 'urn:gatehouse:problem:stale_revision', title: 'Changed meanwhile', status: 412, code: 'stale_revision' },
  ...{ detail: 'The program is at revision 43.', issues: [], requestId: 'req-1' },
}

let server: Server
let url: string
let diff: object
let refusals: object[]
let applyStatus: number
let asked: { path: string; ifMatch: string | undefined; body: Record<string, unknown> }[]
const answers: Record<string, () => object> = {
  '/api/v1/plans/parse': () => ({ plan: { gatehouse: 1, program: { slug: 'rocket' } }, report: REPORT }),
  '/api/v1/programs/rocket/plan/preview': () => ({ diff, refusals, warnings: CHANGE_WARNINGS, revision: 41 }),
  '/api/v1/programs/rocket/plan': () => (applyStatus === 412 ? CHANGED_MEANWHILE : { programRevision: 42, diff, warnings: [] }),
}
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => void (text += chunk.toString()))
    request.on('end', () => {
      asked.push({ path: request.url ?? '', ifMatch: request.headers['if-match'], body: JSON.parse(text) as Record<string, unknown> })
      if (request.url?.endsWith('/plan') === true) response.statusCode = applyStatus
      response.end(JSON.stringify(answers[request.url ?? '']?.() ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  diff = DIFF
  refusals = []
  applyStatus = 200
  asked = []
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})
const importIt = (args: readonly string[], world: InProcess = {}) =>
  runInProcess(['import', document, ...args], {
    ...world,
    env: { GATEHOUSE_URL: url, GATEHOUSE_TOKEN: 'gh_token-of-a-test', ...world.env },
  })
const paths = () => asked.map(({ path }) => path.replace(/^.*\//, ''))

describe('the account of a document', () => {
  it('adds up, shows every unmapped line with its reason, what was inferred and what is unresolved', async () => {
    const { code, stdout } = await importIt(['--dry-run'])
    expect(stdout).toBe(`${document}, read as Markdown
  6 lines = 2 mapped + 1 without content + 3 unmapped
  found: 1 program, 1 lane

Unmapped: 3 lines that nothing became of
     4  Call Bob
     5  Call Ann
          No heading says what this is.
     6  x�[2J
          It says nothing.

Unresolved references: 1
     3  task T1, after: “the fuel thing”
          Left empty. It may be: T7 Fuel check

Inferred: 1
     3  gate G1, reviewers = @lead: Nobody is named, so the leads review.

Warnings: 1
  - line 3: 25 Feb 2026 is a Wednesday, not a Monday. Check the date.

Dry run: nothing was stored.
`)
    expect(code).toBe(0)
    expect(paths()).toEqual(['parse'])
    expect(asked[0]?.body).toMatchObject({ fileName: 'plan.md', text: '# Rocket\n\n| Lane | Owner |\n' })
  })

  it('is read with what the caller settled, and so is what is stored', async () => {
    await importIt(['--format', 'text', '--slug', 'rocket', '--starts-on', '2026-03-02', '--time-zone', 'Europe/Berlin'])
    const settled = { format: 'text', head: { slug: 'rocket', startsOn: '2026-03-02', timeZone: 'Europe/Berlin' } }
    expect(asked.map(({ path }) => path)).toEqual(['/api/v1/plans/parse', '/api/v1/programs/import'])
    for (const { body } of asked) expect(body).toMatchObject(settled)
    expect((await importIt(['--slug', 'rocket', '--program', 'rocket'])).code).toBe(2)
  })

  it('tells the fate of every line with --lines', async () => {
    const { stdout } = await importIt(['--dry-run', '--lines'])
    expect(stdout).toContain('     3  | Lane | Owner |\n          → lane LANE (The second column names owners.)')
    expect(stdout).toContain('→ no content')
    expect(stdout).toContain('→ unmapped: It says nothing.')
  })

  it('is the same in JSON, on one document', async () => {
    const { stdout, stderr } = await importIt(['--dry-run', '--json'])
    const { summary, unmapped, unresolved, inferred, warnings, lines } = JSON.parse(stdout) as Record<string, unknown>
    expect(summary).toEqual({ format: 'markdown', lines: 6, mapped: 2, decoration: 1, unmapped: 3, entities: { program: 1, lane: 1 } })
    expect(unmapped).toHaveLength(3)
    expect([unresolved, inferred, warnings, lines]).toEqual([REPORT.unresolved, REPORT.inferred, REPORT.warnings, undefined])
    expect(stderr).toBe('')
  })
})

describe('a change', () => {
  it('is shown with signs and words, and what was done stays', async () => {
    const { stdout } = await importIt(['--program', 'rocket', '--dry-run'])
    expect(stdout.slice(stdout.indexOf('rocket: '))).toBe(`rocket: 1 added, 1 changed, 1 gone, 1 renamed
  + added    task T3 Burn
  > renamed  task T4 → T5 Cool
  ~ changed  task T2 Burn
               title: Fire → Burn
               owners: [] → ["@crew"]
  - gone     gate G9 Gone
  = progress task T2 Burn, status: the document says done, the program todo; the program’s stays
  1 possible rename; without being told, the old one goes and the new one comes:
    --rename gate:G9=G8   Gone
  Warnings of the change: 1
  - program.slug: The program keeps its address.

Dry run: nothing was stored.
`)
  })

  it.each([
    ['y\n', 0, ['parse', 'preview', 'plan']],
    ['YES\n', 0, ['parse', 'preview', 'plan']],
    ['\n', 1, ['parse', 'preview']],
    ['n\n', 1, ['parse', 'preview']],
    ['yesterday\n', 1, ['parse', 'preview']],
    ['', 1, ['parse', 'preview']],
  ])('is asked about on a terminal: %j', async (typed, code, requests) => {
    const ended = await importIt(['--program', 'rocket'], { typed, isTTY: true, env: { NO_COLOR: '1' } })
    expect(ended.stderr).toContain('Apply this to rocket? [y/N]')
    expect(ended.code).toBe(code)
    expect(paths()).toEqual(requests)
  })

  it('is applied to the revision that was shown, with what was asked for', async () => {
    const ended = await importIt([
      '--program',
      'rocket',
      '--yes',
      '--progress',
      'document',
      '--rename',
      'gate:G9=G8',
      '--rename',
      'task:T4=T5',
    ])
    expect(ended.stdout).toContain('Applied to rocket, now at revision 42.')
    expect(asked[2]).toMatchObject({
      ifMatch: '"41"',
      body: {
        progress: 'document',
        renames: [
          { kind: 'gate', from: 'G9', to: 'G8' },
          { kind: 'task', from: 'T4', to: 'T5' },
        ],
      },
    })
    expect(asked[2]?.body).toEqual(asked[1]?.body)
  })

  it('is not asked about, nor sent, where nothing would change or it would be refused', async () => {
    diff = NO_DIFF
    expect(await importIt(['--program', 'rocket'])).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing would change') })
    diff = DIFF
    refusals = [{ code: 'gate_locked', message: 'G1 is signed.', path: 'gates.G1', hint: 'Reopen it first.' }]
    const refused = await importIt(['--program', 'rocket', '--yes'])
    expect(refused.stderr).toContain('  - gates.G1: G1 is signed. Reopen it first.')
    expect(refused.code).toBe(1)
    expect(paths()).not.toContain('plan')
  })

  it('is not applied to another revision than the one that was shown', async () => {
    applyStatus = 412
    const ended = await importIt(['--program', 'rocket', '--yes', '--json'])
    expect(JSON.parse(ended.stdout)).toMatchObject({
      exitCode: 1,
      error: { code: 'stale_revision', mend: expect.stringContaining('again') },
    })
    expect(ended.code).toBe(1)
    expect(paths()).toEqual(['parse', 'preview', 'plan'])
  })

  it('is not applied where nobody can be asked', async () => {
    for (const world of [{}, { typed: 'y\n' }, { isTTY: true }]) expect((await importIt(['--program', 'rocket'], world)).code).toBe(2)
    expect((await importIt(['--program', 'rocket', '--json'], { typed: 'y\n', isTTY: true })).code).toBe(2)
    expect(paths()).not.toContain('plan')
  })
})
