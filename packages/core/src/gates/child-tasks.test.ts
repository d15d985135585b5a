import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aGate, aProgram, aTask } from '../testing/factories.ts'
import { childTasksByGate, childTasksOf, gateForPlacement, holdsGate } from './child-tasks.ts'

const keys = (state: Parameters<typeof childTasksOf>[0], gate: string) => childTasksOf(state, gate).map((task) => task.key)

describe('children of a gate', () => {
  const state = aProgram({
    gates: [aGate({ key: 'G2', at: 5 }), aGate({ key: 'G1', at: 3 }), aGate({ key: 'G2b', at: 5 })],
    tasks: [
      aTask({ key: 'early', finish: 0 }),
      aTask({ key: 'on', start: 2, finish: 3 }),
      aTask({ key: 'next', start: 3, finish: 4 }),
      aTask({ key: 'named', start: 1, finish: 1, gate: 'G2b' }),
      aTask({ key: 'after', start: 6, finish: 6 }),
      aTask({ key: 'sum', start: 0, finish: 5, gate: 'G2' }),
      aTask({ key: 'leaf', start: 0, finish: 1, parent: 'sum' }),
      aTask({ key: 'odd', gate: 'nowhere' }),
    ],
  })
  it('are those that end after the previous gate and not after this one', () => {
    expect(keys(state, 'G1')).toEqual(['early', 'on'])
  })
  it('at one period belong to the first gate of the plan, so that each counts once', () => {
    expect(keys(state, 'G2')).toEqual(['next', 'leaf'])
    expect(keys(state, 'G2b')).toEqual(['named'])
  })
  it('say whether they were named or inferred; a leaf inherits its summary’s gate, which itself is not counted', () => {
    const { gateOf } = childTasksByGate(state)
    expect(gateOf.get('leaf')).toEqual({ gateKey: 'G2', inferred: false })
    expect(gateOf.get('next')).toEqual({ gateKey: 'G2', inferred: true })
    expect([...gateOf.keys()]).not.toEqual(expect.arrayContaining(['sum']))
    expect(gateOf.has('after') || gateOf.has('odd')).toBe(false)
  })
  it('survive a parent cycle', () => {
    const looped = aProgram({
      gates: [aGate()],
      tasks: [aTask({ key: 'a', parent: 'b' }), aTask({ key: 'b', parent: 'a' }), aTask({ key: 'c', parent: 'a' })],
    })
    expect(keys(looped, 'G1')).toEqual(['c'])
  })
  it('agree with the placement rule for every leaf', () => {
    const task = fc.record({ finish: fc.integer({ min: 0, max: 20 }), gate: fc.constantFrom(null, null, 'G0', 'G1') })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 5 }), fc.array(task, { maxLength: 10 }), (ats, list) => {
        const program = aProgram({
          gates: ats.map((at, index) => aGate({ key: `G${index}`, at })),
          tasks: list.map((over, index) => aTask({ ...over, key: `T${index}`, start: 0 })),
        })
        const { gateOf } = childTasksByGate(program)
        for (const leaf of program.tasks) expect(gateOf.get(leaf.key)?.gateKey ?? null).toBe(gateForPlacement(program, leaf)?.key ?? null)
      }),
    )
  })
})

it('P0 and P1 hold until done or moved to a place; P2 and P3 never', () => {
  expect(holdsGate(aTask({ priority: 'P0' }))).toBe(true)
  expect(holdsGate(aTask({ priority: 'P1', status: 'dropped' }))).toBe(true)
  expect(holdsGate(aTask({ priority: 'P1', status: 'moved' }))).toBe(true)
  expect(holdsGate(aTask({ priority: 'P1', status: 'moved', movedTo: 'next release' }))).toBe(false)
  expect(holdsGate(aTask({ priority: 'P0', status: 'done' }))).toBe(false)
  expect(holdsGate(aTask({ priority: 'P2' }))).toBe(false)
})
