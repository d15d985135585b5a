import { describe, expect, it } from 'vitest'
import type { Schedule } from './schedule.ts'
import { gate, links, milestone, row, schedule, task } from './testing/small-networks.ts'

const spans = (of: Schedule): Record<string, readonly [number, number]> =>
  Object.fromEntries(of.rows.map((each) => [each.key, [each.earliestStart, each.earliestFinish] as const]))

describe('a plan without progress', () => {
  const nodes = [task('A', 0, 1), task('B', 2, 4), task('C', 2, 2), gate('G', 4), task('Late', 3, 9)]
  const plan = schedule(nodes, links('A>B', 'A>C', 'B>G', 'C>G'), { target: 'G' })

  it('has every date in half-open coordinates', () => {
    expect(row(plan, 'C')).toEqual({
      key: 'C',
      kind: 'task',
      earliestStart: 2,
      earliestFinish: 3,
      latestStart: 4,
      latestFinish: 5,
      slack: 2,
      freeSlack: 2,
      critical: false,
      drivenBy: 'A',
      late: 0,
    })
    expect(row(plan, 'G')).toMatchObject({
      kind: 'gate',
      earliestStart: 5,
      earliestFinish: 5,
      latestFinish: 5,
      critical: true,
      drivenBy: 'B',
    })
  })
  it('names the critical path, the target and no slip', () => {
    expect(plan).toMatchObject({
      target: 'G',
      targetFinish: 5,
      slip: 0,
      slipCause: null,
      criticalPath: ['A', 'B', 'G'],
      violated: [],
      softWarnings: [],
    })
  })
  it('never calls critical what does not lead to the target, even where it ends later', () => {
    expect(row(plan, 'Late')).toMatchObject({ critical: false, latestFinish: 10, slack: 0, freeSlack: 0 })
  })
  it('counts slack to the target, not to a longer branch that leads elsewhere', () => {
    const forked = schedule([task('A', 0, 0), gate('G', 4), task('Tail', 1, 9)], links('A>G', 'A>Tail'), { target: 'G' })
    expect(row(forked, 'A')).toMatchObject({ slack: 4, freeSlack: 0, critical: false })
  })
  it('counts to the latest finish of all where there is no target', () => {
    const free = schedule(nodes, links('A>B', 'A>C', 'B>G', 'C>G'))
    expect(free).toMatchObject({ target: null, targetFinish: 10, criticalPath: ['Late'] })
    expect(row(free, 'Late').critical).toBe(true)
    expect(row(free, 'B')).toMatchObject({ slack: 5, critical: false })
    expect(schedule(nodes, [], { target: 'gone' }).target).toBeNull()
  })
  it('is empty for an empty plan', () => {
    expect(schedule([], [])).toMatchObject({ rows: [], targetFinish: 0, slip: 0, criticalPath: [] })
  })
})

describe('lags', () => {
  it('adds and takes off', () => {
    const plan = schedule([task('A', 0, 3), task('B', 0, 0), task('C', 0, 0)], links('A>B+2', 'A>C+-3'))
    expect(spans(plan)).toMatchObject({ B: [6, 7], C: [1, 2] })
  })
  it('lets nothing end after the last of all where there is no target', () => {
    const plan = schedule([task('A', 0, 3), task('B', 3, 3)], links('A>B+-1'))
    expect(row(plan, 'A')).toMatchObject({ latestFinish: 4, slack: 0, critical: true })
  })
  it('never pulls work before its planned start', () => {
    expect(spans(schedule([task('A', 0, 0), task('B', 5, 5)], links('A>B+-4'))).B).toEqual([5, 6])
  })
})

