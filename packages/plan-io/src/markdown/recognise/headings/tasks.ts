import { findWords, wholeWord } from '../../words/find-words.ts'
import { nounOfKey } from '../../words/key-prefixes.ts'
import { keyedName } from '../prose/keyed-name.ts'
import { readMarks } from '../prose/marks.ts'
import { memoryOf } from '../prose/memory.ts'
import { headingWords, asTitle, withoutEmoji } from '../prose/text.ts'
import type { HeadingRecogniser } from '../recogniser.ts'

/** `#11 Fix the handshake`, `Task 4: …`, `T4 – …`, and headings with a key in a section of tasks. */
export const readTaskHeading: HeadingRecogniser = ({ heading }, place, reading) => {
  if (heading === null) return null
  const { draft, account } = reading
  const bare = withoutEmoji(heading.text)
  const marks = readMarks(bare, reading)
  const named = keyedName(headingWords(bare), 'task')
  const isNoun = findWords('label', bare).some(({ concept, at }) => concept === 'task' && at === 0) && named.key !== null
  const isAmong = (place.topic === 'tasks' || place.topic === 'open_items') && place.path.length > 1
  const isCode =
    marks.id !== null && (marks.id.startsWith('#') || nounOfKey(marks.id) === 'task' || /^[A-Z]{2,10}-\d+$/.test(marks.id) || isAmong)
  if (!isNoun && !isCode) return null
  if (wholeWord('topic', headingWords(bare)) !== null) return null
  const wish = isNoun ? (named.key ?? '') : (marks.id ?? '')
  const number = /^(?:#|T)(\d+)$/.exec(wish)?.[1] ?? null
  const title = isNoun ? readMarks(named.name, reading).title : marks.title
  const key = draft.keyFor(number === null ? wish : `T${number}`)
  draft.tasks.push({
    key,
    lane: place.lane,
    title: asTitle(title || bare),
    start: (marks.period ?? place.period)?.from ?? null,
    finish: (marks.period ?? place.period)?.to ?? null,
    priority: marks.priority,
    status: marks.status,
    parent: place.owner?.kind === 'task' ? place.owner.key : null,
    gate: place.owner?.kind === 'gate' ? place.owner.key : null,
    owners: [...marks.owners],
    checklist: [],
    after: [],
    note: '',
    movedTo: null,
    number,
    line: heading.line,
  })
  const entity = { kind: 'task', key }
  memoryOf(draft).latest = entity
  account.map(heading.span, entity)
  return { topic: null, owner: entity, period: null, unit: null }
}
