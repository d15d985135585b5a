import type { Issue } from '@gatehouse/core'
import { oneLine } from './terminal.ts'

/** Every issue on a line of its own: where, what, and how to mend it. */
export const printIssues = (write: (line: string) => void, issues: readonly Issue[]): void => {
  for (const { message, line, path, hint } of issues) {
    const where = [line === undefined ? '' : `line ${line}`, path ?? ''].filter((part) => part !== '').join(', ')
    write(`  - ${where === '' ? '' : `${oneLine(where)}: `}${oneLine(message)}${hint === undefined ? '' : ` ${oneLine(hint)}`}`)
  }
}
