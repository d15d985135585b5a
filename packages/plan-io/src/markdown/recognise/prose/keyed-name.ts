import { findWords } from '../../words/find-words.ts'
import { headingWords, slugOf, withoutEnd } from './text.ts'

export interface KeyedName {
  /** `A` of `Milestone A`, `G3`, `WS1`, `Track-3`; null: the text gives none. */
  readonly key: string | null
  /** The words behind it; '' where there are none. */
  readonly name: string
}

const CODE = /^([A-Z]{1,5}-?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?|[A-Z]{2,4}-[A-Z])(?![\p{L}\p{N}_/])\s*[:.)–—-]?\s*/u
const NUMBER = /^#?(\d{1,3}(?:\.\d{1,3})?|[A-Z]|[IVX]{1,4})(?![\p{L}\p{N}_]|-\p{L})\s*(?:[:.)·|–—-]\s*|\s+|$)/u
const JOINT = /^\s*[:.)·|–—-]?\s*/u

type Noun = 'gate' | 'milestone' | 'lane' | 'phase' | 'task' | 'risk'

/**
 * The key and name of `Milestone A: Beta`, `Gate 2 – Green`, `Squad B: Data`, `G3 Hosted CI green`, `WS1 — Security`. A noun with a number
 * or letter gives that as key for milestones (`A`), the initial with it for gates, phases and tasks (`G2`), and both for lanes (`Squad-B`).
 */
export function keyedName(text: string, noun: Noun): KeyedName {
  const words = headingWords(text)
  const code = CODE.exec(words)
  if (code?.[1]) return { key: code[1], name: withoutEnd(words.slice(code[0].length)) }
  const [named] = findWords('label', words).filter(({ concept, at }) => concept === noun && at === 0)
  if (!named) return { key: null, name: words }
  const behind = words.slice(named.to).replace(JOINT, '')
  const own = CODE.exec(behind)
  if (own?.[1]) return { key: own[1], name: withoutEnd(behind.slice(own[0].length)) }
  const number = NUMBER.exec(behind)
  // `Milestone: Beta` is called Beta; `Platform & Tools` keeps its first word.
  if (!number?.[1]) return { key: null, name: /^\s*[:–—]/u.test(words.slice(named.to)) ? withoutEnd(behind) : words }
  const name = withoutEnd(behind.slice(number[0].length))
  return { key: keyFor(noun, words.slice(named.from, named.to), number[1]), name }
}

function keyFor(noun: Noun, word: string, number: string): string {
  if (noun === 'milestone') return /^[A-Z]$/.test(number) ? number : `M${number}`
  if (noun === 'lane') return `${capital(slugOf(word))}-${number}`
  return `${{ gate: 'G', phase: 'P', task: 'T', risk: 'R' }[noun]}${number}`
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