describe('progress', () => {
  it('slips what is due and unfinished to now, and its successors with it', () => {
    const plan = schedule([task('A', 1, 2), task('B', 3, 3), gate('G', 3)], links('A>B', 'B>G'), { now: 4, target: 'G' })
    expect(spans(plan)).toEqual({ A: [4, 6], B: [6, 7], G: [7, 7] })
    expect(plan).toMatchObject({ slip: 3, slipCause: 'A', criticalPath: ['A', 'B', 'G'] })
    expect(plan.violated).toEqual(links('A>B', 'B>G'))
    expect(row(plan, 'A')).toMatchObject({ drivenBy: null, late: 3 })
  })
  it('lets work that is due today end today', () => {
    const plan = schedule([task('A', 3, 3), task('B', 1, 4, { progress: 'active', actualStart: 1 })], [], { now: 3 })
    expect(spans(plan)).toEqual({ A: [3, 4], B: [1, 5] })
    expect(plan.slip).toBe(0)
  })
  it('keeps begun work where it began and ends it today at the earliest', () => {
    const plan = schedule([task('A', 0, 1, { progress: 'active', actualStart: 0 })], [], { now: 4 })
    expect(spans(plan)).toEqual({ A: [0, 5] })
  })
  it('does not move begun work for a later predecessor: the link is violated', () => {
    const nodes = [task('A', 0, 3), task('B', 4, 5, { progress: 'active', actualStart: 2 })]
    const plan = schedule(nodes, links('A>B'), { now: 3, target: 'B' })
    expect(spans(plan)).toEqual({ A: [3, 7], B: [2, 4] })
    expect(plan.violated).toEqual(links('A>B'))
    expect(row(plan, 'A')).toMatchObject({ critical: true, slack: -5 })
    expect(row(plan, 'B').drivenBy).toBeNull()
  })
  it('measures a link to begun work from where it began', () => {
    const early = task('B', 4, 5, { progress: 'active', actualStart: 2 })
    const late = task('C', 1, 2, { progress: 'active', actualStart: 3 })
    const plan = schedule([task('A', 0, 2), early, late], links('A>B', 'A>C'))
    expect(plan.violated).toEqual(links('A>B'))
    expect(row(plan, 'C').drivenBy).toBe('A')
  })
  it('takes finished work as it went, early or late', () => {
    const early = task('A', 2, 5, { progress: 'done', actualFinish: 2 })
    const late = task('B', 0, 1, { progress: 'done', actualStart: 1, actualFinish: 4 })
    const plan = schedule([early, late, task('C', 2, 2)], links('B>C'), { now: 4 })
    expect(spans(plan)).toEqual({ A: [1, 2], B: [1, 4], C: [4, 5] })
    expect(row(plan, 'A').late).toBe(0)
    expect(row(plan, 'B')).toMatchObject({ late: 2 })
  })
  it('is quiet about the order of things that are both finished', () => {
    const nodes = [task('A', 0, 3, { progress: 'done' }), task('B', 1, 1, { progress: 'done' })]
    const plan = schedule(nodes, links('A>B'), { now: 6, target: 'B' })
    expect(plan.violated).toEqual([])
    expect(row(plan, 'A')).toMatchObject({ slack: 0, freeSlack: 0 })
  })
  it('moves a due gate to the end of today, a signed one not, a milestone only with its predecessors', () => {
    const nodes = [
      gate('Due', 2),
      gate('Today', 5),
      gate('Signed', 2, { progress: 'done', actualFinish: 3 }),
      milestone('M', 2),
      milestone('N', 2),
      task('A', 5, 5),
    ]
    const plan = schedule(nodes, links('A>N'), { now: 5 })
    expect(spans(plan)).toMatchObject({ Due: [6, 6], Today: [6, 6], Signed: [3, 3], M: [3, 3], N: [6, 6] })
  })
  it('lets moved and dropped work hold nobody', () => {
    const nodes = [task('A', 0, 9, { progress: 'void' }), task('B', 1, 1), gate('G', 1)]
    const plan = schedule(nodes, links('A>B', 'B>G', 'A~G'), { now: 0, target: 'G' })
    expect(spans(plan)).toEqual({ A: [0, 10], B: [1, 2], G: [2, 2] })
    expect(row(plan, 'A')).toMatchObject({ critical: false, drivenBy: null, late: 0, slack: 0 })
    expect(plan).toMatchObject({ violated: [], softWarnings: [] })
    expect(schedule(nodes, [], { target: 'A' }).target).toBeNull()
  })
})

describe('soft links', () => {
  it('warn by how much, and move nothing', () => {
    const plan = schedule([task('A', 0, 4), task('B', 2, 2)], links('A~B'))
    expect(spans(plan).B).toEqual([2, 3])
    expect(plan.softWarnings).toEqual([{ from: 'A', to: 'B', by: 3 }])
    expect(plan.violated).toEqual([])
  })
})

