import { describe, expect, it } from 'vitest'
import { createLru } from './lru.ts'

describe('createLru', () => {
  it('drops the least recently used beyond its bytes', () => {
    const lru = createLru<string>(10)
    lru.set('a', 'A', 4)
    lru.set('b', 'B', 4)
    lru.get('a')
    lru.set('c', 'C', 4)
    expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual(['A', undefined, 'C'])
    expect(lru.bytes).toBe(8)
  })

  it('counts a replaced value once and a deleted one not at all', () => {
    const lru = createLru<string>(10)
    lru.set('a', 'A', 4)
    lru.set('a', 'AA', 8)
    expect(lru.bytes).toBe(8)
    lru.delete('a')
    lru.delete('a')
    expect(lru.bytes).toBe(0)
  })

  it('does not keep what is larger than everything it may keep, nor an older value in its place', () => {
    const lru = createLru<string>(10)
    lru.set('b', 'B', 2)
    lru.set('a', 'A', 4)
    lru.set('a', 'huge', 11)
    expect([lru.get('a'), lru.get('b')]).toEqual([undefined, 'B'])
  })
})
