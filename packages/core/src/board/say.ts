/** Small pieces of English shared by every reason that the core gives. */
import type { TaskStatus } from '../plan/plan.ts'

/** First seven digits, as people write commits. Never compared, only shown. */
export const shortSha = (sha: string): string => sha.slice(0, 7)

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `25 Feb 09:02 UTC`. Screens turn the ISO instant into the program's zone; sentences name UTC. */
export const sayInstant = (iso: string): string => {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return 'an unknown time'
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ''} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`
}

/** `4 h 08 m`, `3 d 2 h`, `12 m`. */
export const sayDuration = (ms: number): string => {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  const hours = Math.floor(minutes / 60)
  if (hours >= 72) return `${Math.floor(hours / 24)} d ${hours % 24} h`
  return hours === 0 ? `${minutes} m` : `${hours} h ${String(minutes % 60).padStart(2, '0')} m`
}

const STATUS_WORDS: Readonly<Record<TaskStatus, string>> = {
  todo: 'to do',
  in_progress: 'in progress',
  blocked: 'blocked',
  done: 'done',
  moved: 'moved',
  dropped: 'dropped',
}
/** As it stands after “is”: `to do`, `in progress`. */
export const sayTaskStatus = (status: TaskStatus): string => STATUS_WORDS[status]

/** `1 gap`, `3 gaps`. */
export const sayCount = (count: number, noun: string, plural = `${noun}s`): string => `${count} ${count === 1 ? noun : plural}`

/** `A`, `A and B`, `A, B and C`. */
export const sayList = (items: readonly string[]): string =>
  items.length <= 1 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`
