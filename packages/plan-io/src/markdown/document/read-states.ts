import { addNode, type Drawing } from './drawing.ts'
import { collapse } from './prose.ts'
import type { SourceLine } from './split-lines.ts'

const TRANSITION =
  /^\s*(\[\*\]|[\p{L}\p{N}_.-]{1,100}?)\s*-->\s*(\[\*\]|[\p{L}\p{N}_.-]{1,100})\s*(?::::[\w-]{1,60})?\s*(?::\s*(.{0,500}))?$/u
const NAMED = /^\s*state\s+"([^"]{1,300})"\s+as\s+([\p{L}\p{N}_.-]{1,100})/u
const DESCRIBED = /^\s*([\p{L}\p{N}_.-]{1,100})\s*:\s*(.{1,500})$/u
const BARE = /^\s*([\p{L}\p{N}_.-]{1,100})(?::::([\w-]{1,60}))?\s*$/u

/** States and their transitions; `[*]` stands for the beginning and the end. */
export function readStates(lines: readonly SourceLine[], drawing: Drawing): void {
  let note = false
  for (const { line, text } of lines) {
    const keep = (kind: 'edge' | 'node' | 'note' | 'style' | 'block' | 'other'): void => {
      drawing.statements.push({ line, kind, text: text.trim() })
    }
    if (note || /^\s*note\b/i.test(text)) {
      note = note ? !/^\s*end note\b/i.test(text) : !text.includes(':')
      keep('note')
      continue
    }
    const transition = TRANSITION.exec(text)
    const named = NAMED.exec(text)
    if (transition) {
      const [, from, to, label] = transition as unknown as [string, string, string, string | undefined]
      for (const id of [from, to]) if (id !== '[*]') addNode(drawing, id, null, [], line)
      drawing.edges.push({ line, from, to, label: collapse(label ?? ''), dashed: false })
      keep('edge')
    } else if (named) {
      addNode(drawing, named[2] as string, named[1] as string, [], line)
      keep('node')
    } else if (/^\s*(?:classDef|class|direction|style|hide|scale)\b/.test(text)) keep('style')
    else if (/^\s*(?:state\b.*\{|\}|--)\s*$/.test(text)) keep('block')
    else if (DESCRIBED.test(text)) {
      const [, id, words] = DESCRIBED.exec(text) as unknown as [string, string, string]
      addNode(drawing, id, collapse(words), [], line)
      keep('node')
    } else if (BARE.test(text)) {
      const [, id, group] = BARE.exec(text) as unknown as [string, string, string | undefined]
      addNode(drawing, id, null, group === undefined ? [] : [group], line)
      keep('node')
    } else keep('other')
  }
}
