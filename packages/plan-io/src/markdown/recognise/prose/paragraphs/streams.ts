import { findWords } from '../../../words/find-words.ts'
import { splitNames } from '../../../words/split-names.ts'
import { addLane } from '../lists/lanes.ts'
import type { Context } from '../context.ts'
import { findLane } from '../find-lane.ts'

/** `four products (Metering, Oversight, Runtime)`: a counted noun for streams of work, and their names in brackets right behind it. */
const NAMES = /\((?<names>[^()]{5,300})\)/gu
const COUNTED = /(?:^|\P{L})(?:\d{1,2}|\p{L}{3,8})\s(?<noun>(?:[\p{L}-]{1,20}\s){0,3}[\p{L}-]{2,20})\s?$/u

/** Makes lanes of the streams that a sentence counts and names; says false where it does not. */
export function addStreams(text: string, line: number, context: Context): boolean {
  const { reading } = context
  let found = false
  if (!text.includes('(')) return false
  for (const match of text.slice(0, 2_000).matchAll(NAMES)) {
    const names = match.groups?.['names'] ?? ''
    const noun = COUNTED.exec(text.slice(Math.max(0, match.index - 100), match.index))?.groups?.['noun'] ?? ''
    if (noun === '') continue
    const words = findWords('prose', noun)
    if (!words.some(({ concept, to }) => concept === 'stream' && to >= noun.length)) continue
    const pieces = splitNames(names)
    if (pieces.length < 2 || pieces.some((each) => each.length > 40 || /\d{2,}|:/.test(each))) continue
    for (const name of pieces) {
      if (findLane(name, reading) !== null) continue
      const lane = addLane(name, line, context)
      reading.account.infer(line, { kind: 'lane', key: lane.key }, 'name', lane.name, `The document names it among its ${noun.trim()}.`)
      reading.account.map(line, { kind: 'lane', key: lane.key })
    }
    found = true
  }
  return found
}
