import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PreviewOptions, previewMoves, type SchedulePreview } from './preview-moves.ts'
import type { PlannedMove } from './run-schedule.ts'
import type { ScheduleLink, ScheduleNode } from './schedule.ts'
import { anyNetwork, gate, links, schedule, task } from './testing/small-networks.ts'

const options: PreviewOptions = {
  now: null,
  target: 'G8',
  contingency: { from: 11, to: 14, tolerance: 1, target: 'G8' },
  last: 14,
  label: (index) => `D${index}`,
}
const preview = (
  nodes: readonly ScheduleNode[],
  all: readonly ScheduleLink[],
  moves: readonly PlannedMove[],
  over = options,
): SchedulePreview => {
  const outcome = previewMoves(nodes, all, over, moves)
  if (!outcome.ok) throw new Error('cycles')
  return outcome.preview
}

const nodes = [task('A', 0, 4), task('B', 5, 9), gate('G3', 5), gate('G8', 10), task('Free', 0, 1)]
const all = links('A>B', 'A>G3', 'B>G8', 'G3~B')

describe('previewMoves', () => {
  it('shows every consequence of a two-day slip', () => {
    const shown = preview(nodes, all, [{ key: 'A', start: 3, finish: 7 }])
    expect(shown.rows.map((row) => [row.key, row.from, row.to])).toEqual([
      ['A', { start: 0, finish: 5 }, { start: 3, finish: 8 }],
      ['B', { start: 5, finish: 10 }, { start: 8, finish: 13 }],
      ['G3', { start: 6, finish: 6 }, { start: 8, finish: 8 }],
      ['G8', { start: 11, finish: 11 }, { start: 13, finish: 13 }],
    ])
    expect(shown.gates.map((row) => row.key)).toEqual(['G3', 'G8'])
    expect(shown).toMatchObject({
      targetFinish: { before: 11, after: 13 },
      slip: { before: 0, after: 2 },
      newlyViolated: links('A>B', 'A>G3', 'B>G8'),
      mended: [],
      ledger: { before: { consumed: 0, left: 4 }, after: { consumed: 2, left: 2, cause: 'A' } },
    })
    expect(shown.ledger?.after.entries.map((entry) => entry.label)).toEqual(['D11', 'D12'])
  })
  it('moves gates too, and shortens work', () => {
    const shown = preview(nodes, all, [
      { key: 'G3', start: 9, finish: 9 },
      { key: 'Free', start: 0, finish: 0 },
    ])
    expect(shown.rows.map((row) => [row.key, row.to])).toEqual([
      ['G3', { start: 10, finish: 10 }],
      ['Free', { start: 0, finish: 1 }],
    ])
    expect(shown.softWarnings).toEqual([{ from: 'G3', to: 'B', by: 5 }])
  })
  it('names what a move mends', () => {
    const late = [task('A', 0, 6), task('B', 5, 9), gate('G8', 12)]
    expect(preview(late, links('A>B'), [{ key: 'B', start: 7, finish: 11 }]).mended).toEqual(links('A>B'))
  })
  it('returns cycles and throws on an unknown key', () => {
    expect(previewMoves(nodes, [...all, ...links('B>A')], options, [])).toEqual({ ok: false, cycles: [['A', 'B', 'A']] })
    expect(() => preview(nodes, all, [{ key: 'X', start: 0, finish: 0 }])).toThrow('unknown key X')
  })

  it('says exactly what saving the moves would give', () => {
    const anyMove = fc.record({ pick: fc.nat(), start: fc.integer({ min: -3, max: 14 }), length: fc.integer({ min: 1, max: 4 }) })
    fc.assert(
      fc.property(
        anyNetwork({ progress: true }),
        fc.array(anyMove, { maxLength: 3 }),
        fc.integer({ min: -2, max: 12 }),
        (network, raw, now) => {
          const moves = [...new Map(raw.map((move) => [network.nodes[move.pick % network.nodes.length]?.key ?? '', move]))].map(
            ([key, move]) => ({
              key,
              start: move.start,
              finish: move.start + move.length - 1,
            }),
          )
          const target = network.nodes[0]?.key ?? null
          const saved = network.nodes.map((node): ScheduleNode => {
            const move = moves.find((each) => each.key === node.key)
            if (!move) return node
            return node.kind === 'task'
              ? { ...node, start: move.start, duration: move.finish + 1 - move.start }
              : { ...node, start: move.finish + 1 }
          })
          const before = schedule(network.nodes, network.links, { now, target })
          const after = schedule(saved, network.links, { now, target })
          const shown = preview(network.nodes, network.links, moves, { ...options, now, target })
          expect(shown.targetFinish).toEqual({ before: before.targetFinish, after: after.targetFinish })
          expect(shown.slip).toEqual({ before: before.slip, after: after.slip })
          expect(shown.criticalPath).toEqual({ before: before.criticalPath, after: after.criticalPath })
          const changes = new Map(shown.rows.map((row) => [row.key, row.to]))
          for (const [index, row] of after.rows.entries()) {
            const old = before.rows[index]
            const isSame = old?.earliestStart === row.earliestStart && old.earliestFinish === row.earliestFinish
            expect(changes.get(row.key)).toEqual(isSame ? undefined : { start: row.earliestStart, finish: row.earliestFinish })
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
