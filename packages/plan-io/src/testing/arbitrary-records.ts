import type { PlanRecord, PlanSection } from '@gatehouse/core'
import fc from 'fast-check'
import { anyText, anyTitle } from './arbitrary-text.ts'

const number = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.double({ min: 0.001, max: 9_999, noNaN: true }))
const period = fc.integer({ min: 0, max: 20 })
const figure = fc.oneof(
  fc.integer(),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
  anyTitle,
)
const owners = fc.subarray(['@owner-qa', '@x'])

/** Fields that nobody has named, in lists that keep them: any plain value. */
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    anyText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b c', 'yes', '1', 'x:y', '#', 'deep'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

const FIELDS: Readonly<
  Record<PlanSection, { readonly needed: Record<string, fc.Arbitrary<unknown>>; readonly other: Record<string, fc.Arbitrary<unknown>> }>
> = {
  risks: {
    needed: { title: anyTitle },
    other: {
      trigger: anyText,
      impactLevel: fc.constantFrom('low', 'critical'),
      probability: fc.constantFrom('medium', 'high'),
      owners,
      from: period,
      status: fc.constantFrom('open', 'closed'),
    },
  },
  checkpoints: {
    needed: { at: period },
    other: { mustBeTrue: fc.oneof(anyTitle, fc.array(anyTitle)), verification: anyText, extra: anyValue },
  },
  metrics: {
    needed: { title: anyTitle },
    other: { target: figure, baseline: figure, values: fc.array(fc.record({ at: period, value: figure })), extra: anyValue },
  },
  allocations: {
    needed: { from: period, to: period },
    other: { roles: fc.array(fc.record({ role: anyTitle, count: number })), total: number, extra: anyValue },
  },
  checklists: {
    needed: { title: anyTitle, items: fc.array(fc.record({ text: anyTitle, done: fc.boolean() }, { requiredKeys: ['text'] })) },
    other: { owners, extra: anyValue },
  },
  runbook: { needed: { offset: fc.constantFrom('T-48h', 'T0', 'T+12h', 'T+30min'), text: anyTitle }, other: { owners, extra: anyValue } },
  playbooks: { needed: { title: anyTitle, steps: fc.array(anyTitle) }, other: { trigger: anyText, withinHours: number, extra: anyValue } },
  decisions: {
    needed: { title: anyTitle },
    other: { status: fc.constantFrom('open', 'decided'), options: fc.array(anyTitle), extra: anyValue },
  },
  rituals: { needed: { title: anyTitle }, other: { time: fc.constant('09:00'), weekdays: fc.subarray([1, 2, 5]), extra: anyValue } },
  escalation: { needed: { from: anyTitle, to: anyTitle }, other: { withinHours: fc.option(number), level: period, extra: anyValue } },
  notes: {
    needed: { text: anyTitle },
    other: { kind: fc.constantFrom('tool', 'daily'), url: fc.constant('https://example.com/a?b=c#d'), extra: anyValue },
  },
}

/** Entries of one of the lists that are kept as written. */
export function arbitraryRecords(section: PlanSection): fc.Arbitrary<PlanRecord[]> {
  const { needed, other } = FIELDS[section]
  const entry = fc.record({ ...needed, ...other }, { requiredKeys: Object.keys(needed), noNullPrototype: true })
  return fc.array(entry, { maxLength: 2 }).map((entries) => entries.map((fields, index) => ({ key: `${section}-${index + 1}`, ...fields })))
}
