/** Importing, exporting and attaching as a process, against a real server. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGatehouse, type Gatehouse, type RunOptions, SOURCE_COMMAND } from './testing/run-gatehouse.ts'
import { LEAD_TOKEN, type RunningApi, START_TIMEOUT, startApi } from './testing/start-api.ts'
import { COMMIT_GATE, LATER_GATE, LINK_GATE, planWithGates, SHA } from './testing/test-plans.ts'

let api: RunningApi
let cli: Gatehouse
beforeAll(async () => {
  api = await startApi()
  cli = await buildGatehouse({ GATEHOUSE_URL: api.url, GATEHOUSE_TOKEN: LEAD_TOKEN })
}, START_TIMEOUT)
afterAll(async () => {
  await api?.stop()
  cli?.remove()
})

const run = (args: readonly string[], options?: RunOptions) => cli.run(args, options)
const answerOf = (stdout: string) => JSON.parse(stdout) as Record<string, unknown>
const slugs = async () => (await api.lead.send<readonly { slug: string }[]>('GET', '/api/v1/programs')).map(({ slug }) => slug)
const boardOf = (slug: string) =>
  api.lead.send<{
    program: { revision: number; name: string }
    gates: readonly { key: string; title: string; requirements: readonly { evidence: readonly object[] }[] }[]
  }>('GET', `/api/v1/programs/${slug}/board`)
const file = (name: string, text: string): string => {
  const path = join(cli.folder, name)
  writeFileSync(path, text)
  return path
}
const plan = (slug: string, gates: readonly string[] = [LINK_GATE, COMMIT_GATE, LATER_GATE]): string => planWithGates(slug, gates)
const withComment = (slug: string): string => `# a comment is not kept\n${plan(slug)}`

describe('import', () => {
  it('stores nothing on a dry run, and says what every line became', async () => {
    const { code, stdout } = await run(['import', file('dry.yaml', withComment('dry')), '--dry-run', '--lines'])
    expect(stdout).toMatch(/lines = \d+ mapped \+ 0 without content \+ 1 unmapped/)
    expect(stdout).toContain('→ unmapped: A comment is not kept.')
    expect(stdout).toContain('gate G7')
    expect(stdout).toContain('Dry run: nothing was stored.')
    expect(code).toBe(0)
    expect(await slugs()).not.toContain('dry')
  })

  it('takes no unmapped line when it is strict, and takes it when it is not', async () => {
    const path = file('strict.yaml', withComment('strict'))
    const strict = await run(['import', path, '--strict', '--json'])
    expect(strict.code).toBe(1)
    expect(answerOf(strict.stdout)).toMatchObject({
      exitCode: 1,
      outcome: 'unmapped',
      summary: { format: 'yaml', unmapped: 1 },
      unmapped: [{ line: 1, text: '# a comment is not kept', reason: 'A comment is not kept.' }],
    })
    expect(await slugs()).not.toContain('strict')
    const lax = await run(['import', path])
    expect(lax.stdout).toContain('Created strict: ')
    expect(lax.stdout).toContain(`${api.url}/p/strict`)
    expect(lax.code).toBe(0)
    expect(await slugs()).toContain('strict')
  })

  it('reads standard input, by the source as by the built file', async () => {
    const piped = await run(['import', '-', '--strict', '--json', '--slug', 'piped'], { input: plan('other'), command: SOURCE_COMMAND })
    expect(answerOf(piped.stdout)).toMatchObject({ exitCode: 0, outcome: 'created', program: 'piped', revision: 1, unmapped: [] })
    expect([piped.code, piped.stderr]).toEqual([0, ''])
    expect((await boardOf('piped')).gates).toHaveLength(3)
  })

  it('tells every problem with its line, and that nothing was stored', async () => {
    const wrong = plan('wrong').replace('at: 1,', 'at: 99,').replace('accepts: [doc]', 'accepts: [rumour]')
    const { code, stdout, stderr } = await run(['import', file('wrong.yaml', wrong)])
    expect(stdout).toMatch(/line \d+.*gates/)
    expect(stdout).toContain('rumour')
    expect(stderr).toContain('Nothing was stored.')
    expect(code).toBe(1)
    const again = await run(['import', '-'], { input: plan('strict') })
    expect(again.stderr).toContain('--program')
    expect(again.code).toBe(1)
  })

  it.each([
    ['bytes that are no text', Buffer.from([0x67, 0xff, 0xfe]), /not UTF-8/],
    ['an empty file', Buffer.from(' \n'), /is empty/],
    ['too much', Buffer.alloc(5_000_001, 'a'), /at most 5000000/],
  ])('refuses %s before it is sent', async (_, bytes, said) => {
    const path = join(cli.folder, 'odd.yaml')
    writeFileSync(path, bytes)
    const { code, stderr } = await run(['import', path], { env: { GATEHOUSE_URL: 'http://gatehouse.invalid' } })
    expect(stderr).toMatch(said)
    expect(code).toBe(2)
  })
})

describe('import into a program', () => {
  const renamed = (slug: string): string =>
    plan(slug, [LINK_GATE.replace('Engine accepted', 'Engine taken over'), COMMIT_GATE]).replace('goal: Fly', 'goal: Fly home')

  it('shows the difference, applies nothing without a yes, and applies it with one', async () => {
    await run(['import', '-'], { input: plan('change') })
    const path = file('change.yaml', renamed('change'))
    const dry = await run(['import', path, '--program', 'change', '--dry-run'])
    expect(dry.stdout).toMatch(/~ changed {2}gate G1/)
    expect(dry.stdout).toContain('title: Engine accepted → Engine taken over')
    expect(dry.stdout).toMatch(/- gone {5}gate G7/)
    expect(dry.code).toBe(0)
    const unasked = await run(['import', path, '--program', 'change'])
    expect(unasked.stderr).toContain('--yes')
    expect(unasked.code).toBe(2)
    expect((await boardOf('change')).program.revision).toBe(1)
    const applied = await run(['import', path, '--program', 'change', '--yes', '--json'])
    expect(answerOf(applied.stdout)).toMatchObject({
      exitCode: 0,
      outcome: 'updated',
      program: 'change',
      diff: { gone: expect.any(Array) },
    })
    expect((await boardOf('change')).gates.map(({ title }) => title)).toEqual(['Engine taken over', 'Code frozen'])
    const again = await run(['import', path, '--program', 'change', '--yes'])
    expect(again.stdout).toContain('nothing would change')
    expect(again.code).toBe(0)
  })

  it('is refused as a whole, with every reason, where it would lose proof', async () => {
    await run(['import', '-'], { input: plan('keep') })
    await api.lead.send('POST', '/api/v1/programs/keep/evidence', {
      ...{ gateKey: 'G7', requirementKey: 'G7.1', type: 'doc', title: 'Poll', reference: 'docs/poll.md' },
    })
    const { revision } = (await boardOf('keep')).program
    const { code, stdout, stderr } = await run(['import', '-', '--program', 'keep', '--yes', '--json'], { input: renamed('keep') })
    expect(answerOf(stdout)).toMatchObject({
      exitCode: 1,
      outcome: 'refused',
      refusals: [expect.objectContaining({ message: expect.stringContaining('G7') })],
    })
    expect(stderr).toContain('Nothing was stored.')
    expect(code).toBe(1)
    expect((await boardOf('keep')).program.revision).toBe(revision)
  })

  it('is 2 for a program that is not there', async () => {
    expect((await run(['import', '-', '--program', 'nowhere', '--yes'], { input: plan('nowhere') })).code).toBe(2)
  })
})

describe('export', () => {
  it.each(['yaml', 'json', 'markdown'] as const)('%s is imported again as the same plan', async (format) => {
    const slug = `round-${format}`
    await run(['import', '-'], { input: plan(slug) })
    const written = await run(['export', slug, '--format', format, '-o', `${slug}.${format}`])
    expect([written.code, written.stdout]).toEqual([0, ''])
    expect(written.stderr).toMatch(/^Wrote .* \(\d+ bytes\)\.$/m)
    const printed = await run(['export', slug, '--format', format])
    expect(readFileSync(join(cli.folder, `${slug}.${format}`), 'utf8')).toBe(printed.stdout)
    expect(statSync(join(cli.folder, `${slug}.${format}`)).size).toBe(Buffer.byteLength(printed.stdout))
    const update = await run(['import', `${slug}.${format}`, '--program', slug, '--strict', '--dry-run', '--json'])
    expect(answerOf(update.stdout)).toMatchObject({ exitCode: 0, diff: { added: [], changed: [], gone: [] }, summary: { unmapped: 0 } })
    const copy = await run(['import', '-', '--slug', `${slug}-copy`, '--json'], { input: printed.stdout })
    expect(copy.code).toBe(0)
    const copied = await run(['export', `${slug}-copy`, '--format', format])
    expect(copied.stdout.replaceAll(`${slug}-copy`, slug)).toBe(printed.stdout)
  })

  it('writes the other formats as the server does', async () => {
    const csv = await run(['export', 'strict', '--format', 'csv', '--list', 'gates'])
    expect(csv.stdout.split(/\r?\n/).filter((row) => row.includes('G1'))).toHaveLength(1)
    expect((await run(['export', 'strict', '--format', 'report'])).stdout).toContain('NO-GO')
    expect((await run(['export', 'strict', '--list', 'gates'])).code).toBe(2)
  })

  it('leaves the old file whole when it cannot write, or has nothing to write', async () => {
    writeFileSync(join(cli.folder, 'kept.yaml'), 'old')
    expect((await run(['export', 'nowhere', '-o', 'kept.yaml'])).code).toBe(2)
    expect(readFileSync(join(cli.folder, 'kept.yaml'), 'utf8')).toBe('old')
    const lost = await run(['export', 'strict', '-o', 'no/such/folder/a.yaml'])
    expect(lost.stderr).toContain('cannot be written (ENOENT)')
    expect(lost.code).toBe(2)
    expect(existsSync(join(cli.folder, 'no'))).toBe(false)
    expect(readdirSync(cli.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe('evidence add', () => {
  const proof = [
    '--program',
    'proof',
    '--gate',
    'G2',
    '--requirement',
    'G2.1',
    '--url',
    'https://github.com/acme/proof/actions/runs/17',
    '--sha',
    SHA,
  ]
  const add = (more: readonly string[] = [], token = LEAD_TOKEN) =>
    run(['evidence', 'add', ...proof, ...more], { env: { GATEHOUSE_TOKEN: token } })
  const attached = async () => (await boardOf('proof')).gates.find(({ key }) => key === 'G2')?.requirements[0]?.evidence ?? []

  it('attaches once, however often a job runs again, and also when two run at once', async () => {
    await run(['import', '-'], { input: plan('proof') })
    const { token } = await api.lead.send<{ token: string }>('POST', '/api/v1/tokens', {
      name: 'CI',
      scopes: ['evidence'],
      programSlug: 'proof',
    })
    const both = await Promise.all([add(['--json'], token), add(['--json'], token)])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const again = await add([], token)
    expect(again.stdout).toContain('Attached already to G2/G2.1 of proof: ci_run “Run 17 of acme/proof”')
    expect(again.code).toBe(0)
    expect(await attached()).toMatchObject([{ type: 'ci_run', sha: SHA, freshness: 'pending' }])
    expect(cli.said()).not.toContain(token)
  })

  it('attaches again what was withdrawn, because it is asked to, and says so', async () => {
    const [piece] = (await attached()) as readonly { id: string; revision: number }[]
    await api.lead.send('POST', `/api/v1/programs/proof/evidence/${piece?.id ?? ''}/withdraw`, { reason: 'Wrong run' }, piece?.revision)
    expect(await attached()).toEqual([])
    const { code, stdout, stderr } = await add()
    expect(stderr).toContain('was attached before and withdrawn')
    expect(stdout).toContain('Attached to G2/G2.1 of proof')
    expect(code).toBe(0)
    expect(await attached()).toHaveLength(1)
  })

  it('is refused with what the requirement takes and how to say it', async () => {
    const { code, stderr } = await add(['--type', 'doc'])
    expect(stderr).toContain('G2.1 takes code, ci_run, not doc.')
    expect(stderr).toContain('--type')
    expect(code).toBe(1)
    const gone = await run(['evidence', 'add', '--program', 'proof', '--gate', 'G9', '--requirement', 'G9.1', '--sha', SHA])
    expect(gone.stderr).toContain('gatehouse status SLUG')
    expect(gone.code).toBe(2)
    expect(await attached()).toHaveLength(1)
  })
})

describe('evidence add of a document, a file and a report', () => {
  const EVERY = 'key: G1, title: All, at: 0, requirements: [{key: G1.1, text: Proof, accepts: [doc, contract, test, artifact], min: 1}]'
  const add = (...more: readonly string[]) =>
    run(['evidence', 'add', '--program', 'typed', '--gate', 'G1', '--requirement', 'G1.1', ...more, '--json'])
  const outcomeOf = async (ended: ReturnType<typeof add>) => {
    const { code, stdout, stderr } = await ended
    expect([code, stderr]).toEqual([0, expect.any(String)])
    const { outcome, evidence } = answerOf(stdout) as {
      outcome: string
      evidence: { id: string; freshness: string; observation: object | null }
    }
    return { outcome, ...evidence }
  }

  it('sends the section of a document once, and again when it has changed', async () => {
    await run(['import', '-'], { input: plan('typed', [EVERY]) })
    const board = (points: string, rest = 'old') => file('board.md', `# Board\n## Open points\n- ${points}\n## Rest\n${rest}\n`)
    board('none')
    const doc = ['--doc', 'board.md', '--heading', 'Open points']
    const first = await outcomeOf(add(...doc))
    expect(first).toMatchObject({ outcome: 'attached', freshness: 'fresh' })
    board('none', 'new')
    expect(await outcomeOf(add(...doc))).toMatchObject({ outcome: 'attached_already', id: first.id })
    board('one')
    const next = await outcomeOf(add(...doc, '--replaces', first.id))
    expect(next).toMatchObject({ outcome: 'attached', replaces: first.id })
    expect((await add('--doc', 'board.md', '--heading', 'Closed')).code).toBe(1)
  })

  it('uploads a file once, and reads the one test in a report', async () => {
    file('app.bin', 'bytes')
    const once = await outcomeOf(add('--file', 'app.bin'))
    expect(once).toMatchObject({ outcome: 'attached', file: { name: 'app.bin', size: 5 } })
    expect(await outcomeOf(add('--file', 'app.bin'))).toMatchObject({ outcome: 'attached_already', id: once.id })
    file('app.bin', 'other')
    expect((await outcomeOf(add('--file', 'app.bin'))).outcome).toBe('attached')
    file('junit.xml', '<testsuite name="login"><testcase name="asks again"/></testsuite>')
    const test = ['--suite', 'login', '--report', 'junit.xml', '--test']
    expect(await outcomeOf(add(...test, 'asks again'))).toMatchObject({ freshness: 'fresh', details: { outcome: 'passed' } })
    expect(await outcomeOf(add(...test, 'gives up'))).toMatchObject({ freshness: 'unknown', details: { outcome: 'missing' } })
    const nowhere = await add('--suite', 's', '--test', 't', '--report', 'nowhere.xml')
    expect([nowhere.code, nowhere.stdout]).toEqual([2, expect.stringContaining('nowhere.xml cannot be read')])
  })
})

describe('a token', () => {
  it('that is wrong, or may not, ends with 2 and how to mend it', async () => {
    const { token } = await api.lead.send<{ token: string }>('POST', '/api/v1/tokens', { name: 'Reader', scopes: ['read'] })
    const wrong = 'gh_this-token-was-never-made-by-anybody-at-all'
    const asked = [
      await run(['status', 'strict'], { env: { GATEHOUSE_TOKEN: wrong } }),
      await run(['export', 'strict'], { env: { GATEHOUSE_TOKEN: wrong } }),
      await run(['import', '-'], { input: plan('new'), env: { GATEHOUSE_TOKEN: wrong } }),
    ]
    for (const { code, stdout, stderr } of asked) {
      expect(stderr).toMatch(/wrong, revoked or expired.*GATEHOUSE_TOKEN/)
      expect([code, stdout]).toEqual([2, ''])
    }
    const reading = await run(['import', '-'], { input: plan('new'), env: { GATEHOUSE_TOKEN: token } })
    expect(reading.stderr).toMatch(/scope read; the request needs write/)
    expect(reading.code).toBe(2)
    expect(await slugs()).not.toContain('new')
    expect(cli.said()).not.toContain(token)
    expect(cli.said()).not.toContain(wrong)
  })

  it('may be in a file, and is nowhere in what was said', async () => {
    const path = file('token', `${LEAD_TOKEN}\n`)
    const { code } = await run(['status', 'strict', '--token-file', path], { env: { GATEHOUSE_TOKEN: '' } })
    expect(code).toBe(0)
    expect(cli.said()).not.toContain(LEAD_TOKEN)
    expect(cli.said().length).toBeGreaterThan(5_000)
  })
})
