import type { DiagramNode, DiagramStatement, Edge, GanttBar } from './document.ts'

/** What a reader of one kind of diagram gathers. */
export interface Drawing {
  title: string
  readonly nodes: Map<string, DiagramNode>
  readonly edges: Edge[]
  readonly bars: GanttBar[]
  readonly statements: DiagramStatement[]
}

/** The node of this id; it gets its text and classes wherever they stand. */
export function addNode(drawing: Drawing, id: string, text: string | null, classes: readonly string[], line: number): void {
  const known = drawing.nodes.get(id)
  if (!known) drawing.nodes.set(id, { id, text: text ?? id, classes, line })
  else if (text !== null || classes.length > 0)
    drawing.nodes.set(id, {
      id,
      text: text ?? known.text,
      classes: [...known.classes, ...classes],
      line: text === null ? known.line : line,
    })
}
