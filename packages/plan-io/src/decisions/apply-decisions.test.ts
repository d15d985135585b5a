import type { Plan } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { parsePlanText } from '../parse-plan-text.ts'
import type { ParsedPlanText, ReportLine } from '../report/parsed-plan-text.ts'
import { applyDecisions } from './apply-decisions.ts'
import { inferredId, isClearable } from './judge-inferred.ts'
import type { LineDecision, PlanDecision } from './plan-decision.ts'

const TEXT = `gatehouse: 1
program: {slug: quay, name: Quay, cadence: day, first: 0, last: 9, startsOn: 2026-05-04, timeZone: UTC}
contingency: {from: 7, to: 9, tolerance: 1, target: G2}
criticalPaths: [{key: CP1, name: Booking, steps: [T1, G1, G2]}]
owners: [{handle: "@lead"}]
lanes: [{key: L1, name: Booking, owners: ["@lead"]}]
tasks:
  - {key: T1, lane: L1, title: Reservation, start: 0, finish: 2, gate: G1}
  - {key: T2, lane: L1, title: Refund, start: 3, finish: 4, after: [{ref: T1, kind: soft, lag: 1}]}
gates:
  - {key: G1, title: Trial, at: 3, owners: ["@lead"], reviewers: ["@lead"], requirements: [{key: G1.1, text: Report}]}
  - {key: G2, title: Launch, at: 6}
dependencies: [{from: T1, to: G2, kind: soft}]
risks: [{key: R1, title: Rain}]
`
const planOf = (): Plan => {
  const { plan } = parsePlanText(TEXT, { format: 'yaml' })
  if (plan === null) throw new Error('the test plan is broken')
  return plan
}
const line = (number: number, text: string, more: Partial<ReportLine> = {}): ReportLine => ({
  line: number,
  text,
  status: 'unmapped',
  entities: [],
  reason: 'It names nothing.',
  ...more,
})
const read = (more: Partial<ParsedPlanText['report']> = {}): ParsedPlanText => ({
  plan: planOf(),
  report: {
    format: 'markdown',
    lines: [line(1, '# Quay'), line(2, '', { status: 'decoration', reason: '' }), line(3, '- Check the cranes')],
    warnings: [],
    inferred: [],
    unresolved: [],
    ...more,
  },
})
const decide = (parsed: ParsedPlanText, ...decisions: PlanDecision[]) => applyDecisions(parsed, { decisions })
const reference = (kind: string, key: string, field: string, stands: string | null = null) => ({
  id: 'open',
  line: 3,
  entity: { kind, key },
  field,
  text: 'the cranes',
  candidates: [],
  stands,
})

