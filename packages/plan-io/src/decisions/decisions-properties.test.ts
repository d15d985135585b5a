import { checkPlan, diffPlans, isEmptyDiff, type Plan } from '@gatehouse/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParsedPlanText, ReportLine } from '../report/parsed-plan-text.ts'
import { arbitraryPlan } from '../testing/arbitrary-plan.ts'
import { toPlanDocument } from '../to-plan-document.ts'
import { applyDecisions } from './apply-decisions.ts'
import type { PlanDecision } from './plan-decision.ts'

const line = (number: number, text: string, more: Partial<ReportLine> = {}): ReportLine => ({
  line: number,
  text,
  status: 'unmapped',
  entities: [],
  reason: 'It names nothing.',
  ...more,
})
const reference = (id: string, kind: string, key: string, field: string) => ({
  id,
  line: 3,
  entity: { kind, key },
  field,
  text: 'the cranes',
  candidates: [],
  stands: null,
})

const anyLine = fc.integer({ min: 0, max: 12 })
const anyPeriod = fc.integer({ min: -5, max: 50 })
const anyWords = fc.string({ minLength: 1, maxLength: 20 })
const anyDecision: fc.Arbitrary<PlanDecision> = fc.oneof(
  fc.record({ line: anyLine, as: fc.constant('note' as const) }),
  fc.record({ line: anyLine, as: fc.constant('set_aside' as const), reason: anyWords }),
  fc.record({ line: anyLine, as: fc.constant('risk' as const), title: anyWords }),
  fc.record({ line: anyLine, as: fc.constant('lane' as const), title: anyWords }),
  fc.record({ line: anyLine, as: fc.constant('gate' as const), title: anyWords, at: anyPeriod }),
  fc.record({ line: anyLine, as: fc.constant('requirement' as const), gate: fc.constantFrom('G0', 'G1', 'nope'), text: anyWords }),
  fc.record({ line: anyLine, as: fc.constant('checklist_item' as const), task: fc.constantFrom('T.0', 'T.1', 'nope'), text: anyWords }),
  fc.record({ reference: fc.constantFrom('r0', 'r1', 'r9'), to: fc.constantFrom('T.0', 'G0', 'nope', null) }),
  fc.record({ inferred: fc.constantFrom('task:T.0:gate', 'gate:G0:reviewers', 'x:y:z'), keep: fc.boolean() }),
)

describe('any decisions about any plan', () => {
  const anyParsed = arbitraryPlan.map(
    (plan): ParsedPlanText => ({
      plan,
      report: {
        format: 'markdown',
        lines: Array.from({ length: 10 }, (_, index) =>
          line(index + 1, index % 3 === 0 ? '' : `line ${index}`, index % 3 === 0 ? { status: 'decoration', reason: '' } : {}),
        ),
        warnings: [],
        inferred: [{ line: 2, entity: { kind: 'task', key: 'T.0' }, field: 'gate', value: 'G0', reason: 'x' }],
        unresolved: [reference('r0', 'task', 'T.0', 'after'), reference('r1', 'dependency', 'T.0->', 'to')],
      },
    }),
  )
  const anyDecisions = fc.array(anyDecision, { maxLength: 8 })

  it('give the same plan each time, which is sound or null, and account for every line once', () => {
    fc.assert(
      fc.property(anyParsed, anyDecisions, (parsed, decisions) => {
        const before = structuredClone(parsed)
        const first = applyDecisions(parsed, { decisions })
        expect(applyDecisions(parsed, { decisions })).toEqual(first)
        expect(parsed).toEqual(before)
        expect(first.report.lines.map((each) => [each.line, each.text])).toEqual(parsed.report.lines.map((each) => [each.line, each.text]))
        if (first.plan === null) expect(first.report.warnings.length).toBeGreaterThan(0)
        else expect(checkPlan(first.plan)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('lose no line that is kept or set aside', () => {
    fc.assert(
      fc.property(anyParsed, fc.uniqueArray(fc.constantFrom(2, 3, 5, 6, 8, 9), { minLength: 1 }), (parsed, lines) => {
        const { plan, report } = applyDecisions(parsed, { decisions: lines.map((each) => ({ line: each, as: 'note' as const })) })
        if (plan === null) throw new Error(report.warnings[0]?.message)
        const notes = plan.sections.notes.map((note) => note.text)
        for (const each of lines) expect(notes).toContain(parsed.report.lines[each - 1]?.text)
        expect(report.lines.filter(({ status }) => status === 'unmapped')).toHaveLength(6 - lines.length)
      }),
      { numRuns: 40 },
    )
  })

  it('none of them changes nothing', () => {
    fc.assert(
      fc.property(anyParsed, (parsed) => {
        const { plan } = applyDecisions(parsed, { decisions: [], head: {} })
        expect(isEmptyDiff(diffPlans(parsed.plan as Plan, plan as Plan))).toBe(true)
        expect(toPlanDocument(plan as Plan)).toEqual(toPlanDocument(parsed.plan as Plan))
      }),
      { numRuns: 20 },
    )
  })
})
