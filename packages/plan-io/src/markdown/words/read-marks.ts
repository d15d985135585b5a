import { wholeWord } from './find-words.ts'

const SAME_SIGN = /^(?:["″〃]|''|,,|—"—|-"-|↑|←|\^)$/

/** Stands for the cell to its left or above: `Same`, `dito`, `〃`. */
export const isSame = (text: string): boolean =>
  text.length < 30 && (SAME_SIGN.test(text.trim()) || wholeWord('mark', stripBrackets(text)) === 'same')

/** Says nothing: empty, a dash, `n/a`, `TBD`, `keine`. */
export function isNone(text: string): boolean {
  if (text === '') return true
  if (SAME_SIGN.test(text.trim())) return false
  return !/[\p{L}\p{N}\p{Extended_Pictographic}✓✗]/u.test(text) || (text.length < 40 && wholeWord('mark', stripBrackets(text)) === 'none')
}

const stripBrackets = (text: string): string => text.trim().replace(/^[([]+|[)\].]+$/g, '')
