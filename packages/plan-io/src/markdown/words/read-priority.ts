import type { Priority } from '@gatehouse/core'
import { wholeWord } from './find-words.ts'

const LITERAL = /(?<![\p{L}\p{N}])(?:P|Prio(?:rit(?:y|ät))?\s?)([0-3])(?![\p{L}\p{N}])/iu
const SIGNS: readonly (readonly [RegExp, Priority])[] = [
  [/🔥|‼|🚨/u, 'P0'],
  [/🔴|⬆|🔺/u, 'P1'],
  [/🟡|🟠/u, 'P2'],
  [/🟢|⬇|🔽/u, 'P3'],
]

/** The priority that a cell of a priority column names: `P0`, `Prio 2`, `1`, `High`, `mittel`; null: none. */
export function readPriority(text: string): Priority | null {
  const literal = findPriority(text)
  if (literal !== null) return literal
  const plain = text.trim()
  if (/^[0-3]$/.test(plain)) return `P${plain}` as Priority
  return wholeWord('priority', plain) ?? SIGNS.find(([sign]) => sign.test(plain))?.[1] ?? null
}

/** The priority in running text; only `P0` to `P3` and `Prio 1` are plain enough there. The first counts. */
export function findPriority(text: string): Priority | null {
  const match = LITERAL.exec(text.slice(0, 2_000))
  return match ? (`P${match[1]}` as Priority) : null
}
