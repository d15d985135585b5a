import { type RefObject, useEffect, useId, useRef } from 'react'
import type { Fate, ShownLine } from '../../lib/plan-reading/reading.ts'
import { Glyph, type GlyphName } from '../glyph.tsx'
import { useVirtualRows } from './use-virtual-rows.ts'

/** Height of a line; plan-reading.css says the same. */
const ROW = 20

export const FATE_LOOK = {
  mapped: { glyph: 'chk', word: 'Mapped' },
  note: { glyph: 'g-doc', word: 'Note' },
  decoration: { glyph: 'f-none', word: 'Decoration' },
  unmapped: { glyph: 'x', word: 'Unmapped' },
  warning: { glyph: 'late', word: 'Warning' },
} satisfies Record<Fate, { glyph: GlyphName; word: string }>

/**
 * The document, line by line, each with its fate as colour, glyph and words. One tab stop: arrows, Page Up and Down, Home and End walk,
 * Enter jumps to what the line became. Only lines in sight are drawn.
 */
export const DocumentPane = ({
  lines,
  selected,
  onSelect,
  onEnter,
  box,
}: {
  lines: readonly ShownLine[]
  selected: number | null
  onSelect: (line: number) => void
  onEnter: () => void
  box: RefObject<HTMLDivElement | null>
}) => {
  const id = useId()
  const rows = useVirtualRows(box, lines.length, ROW)
  const at = lines.findIndex((line) => line.line === selected)
  const shownFor = useRef<number | null>(null)
  useEffect(() => {
    // what was selected from outside comes into sight; scrolling away by hand stays possible
    if (at === -1 || shownFor.current === selected) return
    shownFor.current = selected
    rows.showRow(at)
  }, [at, selected, rows])
  const walk = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW) - 1)
    const last = lines.length - 1
    const next = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(last, at + page),
      PageUp: Math.max(0, at - page),
      Home: 0,
      End: last,
    }[event.key]
    if (event.key === 'Enter' && at !== -1) {
      event.preventDefault()
      onEnter()
    }
    const line = next === undefined ? undefined : lines[next]
    if (!line) return
    event.preventDefault()
    onSelect(line.line)
  }
  return (
    <div
      ref={box}
      className="doc"
      role="listbox"
      aria-label="Lines of the document"
      tabIndex={0}
      aria-activedescendant={at >= rows.from && at < rows.to ? `${id}-${selected}` : undefined}
      onScroll={rows.onScroll}
      onKeyDown={walk}
    >
      <div role="presentation" style={{ height: rows.height, position: 'relative' }}>
        {lines.slice(rows.from, rows.to).map((line, index) => {
          const look = FATE_LOOK[line.fate]
          return (
            <div
              key={line.line}
              id={`${id}-${line.line}`}
              role="option"
              aria-selected={line.line === selected}
              aria-setsize={lines.length}
              aria-posinset={rows.from + index + 1}
              aria-label={`Line ${line.line}, ${look.word}: ${line.text.trim() || 'blank'}. ${line.words}${line.isInferred ? ', inferred' : ''}`}
              tabIndex={-1}
              className={`ln ${line.fate} ${line.line === selected ? 'sel' : ''}`}
              style={{ top: (rows.from + index) * ROW }}
              onClick={() => onSelect(line.line)}
              onDoubleClick={onEnter}
            >
              <span className="n">{line.line}</span>
              <span className="f">
                <Glyph name={look.glyph} size={12} />
              </span>
              <span className="c">{line.text}</span>
              <span className="w">
                {line.words}
                {line.isInferred ? <span className="inf">, inferred</span> : null}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
