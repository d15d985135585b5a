import { addNode, type Drawing } from './drawing.ts'
import { readProse } from './prose.ts'
import type { SourceLine } from './split-lines.ts'

const PARTICIPANT = /^\s*(?:create\s+)?(?:participant|actor)\s+([\p{L}\p{N}_.-]{1,100})(?:\s+as\s+(.{1,300}))?$/u
const MESSAGE = /^\s*([\p{L}\p{N}_. ]{1,100}?)\s*(<<)?(--?)(>>|>|x|\))([+-]?)\s*([\p{L}\p{N}_. ]{1,100}?)\s*:\s*(.{0,1000})$/u
const BLOCK = /^\s*(?:alt|else|opt|loop|par|and|critical|option|break|rect|box|end)\b/

export function readSequence(lines: readonly SourceLine[], drawing: Drawing): void {
  for (const { line, text } of lines) {
    const keep = (kind: 'node' | 'message' | 'note' | 'title' | 'block' | 'style' | 'other'): void => {
      drawing.statements.push({ line, kind, text: text.trim() })
    }
    const participant = PARTICIPANT.exec(text)
    const message = participant ? null : MESSAGE.exec(text)
    if (participant) {
      addNode(drawing, participant[1] as string, readProse(participant[2] ?? (participant[1] as string)).text, [], line)
      keep('node')
    } else if (/^\s*note\b/i.test(text)) keep('note')
    else if (message) {
      const from = (message[1] as string).trim()
      const to = (message[6] as string).trim()
      for (const id of [from, to]) if (!drawing.nodes.has(id)) addNode(drawing, id, null, [], line)
      drawing.edges.push({ line, from, to, label: readProse(message[7] as string).text, dashed: message[3] === '--' })
      keep('message')
    } else if (/^\s*title\b/i.test(text)) {
      drawing.title = text.trim().replace(/^title:?\s*/i, '')
      keep('title')
    } else if (BLOCK.test(text)) keep('block')
    else if (/^\s*(?:autonumber|activate|deactivate|destroy|links?)\b/.test(text)) keep('style')
    else keep('other')
  }
}
