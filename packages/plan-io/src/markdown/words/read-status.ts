import type { TaskStatus } from '@gatehouse/core'
import { findWords, wholeWord } from './find-words.ts'

/** Signs belong to no language. */
const SIGNS: readonly (readonly [RegExp, TaskStatus])[] = [
  [/^\[[xX]\]$|✅|☑|✔|✓|🟩|🎉|🏁|💯/u, 'done'],
  [/❌|✖|✗|🗑|🚮/u, 'dropped'],
  [/🚫|⛔|🔴|🟥|🛑|⏸/u, 'blocked'],
  [/🟡|🟢|🟠|🟨|🚧|🔄|🏗|⏩|▶|🔨|🛠|🔵|🏃/u, 'in_progress'],
  [/^\[ ?\]$|⏳|⌛|⚪|⬜|🕐|📅|🔜|💤|⏰|☐|📝/u, 'todo'],
  [/➡|↪|⏭/u, 'moved'],
]

/** The status that a short text names: a word in English or German, an emoji, a share such as `60 %`; null: none. */
export function readStatus(text: string): TaskStatus | null {
  const short = text.slice(0, 120)
  const whole = wholeWord('status', short)
  if (whole !== null) return whole
  const share = /(?<!\d)(\d{1,3})\s?%/.exec(short)
  const [named] = findWords('status', short)
  if (named !== undefined && named.at === 0) return named.concept
  if (share !== null) return statusOfShare(Number(share[1]))
  return named?.concept ?? signOf(short)
}

/** The status that stands as a sign in front of, or as a sign or single word in brackets behind, a longer text; null: none. */
export function readStatusMark(text: string): TaskStatus | null {
  const front = signOf(text.slice(0, 3))
  if (front !== null) return front
  const behind = /[([]([^()[\]]{2,30})[)\]]\s*$/.exec(text.slice(-60))
  return (behind === null ? null : wholeWord('status', behind[1] ?? '')) ?? signOf(text.slice(-3))
}

/** Where a moved task went: what stands behind the word. */
export function readMovedTo(text: string): string | null {
  const moved = findWords('status', text.slice(0, 200)).find(({ concept }) => concept === 'moved')
  const rest = moved === undefined ? (/[➡↪]\uFE0F?\s*(.+)$/u.exec(text)?.[1] ?? '') : text.slice(moved.to)
  const target = rest.replace(/^[\s:→(–—-]*(?:(?:to|nach|auf|in)\s)?/iu, '').replace(/[\s)]+$/, '')
  return target === '' ? null : target
}

const signOf = (text: string): TaskStatus | null => SIGNS.find(([sign]) => sign.test(text))?.[1] ?? null

const statusOfShare = (share: number): TaskStatus => (share >= 100 ? 'done' : share > 0 ? 'in_progress' : 'todo')
