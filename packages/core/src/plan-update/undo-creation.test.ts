import { describe, expect, it } from 'vitest'
import { aPerson, minutesBefore, NOW } from '../testing/index.ts'
import { decideUndoCreation } from './undo-creation.ts'

const maker = aPerson('lead', 'user-maker')
const fresh = { slug: 'small', createdAt: minutesBefore(NOW, 10), createdBy: 'user-maker', changesSince: 0 }
const codes = (over: Partial<typeof fresh>, actor = maker): readonly string[] => {
  const decided = decideUndoCreation({ ...fresh, ...over }, actor, NOW)
  return decided.ok ? [] : [decided.refusal.code, ...decided.refusal.issues.map(({ code }) => code)]
}

describe('taking a program back', () => {
  it('is for its maker, for ten minutes', () => {
    expect(codes({})).toEqual([])
    expect(codes({ createdAt: minutesBefore(NOW, 10.1) })).toEqual(['undo_refused', 'too_late'])
    expect(codes({}, aPerson('lead', 'user-other'))).toEqual(['undo_refused', 'not_the_maker'])
    expect(codes({}, aPerson('viewer', 'user-maker'))).toEqual(['forbidden', 'forbidden'])
  })

  it('is over once somebody worked in it; every reason is told', () => {
    expect(codes({ changesSince: 1 })).toEqual(['undo_refused', 'changed_since'])
    expect(codes({ changesSince: 2, createdAt: minutesBefore(NOW, 60) }, aPerson('lead', 'user-other'))).toEqual([
      'undo_refused',
      'not_the_maker',
      'too_late',
      'changed_since',
    ])
  })
})
