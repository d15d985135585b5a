import { describe, expect, it } from 'vitest'
import { gate, links, schedule, task } from './testing/small-networks.ts'
import { whyCritical } from './why-critical.ts'

const label = (index: number): string => `D${index}`
const nodes = [task('A', 0, 1), task('B', 2, 3), task('C', 2, 2), gate('G', 4), task('Tail', 0, 8)]
const plan = schedule(nodes, links('A>B', 'A>C', 'B>G', 'C>G'), { now: 3, target: 'G' })
const why = (key: string) => whyCritical(plan, key, label)

describe('whyCritical', () => {
  it('says what sets the start of a critical task, and how late it is', () => {
    expect(why('B')).toEqual({
      critical: true,
      sentences: [
        'B is critical: every period that it slips moves G.',
        'It is forecast from D5 to D6.',
        'A drives it, which ends in D4, 3 periods late.',
        'It ends 3 periods later than its baseline.',
      ],
    })
    expect(why('A').sentences).toContain('Nothing before it sets its start: the plan, its own progress or today does.')
    expect(why('G').sentences.slice(0, 2)).toEqual(['G is critical because it is the target.', 'It is forecast for the end of D6.'])
  })
  it('says how far another task may slip', () => {
    expect(why('C')).toMatchObject({ critical: false })
    expect(why('C').sentences[0]).toBe('C is not critical: it may slip 1 period before it moves G.')
    expect(whyCritical(plan, 'C', label, 'week').sentences[0]).toBe('C is not critical: it may slip 1 week before it moves G.')
    expect(why('Tail').sentences[0]).toBe('Tail is not critical: nothing on the way to G waits for it.')
    expect(why('X').sentences).toEqual(['X is not on the schedule.'])
  })
  it('names work that has run ahead of its predecessor', () => {
    const ahead = schedule([task('A', 0, 3), task('B', 4, 5, { progress: 'active', actualStart: 2 })], links('A>B'), {
      now: 3,
      target: 'B',
    })
    expect(whyCritical(ahead, 'A', label).sentences[0]).toBe(
      'A is critical: it ends 5 periods too late for work that has already begun on the way to B.',
    )
  })
  it('tells free slack from slack', () => {
    const chain = schedule([task('A', 0, 0), task('B', 2, 2), gate('G', 5)], links('A>B', 'B>G'), { target: 'G' })
    expect(whyCritical(chain, 'A', label).sentences.at(-1)).toBe('Of that, 1 period would move no other work either.')
  })
})
