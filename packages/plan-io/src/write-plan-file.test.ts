import type { Plan } from '@gatehouse/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePlanText } from './documents.ts'
import { loadSamplePlans, parsePlanFile, toPlanDocument, writePlanFile } from './index.ts'
import { arbitraryPlan } from './testing/arbitrary-plan.ts'

const readBack = (text: string, format: 'yaml' | 'json'): Plan => {
  const parsed = parsePlanFile(text, { format })
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.issues, null, 1)}\n${text}`)
  return parsed.plan
}

describe('writing a plan file', () => {
  it.each(['yaml', 'json'] as const)('loses nothing in %s, whatever the plan says', (format) => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        expect(readBack(writePlanFile(plan, format), format)).toStrictEqual(plan)
      }),
      { numRuns: 300 },
    )
  })

  it('writes equal plans alike: writing what was read gives the same text', () => {
    fc.assert(
      fc.property(arbitraryPlan, fc.constantFrom('yaml' as const, 'json' as const), (plan, format) => {
        const text = writePlanFile(plan, format)
        expect(writePlanFile(readBack(text, format), format)).toBe(text)
      }),
      { numRuns: 100 },
    )
  })

  it('leaves no line of its own files unmapped', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const { plan: read, report } = parsePlanText(writePlanFile(plan, 'yaml'))
        expect(read).toStrictEqual(plan)
        expect(report.lines.filter((line) => line.status === 'unmapped')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('keeps a dependency where it was written', () => {
    const plan = readBack(loadSamplePlans()[0]?.planText ?? '', 'yaml')
    const again = readBack(writePlanFile(plan, 'yaml'), 'yaml')
    expect(again.gates.find((gate) => gate.key === 'G3')?.after).toEqual([
      { ref: 'G2', kind: 'hard', lag: 0 },
      { ref: 'L6-D3', kind: 'hard', lag: 1 },
      { ref: 'L6-D5', kind: 'hard', lag: 0 },
    ])
    expect(again.dependencies).toHaveLength(7)
  })

  it('is readable: dates and words plain, defaults left out, short entries on one line', () => {
    const plan = readBack(loadSamplePlans()[0]?.planText ?? '', 'yaml')
    const text = writePlanFile(plan, 'yaml')
    expect(text).toContain('\n  startsOn: 2026-02-20\n')
    expect(text).toContain('  - { handle: "@owner-qa", name: QA }\n')
    expect(text).not.toContain('status: todo')
    expect(text).not.toContain('holidays')
    expect(toPlanDocument(plan).gatehouse).toBe(1)
  })
})
