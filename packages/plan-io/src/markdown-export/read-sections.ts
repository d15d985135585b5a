import { PLAN_SECTIONS, type PlanSection } from '@gatehouse/core'
import { KIND_OF_LIST, type PlanEntity } from '../report/map-lines.ts'
import { type Column, normaliseHeader } from './columns.ts'
import { draftEntry, type EntryDraft, entryIn, listIn, nameOfDraft } from './entry-draft.ts'
import { CHECKLISTS_SUBHEADING, DERIVED_NOTE, HEADINGS, type SectionName } from './headings.ts'
import { readText } from './inline-text.ts'
import type { LineAccount } from './line-account.ts'
import * as p from './plan-columns.ts'
import type { Block, TableBlock } from './read-blocks.ts'
import { findFact, readFact } from './read-facts.ts'
import { type ReadRow, readTable } from './read-table.ts'
import { isDerived, type Place, type Reading } from './reading.ts'
import { SECTION_COLUMNS } from './section-columns.ts'

type PlainSection = Exclude<
  SectionName,
  'releaseTarget' | 'contingency' | 'requirements' | 'taskChecklists' | 'timeline' | 'gantt' | 'graph'
>
const LIST_COLUMNS: Readonly<Record<PlainSection, readonly Column[]>> = {
  ...SECTION_COLUMNS,
  criticalPaths: p.PATH_COLUMNS,
  owners: p.OWNER_COLUMNS,
  lanes: p.LANE_COLUMNS,
  phases: p.PHASE_COLUMNS,
  milestones: p.MILESTONE_COLUMNS,
  gates: p.GATE_COLUMNS,
  tasks: p.TASK_COLUMNS,
  dependencies: p.DEPENDENCY_COLUMNS,
}
/** Their records may have fields that nobody has foreseen. */
const OPEN_LISTS: ReadonlySet<string> = new Set<PlanSection>(PLAN_SECTIONS.filter((name) => name !== 'risks'))
const SECTION_BY_HEADING = new Map(Object.entries(HEADINGS).map(([name, heading]) => [normaliseHeader(heading), name as SectionName]))
const MOVE_IT = 'Write it into the table or list that it belongs to.'

/** Reads every block by the section that it stands in. What has no place is refused in the account. */
export function readSections(blocks: readonly Block[], markLine: number, account: LineAccount): Reading {
  const reading: Reading = {
    account,
    root: draftEntry(markLine, { gatehouse: 1 }),
    markLine,
    slug: findFact(blocks, 'Slug') ?? 'program',
    prefix: findFact(blocks, 'Prefix') ?? (findFact(blocks, 'Cadence') === 'week' ? 'W' : 'D'),
    requirements: [],
    items: [],
    subheadings: [],
    derived: [],
  }
  entryIn(reading.root, 'program', markLine)
  let place: Place = { section: 'program', under: null }
  for (const block of blocks) {
    if (block.kind === 'heading') place = readHeading(reading, place, block)
    else if (isDerived(place.section) && block.kind !== 'item') readDerived(reading, place.section, block)
    else if (block.kind === 'table') readSectionTable(reading, place, block)
    else readLine(reading, place, block)
  }
  return reading
}

function readHeading(reading: Reading, place: Place, { line, level, text }: Extract<Block, { kind: 'heading' }>): Place {
  const { account, root } = reading
  const program = entryIn(root, 'program', reading.markLine)
  if (level === 1 && !program.fields.has('name')) {
    program.fields.set('name', { line, value: readText(text) })
    account.map(line, { kind: 'program', key: reading.slug })
    return place
  }
  if (level > 2 && (place.section === 'tasks' || place.section === 'requirements')) {
    const [key = '', ...title] = readText(text).split(' ')
    const of = place.section === 'tasks' ? 'lanes' : 'gates'
    reading.subheadings.push({ line, of, key, title: title.join(' ') })
    account.map(line, { kind: of === 'lanes' ? 'lane' : 'gate', key })
    return { ...place, under: key }
  }
  if (level > 2 && place.section === 'checklists' && normaliseHeader(text) === normaliseHeader(CHECKLISTS_SUBHEADING)) {
    account.map(line, { kind: 'section', key: 'checklists' })
    return place
  }
  const section = SECTION_BY_HEADING.get(normaliseHeader(readText(text))) ?? null
  if (section === null) {
    const hint = `The headings of an exported plan are: ${Object.values(HEADINGS).join(', ')}.`
    account.refuse(line, 'This heading is none of an exported plan; what stands under it is not read.', hint)
  } else {
    if (section === 'releaseTarget' || section === 'contingency') entryIn(root, section, line)
    account.map(line, { kind: 'section', key: section })
  }
  return { section, under: null }
}

