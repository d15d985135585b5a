import { PLAN_LIMITS, type PlanRecord } from '@gatehouse/core'
import type { Block, Item, Section, Span } from '../document/document.ts'
import { cut, slugOf } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'

/** Notes made of lines that nobody took; beyond these they are gathered in the last one. */
const MAX_NOTES = 1_000

/** Whatever lines nobody took become notes on their section, so that nothing is lost. Lines that were rejected keep their reason. */
export function keepNotes(reading: Reading): void {
  visit(reading.document.root, '', reading)
  for (let line = 1; line <= reading.document.lines.length; line += 1) if (isLoose(line, reading)) keep([line], '', reading)
}

function visit(section: Section, above: string, reading: Reading): void {
  const heading = section.heading?.text ?? above
  for (const block of section.blocks) for (const span of piecesOf(block)) keep(looseLines(span, reading), heading, reading)
  for (const each of section.sections) visit(each, heading, reading)
}

/** A table's rows and a list's items are notes of their own; a paragraph, code or diagram is one. */
function piecesOf(block: Block): readonly Span[] {
  if (block.kind === 'table') return [block.head.span, ...block.rows.map(({ span }) => span)]
  if (block.kind === 'list') return block.items.flatMap(itemPieces)
  return [block.span]
}
const itemPieces = (item: Item): readonly Span[] => [item.span, ...item.blocks.flatMap(piecesOf)]

const isLoose = (line: number, { account, document }: Reading): boolean =>
  !account.isTaken(line) && !document.decoration.has(line) && (document.lines[line - 1] ?? '').trim() !== ''

function looseLines({ from, to }: Span, reading: Reading): readonly number[] {
  const lines: number[] = []
  for (let line = from; line <= to; line += 1) if (isLoose(line, reading)) lines.push(line)
  return lines
}

function keep(lines: readonly number[], heading: string, { draft, account, document }: Reading): void {
  if (lines.length === 0) return
  const text = lines.map((line) => (document.lines[line - 1] ?? '').trim()).join('\n')
  const notes = draft.sections.get('notes') ?? []
  const last = notes.at(-1)
  const isFull = notes.length >= MAX_NOTES && last !== undefined
  const key = isFull ? String(last['key'] ?? 'N1') : draft.nextRecordKey('notes', 'N')
  const record: PlanRecord = {
    key,
    kind: 'prose',
    ...(heading === '' ? {} : { title: cut(heading, PLAN_LIMITS.title), category: slugOf(heading) }),
    text: cut(text, PLAN_LIMITS.text),
  }
  if (!isFull) draft.add('notes', record)
  else if (String(last['text'] ?? '').length < PLAN_LIMITS.text)
    notes[notes.length - 1] = { ...last, text: cut(`${String(last['text'] ?? '')}\n${text}`, PLAN_LIMITS.text) }
  for (const line of lines) account.map(line, { kind: 'note', key }, text.length > PLAN_LIMITS.text ? 'Only its beginning is kept.' : '')
}
