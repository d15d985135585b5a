import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePlanText } from './documents.ts'
import { loadSamplePlans, MAX_PLAN_BYTES, MAX_PLAN_DEPTH, parsePlanFile } from './index.ts'
import { PLAN_TEXT } from './testing/plan-text.ts'

const codesOf = (text: string): readonly string[] => {
  const parsed = parsePlanFile(text)
  return parsed.ok ? [] : parsed.issues.map((issue) => issue.code)
}
/** Milliseconds and growth of the heap in MB. */
const measure = (work: () => void): { readonly ms: number; readonly mb: number } => {
  const before = process.memoryUsage().heapUsed
  const start = performance.now()
  work()
  return { ms: performance.now() - start, mb: (process.memoryUsage().heapUsed - before) / 1e6 }
}

const laughs = (levels: number): string => {
  const lines = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]']
  for (let level = 1; level <= levels; level += 1)
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    )
  return `${lines.join('\n')}\n`
}

describe('hostile plan files', () => {
  it('refuses a billion laughs in under 200 ms and without growing', () => {
    parsePlanFile(laughs(2))
    const { ms, mb } = measure(() => expect(codesOf(laughs(12))).toContain('alias'))
    expect(ms).toBeLessThan(200)
    expect(mb).toBeLessThan(50)
    expect(codesOf(`${PLAN_TEXT}${laughs(9).replaceAll(/^a/gm, 'x')}`)).toContain('alias')
  })

  it('refuses an alias to itself', () => {
    expect(codesOf(`${PLAN_TEXT}decisions: &d\n  - key: D1\n    title: x\n    self: *d\n`)).toEqual(['alias'])
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses %s as a key, in YAML and JSON, and pollutes nothing', (key) => {
    expect(codesOf(`${key}: {polluted: 1}\n${PLAN_TEXT}`)).toContain('forbidden_key')
    expect(codesOf(`{"gatehouse": 1, "${key}": {"polluted": 1}}`)).toContain('forbidden_key')
    expect(codesOf(`${PLAN_TEXT}metrics:\n  - {key: m, title: x, "${key}": 1}\n`)).toContain('forbidden_key')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    ['lists', (depth: number) => '['.repeat(depth)],
    ['closed lists', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
    ['flow maps', (depth: number) => '{a: '.repeat(depth)],
    ['JSON maps', (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
    ['block lists', (depth: number) => '- '.repeat(depth)],
    ['keys', (depth: number) => '? '.repeat(depth)],
    ['indented maps', (depth: number) => Array.from({ length: Math.min(depth, 1_000) }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
  ])('refuses %s nested deep, quickly', (_name, nest) => {
    const { ms } = measure(() => expect(codesOf(nest(500_000)).length).toBeGreaterThan(0))
    expect(ms).toBeLessThan(2_000)
    expect(
      codesOf(`${PLAN_TEXT}decisions:\n  - {key: D1, title: x, deep: ${'['.repeat(MAX_PLAN_DEPTH)}${']'.repeat(MAX_PLAN_DEPTH)}}`),
    ).toEqual(['too_deep'])
  })

  it('refuses more than 5 MB before reading it, counting bytes', () => {
    const { ms } = measure(() => {
      expect(codesOf('a'.repeat(MAX_PLAN_BYTES + 1))).toEqual(['too_large'])
      expect(codesOf('é'.repeat(MAX_PLAN_BYTES / 2 + 1))).toEqual(['too_large'])
      expect(codesOf(`${PLAN_TEXT}#${'x'.repeat(50_000_000)}`)).toEqual(['too_large'])
    })
    expect(ms).toBeLessThan(500)
  })

  it.each([
    ['closing brackets', ']'],
    ['commas', ','],
    ['anchors', '&a '],
    ['tags', '!a '],
    ['aliases', '*a '],
    ['quotes', '"a" '],
    ['pairs of brackets', '[]'],
    ['documents', '---\n'],
    ['directives', '%a\n'],
    ['comments', '#\n'],
    ['blank lines', '\n'],
    ['tabs', '\t'],
    ['colons', ': '],
    ['carriage returns', '\r'],
    ['one long word', 'a'],
  ])('survives 300 kB of %s, listing a bounded number of problems', (_name, piece) => {
    const text = piece.repeat(Math.floor(300_000 / piece.length))
    const { ms } = measure(() => {
      const codes = codesOf(text)
      expect(codes.length).toBeGreaterThan(0)
      expect(codes.length).toBeLessThanOrEqual(501)
    })
    expect(ms).toBeLessThan(10_000)
  })

  it('reads a map with 50,000 keys in linear time', () => {
    const text = `${PLAN_TEXT}${Array.from({ length: 50_000 }, (_, at) => `k${at}: 1`).join('\n')}\n`
    const { ms } = measure(() => expect(codesOf(text)).toHaveLength(501))
    expect(ms).toBeLessThan(10_000)
  })

  it('reads 10,000 tasks with 20,000 dependencies', () => {
    const tasks = Array.from(
      { length: 10_000 },
      (_, at) =>
        `  - {key: T${at}, lane: L1, title: "Task number ${at}", start: 0, finish: 1, priority: P2${at > 0 ? `, after: [{ref: T${at - 1}}]` : ''}}`,
    )
    const links = Array.from({ length: 10_000 }, (_, at) => `  - {from: T${at}, to: G2, note: late}`)
    const text = PLAN_TEXT.replace('tasks:\n', `tasks:\n${tasks.join('\n')}\n`)
      .replace('dependencies:\n', `dependencies:\n${links.join('\n')}\n`)
      .replaceAll('key: T1\n', 'key: X1\n')
      .replaceAll('key: T2\n', 'key: X2\n')
      .replace('after:\n      - {ref: T1}', 'after: [{ref: X1}]')
    expect(parsePlanFile(text)).toMatchObject({ ok: true })
  })
})

describe('any input at all', () => {
  const seeds = [PLAN_TEXT, ...loadSamplePlans().map((sample) => sample.planText.slice(0, 6_000))]
  const holds = (text: string): void => {
    for (const options of [{}, { format: 'json' as const }, { format: 'yaml' as const }]) {
      const parsed = parsePlanFile(text, options)
      if (parsed.ok) continue
      expect(parsed.issues.length).toBeGreaterThan(0)
      const lines = parsed.issues.map((issue) => issue.line ?? 0)
      expect(lines.every((line) => line >= 1 && line <= text.split('\n').length)).toBe(true)
      expect(lines).toEqual(lines.toSorted((a, b) => a - b))
    }
    const { report, plan } = parsePlanText(text)
    expect(report.lines.map((line) => line.line)).toEqual(report.lines.map((_, index) => index + 1))
    expect(report.lines.every((line) => (line.status === 'unmapped') === (line.reason !== '' && line.status === 'unmapped'))).toBe(true)
    if (plan !== null) expect(report.lines.filter((line) => line.status === 'mapped').every((line) => line.entities.length > 0)).toBe(true)
  }

  it('never throws on text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 })), holds), { numRuns: 300 })
  })

  it('never throws on bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => holds(new TextDecoder().decode(bytes))),
      { numRuns: 200 },
    )
  })

  it('never throws on a good file with something changed', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '\n',
        '  ',
        '\t',
        ': ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '!',
        '|',
        '>',
        '?',
        '---\n',
        '\r',
        '\0',
        '__proto__: 1\n',
        'null',
        '9',
        '-1',
      ),
    )
    const mutation = fc.record({
      seed: fc.constantFrom(...seeds),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat({ max: 40 }),
      piece,
    })
    fc.assert(
      fc.property(mutation, ({ seed, at, cut, piece: inserted }) => {
        const offset = Math.floor(at * seed.length)
        holds(seed.slice(0, offset) + inserted + seed.slice(offset + cut))
      }),
      { numRuns: 150 },
    )
  })
})
