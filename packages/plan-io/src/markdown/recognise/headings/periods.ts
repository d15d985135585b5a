import { topicOf } from '../../words/concepts-of.ts'
import { findWords, wholeWord } from '../../words/find-words.ts'
import { findDates } from '../../words/read-dates.ts'
import { findPeriods, type PeriodSpan } from '../../words/read-periods.ts'
import type { Section } from '../../document/document.ts'
import { laneIn } from '../prose/find-lane.ts'
import { keyedName } from '../prose/keyed-name.ts'
import { addLane } from '../prose/lists/lanes.ts'
import { addPhase } from '../prose/lists/phases.ts'
import { memoryOf } from '../prose/memory.ts'
import { periodLabel, periodOptions } from '../prose/periods.ts'
import { asTitle, bracketAtEnd, headingWords, withoutEnd } from '../prose/text.ts'
import type { HeadingRecogniser, Place, Reading } from '../recogniser.ts'
import { contextOfHeading } from './heading-context.ts'

interface Timed {
  readonly period: PeriodSpan
  /** The heading's other words; '' where there are none. */
  readonly name: string
  /** A colon or dash parts the period from the name, or brackets do: the heading is about that period, whatever words follow. */
  readonly isParted: boolean
}

/** The period at the front of a heading (`Week 5: Pipeline`), or in a bracket at its end (`Build (Weeks 3-6)`). */
function timedHeading(text: string, reading: Reading): Timed | null {
  const options = periodOptions(reading)
  const words = headingWords(text)
  const [front] = findPeriods(words, options)
  if (front && front.start === 0) {
    const behind = withoutDates(words.slice(front.end))
    return { period: front, name: withoutEnd(behind.replace(/^[\s:–—|·,.-]+/u, '')), isParted: /^\s*(?:[:–—|·,]|-\s|$)/u.test(behind) }
  }
  const bracket = bracketAtEnd(words)
  const [inside] = bracket ? findPeriods(bracket.inside, options) : []
  return bracket && inside ? { period: inside, name: withoutEnd(bracket.outside), isParted: true } : null
}

/** Dates in brackets say once more when it is: `Week 1 (5–9 Oct)`. */
const withoutDates = (text: string): string =>
  text.replace(/^\s*[([]([^()[\]]{3,40})[)\]]/u, (bracket, inside: string) =>
    findDates(inside).length > 0 && !/\p{L}{10,}|@/u.test(inside) ? '' : bracket,
  )

/** Topics that stand inside a period; others are sections of their own that only mention one. */
const INNER = new Set([
  'tasks',
  'deliverables',
  'exit_criteria',
  'objectives',
  'risks',
  'features',
  'tests',
  'milestones',
  'completed',
  'in_progress',
])

/** `Weeks 5-8: Metering`, `Phase 2 – Build (Weeks 3–6)`: a phase, with the lane that it is about. */
export const readPhaseHeading: HeadingRecogniser = (section, place, reading) => {
  const { heading } = section
  if (heading === null) return null
  const timed = timedHeading(heading.text, reading)
  const words = headingWords(heading.text)
  const text = timed?.name ?? words
  const named = keyedName(text, 'phase')
  const isNoun = named.key !== null && findWords('label', text).some(({ concept, at }) => concept === 'phase' && at === 0)
  const isAmong = place.topic === 'phases' && place.path.length > 1 && topicOf(words) === null
  const isRange = timed !== null && timed.isParted && timed.period.to > timed.period.from && timed.name !== '' && !isOverview(timed, place)
  if (!isNoun && !isAmong && !(isRange && !place.phase)) return null
  const phase = addPhase(text, timed?.period ?? null, heading.line, { reading })
  const lane = place.lane ?? laneOfPhase(text, phase.key, section, place, reading)
  const entity = { kind: 'phase', key: phase.key }
  reading.account.map(heading.span, entity)
  memoryOf(reading.draft).latest = entity
  return { topic: null, phase: phase.key, owner: entity, period: timed?.period ?? null, unit: timed?.period.cadence ?? null, lane }
}

/** `Day-by-day timeline (D0..D14)` is about the whole plan. */
const isOverview = ({ name, period }: Timed, { path }: Place): boolean => {
  const topic = topicOf(name)
  return (
    topic !== null &&
    (wholeWord('topic', name) !== null || !INNER.has(topic)) &&
    (path.length <= 2 || period.to - period.from > 3) &&
    OVERVIEWS.has(topic)
  )
}
const OVERVIEWS = new Set([
  'schedule',
  'gantt',
  'checkpoints',
  'milestones',
  'risks',
  'gates',
  'dependencies',
  'allocations',
  'next_actions',
  'daily_notes',
  'summary',
])

/** Phases at the same time are worked on side by side, so each is a lane; else the lane whose name the heading has. */
function laneOfPhase(text: string, key: string, section: Section, place: Place, reading: Reading): string | null {
  const named = laneIn(text, reading)
  if (named !== null || section.heading === null) return named
  const { draft, account } = reading
  const phase = memoryOf(draft).phase(key)
  const overlaps = draft.phases.some(
    (other) =>
      other.key !== key &&
      other.from !== null &&
      other.to !== null &&
      phase?.from != null &&
      phase.to !== null &&
      other.from <= phase.to &&
      phase.from <= other.to,
  )
  if (!overlaps && !findWords('prose', text).some(({ concept }) => concept === 'parallel')) return null
  const name = bracketAtEnd(text)?.outside || text
  const lane = addLane(name, section.heading.line, contextOfHeading(section.heading, place, reading))
  account.infer(
    section.heading.line,
    { kind: 'lane', key: lane.key },
    'name',
    lane.name,
    'This phase runs beside others, so it is a lane of its own.',
  )
  return lane.key
}

/** `Week 5: Pipeline`: a summary task that holds what is below it; a bare `Day 3` only says when. */
export const readPeriodHeading: HeadingRecogniser = (section, place, reading) => {
  const { heading } = section
  if (heading === null) return null
  const timed = timedHeading(heading.text, reading)
  if (!timed) return null
  const topic = timed.isParted ? wholeWord('topic', timed.name) : topicOf(timed.name)
  if (
    topic !== null &&
    (!INNER.has(topic) || (timed.period.to > timed.period.from && OVERVIEWS.has(topic) && timed.isParted && place.path.length <= 2))
  )
    return null
  if (topic === null && timed.isParted && isOverview(timed, place)) return null
  const { draft, account } = reading
  const settled = { period: timed.period, unit: timed.period.cadence }
  const label = periodLabel(timed.period)
  if (topic !== null || timed.name === '' || KEPT_AS_NOTES.has(place.topic ?? '')) {
    account.map(heading.span, { kind: 'period', key: label })
    return { ...settled, topic: topic ?? (KEPT_AS_NOTES.has(place.topic ?? '') ? place.topic : null), owner: null }
  }
  const key = draft.keyFor(label)
  const lane = place.lane ?? laneIn(timed.name, reading)
  draft.tasks.push({
    key,
    lane,
    title: asTitle(timed.name),
    start: timed.period.from,
    finish: timed.period.to,
    priority: null,
    status: null,
    parent: null,
    gate: null,
    owners: [],
    checklist: [],
    after: [],
    note: '',
    movedTo: null,
    number: null,
    line: heading.line,
  })
  const entity = { kind: 'task', key }
  memoryOf(draft).latest = entity
  account.map(heading.span, entity)
  return { ...settled, topic: null, owner: entity, lane }
}

const KEPT_AS_NOTES = new Set(['daily_notes', 'checkpoints', 'decisions', 'rituals'])
