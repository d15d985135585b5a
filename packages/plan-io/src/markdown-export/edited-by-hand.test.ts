import type { Plan } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { loadSamplePlans, type ParsedPlanText, parsePlanFile, type ReportLine } from '../index.ts'
import { readExportedMarkdown } from './read-exported-markdown.ts'
import { writePlanMarkdown } from './write-plan-markdown.ts'

const parsedSample = parsePlanFile(loadSamplePlans().find((sample) => sample.slug === 'credity12')?.planText ?? '')
if (!parsedSample.ok) throw new Error('The sample is no plan.')
const before: Plan = parsedSample.plan
const document = writePlanMarkdown(before)

/** Reads the document with one passage replaced; the passage must be there. */
const readEdited = (passage: string, replacement: string): ParsedPlanText & { readonly at: (fragment: string) => ReportLine } => {
  expect(document).toContain(passage)
  const parsed = readExportedMarkdown(document.replace(passage, () => replacement))
  if (parsed === null) throw new Error('not recognised')
  const at = (fragment: string): ReportLine => {
    const found = parsed.report.lines.find((line) => line.text.includes(fragment))
    if (found === undefined) throw new Error(`no line has ${fragment}`)
    return found
  }
  return { ...parsed, at }
}
const ROW = '| L1-D1 | Daily risk board | D1 | P1 | todo | @owner-release |  | Open the risk board and walk it once a day from now on. |'

