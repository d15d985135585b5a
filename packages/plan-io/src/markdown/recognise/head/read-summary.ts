import { PLAN_LIMITS } from '@gatehouse/core'
import { cut, hasArrow } from '../prose/text.ts'
import type { BlockRecogniser, Place } from '../recogniser.ts'

/** A sentence has at least so many words; fewer are a badge or a remark. */
const SENTENCE = 6

const isPlace = ({ path, topic }: Place): boolean =>
  path.length <= 1 || topic === 'summary' || (topic === 'objectives' && path.length === 2)

/** The first sentences under the document's name, or under a heading such as `Executive summary`, tell what the program is for. */
export const readSummary: BlockRecogniser = (block, place, { draft, account }) => {
  if (block.kind !== 'paragraph' || draft.head.goal !== undefined || !isPlace(place)) return false
  const { whole } = block
  if (
    whole.label !== null ||
    whole.text.endsWith(':') ||
    hasArrow(whole.text) ||
    !/^\W{0,3}\p{Lu}/u.test(whole.text) ||
    whole.text.split(' ').length < SENTENCE
  )
    return false
  draft.head.goal = cut(whole.text, PLAN_LIMITS.text)
  draft.headLines.set('goal', block.span.from)
  const program = { kind: 'program', key: 'program' } as const
  account.map(block.span, program)
  account.infer(block.span.from, program, 'goal', cut(whole.text, 120), 'It is what the document says first.')
  return true
}
