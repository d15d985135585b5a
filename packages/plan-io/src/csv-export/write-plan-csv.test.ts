import type { Plan } from '@gatehouse/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadSamplePlans, parsePlanFile } from '../index.ts'
import { arbitraryPlan } from '../testing/arbitrary-plan.ts'
import { CSV_LISTS, writePlanCsv } from './write-plan-csv.ts'

/** A reader of RFC 4180, so that what a spreadsheet would see is what is tested. */
function readCsv(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  const body = csv.replace(/^\uFEFF/, '')
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy
  while (cells.lastIndex < body.length) {
    const match = cells.exec(body)
    if (match === null) throw new Error(`Not CSV: ${body.slice(cells.lastIndex - 20)}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
const sample = (slug: string): Plan => {
  const parsed = parsePlanFile(loadSamplePlans().find((each) => each.slug === slug)?.planText ?? '')
  if (!parsed.ok) throw new Error('The sample is no plan.')
  return parsed.plan
}
const HOSTILE = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  '＋1',
  '－1',
  '＠1',
  '=cmd|"/c calc"!A1',
  '","=1',
  '"\r\n=1',
  '\n=1',
] as const

describe('a plan as CSV', () => {
  it('holds no cell that a spreadsheet would run, whatever the plan says', () => {
    const hostile = fc.tuple(fc.constantFrom(...HOSTILE), fc.string()).map(([start, rest]) => start + rest)
    fc.assert(
      fc.property(arbitraryPlan, hostile, fc.constantFrom(...CSV_LISTS), (drawn, text, list) => {
        const plan: Plan = {
          ...drawn,
          tasks: drawn.tasks.map((task) => ({ ...task, title: text, note: text, movedTo: text })),
          gates: drawn.gates.map((gate) => ({ ...gate, title: text })),
          sections: { ...drawn.sections, risks: [{ key: 'R1', title: text, trigger: text, mitigation: text, impact: text }] },
        }
        const rows = readCsv(writePlanCsv(plan, list))
        expect(new Set(rows.map((row) => row.length)).size).toBe(1)
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
        const said = rows.slice(1).map((row) => row[rows[0]?.indexOf('title') ?? 0])
        for (const title of said) expect(title === text || title === `'${text}`).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('is one file for all, with what each row is in its first column', () => {
    const plan = sample('credity12')
    const rows = readCsv(writePlanCsv(plan, 'all', { gateStates: new Map([['G3', 'SignedOff']]) }))
    const at = (key: string, column: string): string | undefined => rows.find((row) => row[1] === key)?.[rows[0]?.indexOf(column) ?? -1]
    expect(rows).toHaveLength(1 + plan.tasks.length + plan.gates.length + plan.sections.risks.length)
    expect(rows[0]?.slice(0, 3)).toEqual(['kind', 'key', 'title'])
    expect(['L1-D0', 'G3', 'R1'].map((key) => at(key, 'kind'))).toEqual(['task', 'gate', 'risk'])
    expect(at('G3', 'status')).toBe('SignedOff')
    expect(at('G3', 'starts_on')).toBe('2026-02-25')
    expect(at('G3', 'after')).toBe('G2, L6-D3 +1, L6-D5')
    expect(at('G1', 'owners')).toBe('owner-issuer, owner-wallet, owner-recruiter')
    expect(at('L1-D0', 'checklist_items')).toBe('3')
    expect(at('R1', 'impact_level')).toBe('critical')
  })

  it.each([
    ['tasks', 'lane'],
    ['gates', 'reviewers'],
    ['risks', 'mitigation'],
  ] as const)('is a file of %s alone where only they are asked for', (list, column) => {
    const plan = sample('creto')
    const rows = readCsv(writePlanCsv(plan, list))
    expect(rows[0]?.[0]).toBe('key')
    expect(rows[0]).toContain(column)
    expect(rows).toHaveLength(1 + { tasks: plan.tasks, gates: plan.gates, risks: plan.sections.risks }[list].length)
  })
})
