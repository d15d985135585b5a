import { z } from 'zod'
import { flagParam, listParam, textParam, wordParam, wordsParam } from '../../lib/search-state.ts'
import { STATUS_FILTERS } from './model/filter-tasks.ts'

/** The timeline's part of the URL. What is on by default is only named when it is off: `cp=0`. */
export const timelineSearch = z.object({
  lane: listParam(),
  owner: listParam(),
  status: wordsParam(STATUS_FILTERS),
  priority: wordsParam(['P0', 'P1', 'P2', 'P3']),
  critical: flagParam(),
  q: textParam(),
  /** Selected task. */
  task: textParam(),
  /** Gate to show and mark. */
  gate: textParam(),
  zoom: wordParam(['fit', 'day', 'week']),
  cp: wordParam(['0']),
  baseline: wordParam(['0']),
  slack: flagParam(),
})
export type TimelineSearch = z.output<typeof timelineSearch>
/** Nothing filtered. */
export const NO_FILTER: Pick<TimelineSearch, 'lane' | 'owner' | 'status' | 'priority' | 'critical' | 'q'> = {
  lane: [],
  owner: [],
  status: [],
  priority: [],
  critical: undefined,
  q: undefined,
}
