import type { Block } from '../../document/document.ts'
import type { BlockRecogniser, Reading } from '../recogniser.ts'
import { readCode } from './code.ts'
import { type Context, contextOf } from './context.ts'
import { readFlowchart } from './diagrams/flowchart.ts'
import { readGantt } from './diagrams/gantt.ts'
import { readSequence, readStates } from './diagrams/states.ts'
import { readList } from './lists/read-list.ts'
import { memoryOf } from './memory.ts'
import { addStreams } from './paragraphs/streams.ts'
import { readParagraph } from './paragraphs/read-paragraph.ts'

/** Lists, paragraphs, code and diagrams. */
export const proseRecognisers: readonly BlockRecogniser[] = [
  (block, place, reading) => readBlock(block, contextOf(block, place, reading, readInside)),
]

/** Takes nothing: streams of work that a sentence counts and names become lanes, whoever takes the sentence itself. */
export const noteStreams: BlockRecogniser = (block, place, reading) => {
  if (block.kind === 'paragraph' && (place.topic === null || place.topic === 'summary' || place.topic === 'objectives'))
    for (const { line, text } of block.lines) addStreams(text, line, contextOf(block, place, reading, readInside))
  return false
}

const readInside: Context['readInside'] = (blocks, context) => {
  for (const block of blocks) readBlock(block, context)
}

function readBlock(block: Block, context: Context): boolean {
  if (block.kind === 'list') {
    readList(block, context)
    return true
  }
  if (block.kind === 'paragraph') return readParagraph(block, context)
  if (block.kind === 'code') return readCode(block, context)
  if (block.kind === 'diagram') return readDiagram(block, context)
  return false
}

function readDiagram(diagram: Extract<Block, { kind: 'diagram' }>, context: Context): boolean {
  if (diagram.type === 'state') return readStates(diagram, context)
  if (diagram.type === 'sequence') return readSequence(diagram, context)
  if (diagram.type === 'gantt') return readGantt(diagram, context)
  return diagram.nodes.length + diagram.edges.length > 0 && readFlowchart(diagram, context)
}

/** What can only be settled when the whole document is read: lanes that own tasks by number, and staffing lines where no table has it. */
export function finishProse({ draft, account }: Reading): void {
  const memory = memoryOf(draft)
  for (const task of draft.tasks) {
    const number = task.number ?? (task.parent === null ? null : (memory.task(task.parent)?.number ?? null))
    const lane = number === null ? undefined : memory.laneOfNumber.get(number)
    if (lane !== undefined) task.lane = lane
  }
  if ((draft.sections.get('allocations') ?? []).length > 0) return
  for (const { span, fields } of memory.staffing) {
    const key = draft.nextRecordKey('allocations', 'A')
    draft.add('allocations', { key, ...fields })
    account.map(span, { kind: 'allocation', key })
  }
}