describe('a line by hand', () => {
  const cases: readonly (readonly [LineDecision, string, (plan: Plan) => unknown, unknown])[] = [
    [
      { line: 3, as: 'task', title: 'Check the cranes', lane: 'L1', start: 1, finish: 2, priority: 'P0' },
      'task task-3',
      (plan) => plan.tasks.at(-1),
      expect.objectContaining({ key: 'task-3', title: 'Check the cranes', start: 1, finish: 2, priority: 'P0', status: 'todo' }),
    ],
    [
      { line: 3, as: 'gate', title: 'Cranes', at: 5, key: 'G9' },
      'gate G9',
      (plan) => plan.gates.at(-1),
      expect.objectContaining({ key: 'G9', title: 'Cranes', at: 5, quorum: 1 }),
    ],
    [
      { line: 3, as: 'requirement', gate: 'G1', text: 'Cranes checked' },
      'requirement G1.L3',
      (plan) => plan.gates[0]?.requirements.at(-1),
      expect.objectContaining({ key: 'G1.L3', text: 'Cranes checked', min: 1, freshness: 'none' }),
    ],
    [
      { line: 3, as: 'milestone', title: 'Cranes', from: 1, to: 2 },
      'milestone milestone-3',
      (plan) => plan.milestones,
      [{ key: 'milestone-3', name: 'Cranes', from: 1, to: 2, criteria: [] }],
    ],
    [{ line: 3, as: 'lane', title: 'Cranes' }, 'lane lane-3', (plan) => plan.lanes.map(({ name }) => name), ['Booking', 'Cranes']],
    [{ line: 3, as: 'risk', title: 'Wind' }, 'risk risk-3', (plan) => plan.sections.risks.at(-1), { key: 'risk-3', title: 'Wind' }],
    [
      { line: 3, as: 'checklist_item', task: 'T1', text: 'Cranes' },
      'task T1',
      (plan) => plan.tasks[0]?.checklist,
      [{ text: 'Cranes', done: false }],
    ],
    [{ line: 3, as: 'program_goal', text: 'Open the quay' }, 'program quay', (plan) => plan.program.goal, 'Open the quay'],
    [
      { line: 3, as: 'repository', repository: 'acme/quay' },
      'release_target acme/quay',
      (plan) => plan.releaseTarget,
      { repository: 'acme/quay', sha: null, workflows: [] },
    ],
    [{ line: 3, as: 'note' }, 'note note-3', (plan) => plan.sections.notes, [{ key: 'note-3', text: '- Check the cranes', kind: 'note' }]],
    [
      { line: 3, as: 'set_aside', reason: 'last year’s' },
      'note set-aside-3',
      (plan) => plan.sections.notes,
      [{ key: 'set-aside-3', text: '- Check the cranes', kind: 'set_aside', reason: 'last year’s' }],
    ],
  ]
  it.each(cases)('%o', (decision, entity, look, expected) => {
    const { plan, report } = decide(read(), decision)
    if (plan === null) throw new Error(report.warnings.map(({ message }) => message).join('\n'))
    expect(look(plan)).toEqual(expected)
    const [kind, key] = entity.split(' ')
    expect(report.lines[2]).toMatchObject({ status: 'mapped', entities: [{ kind, key }] })
    expect(report.warnings).toEqual([])
  })

  it('keeps every character of a line that is longer than a note', () => {
    const text = 'word '.repeat(1_000).trim()
    const { plan } = decide(read({ lines: [line(1, text)] }), { line: 1, as: 'note' })
    expect(plan?.sections.notes.map((note) => note.text).join('')).toBe(text)
  })

  it('takes another key where the wished one is taken', () => {
    const { plan } = decide(read(), { line: 1, as: 'risk', title: 'Wind', key: 'risk-3' }, { line: 3, as: 'risk', title: 'Ice' })
    expect(plan?.sections.risks.map(({ key }) => key)).toEqual(['R1', 'risk-3', 'risk-3-2'])
  })

  it.each([
    ['a line that says nothing', { line: 2, as: 'note' } as const, 'nothing on this line'],
    ['a line that is gone', { line: 9, as: 'note' } as const, 'nothing on this line'],
    ['a task that is gone', { line: 3, as: 'checklist_item', task: 'T9', text: 'x' } as const, 'no task T9'],
    ['a gate that is gone', { line: 3, as: 'requirement', gate: 'G9', text: 'x' } as const, 'no gate G9'],
  ])('warns of %s and changes nothing', (_, decision, message) => {
    const { plan, report } = decide(read(), decision)
    expect(plan).toEqual(planOf())
    expect(report.warnings).toEqual([expect.objectContaining({ code: 'decision_outdated', message: expect.stringContaining(message) })])
    expect(report.lines).toEqual(read().report.lines)
  })

  it('answers with the problems, by line, where the decisions spoil the plan', () => {
    const { plan, report } = decide(read(), { line: 3, as: 'task', title: 'x', lane: 'L9', start: 0, finish: 40, priority: 'P1' })
    expect(plan).toBeNull()
    expect(report.warnings.map(({ code, line: at }) => `${code} ${at}`).sort()).toEqual(['key_unknown 3', 'period_out_of_range 3'])
  })
})

