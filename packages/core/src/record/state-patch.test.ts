import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgramState } from '../board/program-state.ts'
import { aBlocker, aDependency, aGate, anEvidence, aProgram, aTask } from '../testing/factories.ts'
import { applyStatePatch, diffStates, isEmptyPatch, openReplay, type StatePatch } from './state-patch.ts'

const plain = (state: ProgramState): unknown => JSON.parse(JSON.stringify(state))

/** Programs over a small set of keys, so that two of them share rows, change some, and have them in another order. */
const keys = fc.uniqueArray(fc.constantFrom('T1', 'T2', 'T3', 'T4', 'T5'), { maxLength: 5 })
const anyProgram: fc.Arbitrary<ProgramState> = fc
  .record({
    revision: fc.nat(50),
    titles: keys,
    note: fc.string(),
    gates: keys,
    evidence: keys,
    goal: fc.string(),
    blockers: keys,
    links: keys,
  })
  .map(({ revision, titles, note, gates, evidence, goal, blockers, links }) =>
    aProgram({
      revision,
      head: { ...aProgram().head, goal },
      tasks: titles.map((key, at) => aTask({ key, title: at % 2 === 0 ? note : key })),
      gates: gates.map((key) => aGate({ key: `G${key}`, at: note.length })),
      evidence: evidence.map((id) => anEvidence({ id, title: note })),
      blockers: blockers.map((key) => aBlocker({ key, resolution: note })),
      dependencies: links.map((to, at) => aDependency('T0', to, { listed: at % 2 === 0 })),
    }),
  )

describe('a patch of the state', () => {
  it('leads from any state to any other, through JSON', () => {
    fc.assert(
      fc.property(anyProgram, anyProgram, (before, after) => {
        const patch = JSON.parse(JSON.stringify(diffStates(before, after))) as StatePatch
        expect(plain(applyStatePatch(before, patch, after.revision))).toEqual(plain(after))
      }),
    )
  })

  it('tells a whole history from nothing', () => {
    fc.assert(
      fc.property(fc.array(anyProgram, { minLength: 1, maxLength: 6 }), (history) => {
        let told: ProgramState | null = null
        const replay = openReplay(null)
        const seen: ProgramState[] = []
        history.forEach((state, at) => {
          const patch = diffStates(at === 0 ? null : (history[at - 1] as ProgramState), state)
          told = applyStatePatch(told, patch, state.revision)
          expect(plain(told)).toEqual(plain(state))
          replay.take(patch, state.revision)
          seen.push(replay.state() as ProgramState)
        })
        // What was told of a moment does not change with what came after it.
        expect(seen.map(plain)).toEqual(history.map(plain))
      }),
    )
  })

  it('is empty where nothing but the revision changed, and holds only what changed', () => {
    const before = aProgram({ tasks: [aTask({ key: 'T1' }), aTask({ key: 'T2' })] })
    expect(isEmptyPatch(diffStates(before, { ...before, revision: 9 }))).toBe(true)
    const moved = aTask({ key: 'T2', start: 3, finish: 4 })
    expect(diffStates(before, { ...before, tasks: [aTask({ key: 'T1' }), moved] })).toEqual({ put: { tasks: [moved] } })
    expect(diffStates(before, { ...before, tasks: [aTask({ key: 'T2' })] })).toEqual({ gone: { tasks: ['T1'] } })
    expect(diffStates(before, { ...before, tasks: [...before.tasks].reverse() })).toEqual({ order: { tasks: ['T2', 'T1'] } })
  })

  it('has nothing to tell before the first one', () => {
    expect(openReplay(null).state()).toBeNull()
  })

  it('throws where it does not fit', () => {
    expect(() => applyStatePatch(null, {}, 1)).toThrow('the first patch lacks id')
    expect(() => applyStatePatch(aProgram(), { gone: { tasks: ['T9'] } }, 2)).toThrow('tasks has no T9')
    expect(() => applyStatePatch(aProgram(), { order: { gates: ['G9'] } }, 2)).toThrow('gates has no G9')
  })
})
