import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeSchedule } from './compute-schedule.ts'
import type { ScheduleLink, ScheduleNode } from './schedule.ts'
import { links, task } from './testing/small-networks.ts'

const cyclesOf = (nodes: readonly ScheduleNode[], all: readonly ScheduleLink[]): readonly (readonly string[])[] => {
  const outcome = computeSchedule({ nodes, links: all, now: null, target: null })
  return outcome.ok ? [] : outcome.cycles
}
const named = (...keys: readonly string[]): readonly ScheduleNode[] => keys.map((key) => task(key, 0, 0))

describe('cycles', () => {
  it('are each reported with a full path, in the order of the input', () => {
    const all = links('D>E', 'E>D', 'A>B', 'B>C', 'C>A', 'C>D', 'F>F')
    expect(cyclesOf(named('A', 'B', 'C', 'D', 'E', 'F'), all)).toEqual([
      ['A', 'B', 'C', 'A'],
      ['D', 'E', 'D'],
      ['F', 'F'],
    ])
  })
  it('are no concern of soft links', () => {
    expect(cyclesOf(named('A', 'B'), links('A>B', 'B~A'))).toEqual([])
  })
  it('may run through a summary or its parents', () => {
    const child = task('C', 0, 0, { parent: 'P' })
    expect(cyclesOf([task('P', 0, 0), child], links('P>C'))).toEqual([['P', 'C', 'P']])
    expect(cyclesOf([task('P', 0, 0), child], links('C>P'))).toEqual([['P', 'C', 'P']])
    expect(cyclesOf([task('P', 0, 0), child, task('X', 0, 0)], links('C>X', 'X>P'))).toEqual([['P', 'C', 'X', 'P']])
    expect(cyclesOf([task('A', 0, 0, { parent: 'B' }), task('B', 0, 0, { parent: 'A' })], [])).toEqual([['A', 'B', 'A']])
    expect(cyclesOf([task('A', 0, 0, { parent: 'A' })], [])).toEqual([['A', 'A']])
  })
  it('of 100,000 links are found without recursion', () => {
    const nodes = Array.from({ length: 100_000 }, (_, position) => task(`N${position}`, 0, 0))
    const ring = nodes.map(
      (node, position): ScheduleLink => ({ from: node.key, to: `N${(position + 1) % nodes.length}`, kind: 'hard', lag: 0 }),
    )
    const cycles = cyclesOf(nodes, ring)
    expect(cycles).toHaveLength(1)
    expect(cycles[0]).toHaveLength(100_001)
  })
  it('are one real closed path for each knot of any graph, and none where there is no knot', () => {
    const size = 8
    const anyLinks = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 16 })
    fc.assert(
      fc.property(anyLinks, (pairs) => {
        const nodes = named(...Array.from({ length: size }, (_, index) => `N${index}`))
        const all = pairs.map(([a, b]): ScheduleLink => ({ from: `N${a}`, to: `N${b}`, kind: 'hard', lag: 0 }))
        const reach = Array.from({ length: size }, (_, a) =>
          Array.from({ length: size }, (_, b) => pairs.some(([x, y]) => x === a && y === b)),
        )
        for (let k = 0; k < size; k++)
          for (let a = 0; a < size; a++)
            for (let b = 0; b < size; b++) if (reach[a]?.[k] && reach[k]?.[b]) (reach[a] as boolean[])[b] = true
        const knots = new Set<string>()
        for (let a = 0; a < size; a++)
          if (reach[a]?.[a]) knots.add(reach.flatMap((_, b) => (reach[a]?.[b] && reach[b]?.[a] ? [`N${b}`] : [])).join())
        const cycles = cyclesOf(nodes, all)
        expect(cycles).toHaveLength(knots.size)
        for (const path of cycles) {
          expect(path.length).toBeGreaterThanOrEqual(2)
          expect(path.at(-1)).toBe(path[0])
          expect(new Set(path).size).toBe(path.length - 1)
          for (const [position, key] of path.slice(1).entries())
            expect(all.some((link) => link.from === path[position] && link.to === key)).toBe(true)
        }
        expect(cyclesOf(nodes, all)).toEqual(cycles)
      }),
      { numRuns: 300 },
    )
  })
})
