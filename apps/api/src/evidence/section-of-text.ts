/** The part of a document's text that a piece of evidence is about, as it is digested and kept. */
import { createHash } from 'node:crypto'
import {
  canonicalJson,
  type EvidenceDetails,
  headingsOfMarkdown,
  hintNear,
  type Issue,
  type JsonValue,
  sectionOfMarkdown,
  valueAtPointer,
} from '@gatehouse/core'
import { readData } from '@gatehouse/plan-io'

export type Section =
  | { readonly text: string; readonly problem: null }
  /** `gone`: the document was read and has no such part. */
  | { readonly text: null; readonly problem: Issue; readonly gone: boolean }

const lacks = (gone: boolean, message: string, path: string, hint?: string): Section => ({
  text: null,
  problem: { code: 'evidence_bad_reference', message, path, ...(hint === undefined ? {} : { hint }) },
  gone,
})

const sectionOfContract = (text: string, path: string | null, pointer: string): Section => {
  const read = readData(text, path?.split('/').at(-1) ?? '')
  if (read.issue !== null) {
    const { message, line, hint } = read.issue
    return lacks(false, `The contract could not be read${line === undefined ? '' : `, line ${line}`}: ${message}`, 'text', hint)
  }
  const value = valueAtPointer(read.value as JsonValue, pointer)
  if (value === undefined) return lacks(true, `The contract has nothing at ${pointer}.`, 'details.pointer')
  try {
    return { text: canonicalJson(value), problem: null }
  } catch {
    return lacks(false, 'The contract holds a number or text that JSON cannot say.', 'text')
  }
}

export const sectionOfText = (details: EvidenceDetails, text: string): Section => {
  if (details.type === 'contract') return sectionOfContract(text, details.path, details.pointer)
  if (details.type !== 'doc') return lacks(false, 'Only a document or a contract has a text.', 'text')
  const section = sectionOfMarkdown(text, details.heading)
  if (section === null)
    return lacks(
      true,
      `The document has no heading “${details.heading ?? ''}”.`,
      'details.heading',
      hintNear(details.heading ?? '', headingsOfMarkdown(text)),
    )
  return section === '' ? lacks(true, 'The document is empty.', 'text') : { text: section, problem: null }
}

export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
