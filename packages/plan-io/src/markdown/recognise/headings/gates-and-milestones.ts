import { wholeWord, findWords } from '../../words/find-words.ts'
import { nounOfKey } from '../../words/key-prefixes.ts'
import { readPeriods } from '../../words/read-periods.ts'
import { addGate, gateName } from '../prose/lists/gates.ts'
import { keyedName } from '../prose/keyed-name.ts'
import { memoryOf } from '../prose/memory.ts'
import { periodAlone, periodOptions, statedPeriod } from '../prose/periods.ts'
import { asTitle, bracketAtEnd, headingWords } from '../prose/text.ts'
import type { HeadingRecogniser, Reading } from '../recogniser.ts'
import { contextOfHeading } from './heading-context.ts'

/** `Milestone A (Week 3)`, `M2 – Beta`, and headings with a period in a section of milestones. */
export const readMilestoneHeading: HeadingRecogniser = ({ heading }, place, reading) => {
  if (heading === null) return null
  const words = headingWords(heading.text)
  const options = periodOptions(reading)
  const isAmong = place.topic === 'milestones' && place.path.length > 1
  const named = keyedName(words, 'milestone')
  const isNamed = named.key !== null && (nounOfKey(named.key) === 'milestone' || /^[A-Z]$/.test(named.key))
  const period = readPeriods(words, options)
  if (!isNamed && !(isAmong && period)) return null
  const bracket = bracketAtEnd(words)
  const stated = bracket ? statedPeriod(bracket.inside, reading) : null
  const name = bracket && stated ? bracket.outside : words
  const bare = keyedName(name, 'milestone').name
  const { draft, account } = reading
  const milestone = {
    key: isNamed && named.key !== null ? draft.keyFor(named.key) : draft.nextKey('M'),
    name: asTitle(bare !== '' && periodAlone(bare, reading) === null ? bare : name),
    from: (stated ?? period)?.from ?? null,
    to: (stated ?? period)?.to ?? null,
    criteria: [],
    line: heading.line,
  }
  draft.milestones.push(milestone)
  const entity = { kind: 'milestone', key: milestone.key }
  memoryOf(draft).latest = entity
  account.map(heading.span, entity)
  return { topic: null, owner: entity, period: null, unit: null, lane: null }
}

/** `Acceptance (end of week 6)`: a word for a decision, and when it is taken. */
function isDecisionOn(words: string, reading: Reading): boolean {
  const bracket = bracketAtEnd(words)
  if (bracket === null || statedPeriod(bracket.inside, reading) === null) return false
  const topic = wholeWord('topic', bracket.outside)
  return topic === 'gates' || topic === 'signoff_process' || wholeWord('label', bracket.outside) === 'gate'
}

/** `G3 Hosted CI green (D5)`, `Gate 2: …`, and headings in a section of gates. A checklist of sign-offs is read with its list. */
export const readGateHeading: HeadingRecogniser = (section, place, reading) => {
  const { heading } = section
  if (heading === null) return null
  const words = headingWords(heading.text)
  if (findWords('topic', words).some(({ concept }) => concept === 'launch_gate') || wholeWord('topic', words) !== null) return null
  const { key } = gateName(words)
  const [noun] = findWords('label', words).filter(({ concept, at }) => concept === 'gate' && at === 0)
  const holds = section.blocks.some(({ kind }) => kind === 'list' || kind === 'paragraph')
  const isDated = holds && isDecisionOn(words, reading)
  const isAmong = place.topic === 'gates' && place.path.length > 1 && holds && section.sections.length === 0
  const isNamed = noun !== undefined && (key !== null || (holds && /^\s*[:–—]/u.test(words.slice(noun.to))))
  if (!isNamed && !isAmong && !isDated && !(key !== null && nounOfKey(key) === 'gate')) return null
  const gate = addGate(words, heading.span, contextOfHeading(heading, place, reading))
  return { topic: null, owner: { kind: 'gate', key: gate.key }, period: null, unit: null }
}
