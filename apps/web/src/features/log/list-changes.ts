import { sayFieldName } from '../../lib/say-event.ts'

/** One field of what an event changed. `undefined`: there was, or is, no such field. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}
type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
/** Deeper ones are shown as they are, inside their field. */
const DEEPEST = 3

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

const walk = (path: readonly string[], before: unknown, after: unknown, found: FieldChange[]): void => {
  const inside = isFields(before) && isFields(after) && path.length < DEEPEST
  if (!inside) {
    found.push({ field: path.map(sayFieldName).join(' › '), before, after })
    return
  }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (name in before && name in after && isSame(before[name], after[name])) continue
    walk([...path, name], before[name], after[name], found)
  }
}

/** What an event changed, field by field: objects on both sides are compared inside; what is the same on both is left out. */
export const listChanges = (before: unknown, after: unknown): readonly FieldChange[] => {
  const was = isFields(before) ? before : {}
  const is = isFields(after) ? after : {}
  const found: FieldChange[] = []
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (name in was && name in is && isSame(was[name], is[name])) continue
    walk([name], was[name], is[name], found)
  }
  return found
}
