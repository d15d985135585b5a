import { expect, it } from 'vitest'
import { A_PLAN } from '../../testing/a-reading.ts'
import { layOutPreview } from './lay-out-preview.ts'
import { planAsYaml } from './plan-as-yaml.ts'
import { countPlan, headOfPlan } from './plan-summary.ts'

it('counts what a plan contains', () => {
  expect(headOfPlan(A_PLAN)).toMatchObject({
    slug: 'nova',
    name: 'Nova',
    goal: '',
    length: '15 days, D0 to D14',
    startsOn: '2026-02-20',
    timeZone: 'Asia/Kolkata',
    workingDays: [1, 2, 3, 4, 5],
  })
  expect(countPlan(A_PLAN).map(({ noun, count }) => `${count} ${noun}`)).toEqual([
    '1 lane',
    '2 tasks',
    '1 gate',
    '2 requirements',
    '1 dependency',
  ])
})

it('lays tasks of a lane out in rows that do not overlap', () => {
  const preview = layOutPreview(A_PLAN)
  expect(preview.labels).toHaveLength(15)
  expect(preview.gates[3]).toEqual(['G1'])
  expect(preview.contingency).toEqual({ from: 11, to: 14 })
  expect(preview.lanes[0]?.rows).toEqual([
    [
      { key: 'T0', title: 'Scope lock', column: 0, span: 1 },
      { key: 'T1', title: 'Reservation flow', column: 1, span: 2 },
    ],
  ])
})

it('writes what YAML would misread in quotes', () => {
  expect(planAsYaml({ a: 'no', b: ['x', '- y'], c: [{ key: 'K', d: '2026-01-01', e: { f: 1 } }], g: [] })).toEqual([
    'a: "no"',
    'b: [x, "- y"]',
    'c:',
    '  - key: K',
    '    d: "2026-01-01"',
    '    e:',
    '      f: 1',
    'g: []',
  ])
})
