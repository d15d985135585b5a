import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Schedule, ScheduleLink } from './schedule.ts'
import { anyNetwork, forecastSlowly, row, type SmallNetwork, schedule, task } from './testing/small-networks.ts'

describe('any network', () => {
  const now = fc.option(fc.integer({ min: -4, max: 14 }))

  it('is forecast as the rules say', () => {
    fc.assert(
      fc.property(anyNetwork({ progress: true }), now, (network, today) => {
        const slow = forecastSlowly(network, today)
        const plan = schedule(network.nodes, network.links, { now: today })
        for (const each of plan.rows)
          expect([each.key, each.earliestStart, each.earliestFinish]).toEqual([each.key, ...Object.values(slow.get(each.key) ?? {})])
      }),
      { numRuns: 400 },
    )
  })

  /** The same network with one node pushed to start so many periods after its forecast. */
  const delayed = (network: SmallNetwork, plan: Schedule, key: string, by: number): SmallNetwork => ({
    ...network,
    nodes: network.nodes.map((node) => (node.key === key ? { ...node, start: row(plan, key).earliestStart + by } : node)),
  })
  const finishOf = (network: SmallNetwork, key: string, today: number | null): number =>
    forecastSlowly(network, today).get(key)?.finish ?? Number.NaN
  const successors = (network: SmallNetwork, key: string): Set<string> => {
    const reached = new Set<string>()
    const queue = [key]
    for (const from of queue) {
      for (const link of network.links) {
        if (link.from !== from || link.kind !== 'hard' || reached.has(link.to)) continue
        reached.add(link.to)
        queue.push(link.to)
      }
    }
    return reached
  }

  it('has exactly the slack that leaves the target where it is', () => {
    fc.assert(
      fc.property(anyNetwork({ progress: false }), now, fc.nat(), (network, today, pick) => {
        const target = network.nodes[pick % network.nodes.length]?.key ?? ''
        const plan = schedule(network.nodes, network.links, { now: today, target })
        for (const each of plan.rows) {
          const leads = each.key === target || successors(network, each.key).has(target)
          expect(each.critical).toBe(leads && each.slack === 0)
          expect(each.latestStart - each.earliestStart).toBe(each.slack)
          expect(each.latestFinish - each.earliestFinish).toBe(each.slack)
          expect(each.slack).toBeGreaterThanOrEqual(0)
          if (!leads) continue
          expect(finishOf(delayed(network, plan, each.key, each.slack), target, today)).toBe(plan.targetFinish)
          expect(finishOf(delayed(network, plan, each.key, each.slack + 1), target, today)).toBe(plan.targetFinish + 1)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('never promises slack that progress has used up', () => {
    fc.assert(
      fc.property(anyNetwork({ progress: true }), now, fc.nat(), (network, today, pick) => {
        const target = network.nodes[pick % network.nodes.length]
        if (!target || target.progress === 'void') return
        const plan = schedule(network.nodes, network.links, { now: today, target: target.key })
        for (const node of network.nodes) {
          const { slack } = row(plan, node.key)
          if (node.progress !== 'idle' || slack < 0 || node.key === target.key) continue
          expect(finishOf(delayed(network, plan, node.key, slack), target.key, today)).toBe(plan.targetFinish)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('has free slack that moves nobody, and not a period more', () => {
    fc.assert(
      fc.property(anyNetwork({ progress: false }), (network) => {
        const plan = schedule(network.nodes, network.links)
        for (const each of plan.rows) {
          expect(each.freeSlack).toBeGreaterThanOrEqual(0)
          // A negative lag leaves room beyond the end of all.
          if (network.links.every((link) => link.lag >= 0)) expect(each.freeSlack).toBeLessThanOrEqual(each.slack)
          const others = (by: number): readonly number[] => {
            const forecast = forecastSlowly(delayed(network, plan, each.key, by), null)
            return network.nodes.filter((node) => node.key !== each.key).map((node) => forecast.get(node.key)?.start ?? 0)
          }
          const still = network.nodes.filter((node) => node.key !== each.key).map((node) => row(plan, node.key).earliestStart)
          expect(others(each.freeSlack)).toEqual(still)
          if (successors(network, each.key).size > 0) expect(others(each.freeSlack + 1)).not.toEqual(still)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('has a driving chain of real, tight, critical links that ends at the target', () => {
    fc.assert(
      fc.property(anyNetwork({ progress: true }), now, fc.nat(), (network, today, pick) => {
        const wanted = network.nodes[pick % network.nodes.length]
        const target = wanted?.progress === 'void' ? null : (wanted?.key ?? null)
        const plan = schedule(network.nodes, network.links, { now: today, target })
        for (const each of plan.rows) {
          if (each.drivenBy === null) continue
          const from = row(plan, each.drivenBy)
          const tight = network.links.some(
            (link) =>
              link.kind === 'hard' &&
              link.from === from.key &&
              link.to === each.key &&
              from.earliestFinish + link.lag === each.earliestStart,
          )
          expect(tight).toBe(true)
        }
        if (network.nodes.every((node) => node.progress === 'void')) return
        expect(plan.criticalPath.at(-1)).toBe(target ?? plan.criticalPath.at(-1))
        expect(row(plan, plan.criticalPath[0] ?? '').drivenBy).toBeNull()
        for (const [position, key] of plan.criticalPath.entries()) {
          expect(row(plan, key).critical).toBe(true)
          if (position > 0) expect(row(plan, key).drivenBy).toBe(plan.criticalPath[position - 1])
        }
        if (plan.slipCause !== null) expect(row(plan, plan.slipCause).late).toBeGreaterThan(0)
        expect(plan.slipCause !== null).toBe(plan.slip > 0)
      }),
      { numRuns: 300 },
    )
  })

  it('is the same as if moved and dropped work were not there', () => {
    fc.assert(
      fc.property(anyNetwork({ progress: true }), now, (network, today) => {
        const alive = network.nodes.filter((node) => node.progress !== 'void')
        const keys = new Set(alive.map((node) => node.key))
        const target = alive[0]?.key ?? null
        const without = schedule(
          alive,
          network.links.filter((link) => keys.has(link.from) && keys.has(link.to)),
          { now: today, target },
        )
        const whole = schedule(network.nodes, network.links, { now: today, target })
        expect(whole.rows.filter((each) => keys.has(each.key))).toEqual(without.rows)
        expect({ ...whole, rows: [], targetFinish: 0 }).toEqual({ ...without, rows: [], targetFinish: 0 })
      }),
    )
  })

  it('treats a summary as links to and from each of its children', () => {
    const anySummary = anyNetwork({ progress: true, most: 12 }).chain((network) =>
      fc
        .array(fc.option(fc.constantFrom('S', 'T')), { minLength: network.nodes.length, maxLength: network.nodes.length })
        .map((parents) => ({ network, parents })),
    )
    fc.assert(
      fc.property(anySummary, now, fc.integer({ min: 0, max: 12 }), fc.boolean(), (any, today, cut, nested) => {
        // Links into the summary come from ranks below the cut, links out of it go to ranks above; its children lie at the cut and after.
        const { network, parents } = any
        const rank = (key: string): number => Number(key.slice(1))
        const nodes = network.nodes.map((node, position) => ({
          ...node,
          parent: rank(node.key) >= cut && rank(node.key) < cut + 4 ? (parents[position] ?? null) : null,
        }))
        const summaries = [task('S', 0, 0), task('T', 0, 0, { parent: nested ? 'S' : null })]
        const members = (key: string): string[] =>
          key === 'S' || key === 'T'
            ? [...nodes.filter((node) => node.parent === key).map((node) => node.key), ...(key === 'S' && nested ? members('T') : [])]
            : [key]
        if (members('T').length === 0 || members('S').length === 0) return
        const outer = nodes
          .filter((node) => node.parent === null)
          .flatMap((node, position): ScheduleLink[] => {
            const summary = position % 2 ? 'S' : 'T'
            if (rank(node.key) < cut) return [{ from: node.key, to: summary, kind: 'hard', lag: position % 3 }]
            return rank(node.key) >= cut + 4 ? [{ from: summary, to: node.key, kind: 'hard', lag: -(position % 3) }] : []
          })
        const all = [...network.links, ...outer]
        const flat = all.flatMap((link) => members(link.from).flatMap((from) => members(link.to).map((to) => ({ ...link, from, to }))))
        const target = nodes.find((node) => node.progress !== 'void' && node.parent === null)?.key ?? null
        const withSummaries = schedule([...nodes, ...summaries], all, { now: today, target })
        const withoutAny = schedule(
          nodes.map((node) => ({ ...node, parent: null })),
          flat,
          { now: today, target },
        )
        for (const each of withoutAny.rows) {
          const { drivenBy: _, ...numbers } = each
          expect(row(withSummaries, each.key)).toMatchObject(numbers)
        }
        const living = members('S')
          .map((key) => nodes.find((node) => node.key === key))
          .filter((node) => node && node.progress !== 'void')
        if (living.length === 0) return
        const own = living.map((node) => row(withSummaries, node?.key ?? ''))
        expect(row(withSummaries, 'S').earliestStart).toBe(Math.min(...own.map((each) => each.earliestStart)))
        expect(row(withSummaries, 'S').earliestFinish).toBe(Math.max(...own.map((each) => each.earliestFinish)))
        expect(row(withSummaries, 'S').slack).toBe(Math.min(...own.map((each) => each.slack)))
        expect(row(withSummaries, 'S').critical).toBe(own.some((each) => each.critical))
      }),
      { numRuns: 300 },
    )
  })

  it('takes a chain of 100,000 without recursion', () => {
    const nodes = Array.from({ length: 100_000 }, (_, position) => task(`N${position}`, 0, 0))
    const chain = nodes.slice(1).map((node, position): ScheduleLink => ({ from: `N${position}`, to: node.key, kind: 'hard', lag: 0 }))
    const plan = schedule(nodes, chain)
    expect(plan.targetFinish).toBe(100_000)
    expect(plan.criticalPath).toHaveLength(100_000)
  })
})
