import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPlan } from '../plan/check-plan.ts'
import { diffPlans } from '../plan/diff-plans.ts'
import { aPerson, NOW } from '../testing/index.ts'
import { decidePlanUpdate } from './decide-plan-update.ts'
import { isEmptyUpdate } from './plan-update.ts'
import { applyPlanUpdate, planOfProgram } from './testing/apply-plan-update.ts'
import { arbitraryDocument, arbitraryProgram } from './testing/arbitrary-update.ts'

const lead = aPerson('lead')
const keep = { progress: 'keep', renames: [] } as const

describe('importing a document again', () => {
  it('with what the program is changes nothing, whatever was done in it', () => {
    fc.assert(
      fc.property(arbitraryProgram, ({ plan, state }) => {
        const present = planOfProgram(state, plan.sections)
        const decided = decidePlanUpdate(state, lead, { present, document: present, ...keep }, NOW)
        expect(decided.ok && isEmptyUpdate(decided.value.diff)).toBe(true)
        expect(decided.ok && decided.value.diff.progress).toEqual([])
        expect(decided.ok && applyPlanUpdate(state, decided.value.changes)).toEqual(state)
      }),
    )
  })

  it('makes the program what the document says, and keeps what was done', () => {
    const tally = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(arbitraryProgram, arbitraryDocument, ({ plan, state }, document) => {
        const present = planOfProgram(state, plan.sections)
        const decided = decidePlanUpdate(state, lead, { present, document, ...keep }, NOW)
        if (!decided.ok) {
          tally.refused++
          expect(decided.refusal.issues.length).toBeGreaterThan(0)
          return
        }
        tally.taken++
        const { changes } = decided.value
        const after = applyPlanUpdate(state, changes)
        const was = new Map(state.tasks.map((task) => [task.key, task]))
        const expected = {
          ...document,
          releaseTarget: document.releaseTarget && { ...document.releaseTarget, sha: present.releaseTarget?.sha ?? null },
          tasks: document.tasks.map((task) => {
            const before = was.get(task.key)
            if (before === undefined) return task
            const ticked = new Map(before.checklist.map(({ text, done }) => [text, done]))
            return {
              ...task,
              status: before.status,
              note: task.note === '' ? before.note : task.note,
              checklist: task.checklist.map((item) => ({ ...item, done: ticked.get(item.text) ?? item.done })),
            }
          }),
        }
        const read = planOfProgram(after, { ...plan.sections, ...changes.sections })
        expect(diffPlans(read, expected)).toEqual({ added: [], changed: [], removed: [] })
        expect(checkPlan(read)).toEqual([])
        for (const task of after.tasks) {
          const before = was.get(task.key)
          if (before !== undefined)
            expect([task.baselineStart, task.actualStart, task.actualFinish]).toEqual([
              before.baselineStart,
              before.actualStart,
              before.actualFinish,
            ])
        }
      }),
      { numRuns: 400 },
    )
    expect(Math.min(tally.taken, tally.refused)).toBeGreaterThan(20)
  })

  it('never loses proof, a decision or a blocker, and never touches what is signed', () => {
    fc.assert(
      fc.property(
        arbitraryProgram,
        arbitraryDocument,
        fc.constantFrom('keep' as const, 'document' as const),
        ({ plan, state }, document, progress) => {
          const present = planOfProgram(state, plan.sections)
          const decided = decidePlanUpdate(state, lead, { present, document, progress, renames: [] }, NOW)
          if (!decided.ok) return
          const after = applyPlanUpdate(state, decided.value.changes)
          const gates = new Map(after.gates.map((gate) => [gate.key, gate]))
          const tasks = new Set(after.tasks.map(({ key }) => key))
          for (const piece of state.evidence)
            expect(gates.get(piece.gateKey)?.requirements.some(({ key }) => key === piece.requirementKey)).toBe(true)
          for (const blocker of state.blockers) expect(tasks.has(blocker.taskKey)).toBe(true)
          for (const gate of state.gates) {
            const now = gates.get(gate.key)
            if (gate.signOffs.length + gate.gaps.length > 0) expect([now?.signOffs, now?.gaps]).toEqual([gate.signOffs, gate.gaps])
            if (gate.state === 'SignedOff') expect(now).toEqual(gate)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('twice changes nothing the second time', () => {
    fc.assert(
      fc.property(arbitraryProgram, arbitraryDocument, ({ plan, state }, document) => {
        const first = decidePlanUpdate(state, lead, { present: planOfProgram(state, plan.sections), document, ...keep }, NOW)
        if (!first.ok) return
        const after = applyPlanUpdate(state, first.value.changes)
        const present = planOfProgram(after, { ...plan.sections, ...first.value.changes.sections })
        const second = decidePlanUpdate(after, lead, { present, document, ...keep }, NOW)
        expect(second.ok && isEmptyUpdate(second.value.diff)).toBe(true)
      }),
    )
  })
})
