import { type ReactNode, type RefObject, useMemo, useState } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { countOf } from '../../lib/format-plan.ts'
import { type Fate, FORMAT_WORDS, isShown, type LineFilter, type ShownLine } from '../../lib/plan-reading/reading.ts'
import { Button } from '../button.tsx'
import { Glyph } from '../glyph.tsx'
import { Kbd, Message } from '../messages.tsx'
import { Panel } from '../panel.tsx'
import { Segmented } from '../segmented.tsx'
import { DocumentPane, FATE_LOOK } from './document-pane.tsx'
import { type LineMark, SourceEditor } from './source-editor.tsx'
import type { DocumentIntake } from './use-document-intake.tsx'

export type SourceView = 'lines' | 'text'
const FILTERS: readonly { value: LineFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'unmapped', label: 'Unmapped' },
  { value: 'warnings', label: 'Warnings' },
  { value: 'notes', label: 'Notes' },
  { value: 'inferred', label: 'Inferred' },
]
const LEGEND: readonly Fate[] = ['mapped', 'note', 'decoration', 'unmapped', 'warning']

/** The document: read line by line, or as text to change. */
export const SourcePanel = ({
  work,
  intake,
  lines,
  view,
  onView,
  filter,
  onFilter,
  selected,
  onSelect,
  onEnter,
  box,
  area,
  placeholder,
  empty,
}: {
  work: DocumentReading
  intake: DocumentIntake
  lines: readonly ShownLine[]
  view: SourceView
  onView: (view: SourceView) => void
  filter: LineFilter
  onFilter: (filter: LineFilter) => void
  selected: number | null
  onSelect: (line: number) => void
  onEnter: () => void
  box: RefObject<HTMLDivElement | null>
  area: RefObject<HTMLTextAreaElement | null>
  placeholder: string
  /** What stands beside the empty field. */
  empty?: ReactNode
}) => {
  const { document, reading, state } = work
  const shown = useMemo(() => lines.filter((line) => isShown(line, filter)), [lines, filter])
  const marks = useMemo(() => markLines(work), [work.problems, work.reading])
  const isEmpty = state === 'empty'
  const showsLines = view === 'lines' && !isEmpty && reading !== null
  const name = document.fileName ?? (isEmpty ? 'Document' : 'Pasted document')
  return (
    <Panel
      title={<span className={document.fileName ? 'mono' : ''}>{name}</span>}
      aside={
        isEmpty
          ? 'Markdown, copied text, YAML or JSON'
          : `${countOf(reading?.report.lines.length ?? countLines(document.text), 'line')}${reading ? `, ${FORMAT_WORDS[reading.report.format]}` : ''}`
      }
      line
      className={`src-panel ${intake.isOver ? 'over' : ''}`}
      actions={
        isEmpty ? undefined : (
          <>
            <Segmented
              label="Show the document as"
              options={[
                { value: 'lines', label: 'Lines' },
                { value: 'text', label: 'Text' },
              ]}
              value={view}
              onChange={onView}
            />
            <Button small onClick={work.clear}>
              Clear
            </Button>
          </>
        )
      }
    >
      {intake.refusal ? (
        <div className="src-msg">
          <Message tone="stop" title={intake.refusal.reason}>
            <span className="t12">{intake.refusal.hint}</span>
          </Message>
        </div>
      ) : null}
      {intake.progress ? (
        <div className="src-msg" role="status">
          Reading {intake.progress.name} … {Math.round(intake.progress.share * 100)} %
          <span className="src-prog" aria-hidden="true">
            <i style={{ width: `${intake.progress.share * 100}%` }} />
          </span>
        </div>
      ) : null}
      {showsLines ? (
        <>
          <div className="src-filter" role="group" aria-label="Lines shown">
            {FILTERS.map(({ value, label }) => {
              const count = value === 'all' ? lines.length : lines.filter((line) => isShown(line, value)).length
              return (
                <Button key={value} small pressed={filter === value} onClick={() => onFilter(value)}>
                  {label} {count}
                </Button>
              )
            })}
          </div>
          {shown.length > 0 ? (
            <DocumentPane lines={shown} selected={selected} onSelect={onSelect} onEnter={onEnter} box={box} />
          ) : (
            <p className="doc-none sec">{filter === 'unmapped' ? 'Every line is accounted for.' : 'No line is of this sort.'}</p>
          )}
          <div className="src-foot">
            {LEGEND.map((fate) => (
              <span key={fate} className={`fate ${fate}`}>
                <Glyph name={FATE_LOOK[fate].glyph} size={14} />
                {FATE_LOOK[fate].word}
              </span>
            ))}
            <span className="r t12 sec keys">
              next unmapped <Kbd>N</Kbd> jump to result <Kbd>Enter</Kbd>
            </span>
          </div>
        </>
      ) : (
        <>
          {isEmpty ? empty : null}
          <div className="drop">
            <SourceEditor
              value={document.text}
              onChange={(text) => (text.trim() === '' && document.fileName !== null ? work.setText(text, null) : work.setText(text))}
              onFirstPaste={() => onView('lines')}
              marks={marks}
              area={area}
              placeholder={placeholder}
            />
          </div>
        </>
      )}
    </Panel>
  )
}

const countLines = (text: string): number => text.replace(/\r?\n$/, '').split('\n').length

/** What the text view marks beside its line numbers. */
const markLines = ({ state, problems, reading }: DocumentReading): ReadonlyMap<number, { mark: LineMark; text: string }> => {
  const marks = new Map<number, { mark: LineMark; text: string }>()
  const put = (line: number | undefined, mark: LineMark, message: string) => {
    if (line === undefined) return
    const known = marks.get(line)
    marks.set(line, known ? { ...known, text: `${known.text} ${message}` } : { mark, text: message })
  }
  if (state === 'bad') for (const { line, message } of problems) put(line, 'problem', message)
  else for (const { line, message } of reading?.report.warnings ?? []) put(line, 'warning', message)
  return marks
}

/** Which of the two a screen shows first. */
export const useSourceView = (work: DocumentReading): [SourceView, (view: SourceView) => void] =>
  useState<SourceView>(() => (work.document.text === '' ? 'text' : 'lines'))
