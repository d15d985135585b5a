import type { Issue } from '@gatehouse/core'
import { readSource } from './source/read-source.ts'

/** The value that a YAML or JSON text says, under the same limits as a plan; or the first thing that is wrong with it, with its line. */
export function readData(
  text: string,
  fileName = '',
): { readonly value: unknown; readonly issue: null } | { readonly value: null; readonly issue: Issue } {
  const { root, issues } = readSource(text, { fileName })
  const [issue] = issues
  if (issue !== undefined) return { value: null, issue }
  return root === null ? { value: null, issue: { code: 'empty', message: 'The text says nothing.' } } : { value: root.value, issue: null }
}
