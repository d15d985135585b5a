import { describe, expect, it } from 'vitest'
import { layOutPath, NODE_HEIGHT, NODE_WIDTH } from './lay-out-path.ts'

const chain = (length: number) => {
  const keys = Array.from({ length }, (_, index) => `T${index}`)
  return { keys, links: keys.slice(1).map((key, index) => [`T${index}`, key] as const) }
}

describe('a path drawn like text', () => {
  it('keeps the order from left to right and breaks into rows that fit the width', () => {
    const { keys, links } = chain(16)
    const { at, height } = layOutPath(keys, links, new Set(keys), 960)
    const places = keys.map((key) => at.get(key) ?? { x: 0, y: 0 })
    expect(Math.max(...places.map((place) => place.x + NODE_WIDTH))).toBeLessThanOrEqual(960)
    const rows = [...new Set(places.map((place) => place.y))]
    expect(rows.length).toBe(4)
    for (const [index, place] of places.entries()) {
      const before = places[index - 1]
      if (before) expect(place.y > before.y || place.x > before.x).toBe(true)
    }
    expect(height).toBeGreaterThanOrEqual(Math.max(...places.map((place) => place.y)) + NODE_HEIGHT)
  })
  it('never lays two steps over each other', () => {
    const { keys, links } = chain(6)
    const { at } = layOutPath([...keys, 'A', 'B'], [...links, ['A', 'T3'], ['B', 'T3']], new Set(keys), 700)
    const places = [...at.values()]
    for (const one of places)
      for (const other of places)
        if (one !== other) expect(Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT).toBe(true)
  })
  it('keeps the chain of a row on one line, below what is off it', () => {
    const { keys, links } = chain(4)
    const { at } = layOutPath([...keys, 'OFF'], [...links, ['T0', 'OFF'], ['OFF', 'T3']], new Set(keys), 900)
    expect(new Set(keys.map((key) => at.get(key)?.y)).size).toBe(1)
    expect(at.get('OFF')?.y).toBeLessThan(at.get('T0')?.y ?? 0)
  })
  it('takes one column where there is no room for two', () => {
    const { keys, links } = chain(3)
    const { at } = layOutPath(keys, links, new Set(keys), 200)
    expect(new Set([...at.values()].map((place) => place.x)).size).toBe(1)
  })
})