describe('the driver', () => {
  it('is null where the plan or today decides, and the predecessor on a tie', () => {
    const plan = schedule([task('A', 0, 1), task('B', 2, 2), task('C', 5, 5)], links('A>B', 'A>C'))
    expect(row(plan, 'A').drivenBy).toBeNull()
    expect(row(plan, 'B').drivenBy).toBe('A')
    expect(row(plan, 'C').drivenBy).toBeNull()
  })
  it('prefers the later than planned, then the longer chain, then the first in the input', () => {
    const onPlan = task('OnPlan', 0, 3)
    const late = task('Late', 2, 3, { baselineFinish: 3 })
    const plan = schedule([onPlan, late, task('S', 4, 4)], links('OnPlan>S', 'Late>S'))
    expect(row(plan, 'S').drivenBy).toBe('Late')
    const chained = schedule([onPlan, task('P', 0, 1), task('Q', 2, 3), task('S', 4, 4)], links('OnPlan>S', 'P>Q', 'Q>S'))
    expect(row(chained, 'S').drivenBy).toBe('Q')
    const even = schedule([onPlan, task('Other', 0, 3), task('S', 4, 4)], links('Other>S', 'OnPlan>S'))
    expect(row(even, 'S').drivenBy).toBe('Other')
  })
  it('leads to the origin of a slip', () => {
    const nodes = [task('A', 0, 0), task('B', 1, 3, { baselineFinish: 3 }), task('C', 3, 3), gate('G', 3)]
    const plan = schedule(nodes, links('A>B', 'B>C', 'C>G'), { target: 'G' })
    expect(plan).toMatchObject({ slip: 1, slipCause: 'B', criticalPath: ['A', 'B', 'C', 'G'] })
  })
})

describe('summary tasks', () => {
  const nodes = [
    task('P', 0, 0),
    task('P1', 2, 3, { parent: 'P' }),
    task('P2', 6, 6, { parent: 'P' }),
    task('Before', 0, 3),
    task('After', 0, 0),
    gate('G', 8),
  ]
  const plan = schedule(nodes, links('Before>P', 'P>After', 'After>G'), { target: 'G' })

  it('span their children and are not worked themselves', () => {
    expect(spans(plan)).toMatchObject({ P1: [4, 6], P2: [6, 7], P: [4, 7], After: [7, 8] })
    expect(row(plan, 'P')).toMatchObject({ drivenBy: 'Before', slack: 1, latestStart: 5, latestFinish: 8 })
  })
  it('hold their children and make successors wait for all of them', () => {
    expect(row(plan, 'P1')).toMatchObject({ drivenBy: 'Before', slack: 2, freeSlack: 1 })
    expect(row(plan, 'After').drivenBy).toBe('P')
  })
  it('are left out of the critical path, which runs through the children', () => {
    const tight = schedule(nodes, links('Before>P', 'P>After', 'After>G', 'P1>P2'), { target: 'After' })
    expect(tight.criticalPath).toEqual(['Before', 'P1', 'P2', 'After'])
    expect(row(tight, 'P').critical).toBe(true)
    expect(schedule(nodes, links('Before>P'), { target: 'P' }).criticalPath.at(-1)).toBe('P')
  })
  it('ignore dropped children; with none left they hold nobody', () => {
    const some = [task('P', 0, 0), task('P1', 2, 3, { parent: 'P', progress: 'void' }), task('P2', 4, 4, { parent: 'P' }), task('S', 0, 0)]
    expect(spans(schedule(some, links('P>S')))).toMatchObject({ P: [4, 5], S: [5, 6] })
    const none = some.map((node) => (node.key === 'P2' ? { ...node, progress: 'void' as const } : node))
    const plan0 = schedule(none, links('P>S', 'P~S'), { target: 'P' })
    expect(spans(plan0)).toMatchObject({ P: [0, 1], S: [0, 1] })
    expect(plan0).toMatchObject({ target: null, softWarnings: [] })
  })
  it('with no living child drive nobody, even where their plan would fit', () => {
    const empty = [task('P', 0, 0), task('P1', 0, 0, { parent: 'P', progress: 'void' }), task('S', 1, 1)]
    expect(row(schedule(empty, links('P>S')), 'S').drivenBy).toBeNull()
    expect(row(schedule(empty, links('P1>S')), 'S').drivenBy).toBeNull()
  })
  it('may be nested', () => {
    const deep = [task('P', 0, 0), task('Q', 0, 0, { parent: 'P' }), task('Q1', 1, 2, { parent: 'Q' }), task('A', 0, 3), task('Z', 0, 0)]
    expect(spans(schedule(deep, links('A>P', 'P>Z')))).toEqual({ P: [4, 6], Q: [4, 6], Q1: [4, 6], A: [0, 4], Z: [6, 7] })
  })
})

describe('bugs of the caller', () => {
  it('throw', () => {
    expect(() => schedule([task('A', 0, 0)], links('A>B'))).toThrow('unknown key B')
    expect(() => schedule([task('A', 0, 0, { parent: 'X' })], [])).toThrow('unknown key X')
    expect(() => schedule([task('A', 0, 0), task('A', 1, 1)], [])).toThrow('twice')
    expect(() => schedule([task('A', 0.5, 1)], [])).toThrow('coordinate')
  })
})
