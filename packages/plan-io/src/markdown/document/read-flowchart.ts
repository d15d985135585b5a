import { addNode, type Drawing } from './drawing.ts'
import { collapse, readProse } from './prose.ts'
import type { SourceLine } from './split-lines.ts'

const STYLE = /^\s*(?:classDef|linkStyle|style|click|direction|accTitle|accDescr)\b/
const CLASS = /^\s*class\s+([\p{L}\p{N}_,\s.-]{1,500})\s+([\w-]{1,60});?\s*$/u
const BLOCK = /^\s*(?:subgraph\b\s*(.{0,300})|end\s*;?)$/
const ID = /^\s*([\p{L}\p{N}_]+(?:[.-][\p{L}\p{N}_]+)*)/u
/** The longest brackets first, so that `((` is not read as `(`. */
const SHAPES: readonly (readonly [open: string, close: string])[] = [
  ['(((', ')))'],
  ['((', '))'],
  ['([', '])'],
  ['[[', ']]'],
  ['[(', ')]'],
  ['[/', '/]'],
  ['[\\', '\\]'],
  ['{{', '}}'],
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
  ['>', ']'],
]
const LABELLED = /^\s*[<ox]?(-{2,}|={2,}|-\.+-)[>ox]?\s*\|([^|]{0,300})\|/
const WORDED = /^\s*<?(--|==|-\.)\s+([^-=.|>][^|>]{0,300}?)\s+(?:-{2,}|={2,}|\.+-)(?:>|[ox](?=\s))?/
const PLAIN = /^\s*(?:<|[ox](?=[-=]))?(-{2,}|={2,}|-\.+-|~{3,})(?:>|[ox](?=\s))?/

export function readFlowchart(lines: readonly SourceLine[], drawing: Drawing): void {
  for (const { line, text } of lines) {
    const keep = (kind: 'style' | 'block' | 'edge' | 'node' | 'other'): void => {
      drawing.statements.push({ line, kind, text: text.trim() })
    }
    const classed = CLASS.exec(text)
    if (classed) {
      for (const id of (classed[1] as string).split(/[,\s]+/)) if (id !== '') addNode(drawing, id, null, [classed[2] as string], line)
      keep('style')
    } else if (STYLE.test(text)) keep('style')
    else if (BLOCK.test(text)) keep('block')
    else keep(readStatements(text, line, drawing))
  }
}

function readStatements(text: string, line: number, drawing: Drawing): 'edge' | 'node' | 'other' {
  const kinds = new Set<string>()
  for (const statement of splitAtSemicolons(text)) kinds.add(readChain(statement, line, drawing))
  return kinds.has('edge') ? 'edge' : kinds.has('node') ? 'node' : 'other'
}

/** Not inside brackets and quotes. */
function splitAtSemicolons(text: string): readonly string[] {
  if (!text.includes(';')) return [text]
  const pieces = ['']
  let depth = 0
  for (const char of text) {
    if ('[({'.includes(char)) depth += 1
    else if (')]}'.includes(char)) depth -= 1
    if (char === ';' && depth <= 0) pieces.push('')
    else pieces.push(`${pieces.pop() ?? ''}${char}`)
  }
  return pieces.filter((piece) => piece.trim() !== '')
}

/** `A[Text]:::class --> B & C -- label --> D`. */
function readChain(text: string, line: number, drawing: Drawing): 'edge' | 'node' | 'other' {
  let rest = text
  let left = takeGroup()
  if (left.length === 0) return 'other'
  let kind: 'edge' | 'node' = 'node'
  while (rest.trim() !== '') {
    const arrow = takeArrow()
    if (arrow === null) return kind === 'edge' ? 'edge' : 'other'
    const right = takeGroup()
    if (right.length === 0) return kind === 'edge' ? 'edge' : 'other'
    for (const from of left) for (const to of right) drawing.edges.push({ line, from, to, ...arrow })
    kind = 'edge'
    left = right
  }
  return kind

  function takeGroup(): readonly string[] {
    const ids: string[] = []
    for (;;) {
      const id = takeNode()
      if (id === null) return ids
      ids.push(id)
      const and = /^\s*&/.exec(rest)
      if (!and || ids.length > 50) return ids
      rest = rest.slice(and[0].length)
    }
  }

  function takeNode(): string | null {
    const found = ID.exec(rest)
    if (!found) return null
    const id = found[1] as string
    let after = rest.slice(found[0].length)
    let label: string | null = null
    const shape = SHAPES.find(([open]) => after.startsWith(open))
    const end = shape === undefined ? -1 : closing(after, shape[0], shape[1])
    if (shape !== undefined && end >= 0) {
      label = readProse(collapse(after.slice(shape[0].length, end).trim().replace(/^"|"$/g, ''))).text
      after = after.slice(end + shape[1].length)
    }
    const classes = /^:::([\w-]{1,60})/.exec(after)
    rest = classes ? after.slice(classes[0].length) : after
    addNode(drawing, id, label, classes ? [classes[1] as string] : [], line)
    return id
  }

  function takeArrow(): { readonly label: string; readonly dashed: boolean } | null {
    const head = rest.slice(0, 700)
    const worded = LABELLED.exec(head) ?? WORDED.exec(head)
    const plain = worded ?? PLAIN.exec(head)
    if (!plain) return null
    rest = rest.slice(plain[0].length)
    return { label: readProse((worded?.[2] ?? '').replace(/^"|"$/g, '')).text, dashed: (plain[1] as string).includes('.') }
  }
}

/** Where the bracket ends; quoted text may hold any sign. */
function closing(text: string, open: string, close: string): number {
  const start = text.slice(open.length).trimStart().startsWith('"') ? text.indexOf('"', text.indexOf('"') + 1) : open.length
  return start < 0 ? -1 : text.indexOf(close, start)
}
