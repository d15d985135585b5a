const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|\.{3})\s*$/
const FENCE = /^\s*(?:`{3,}|~{3,})[\w-]*\s*$/
/** Of a trimmed line. No two runs of white space stand side by side, or long ones would take quadratic time. */
const TABLE_SEPARATOR = /^\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?$/

/** Blank lines, rules, fences and table separators say nothing. Inside a text of several lines only a blank one is decoration. */
export function isDecoration(line: string, isInsideText: boolean): boolean {
  if (line.trim() === '') return true
  return !isInsideText && (RULE.test(line) || FENCE.test(line) || TABLE_SEPARATOR.test(line.trim()))
}
