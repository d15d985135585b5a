import type { PlanRecord, PlanSection } from '@gatehouse/core'
import type { Section } from '../../../document/document.ts'
import { readDocument } from '../../../document/read-document.ts'
import { Account } from '../../../draft/account.ts'
import { DraftPlan } from '../../../draft/draft-plan.ts'
import { topicOf } from '../../../words/concepts-of.ts'
import { settleCadence } from '../../head/settle-cadence.ts'
import type { Place, Reading } from '../../recogniser.ts'
import { classifyTable, type TableKind } from '../classify-table.ts'
import { tableRecognisers } from '../index.ts'
import { viewTable } from '../table-view.ts'

const place = (section: Section): Place => ({
  section,
  path: section.heading ? [section.heading] : [],
  topic: section.heading ? topicOf(section.heading.text) : null,
  period: null,
  lane: null,
  owner: null,
})

const sectionsOf = (section: Section): readonly Section[] => [section, ...section.sections.flatMap(sectionsOf)]

/** Reads only the tables of a document, each with the topic of its own heading. */
export function readTables(text: string): Reading {
  const document = readDocument(text)
  const reading: Reading = { document, draft: new DraftPlan(), account: new Account() }
  settleCadence(document, reading.draft)
  for (const section of sectionsOf(document.root))
    for (const block of section.blocks) tableRecognisers.some((recognise) => recognise(block, place(section), reading))
  return reading
}

/** Kinds of the tables of a document, in order. */
export const kindsOf = (text: string): readonly TableKind[] =>
  sectionsOf(readDocument(text).root).flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'table' ? [classifyTable(viewTable(block, place(section))).kind] : [])),
  )

export const recordsOf = ({ draft }: Reading, section: PlanSection): readonly PlanRecord[] => draft.sections.get(section) ?? []

/** A table from its head and rows, its columns in another order: `shift` 1 puts the last column first. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[], shift = 0): string {
  const turn = (cells: readonly string[]): string => {
    const at = (cells.length - shift) % cells.length
    return `| ${[...cells.slice(at), ...cells.slice(0, at)].join(' | ')} |`
  }
  return [turn(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(turn)].join('\n')
}
