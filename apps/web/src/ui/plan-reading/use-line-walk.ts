import { useRef, useState } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { isShown, type LineFilter, linesToDecide, type ShownLine } from '../../lib/plan-reading/reading.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { type SourceView, useSourceView } from './source-panel.tsx'
import { showLine } from './source-editor.tsx'

/** Which side a narrow screen shows. */
export type Side = 'document' | 'result'

/** Selection, filter and view of a document, and the keys that walk both sides of it. */
export const useLineWalk = (work: DocumentReading, lines: readonly ShownLine[]) => {
  const [selected, setSelected] = useState<number | null>(null)
  const [filter, setFilter] = useState<LineFilter>('all')
  const [view, setView] = useSourceView(work)
  const [side, setSide] = useState<Side>('document')
  const box = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)

  /** Selects a line from the other side: it comes into sight whatever is filtered. */
  const goToLine = (line: number) => {
    setSelected(line)
    setSide('document')
    const found = lines.find((one) => one.line === line)
    if (view === 'text' || !found) {
      showLine(area.current, line)
      return
    }
    if (!isShown(found, filter)) setFilter('all')
  }
  const walkUnmapped = (step: 1 | -1) => {
    if (!work.reading) return
    const open = linesToDecide(work.reading).map(({ line }) => line)
    const ordered = step === 1 ? open : [...open].reverse()
    const next = ordered.find((line) => (selected === null ? true : step === 1 ? line > selected : line < selected)) ?? ordered[0]
    if (next === undefined) return
    if (view !== 'lines') setView('lines')
    goToLine(next)
    box.current?.focus()
  }
  /** To the first thing on the result side that is about the selected line. */
  const jumpToResult = () => {
    setSide('result')
    const row = document.querySelector(`.res-panel [data-line="${selected}"]`)
    const target = row?.querySelector<HTMLElement>('.acts button') ?? row?.querySelector('button') ?? document.getElementById('line-became')
    target?.focus()
    target?.scrollIntoView({ block: 'nearest' })
  }
  useShortcuts([
    { keys: 'n', label: 'Next unmapped line', group: 'Document', run: () => walkUnmapped(1) },
    { keys: 'p', label: 'Previous unmapped line', group: 'Document', run: () => walkUnmapped(-1) },
    {
      keys: 'Escape',
      label: 'Back to the document',
      group: 'Document',
      run: () => {
        setSide('document')
        box.current?.focus()
      },
    },
    { keys: 'ArrowDown', label: 'Next line', group: 'Document', run: () => undefined, local: true },
    { keys: 'ArrowUp', label: 'Previous line', group: 'Document', run: () => undefined, local: true },
    { keys: 'Enter', label: 'Jump to what the line became', group: 'Document', run: () => undefined, local: true },
  ])
  return {
    selected,
    select: setSelected,
    filter,
    setFilter,
    view,
    setView: (next: SourceView) => setView(next),
    side,
    setSide,
    box,
    area,
    goToLine,
    jumpToResult,
  }
}
