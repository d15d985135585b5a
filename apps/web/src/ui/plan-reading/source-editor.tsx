import { type RefObject, useMemo, useState } from 'react'
import { Glyph } from '../glyph.tsx'

/** From here on the browser's own pasting takes seconds in Chromium (4 s for 1,200 lines). */
const LONG_PASTE = 4_000
/** Height of a line of source; new-program.css says the same. */
const LINE = 18
const MARGIN = 8

export type LineMark = 'problem' | 'warning'

/** A text area with line numbers; lines with something to say are marked beside their number. Only visible numbers are drawn. */
export const SourceEditor = ({
  value,
  onChange,
  onFirstPaste,
  marks,
  area,
  placeholder,
}: {
  value: string
  onChange: (text: string) => void
  /** A whole document was pasted into the empty field. */
  onFirstPaste: () => void
  placeholder: string
  marks: ReadonlyMap<number, { readonly mark: LineMark; readonly text: string }>
  area: RefObject<HTMLTextAreaElement | null>
}) => {
  const [top, setTop] = useState(0)
  const lines = useMemo(() => {
    let count = 1
    for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) count++
    return count
  }, [value])
  const height = area.current?.clientHeight ?? 720
  const first = Math.max(0, Math.floor((top - MARGIN) / LINE) - 2)
  const last = Math.min(lines, first + Math.ceil(height / LINE) + 4)
  return (
    <div className="src">
      <div className="src-nums">
        <div style={{ transform: `translateY(${MARGIN - top + first * LINE}px)` }}>
          {Array.from({ length: last - first }, (_, index) => {
            const line = first + index + 1
            const mark = marks.get(line)
            return (
              <span key={line} className={`src-n ${mark?.mark ?? ''}`} title={mark?.text} aria-hidden="true">
                {mark ? <Glyph name={mark.mark === 'problem' ? 'x' : 'late'} size={12} /> : null}
                {line}
              </span>
            )
          })}
        </div>
      </div>
      <div className="src-lines">
        <div className="src-bands" aria-hidden="true" style={{ transform: `translateY(${MARGIN - top}px)` }}>
          {[...marks]
            .filter(([line]) => line > first && line <= last)
            .map(([line, { mark }]) => (
              <i key={line} className={mark} style={{ top: (line - 1) * LINE }} />
            ))}
        </div>
        <textarea
          ref={area}
          aria-label="Plan text"
          className="src-text"
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            if (value.trim() === '' && pasted.trim().includes('\n')) onFirstPaste()
            if (pasted.length < LONG_PASTE) return
            event.preventDefault()
            const { currentTarget } = event
            currentTarget.setRangeText(pasted.replace(/\r\n?/g, '\n'), currentTarget.selectionStart, currentTarget.selectionEnd, 'end')
            onChange(currentTarget.value)
          }}
          onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        />
      </div>
    </div>
  )
}

/** Puts the caret on a line and the line into view. */
export const showLine = (area: HTMLTextAreaElement | null, line: number): void => {
  if (!area) return
  let start = 0
  for (let at = 1; at < line; at++) {
    const next = area.value.indexOf('\n', start)
    if (next === -1) break
    start = next + 1
  }
  const end = area.value.indexOf('\n', start)
  area.focus()
  area.setSelectionRange(start, end === -1 ? area.value.length : end)
  area.scrollTop = Math.max(0, (line - 1) * LINE - area.clientHeight / 2)
}
