const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|\.{3})\s*$/
const FENCE = /^\s*(?:`{3,}|~{3,})[\w-]*\s*$/
const TABLE_SEPARATOR = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$/

/** Blank lines, rules, fences and table separators say nothing. Inside a text of several lines only a blank one is decoration. */
export function isDecoration(line: string, isInsideText: boolean): boolean {
  if (line.trim() === '') return true
  return !isInsideText && (RULE.test(line) || FENCE.test(line) || TABLE_SEPARATOR.test(line))
}
