import { describe, expect, it } from 'vitest'
import { bracketAtEnd, headingWords, slugOf, splitArrows, withoutEnd } from './text.ts'

describe('texts', () => {
  it('part at arrows, but not inside brackets and not at comparisons', () => {
    expect(splitArrows('a → b -> c => d')).toEqual(['a', 'b', 'c', 'd'])
    expect(splitArrows('pass (x→y) → sign-off')).toEqual(['pass (x→y)', 'sign-off'])
    expect(splitArrows('load >= 5 and <= 9')).toEqual(['load >= 5 and <= 9'])
  })
  it('lose chapter numbers, emoji and ends', () => {
    expect(headingWords('🚀 4.2 Roll out:')).toBe('Roll out')
    expect(headingWords('4) Roll out')).toBe('Roll out')
    expect(headingWords('3 Days of rest')).toBe('Days of rest')
    expect(withoutEnd('Done. ')).toBe('Done')
  })
  it('give the bracket at their end', () => {
    expect(bracketAtEnd('Check (all) doors (D3, @ada).')).toEqual({ outside: 'Check (all) doors', inside: 'D3, @ada' })
    expect(bracketAtEnd('no bracket')).toBeNull()
  })
  it('become slugs', () => expect([slugOf('Öfen & Maße!'), slugOf('—')]).toEqual(['ofen-masse', 'x']))
})
