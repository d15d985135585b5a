import { describe, expect, it } from 'vitest'
import { compareSteps } from './compare-steps.ts'

/** `L1=2` is step L1, forecast to end at 2; a step keeps the end that it was first given. */
const said = (declared: string, computed: string) => {
  const ends = new Map<string, number>()
  const keys = (text: string) =>
    text
      .split(' ')
      .filter(Boolean)
      .map((step) => {
        const [key = '', end] = step.split('=')
        if (end !== undefined) ends.set(key, Number(end))
        return key
      })
  return compareSteps(keys(declared), keys(computed), (key) => ends.get(key) ?? 0).map(
    (step) => `${step.key}:${step.declared ? 'd' : ''}${step.computed ? 'c' : ''}`,
  )
}

describe('the declared chain beside the computed one', () => {
  it('puts shared steps on one line and the others between them, by their forecast', () => {
    expect(said('G0 L4=3 G2=4 G3', 'L1 G0 L6=2 L7=5 G3 G8')).toEqual(['L1:c', 'G0:dc', 'L6:c', 'L4:d', 'G2:d', 'L7:c', 'G3:dc', 'G8:c'])
  })
  it('keeps every step of both where they disagree about the order', () => {
    const lines = said('B A', 'A X B')
    expect([...lines].sort()).toEqual(['A:dc', 'B:dc', 'X:c'])
    expect(lines.filter((line) => line.includes('d'))).toEqual(['B:dc', 'A:dc'])
  })
  it('says all of one when the other is empty', () => {
    expect(said('', 'A B')).toEqual(['A:c', 'B:c'])
    expect(said('A B', '')).toEqual(['A:d', 'B:d'])
  })
})
