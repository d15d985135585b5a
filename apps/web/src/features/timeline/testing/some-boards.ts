import { type Board, buildBoard } from '@gatehouse/core'
import { aHead, aProgram, aTask, NOW } from '@gatehouse/core/testing'
import fc from 'fast-check'
import { layOutTimeline, type TimelineLayout } from '../model/lay-out-timeline.ts'
import { scaleFor } from '../model/zoom-scale.ts'
import { NO_FILTER } from '../timeline-search.ts'

export const layOut = (board: Board, width = 1246, zoom: 'fit' | 'day' | 'week' = 'fit'): TimelineLayout =>
  layOutTimeline(board, board.today.period, NO_FILTER, (periods) => scaleFor(zoom, board.program.cadence, periods, width))

export const someTasks = fc.array(
  fc.record({
    lane: fc.integer({ min: 1, max: 4 }),
    start: fc.integer({ min: 0, max: 55 }),
    length: fc.integer({ min: 1, max: 5 }),
    words: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 60 },
)
export const boardOf = (tasks: readonly { lane: number; start: number; length: number; words: number }[]): Board =>
  buildBoard(
    aProgram({
      head: aHead({ last: 59 }),
      tasks: tasks.map(({ lane, start, length, words }, at) =>
        aTask({ key: `T${at}`, lane: `L${lane}`, title: 'x'.repeat(words), start, finish: Math.min(59, start + length - 1) }),
      ),
    }),
    NOW,
  )