describe('an open reference', () => {
  it.each([
    ['a predecessor', reference('task', 'T2', 'after'), 'G1', (plan: Plan) => plan.tasks[1]?.after.map(({ ref }) => ref), ['T1', 'G1']],
    [
      'another predecessor',
      reference('task', 'T2', 'after', 'T1'),
      'G1',
      (plan: Plan) => plan.tasks[1]?.after,
      [{ ref: 'G1', kind: 'soft', lag: 1 }],
    ],
    ['no predecessor', reference('task', 'T2', 'after', 'T1'), null, (plan: Plan) => plan.tasks[1]?.after, []],
    ['a gate', reference('task', 'T2', 'gate'), 'G2', (plan: Plan) => plan.tasks[1]?.gate, 'G2'],
    ['an end', reference('dependency', 'T1->G2', 'from', 'T1'), 'T2', (plan: Plan) => plan.dependencies[0]?.from, 'T2'],
    ['the other end', reference('dependency', 'T1->G2', 'to', 'G2'), 'G1', (plan: Plan) => plan.dependencies[0]?.to, 'G1'],
    ['no dependency', reference('dependency', 'T1->G2', 'to', 'G2'), null, (plan: Plan) => plan.dependencies, []],
    [
      'one that was left out',
      reference('dependency', 'T2->', 'to'),
      'G2',
      (plan: Plan) => plan.dependencies.at(-1),
      { from: 'T2', to: 'G2', kind: 'hard', lag: 0, note: '' },
    ],
    ['a step', reference('critical_path', 'CP1', 'steps', 'G1'), 'T2', (plan: Plan) => plan.criticalPaths[0]?.steps, ['T1', 'T2', 'G2']],
    ['the target', reference('contingency', 'contingency', 'target', 'G2'), 'G1', (plan: Plan) => plan.contingency?.target, 'G1'],
    ['a record', reference('risk', 'R1', 'owners'), '@lead', (plan: Plan) => plan.sections.risks[0]?.owners, ['@lead']],
  ])('becomes %s', (_, open, to, look, expected) => {
    const { plan, report } = decide(read({ unresolved: [open] }), { reference: 'open', to })
    if (plan === null) throw new Error(report.warnings.map(({ message }) => message).join('\n'))
    expect(look(plan)).toEqual(expected)
    expect(report.unresolved).toEqual([])
  })

  it('may mean what a line became by hand', () => {
    const { plan } = decide(
      read({ unresolved: [reference('task', 'T2', 'after')] }),
      { reference: 'open', to: 'task-3' },
      { line: 3, as: 'task', title: 'Check the cranes', lane: 'L1', start: 1, finish: 2, priority: 'P1' },
    )
    expect(plan?.tasks[1]?.after.map(({ ref }) => ref)).toEqual(['T1', 'task-3'])
  })

  it('of a dependency may be both its ends, one after the other; its line and its guesses follow', () => {
    const both = (['from', 'to'] as const).map((field) => ({
      ...reference('dependency', 'T1->G2', field, field === 'from' ? 'T1' : 'G2'),
      id: field,
    }))
    const guess = { line: 3, entity: { kind: 'dependency', key: 'T1->G2' }, field: 'from', value: 'T1', reason: 'By its words.' }
    const parsed = read({
      unresolved: both,
      inferred: [guess],
      lines: [line(3, '1. Cranes', { status: 'mapped', reason: '', entities: [guess.entity] })],
    })
    const { plan, report } = decide(parsed, { reference: 'from', to: 'T2' }, { reference: 'to', to: 'G1' })
    expect(plan?.dependencies).toEqual([{ from: 'T2', to: 'G1', kind: 'soft', lag: 0, note: '' }])
    expect(report.lines[0]?.entities).toEqual([{ kind: 'dependency', key: 'T2->G1' }])
    expect([report.inferred, report.unresolved, report.warnings]).toEqual([[], [], []])
  })

  it('with both ends left out becomes a link when both are known', () => {
    const open = (['from', 'to'] as const).map((field) => ({ ...reference('dependency', '->', field), id: field }))
    const unknown = { code: 'reference_unknown', message: 'Nothing is called the cranes.', line: 3 }
    const parsed = read({ unresolved: open, warnings: [unknown, { ...unknown, line: 1 }] })
    expect(decide(parsed, { reference: 'to', to: 'G1' }).report.warnings).toEqual([{ ...unknown, line: 1 }])
    expect(decide(parsed, { reference: 'to', to: 'G1' }).plan?.dependencies).toEqual(planOf().dependencies)
    const { plan } = decide(parsed, { reference: 'to', to: 'G1' }, { reference: 'from', to: 'T2' })
    expect(plan?.dependencies.at(-1)).toMatchObject({ from: 'T2', to: 'G1', kind: 'hard' })
  })

  it('that means nothing leaves its line open', () => {
    const entity = { kind: 'dependency', key: 'T1->G2' }
    const parsed = read({
      unresolved: [reference('dependency', 'T1->G2', 'to', 'G2')],
      lines: [line(3, '1. Cranes', { status: 'mapped', reason: '', entities: [entity] })],
    })
    expect(decide(parsed, { reference: 'open', to: null }).report.lines[0]).toMatchObject({ status: 'unmapped', entities: [] })
  })

  it('that is gone from the text changes nothing, with a warning', () => {
    const { plan, report } = decide(read(), { reference: 'gone', to: 'G2' })
    expect(plan).toEqual(planOf())
    expect(report.warnings).toEqual([expect.objectContaining({ code: 'decision_outdated' })])
  })
})

