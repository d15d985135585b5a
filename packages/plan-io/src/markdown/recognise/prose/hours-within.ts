import { findWords } from '../../words/find-words.ts'
import { readHours } from '../../words/read-figure.ts'

/** Hours that a sentence allows: 4 of `meets within 4 hours`; null: it gives no limit. */
export function hoursWithin(text: string): number | null {
  for (const { concept, to } of findWords('prose', text)) {
    if (concept !== 'lead_time') continue
    const hours = readHours(text.slice(to, to + 30))
    if (hours !== null) return hours
  }
  return null
}
