import type { PlanEntity } from '../../../report/map-lines.ts'
import { topicOf } from '../../words/concepts-of.ts'
import { wholeWord } from '../../words/find-words.ts'
import type { Block, Prose } from '../../document/document.ts'
import type { Place, Reading } from '../recogniser.ts'
import { blockBefore, memoryOf } from './memory.ts'
import { headingWords, slugOf, withoutEmoji } from './text.ts'

/** Where a list or paragraph stands, with what a label in front of it says. */
export interface Context {
  readonly reading: Reading
  readonly place: Place
  /** What it is about: by the label right in front of it, else by the headings above; null: nothing known. */
  readonly topic: string | null
  /** The words of that label or heading; '' where there is none. */
  readonly title: string
  /** Reads what is nested, such as the list below a label that is an item itself. */
  readonly readInside: (blocks: readonly Block[], context: Context) => void
}

/** A paragraph that only introduces what follows: `**Exit criteria:**`. */
export const isIntroduction = (prose: Prose): boolean => prose.rest === '' && prose.label !== null

/** A line of its own that only names what follows, as people write headings without a mark: `Risks`, `**Exit criteria**`. */
export const isTopicLine = (prose: Prose): boolean =>
  prose.label === null && prose.text.length <= 60 && wholeWord('topic', prose.text) !== null

/** Topics that say so little that a label's words may override them in part. */
const VAGUE: ReadonlySet<string> = new Set(['summary', 'notes', 'schedule', 'lanes', 'deliverables', 'baseline'])

/** Reads the paragraph in front of the block, when that one only introduces it. */
export function contextOf(block: Block, place: Place, reading: Reading, readInside: Context['readInside']): Context {
  const heading = place.section.heading
  const title = heading ? headingWords(heading.text) : ''
  const before = blockBefore(block, place.section)
  const intro = before?.kind === 'paragraph' ? before.lines.at(-1) : undefined
  if (intro && (isTopicLine(intro) || /[:：]\s*$/u.test(`${intro.text}${isIntroduction(intro) ? ':' : ''}`))) {
    const words = headingWords(intro.label !== null && intro.rest === '' ? intro.label : intro.text)
    const isPlain = place.topic === null || VAGUE.has(place.topic)
    return {
      reading,
      place,
      topic: wholeWord('topic', words) ?? (isPlain ? topicOf(words) : null) ?? place.topic,
      title: words,
      readInside,
    }
  }
  const lane = intro && place.topic === 'lanes' && isNameInBold(intro) ? memoryOf(reading.draft).latest : null
  if (lane?.kind === 'lane' && block.kind === 'list')
    return { reading, place: { ...place, lane: lane.key, topic: 'tasks' }, topic: 'tasks', title, readInside }
  return { reading, place, topic: place.topic, title, readInside }
}

/** `**Squad Alpha** — lead @ada` over a list: a name, and what is said about it. */
export const isNameInBold = ({ strong: [bold = ''], text, label }: Prose): boolean =>
  (label === null || label === bold) && bold !== '' && bold.length <= 80 && withoutEmoji(text).startsWith(bold)

/** The same place under a label inside a list. */
export const under = (context: Context, label: string): Context => {
  const title = headingWords(label)
  return { ...context, topic: topicOf(title) ?? context.topic, title }
}

/** What a line says something about where it makes nothing of its own. */
export function entityAround(context: Context): PlanEntity {
  const { place } = context
  if (place.owner) return place.owner
  if (place.lane !== null) return { kind: 'lane', key: place.lane }
  return sectionEntity(context.topic, context.title)
}

export const sectionEntity = (topic: string | null, title: string): PlanEntity => ({ kind: 'section', key: topic ?? slugOf(title) })

/** What code and loose paragraphs belong to: what was made last in this section, else what is around it. */
export const latestEntity = (context: Context): PlanEntity => memoryOf(context.reading.draft).latest ?? entityAround(context)
