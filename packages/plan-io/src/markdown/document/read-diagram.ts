import type { Diagram, Span } from './document.ts'
import type { Drawing } from './drawing.ts'
import { readFlowchart } from './read-flowchart.ts'
import { readGantt } from './read-gantt.ts'
import { readSequence } from './read-sequence.ts'
import { readStates } from './read-states.ts'
import type { SourceLine } from './split-lines.ts'

const HEAD =
  /^\s*(graph|flowchart|stateDiagram|gantt|sequenceDiagram|classDiagram|erDiagram|journey|pie|timeline|mindmap|gitGraph|quadrantChart|requirementDiagram)(?:-v2|-elk)?(?:\s+(?:TB|TD|BT|RL|LR))?\s*;?\s*$/

/** Does a Mermaid diagram begin on this line? */
export const isDiagramHead = (text: string): boolean => text.length < 200 && HEAD.test(text)

/** A Mermaid diagram from its lines, fences left out. */
export function readDiagram(lines: readonly SourceLine[], span: Span): Diagram {
  const drawing: Drawing = { title: '', nodes: new Map(), edges: [], bars: [], statements: [] }
  const content = lines.filter(({ text }) => text.trim() !== '')
  const start = content.findIndex(({ text }) => HEAD.test(text) && text.length < 200)
  const word = start < 0 ? '' : (HEAD.exec((content[start] as SourceLine).text)?.[1] ?? '')
  const type = TYPES[word] ?? 'other'
  content.forEach(({ line, text }, index) => {
    if (index === start) drawing.statements.push({ line, kind: 'head', text: text.trim() })
    else if (text.trim().startsWith('%%') || index < start) keepStyle(drawing, line, text)
  })
  const body = content.filter(({ text }, index) => index > start && !text.trim().startsWith('%%'))
  if (type === 'other') for (const { line, text } of body) drawing.statements.push({ line, kind: 'other', text: text.trim() })
  else READERS[type](body, drawing)
  const { title, edges, bars } = drawing
  const statements = drawing.statements.toSorted((a, b) => a.line - b.line)
  return { kind: 'diagram', span, type, title, nodes: [...drawing.nodes.values()], edges, bars, statements }
}

function keepStyle(drawing: Drawing, line: number, text: string): void {
  const title = /^\s*title:?\s+(.{1,300})$/.exec(text)?.[1]
  if (title !== undefined) drawing.title = title.trim()
  drawing.statements.push({ line, kind: title === undefined ? 'style' : 'title', text: text.trim() })
}

const TYPES: Readonly<Record<string, Exclude<Diagram['type'], 'other'>>> = {
  graph: 'flowchart',
  flowchart: 'flowchart',
  stateDiagram: 'state',
  gantt: 'gantt',
  sequenceDiagram: 'sequence',
}
const READERS: Readonly<Record<Exclude<Diagram['type'], 'other'>, (lines: readonly SourceLine[], drawing: Drawing) => void>> = {
  flowchart: readFlowchart,
  state: readStates,
  gantt: readGantt,
  sequence: readSequence,
}
