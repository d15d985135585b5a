/** Readings of documents for tests: state only what matters. */
import type { PlanReading } from '../lib/plan-reading/reading.ts'

type Report = PlanReading['report']

export const aLine = (line: number, text: string, more: Partial<Report['lines'][number]> = {}): Report['lines'][number] => ({
  line,
  text,
  status: text.trim() === '' ? 'decoration' : 'mapped',
  entities: [],
  reason: '',
  ...more,
})

export const aReading = (more: Partial<Report> = {}, plan: PlanReading['plan'] = A_PLAN): PlanReading => ({
  plan,
  report: { format: 'markdown', lines: [], warnings: [], inferred: [], unresolved: [], ...more },
})

export const A_PLAN = {
  gatehouse: 1 as const,
  program: { slug: 'nova', name: 'Nova', cadence: 'day', first: 0, last: 14, startsOn: '2026-02-20', timeZone: 'Asia/Kolkata' },
  contingency: { from: 11, to: 14, tolerance: 1, target: 'G1' },
  lanes: [{ key: 'L1', name: 'Program' }],
  tasks: [
    { key: 'T1', lane: 'L1', title: 'Reservation flow', start: 1, finish: 2, owners: ['@owner-booking'], after: [{ ref: 'T0' }] },
    { key: 'T0', lane: 'L1', title: 'Scope lock', start: 0, finish: 0 },
  ],
  gates: [{ key: 'G1', title: 'Trial passed', at: 3, requirements: [{ key: 'G1.1' }, { key: 'G1.2' }] }],
}