describe('an exported document that a person has edited', () => {
  it('takes a changed cell, and points out where timeline and diagrams still say the old thing', () => {
    const { plan, at, report } = readEdited(ROW, ROW.replace('Daily risk board', 'Risk walk').replace('| D1 |', '| D1–D2 |'))
    expect(plan?.tasks[1]).toMatchObject({ title: 'Risk walk', start: 1, finish: 2 })
    expect(at('| L1-D1 | Risk walk')).toMatchObject({ status: 'mapped', entities: [{ kind: 'task', key: 'L1-D1' }], reason: '' })
    expect(at('**D1**')).toMatchObject({ status: 'mapped', reason: expect.stringContaining('L1 Program control') })
    expect(at('**D2**').reason).toContain('L1 Program control')
    expect(at('**D3**').reason).toBe('')
    expect(at('  L1-D1 Daily risk board :')).toMatchObject({ status: 'mapped', reason: expect.stringContaining('tables count') })
    expect(report.warnings.map(({ code }) => code)).toEqual(['line_differs', 'line_differs', 'line_differs'])
  })

  it('takes a new row into the lane that it stands under', () => {
    const { plan, at } = readEdited(ROW, `${ROW}\n| L1-X | Extra | D2 | p0 | In Progress | @owner-qa | L1-D1 +1 (soft), G0 |  |`)
    expect(plan?.tasks[2]).toMatchObject({ key: 'L1-X', lane: 'L1', priority: 'P0', status: 'in_progress', owners: ['@owner-qa'] })
    expect(plan?.tasks[2]?.after).toEqual([
      { ref: 'L1-D1', kind: 'soft', lag: 1 },
      { ref: 'G0', kind: 'hard', lag: 0 },
    ])
    expect(at('| L1-X').entities).toEqual([
      { kind: 'task', key: 'L1-X' },
      { kind: 'dependency', key: 'L1-D1->L1-X' },
      { kind: 'dependency', key: 'G0->L1-X' },
    ])
  })

  it('takes ticks, new checkboxes and removed rows', () => {
    const box = '  - [ ] Scope tagged P0 or P1'
    const { plan } = readEdited(box, '  * [x] Scope tagged P0 or P1\n    - [ ] One more')
    expect(plan?.tasks[0]?.checklist).toEqual([
      { text: 'Owner named for each lane', done: false },
      { text: 'Scope tagged P0 or P1', done: true },
      { text: 'One more', done: false },
      { text: 'Blocker turnaround on P0 agreed: under 12 h', done: false },
    ])
    expect(readEdited(`${ROW}\n`, '').plan?.tasks).toHaveLength(before.tasks.length - 1)
  })

  it('refuses a cell of the timeline that no table backs, and says where it belongs', () => {
    const { plan, at, report } = readEdited('| L1-D3 Blocker calls |', '| L1-D3 Blocker calls<br>L1-NEW Lunch |')
    expect(plan).toStrictEqual(before)
    expect(at('L1-NEW')).toMatchObject({ status: 'unmapped', reason: 'No table has “L1-NEW”.' })
    expect(report.warnings).toEqual([expect.objectContaining({ code: 'line_not_read', hint: expect.stringContaining('table of tasks') })])
  })

  it('remarks a date, a title or a cell that differs from the tables in the timeline only', () => {
    for (const [passage, other] of [
      ['Mon&nbsp;23&nbsp;Feb', 'Tue&nbsp;24&nbsp;Feb'],
      ['| L1-D3 Blocker calls |', '|  |'],
      ['| G1 P0 Engineering Complete |', '| G1 Another title |'],
    ] as const) {
      const { plan, at } = readEdited(passage, other)
      expect(plan).toStrictEqual(before)
      expect(at('**D3**')).toMatchObject({ status: 'mapped', reason: expect.stringContaining('the tables count') })
    }
  })

  it('refuses rows that do not fit, stray texts, unknown headings, columns and facts by their lines', () => {
    const cases: readonly (readonly [passage: string, replacement: string, fragment: string, reason: string])[] = [
      [ROW, ROW.replace('Daily risk', 'Daily | risk'), 'Daily | risk', 'This row has 9 cells under 8 headers.'],
      ['## Gates\n', '## Gates\n\nAsk Ada about these.\n', 'Ask Ada', 'This text belongs to nothing in the plan.'],
      ['## Gates\n', '## Wishes\n\n- a pony\n\n## Gates\n', 'a pony', 'This item belongs to nothing in the plan.'],
      ['## Gates\n', '## Wishes\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n## Gates\n', '| 1 | 2 |', 'No table is read here.'],
      ['| Handle | Name |', '| Handle | Nickname |', '| Handle |', '“Nickname” is no column of this table; its cells are not read.'],
      ['- **Slug:** credity12', '- **Slug:** credity12\n- **Colour:** blue', 'Colour', 'This item belongs to nothing in the plan.'],
      ['- **Tolerance:** 1', '- **Tolerance:** 1\n- **Tolerance:** 2', '**Tolerance:** 2', '“Tolerance” is said twice.'],
      ['- **L1-D0** Scope lock, owners', '- **L9-D9** Scope lock, owners', '**L9-D9**', 'There is no task `L9-D9`.'],
      ['### G2 Local Gates Green', '### G99 Local Gates Green', '### G99', 'There is no gate `G99`.'],
      ['### G2 Local Gates Green', '### G99 Local Gates Green', '| G2.1 |', 'There is no gate `G99`.'],
      ['  n_G2 -->', '  n_nobody -->', 'n_nobody', 'This line of the diagram names nothing that a table has.'],
    ]
    for (const [passage, replacement, fragment, reason] of cases) {
      const { at, report } = readEdited(passage, replacement)
      expect(at(fragment)).toMatchObject({ status: 'unmapped', reason })
      expect(report.warnings.find(({ line }) => line === at(fragment).line)?.hint).toMatch(/\.$/)
    }
  })

  it('gives no plan where the tables contradict themselves, and names line and cure', () => {
    const { plan, at, report } = readEdited('| L1-D9 | Go / no-go meeting | D9 |', '| L1-D9 | Go / no-go meeting | E9 |')
    expect(plan).toBeNull()
    expect(at('| E9 |')).toMatchObject({ status: 'unmapped', reason: expect.stringContaining('start') })
    expect(report.warnings[0]).toMatchObject({ line: at('| E9 |').line })
    const unknown = readEdited('| G6, L1-D9 |', '| G6, L1-D99 |')
    expect(unknown.plan).toBeNull()
    expect(unknown.at('L1-D99').reason).toContain('There is no task, gate or milestone `L1-D99`.')
  })

  it('takes a requirement with its gate in a column of its own', () => {
    const { plan } = readEdited(
      '### G0 Plan Freeze\n',
      '### G0 Plan Freeze\n\n| Gate | Key | Requirement | Max age (hours) |\n| --- | --- | --- | --- |\n| G1 | G1.9 | Signed by two | 12 |\n',
    )
    expect(plan?.gates[1]?.requirements[0]).toMatchObject({ key: 'G1.9', freshness: 'max_age', maxAgeHours: 12, min: 1, rule: null })
    expect(plan?.gates[0]?.requirements).toHaveLength(3)
  })

  it('keeps columns that it does not know in lists that may have any', () => {
    const { plan } = readEdited(
      '| Key | Title | Kind | Text | From | To |\n| --- | --- | --- | --- | --- | --- |',
      '| Key | Title | Kind | Text | From | Mood |\n| --- | --- | --- | --- | --- | --- |',
    )
    expect(plan?.sections.notes[0]).toMatchObject({ key: 'contingency-rule', from: 11, Mood: 'D14' })
  })

  it('pollutes nothing and refuses forbidden fields', () => {
    const { plan, report } = readEdited('| Key | Title | Kind | Text | From | To |', '| Key | Title | Kind | Text | From | `__proto__` |')
    expect(plan).toBeNull()
    expect(report.warnings.map(({ code }) => code)).toContain('forbidden_key')
    expect(Object.hasOwn(Object.prototype, 'key')).toBe(false)
    const deep = readEdited('| A P0 blocker is turned around in less than 12 hours. |', `| \`${'['.repeat(1000)}${']'.repeat(1000)}\` |`)
    expect(deep.report.warnings.map(({ code }) => code)).toContain('too_deep')
  })
})
