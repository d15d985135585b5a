import { diffPlans, isEmptyDiff, type Plan } from '@gatehouse/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSamplePlans, type ParsedPlanText, parsePlanFile } from '../index.ts'
import { arbitraryPlan } from '../testing/arbitrary-plan.ts'
import { anyText } from '../testing/arbitrary-text.ts'
import { readText, splitRow, writeText } from './inline-text.ts'
import { readExportedMarkdown } from './read-exported-markdown.ts'
import { writePlanMarkdown } from './write-plan-markdown.ts'

const read = (text: string): ParsedPlanText => {
  const parsed = readExportedMarkdown(text)
  if (parsed === null) throw new Error('It is not recognised as our own export.')
  return parsed
}
const samplePlan = (slug: string): Plan => {
  const text = loadSamplePlans().find((sample) => sample.slug === slug)?.planText ?? ''
  const parsed = parsePlanFile(text)
  if (!parsed.ok) throw new Error('The sample is no plan.')
  return parsed.plan
}
const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n')

describe('an exported document', () => {
  it('reads back to the same plan, whatever the plan says, with every line accounted for', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const text = writePlanMarkdown(plan)
        const { plan: again, report } = read(text)
        expect(report.warnings.filter(({ code }) => code !== 'workflow_not_read' && code !== 'unknown_field')).toEqual([])
        expect(again).toStrictEqual(plan)
        expect(again !== null && isEmptyDiff(diffPlans(plan, again))).toBe(true)
        expect(report.lines.map((line) => line.text)).toEqual(linesOf(text))
        expect(report.lines.map((line) => line.line)).toEqual(linesOf(text).map((_, index) => index + 1))
        expect(report.lines.filter((line) => line.status === 'unmapped')).toEqual([])
        for (const line of report.lines) expect(line.entities.length > 0).toBe(line.status === 'mapped')
      }),
      { numRuns: 80 },
    )
  })

  it.each(['credity12', 'creto'])('of %s reads back to the same plan, all of it mapped', (slug) => {
    const plan = samplePlan(slug)
    const { plan: again, report } = read(writePlanMarkdown(plan))
    expect(again).toStrictEqual(plan)
    expect(report.lines.filter((line) => line.status === 'unmapped' || line.reason !== '')).toEqual([])
  })

  it('writes equal plans alike', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const text = writePlanMarkdown(plan)
        const again = read(text).plan
        expect(again === null ? null : writePlanMarkdown(again)).toBe(text)
      }),
      { numRuns: 25 },
    )
  })

  it('reads the same with other line ends, padded tables and a mark of byte order', () => {
    const plan = samplePlan('credity12')
    const text = writePlanMarkdown(plan)
    const padded = text.replaceAll(/ \| /g, '   |  ').replaceAll('| --- ', '| :--- ')
    for (const variant of [text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, padded]) {
      expect(read(variant).plan).toStrictEqual(plan)
    }
  })

  it('stays small and quick for a large plan, and then leaves timeline and diagrams out', () => {
    const base = samplePlan('credity12')
    const [task] = base.tasks
    if (task === undefined) throw new Error('The sample has tasks.')
    const many = Array.from({ length: 3_000 }, (_, index) => ({ ...task, key: `X${index}`, start: 0, finish: 14, after: [] }))
    const plan = { ...base, tasks: [...base.tasks, ...many] }
    const started = performance.now()
    const text = writePlanMarkdown(plan)
    const { plan: again, report } = read(text)
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(text.length).toBeLessThan(1_000_000)
    expect(text).not.toMatch(/^## (?:Timeline|Gantt chart)$/m)
    expect(again).toStrictEqual(plan)
    expect(report.lines.filter((line) => line.status === 'unmapped')).toEqual([])
  })

  it('is not taken for one without its mark', () => {
    expect(readExportedMarkdown('# Plan\n\n<!-- gatehouse: 1 -->\n')).toBeNull()
    expect(read('<!-- gatehouse: 2 -->\n# Plan\n')).toMatchObject({
      plan: null,
      report: { warnings: [{ code: 'line_not_read', line: 1 }] },
    })
  })
})

describe('texts inside a line', () => {
  it('come back exactly, alone and in a cell', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(readText(writeText(a))).toBe(a)
        const cells = splitRow(`| ${writeText(a)} | ${writeText(b)} |`)
        expect(cells.map(readText)).toEqual([a, b])
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['a | b', 'a \\| b'],
    ['snake_case _x_', 'snake_case \\_x\\_'],
    ['a & b &amp;', 'a & b \\&amp;'],
    ['one\ntwo', 'one<br>two'],
    ['\u202Etxt', '&#8238;txt'],
  ])('%j is written %j', (text, markdown) => {
    expect(writeText(text)).toBe(markdown)
    expect(readText(markdown)).toBe(text)
  })
})

describe('a document that was changed at random', () => {
  it('never throws and accounts for every line', () => {
    const texts = ['credity12', 'creto'].map((slug) => linesOf(writePlanMarkdown(samplePlan(slug))))
    const edit = fc.record({
      at: fc.nat(2_000),
      cut: fc.nat(3),
      insert: fc.array(fc.oneof(anyText, fc.constantFrom(...texts.flat())), { maxLength: 2 }),
    })
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 }), (lines, edits) => {
        const changed = [...lines]
        for (const { at, cut, insert } of edits)
          changed.splice(1 + (at % lines.length), cut, ...insert.map((text) => text.replaceAll('\n', ' ')))
        const { report } = read(`${changed.join('\n')}\n`)
        expect(report.lines.map((line) => line.text)).toEqual(changed.map((line) => line.replace(/\r$/, '')))
        for (const line of report.lines) {
          if (line.status === 'unmapped') expect(line.reason).not.toBe('')
          if (line.status === 'mapped') expect(line.entities.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('a document that was made to hang its reader', () => {
  const N = 40_000
  it.each([
    ['spaces in a heading', `# ${' '.repeat(N)}x #`],
    ['spaces in a paragraph', `${' '.repeat(N)}x`],
    ['spaces after a separator', `| a |\n|--|${' '.repeat(N)}x`],
    ['spaces in a range', `- **Periods:** D1${' '.repeat(N)}x`],
    ['dashes in a range', `- **Periods:** D1${'-'.repeat(N)}`],
    ['fences that nobody closes', '```a\n# b\n'.repeat(N / 4)],
    ['fences', '```\n'.repeat(N)],
    ['a row of many cells', `## Gates\n\n${'| a '.repeat(N)}|`],
    ['items without a list', '- [ ] **x**\n'.repeat(N / 4)],
    ['backticks', `## Notes\n\n| Key | Text |\n| --- | --- |\n| a | ${'` '.repeat(N)}|`],
    ['breaks', `## Lanes\n\n| Key | Deliverables |\n| --- | --- |\n| a | ${'<br '.repeat(N)}|`],
  ])('%s: is read all the same', (_what, body) => {
    const started = performance.now()
    const { report } = read(`<!-- gatehouse: 1 -->\n${body}\n`)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(Math.max(...report.lines.map((line) => line.reason.length))).toBeLessThan(2_000)
  })
})