describe('an inferred fact', () => {
  const fact = (kind: string, key: string, field: string) => ({ line: 3, entity: { kind, key }, field, value: 'x', reason: 'y' })
  it.each([
    ['task', 'T1', 'gate', (plan: Plan) => plan.tasks[0]?.gate, null],
    ['gate', 'G1', 'reviewers', (plan: Plan) => plan.gates[0]?.reviewers, []],
    ['lane', 'L1', 'owners', (plan: Plan) => plan.lanes[0]?.owners, []],
    ['contingency', 'contingency', 'target', (plan: Plan) => plan.contingency?.target, null],
  ])('of a %s is kept or taken back', (kind, key, field, look, empty) => {
    const parsed = read({ inferred: [fact(kind, key, field)] })
    const id = inferredId(fact(kind, key, field))
    expect(isClearable(fact(kind, key, field))).toBe(true)
    expect(decide(parsed, { inferred: id, keep: true })).toEqual({ ...parsed, report: { ...parsed.report, inferred: [] } })
    const { plan, report } = decide(parsed, { inferred: id, keep: false })
    expect(look(plan as Plan)).toEqual(empty)
    expect(report.inferred).toEqual([])
  })
  it('without an empty value stays as it is', () => {
    expect(isClearable(fact('program', 'quay', 'startsOn'))).toBe(false)
    const parsed = read({ inferred: [fact('program', 'quay', 'startsOn')] })
    expect(decide(parsed, { inferred: 'program:quay:startsOn', keep: false }).plan).toEqual(planOf())
  })
})

it('lets the head win, and checks it', () => {
  const parsed = read()
  const good = applyDecisions(parsed, { decisions: [], head: { slug: 'quay-2', startsOn: '2026-06-01' } })
  expect(good.plan?.program).toMatchObject({ slug: 'quay-2', startsOn: '2026-06-01', name: 'Quay' })
  const bad = applyDecisions(parsed, { decisions: [], head: { timeZone: 'Moon/Base' } })
  expect(bad.plan).toBeNull()
  expect(bad.report.warnings[0]?.code).toBe('time_zone_unknown')
})
