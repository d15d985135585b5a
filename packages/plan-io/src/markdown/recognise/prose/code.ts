import type { CodeBlock } from '../../document/document.ts'
import type { PlanEntity } from '../../../report/map-lines.ts'
import { type Context, latestEntity, sectionEntity } from './context.ts'
import { laneIn } from './find-lane.ts'
import { addNote } from './lists/tasks.ts'
import { memoryOf } from './memory.ts'
import { addPath, isPath } from './paragraphs/critical-path.ts'
import { addRecord } from './records.ts'
import { asText, asTitle, slugOf } from './text.ts'

/** Code belongs to the task or other thing above it; a bar chart drawn with signs is kept, and its lines named for what they draw. */
export function readCode(block: CodeBlock, context: Context): boolean {
  if (block.lines.some(({ text }) => BAR.test(text))) return readDrawnChart(block, context)
  const { place, reading } = context
  const isInside = place.period !== null || place.owner !== null || place.lane !== null
  const text = asText(block.lines.map((line) => line.text).join('\n'))
  const entity = isInside ? latestEntity(context) : null
  const task = entity?.kind === 'task' ? memoryOf(reading.draft).task(entity.key) : null
  if (task) {
    addNote(task, [text])
    reading.account.map(block.span, { kind: 'task', key: task.key })
  } else if (text !== '') {
    const fields = {
      kind: 'code',
      title: context.title === '' ? undefined : asTitle(context.title),
      text,
      lane: place.lane,
      from: place.period?.from,
      to: place.period?.to,
    }
    const kept = addRecord(context, 'notes', 'code', 'N#', fields, block.span)
    if (entity) reading.account.map(block.span, entity)
    memoryOf(reading.draft).latest = entity ?? kept
  } else reading.account.map(block.span, entity ?? sectionEntity(context.topic, context.title))
  return true
}

const BAR = /[█▓▒░■□▬═]{3,}|[=#]{6,}/u
const NAMED = /^\s*([^:|│█▓▒░■□▬═=#]{2,40}?)\s*[:|│]?\s*[█▓▒░■□▬═=#]/u

function readDrawnChart(block: CodeBlock, context: Context): boolean {
  const { reading } = context
  const text = asText(block.lines.map((line) => line.text.replace(/([█▓▒░■□▬═=#])\1+/gu, '$1')).join('\n'))
  const chart = addRecord(context, 'notes', 'gantt', 'N#', { kind: 'gantt', title: asTitle(context.title || 'Gantt'), text }, null)
  const phases = new Map(reading.draft.phases.map((phase) => [slugOf(phase.name), phase.key]))
  const byKey = new Map(reading.draft.phases.map((phase) => [slugOf(phase.key), phase.key]))
  reading.account.map(block.span, chart)
  for (const { line, text: written } of block.lines) {
    const name = NAMED.exec(written)?.[1]?.trim() ?? ''
    const phase = phases.get(slugOf(name)) ?? byKey.get(slugOf(name))
    const lane = name === '' ? null : laneIn(name, reading)
    const entity: PlanEntity | null = phase ? { kind: 'phase', key: phase } : lane ? { kind: 'lane', key: lane } : null
    if (entity) reading.account.map(line, entity)
    const label = /^\s*([\p{L} ]{2,40}):\s*(.+)$/u.exec(written)
    if (label?.[1] && label[2] && isPath(label[2], label[1], null))
      reading.account.map(line, addPath(null, label[2], [{ line, text: written }], { ...context, title: label[1].trim() }))
  }
  return true
}
