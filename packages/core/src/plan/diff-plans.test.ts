import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffPlans, isEmptyDiff } from './diff-plans.ts'
import type { Plan } from './plan.ts'
import { noSections, planTask, smallPlan } from './testing/small-plan.ts'

describe('diffPlans', () => {
  it('finds nothing in a copy', () => {
    const diff = diffPlans(smallPlan(), structuredClone(smallPlan()))
    expect(diff).toEqual({ added: [], changed: [], removed: [] })
    expect(isEmptyDiff(diff)).toBe(true)
  })

  it('names what came, went and changed, by kind, key and field', () => {
    const before = smallPlan()
    const after = smallPlan({
      program: { ...before.program, goal: 'Ship it well', holidays: [] },
      contingency: null,
      tasks: [{ ...(before.tasks[0] as Plan['tasks'][number]), status: 'done', owners: [] }, planTask('C')],
      dependencies: [{ ...(before.dependencies[0] as Plan['dependencies'][number]), lag: 2 }],
      sections: noSections({ risks: [{ key: 'A', title: 'Storm' }, { title: 'No key' }] }),
    })
    expect(diffPlans(before, after)).toEqual({
      added: [
        { kind: 'task', key: 'C' },
        { kind: 'risks', key: '#2' },
      ],
      changed: [
        { kind: 'program', key: 'program', fields: ['goal', 'holidays'] },
        { kind: 'task', key: 'A', fields: ['status', 'owners'] },
        { kind: 'dependency', key: 'B->G2', fields: ['lag'] },
        { kind: 'risks', key: 'A', fields: ['title'] },
      ],
      removed: [
        { kind: 'contingency', key: 'contingency' },
        { kind: 'task', key: 'B' },
        { kind: 'dependency', key: 'M->B' },
      ],
    })
    expect(isEmptyDiff(diffPlans(before, after))).toBe(false)
  })

  it('sees a change deep inside an entry', () => {
    const gates = smallPlan().gates.map((gate) => ({ ...gate, requirements: gate.requirements.map((each) => ({ ...each, min: 2 })) }))
    expect(diffPlans(smallPlan(), smallPlan({ gates })).changed).toEqual([
      { kind: 'gate', key: 'G1', fields: ['requirements'] },
      { kind: 'gate', key: 'G2', fields: ['requirements'] },
    ])
  })

  it('does not care about the order of lists, fields and predecessors, or about undefined', () => {
    const two = planTask('A', {
      after: [
        { ref: 'G1', kind: 'hard', lag: 0 },
        { ref: 'M', kind: 'soft', lag: 1 },
      ],
    })
    const before = smallPlan({ tasks: [two, planTask('B')] })
    const turned = Object.fromEntries(
      Object.entries({ ...two, after: two.after.toReversed(), extra: undefined }).reverse(),
    ) as unknown as Plan['tasks'][number]
    expect(isEmptyDiff(diffPlans(before, smallPlan({ tasks: [planTask('B'), turned] })))).toBe(true)
  })

  it('cares about the order inside an entry', () => {
    const owners = (...handles: string[]): Plan => smallPlan({ tasks: [planTask('A', { owners: handles }), planTask('B')] })
    expect(diffPlans(owners('@qa', '@lead'), owners('@lead', '@qa')).changed).toHaveLength(1)
  })

  it('is the mirror image the other way round', () => {
    const anyPlan = fc
      .record({
        keys: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { maxLength: 4 }),
        starts: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
        goal: fc.constantFrom('x', 'y'),
        records: fc.array(fc.record({ key: fc.constantFrom('R1', 'R2'), text: fc.constantFrom('a', 'b') }), { maxLength: 3 }),
      })
      .map(({ keys, starts, goal, records }) =>
        smallPlan({
          program: { ...smallPlan().program, goal },
          tasks: keys.map((key, index) => planTask(key, { start: starts[index] ?? 0 })),
          sections: noSections({ notes: records }),
        }),
      )
    fc.assert(
      fc.property(anyPlan, anyPlan, (a, b) => {
        const there = diffPlans(a, b)
        const back = diffPlans(b, a)
        const names = (list: readonly { kind: string; key: string }[]): string[] => list.map((each) => `${each.kind} ${each.key}`).sort()
        expect(names(there.added)).toEqual(names(back.removed))
        expect(names(there.removed)).toEqual(names(back.added))
        expect(names(there.changed)).toEqual(names(back.changed))
        expect(isEmptyDiff(diffPlans(a, structuredClone(a)))).toBe(true)
      }),
    )
  })
})