function readDerived(reading: Reading, section: Parameters<typeof isDerived>[0], block: Block): void {
  if (!isDerived(section)) return
  const isNote = block.kind === 'paragraph' && normaliseHeader(block.text) === normaliseHeader(DERIVED_NOTE)
  if (isNote) reading.account.map(block.line, { kind: 'section', key: section })
  else if (block.kind === 'paragraph') refuseText(reading, block.line)
  else reading.derived.push({ section, block })
}

function readSectionTable(reading: Reading, { section, under }: Place, table: TableBlock): void {
  const { account, root, prefix } = reading
  if (section === null || section === 'program' || section === 'contingency' || section === 'taskChecklists' || isDerived(section)) {
    for (const { line } of [table.head, ...table.rows]) account.refuse(line, 'No table is read here.', MOVE_IT)
    return
  }
  account.map(table.head.line, { kind: 'section', key: section })
  const read = (columns: readonly Column[]): readonly ReadRow[] =>
    readTable(table, { columns, prefix, isOpen: OPEN_LISTS.has(section) }, account)
  const heading = under === null ? {} : section === 'tasks' ? { lane: under } : { gate: under }
  if (section === 'requirements') {
    reading.requirements.push(...read(p.REQUIREMENT_COLUMNS).map(({ line, fields }) => ({ line, fields: { ...heading, ...fields } })))
  } else if (section === 'releaseTarget') {
    const workflows = listIn(entryIn(root, 'releaseTarget', table.head.line), 'workflows', table.head.line)
    for (const row of read(p.WORKFLOW_COLUMNS)) addEntry(account, workflows, row, 'workflow')
  } else {
    const list = listIn(root, section, table.head.line)
    for (const row of read(LIST_COLUMNS[section])) {
      const fields = section === 'tasks' ? { ...heading, ...row.fields } : row.fields
      addEntry(account, list, { line: row.line, fields }, KIND_OF_LIST[section] ?? section)
    }
  }
}

/** One entry for a row, and the row's line accounted for. */
export function addEntry(account: LineAccount, list: EntryDraft[], { line, fields }: ReadRow, kind: string): EntryDraft {
  const draft = draftEntry(line, fields)
  list.push(draft)
  const name = nameOfDraft(draft) ?? `#${list.length}`
  account.map(line, { kind, key: name }, ...linksOf(fields.after, name))
  return draft
}

const linksOf = (after: unknown, successor: string): readonly PlanEntity[] =>
  Array.isArray(after) ? after.map(({ ref }: { ref?: unknown }) => ({ kind: 'dependency', key: `${String(ref)}->${successor}` })) : []

function readLine(reading: Reading, place: Place, block: Exclude<Block, TableBlock | { kind: 'heading' }>): void {
  const { account } = reading
  if (block.kind === 'code') {
    for (const { line } of block.lines) account.refuse(line, 'Code is not read here.', MOVE_IT)
    return
  }
  const { section } = place
  const isTicked = block.kind === 'item' && block.checked !== null
  if (block.line === reading.markLine || (!isTicked && readFact(reading, section, block.line, block.text))) return
  if (block.kind === 'paragraph') refuseText(reading, block.line)
  else if (section === 'taskChecklists' || section === 'checklists') {
    reading.items.push({ of: section === 'checklists' ? 'checklists' : 'tasks', item: block })
  } else account.refuse(block.line, 'This item belongs to nothing in the plan.', MOVE_IT)
}

const refuseText = ({ account }: Reading, line: number): void =>
  account.refuse(line, 'This text belongs to nothing in the plan.', 'Put it into the goal, a mission, a note or another text of the plan.')
