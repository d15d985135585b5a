import type { GanttBar } from './document.ts'
import type { Drawing } from './drawing.ts'
import { collapse } from './prose.ts'
import type { SourceLine } from './split-lines.ts'

const STYLE =
  /^\s*(?:dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|inclusiveEndDates|topAxis|click|accTitle|accDescr|displayMode)\b/
const CLASSES: ReadonlySet<string> = new Set(['done', 'active', 'crit', 'milestone', 'vert'])
const DURATION = /^(\d{1,5}(?:\.\d{1,3})?)\s*(ms|s|min|m|h|d|w|M|y)$/
const DAYS: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, w: 7, M: 30, y: 365 }

export function readGantt(lines: readonly SourceLine[], drawing: Drawing): void {
  let section = ''
  let order = 'YMD'
  for (const { line, text } of lines) {
    const keep = (kind: 'title' | 'section' | 'bar' | 'style' | 'other'): void => {
      drawing.statements.push({ line, kind, text: text.trim() })
    }
    const word = /^\s*(title|section|dateFormat)\s+(.{1,400})$/.exec(text)
    if (word?.[1] === 'title') {
      drawing.title = collapse(word[2] as string)
      keep('title')
    } else if (word?.[1] === 'section') {
      section = collapse(word[2] as string)
      keep('section')
    } else if (STYLE.test(text)) {
      if (word) order = (word[2] as string).replace(/[^YMD]/g, '').replace(/(.)\1+/g, '$1')
      keep('style')
    } else {
      const bar = readBar(text, section, line, order)
      if (bar) drawing.bars.push(bar)
      keep(bar ? 'bar' : 'other')
    }
  }
}

/** `Name :done, id, after other, 3d` */
function readBar(text: string, section: string, line: number, order: string): GanttBar | null {
  const colon = text.lastIndexOf(':')
  if (colon < 1) return null
  // A time of day in the data has colons too; the name's own ends where the first word of data begins.
  const split = /\s:\s?|:(?=\s*(?:done|active|crit|milestone)\b)/.exec(text)
  const at = split && split.index > 0 ? split.index + split[0].length : colon + 1
  const name = collapse(text.slice(0, at).replace(/:\s*$/, ''))
  const classes: string[] = []
  const after: string[] = []
  let id: string | null = null
  const times: string[] = []
  for (const piece of text.slice(at).split(',').map(collapse)) {
    if (CLASSES.has(piece)) classes.push(piece)
    else if (/^(?:after|until)\s/.test(piece)) {
      if (piece.startsWith('after')) after.push(...piece.slice(6).split(' '))
      else times.push('')
    } else if (DURATION.test(piece) || toIsoDate(piece, order) !== null || /^\d+$/.test(piece)) times.push(piece)
    else if (id === null && /^[\p{L}\p{N}_.-]{1,100}$/u.test(piece)) id = piece
  }
  const dates = times.map((piece) => toIsoDate(piece, order))
  const duration = times.map((piece) => DURATION.exec(piece)).find((found) => found !== null && DAYS[found[2] as string] !== undefined)
  const days = duration ? Math.round(Number(duration[1]) * (DAYS[duration[2] as string] as number) * 1000) / 1000 : null
  const [start, end] = after.length > 0 ? [null, dates[0] ?? null] : [dates[0] ?? null, dates[1] ?? null]
  return { line, section, text: name, id, classes, after, start, end, days }
}

function toIsoDate(text: string, order: string): string | null {
  const parts = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})$/.exec(text)
  if (!parts) return null
  const wished = (parts[1] as string).length === 4 ? 'YMD' : order === 'MDY' ? 'MDY' : 'DMY'
  const of = (letter: string): string => parts[wished.indexOf(letter) + 1] as string
  if (of('Y').length !== 4 || Number(of('M')) > 12 || Number(of('D')) > 31) return null
  return `${of('Y')}-${of('M').padStart(2, '0')}-${of('D').padStart(2, '0')}`
}
