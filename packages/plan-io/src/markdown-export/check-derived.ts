import type { Plan } from '@gatehouse/core'
import { type EntryDraft, listIn, valueIn } from './entry-draft.ts'
import { readText, splitAtBreaks } from './inline-text.ts'
import type { Block, TableBlock } from './read-blocks.ts'
import type { Reading } from './reading.ts'
import { type DiagramLine, drawGantt, drawGraph } from './write-diagrams.ts'
import { drawTimeline } from './write-timeline.ts'

const EDIT_THE_TABLE = 'Change the row of the task, gate or dependency in its table instead.'
/** What the document's tables define, by key. */
type Known = ReadonlyMap<string, 'task' | 'gate' | 'milestone' | 'lane'>

/**
 * Compares timeline and diagrams with the lists that they repeat. A line that says the same is mapped to what it repeats; one that
 * names something unknown is refused; any other difference is remarked, because the lists count.
 */
export function checkDerived(reading: Reading, plan: Plan | null): void {
  const known = findKnown(reading)
  const lines = { gantt: plan === null ? null : drawGantt(plan), graph: plan === null ? null : drawGraph(plan) }
  for (const { section, block } of reading.derived) {
    if (section === 'timeline' && block.kind === 'table') checkTimeline(reading, block, plan, known)
    else if (section !== 'timeline' && block.kind === 'code') checkDiagram(reading, section, block, lines[section], plan !== null, known)
    else refuseBlock(reading, block)
  }
}

function findKnown({ root, markLine }: Reading): Known {
  const keysOf = (list: string): string[] =>
    root.fields.has(list) ? listIn(root, list, markLine).map((draft: EntryDraft) => String(valueIn(draft, 'key') ?? '')) : []
  const kinds = { lanes: 'lane', milestones: 'milestone', gates: 'gate', tasks: 'task' } as const
  return new Map(Object.entries(kinds).flatMap(([list, kind]) => keysOf(list).map((key) => [key, kind] as const)))
}

function refuseBlock({ account }: Reading, block: Block): void {
  const lines = block.kind === 'table' ? [block.head, ...block.rows] : block.kind === 'code' ? block.lines : [block]
  for (const { line } of lines) account.refuse(line, 'This is not read here.', EDIT_THE_TABLE)
}

function checkTimeline({ account }: Reading, table: TableBlock, plan: Plan | null, known: Known): void {
  const drawn = plan === null ? null : drawTimeline(plan)
  const rowOf = new Map(drawn?.rows.map(({ cells }) => [firstWord(cells[0] ?? ''), cells]))
  account.map(table.head.line, { kind: 'section', key: 'timeline' })
  const hasSameHeader = drawn !== null && isSameRow(table.head.cells, drawn.header)
  if (drawn !== null && !hasSameHeader)
    account.remark(table.head.line, 'The lanes here are not those of the table of lanes.', EDIT_THE_TABLE)
  for (const { line, cells } of table.rows) {
    const keys = cells.slice(1).flatMap((cell) => (cell === '' ? [] : splitAtBreaks(cell).map(firstWord)))
    const unknown = keys.filter((key) => known.get(key) !== 'task' && known.get(key) !== 'gate')
    account.map(line, { kind: 'section', key: 'timeline' }, ...keys.flatMap((key) => entityOf(known, key)))
    if (unknown.length > 0) {
      const hint = 'Add a row with its key to the table of tasks or gates; the timeline only repeats them.'
      account.refuse(line, `No table has ${unknown.map((key) => `“${key}”`).join(', ')}.`, hint)
    } else if (hasSameHeader) {
      const expected = rowOf.get(firstWord(cells[0] ?? '')) ?? []
      const different = drawn.header.filter((_, index) => (cells[index] ?? '') !== (expected[index] ?? ''))
      if (different.length > 0) {
        const where = different.map((header) => `“${readText(header)}”`).join(', ')
        account.remark(line, `Under ${where} the tables say something else, and the tables count.`, EDIT_THE_TABLE)
      }
    }
  }
}

const firstWord = (markdown: string): string => readText((splitAtBreaks(markdown)[0] ?? '').replaceAll('**', '')).split(/\s/)[0] ?? ''
const isSameRow = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((cell, index) => cell === b[index])
const entityOf = (known: Known, key: string): { readonly kind: string; readonly key: string }[] => {
  const kind = known.get(key)
  return kind === undefined ? [] : [{ kind, key }]
}

function checkDiagram(
  { account }: Reading,
  section: 'gantt' | 'graph',
  block: Extract<Block, { kind: 'code' }>,
  drawn: readonly DiagramLine[] | null,
  hasPlan: boolean,
  known: Known,
): void {
  const drawnByText = new Map(drawn?.map((line) => [line.text.trim(), line]))
  for (const { line, text } of block.lines) {
    const same = drawnByText.get(text.trim())
    const repeats = same === undefined ? findRepeated(text, known) : (same.repeats ?? { kind: 'section', key: section })
    if (repeats === null) {
      account.refuse(
        line,
        'This line of the diagram names nothing that a table has.',
        'Add it to its table; diagrams only repeat the tables.',
      )
    } else {
      account.map(line, repeats)
      if (same === undefined && hasPlan) account.remark(line, 'The tables say this differently, and the tables count.', EDIT_THE_TABLE)
    }
  }
}

/** What a line names that is not as we would draw it: its head, a bar, a section, a node or an arrow. */
function findRepeated(text: string, known: Known): { readonly kind: string; readonly key: string } | null {
  const line = text.trim()
  if (/^(?:gantt|flowchart\b|title\b|dateFormat\b|axisFormat\b|section Gates$)/.test(line)) return { kind: 'section', key: 'diagram' }
  const arrow = /^n_(\w+) (?:-->|-\.->)(?:\|[^|]*\|)? n_(\w+)$/.exec(line)
  if (arrow !== null) {
    const [from, to] = [keyOfId(arrow[1] ?? ''), keyOfId(arrow[2] ?? '')]
    return known.has(from) && known.has(to) ? { kind: 'dependency', key: `${from}->${to}` } : null
  }
  const key = /^(?:section |n_\w+(?:\{\{|\[|\(\[)")?([^\s":]+)/.exec(line)?.[1] ?? ''
  return entityOf(known, key)[0] ?? null
}

const keyOfId = (id: string): string =>
  id.replaceAll(/__|_x([0-9a-f]{2})/g, (_, hex?: string) => (hex === undefined ? '-' : String.fromCharCode(Number.parseInt(hex, 16))))
