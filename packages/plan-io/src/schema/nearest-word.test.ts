import { describe, expect, it } from 'vitest'
import { nearestWord } from './nearest-word.ts'

describe('nearestWord', () => {
  const known = ['finish', 'start', 'title', 'timeZone', 'movedTo', 'at']
  it.each([
    ['finnish', 'finish'],
    ['titel', 'title'],
    ['timezone', 'timeZone'],
    ['moved_to', 'movedTo'],
    ['strat', 'start'],
    ['zebra', null],
  ])('%s means %s', (word, expected) => {
    expect(nearestWord(word, known)).toBe(expected)
  })
  it('knows nothing without known words, and takes very long ones', () => {
    expect(nearestWord('x', [])).toBeNull()
    expect(nearestWord('x'.repeat(1_000_000), known)).toBeNull()
  })
})
