import { useState } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { countOf } from '../../lib/format-plan.ts'
import type { PlanReading, ReadLine } from '../../lib/plan-reading/reading.ts'
import { EmptyState, ErrorState, Message, Segmented, Skeleton, Status } from '../../ui/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { IssueSection } from '../../ui/plan-reading/issue-section.tsx'
import { LineBecame } from '../../ui/plan-reading/line-became.tsx'
import { OpenItems } from '../../ui/plan-reading/open-items.tsx'
import { CreateFoot } from './create-foot.tsx'
import { countPlan, headOfPlan } from './plan-summary.ts'
import { ProgramForm } from './program-form.tsx'
import { TimelinePreview } from './timeline-preview.tsx'
import { YamlView } from './yaml-view.tsx'

type View = 'summary' | 'timeline' | 'yaml'

/** What the document becomes: counts, what wants a decision, the selected line; or the whole as a timeline or a plan file. */
export const ResultPanel = ({
  work,
  selected,
  onLine,
}: {
  work: DocumentReading
  selected: number | null
  onLine: (line: number) => void
}) => {
  const [view, setView] = useState<View>('summary')
  const { reading, state } = work
  const plan = reading?.plan ?? null
  return (
    <Panel
      title="Result"
      line
      className="res-panel"
      aside={<StateWord state={state} />}
      actions={
        plan ? (
          <Segmented
            label="Result as"
            options={[
              { value: 'summary', label: 'Summary' },
              { value: 'timeline', label: 'Timeline' },
              { value: 'yaml', label: 'YAML' },
            ]}
            value={view}
            onChange={setView}
          />
        ) : undefined
      }
    >
      <div className="res-body" aria-busy={state === 'reading' ? true : undefined}>
        {plan && view === 'timeline' ? (
          <TimelinePreview plan={plan} />
        ) : plan && view === 'yaml' ? (
          <YamlView plan={plan} />
        ) : (
          <Summary work={work} selected={selected} onLine={onLine} />
        )}
      </div>
      {reading && view === 'summary' ? <LineBecame work={work} reading={reading} line={selected} /> : null}
      <CreateFoot work={work} />
    </Panel>
  )
}

const Summary = ({ work, selected, onLine }: { work: DocumentReading; selected: number | null; onLine: (line: number) => void }) => {
  const { reading, state, problems } = work
  if (state === 'empty')
    return (
      <EmptyState title="Nothing to show yet">
        Every line of your document will be accounted for here: what it becomes, what is open, and what was concluded. Nothing is stored
        before you create the program.
      </EmptyState>
    )
  if (state === 'failed')
    return (
      <div className="src-msg">
        <ErrorState error={work.error} onRetry={work.retry} />
      </div>
    )
  if (!reading && state === 'reading')
    return (
      <div className="src-msg">
        <Skeleton lines={8} label="The document is being read" />
      </div>
    )
  const found = reading?.plan ? reading : null
  return (
    <>
      {work.isTooLargeToKeep ? (
        <div className="src-msg">
          <Message tone="warn" title="This document is too large to survive a reload of the tab. Create the program before you leave." />
        </div>
      ) : null}
      {state === 'bad' ? <Problems work={work} problems={problems} selected={selected} onLine={onLine} /> : null}
      {found ? (
        <>
          <Counts reading={found} selected={selected} onLine={onLine} />
          <ProgramForm
            key={work.document.fileName}
            head={headOfPlan(found.plan ?? {})}
            inferred={found.report.inferred}
            changes={work.document.head}
            onChange={work.setHead}
          />
        </>
      ) : null}
      {reading && state !== 'bad' ? <OpenItems work={work} reading={reading} selected={selected} onLine={onLine} /> : null}
    </>
  )
}

const Problems = ({
  work,
  problems,
  selected,
  onLine,
}: {
  work: DocumentReading
  problems: DocumentReading['problems']
  selected: number | null
  onLine: (line: number) => void
}) => {
  const settled = work.document.decisions.length + Object.keys(work.document.head).length
  return (
    <>
      <IssueSection
        tone="stop"
        title={countOf(problems.length, 'problem')}
        aside="nothing is created before these are mended"
        selected={selected}
        onLine={onLine}
        rows={problems.map((issue, index) => ({ id: `${issue.code} ${index}`, line: issue.line, title: issue.message, hint: issue.hint }))}
      />
      {settled > 0 ? (
        <IssueSection
          tone="work"
          glyph="chk"
          title={`${countOf(settled, 'change')} of yours`}
          aside="one of these may be the cause"
          onLine={onLine}
          rows={[
            ...work.document.decisions.map((one) => ({
              id: one.label,
              line: 'line' in one.decision ? one.decision.line : undefined,
              title: one.label,
              actions: (
                <button type="button" className="btn sm" onClick={() => work.undo(one)} aria-label={`Undo: ${one.label}`}>
                  Undo
                </button>
              ),
            })),
            ...(Object.keys(work.document.head).length > 0
              ? [
                  {
                    id: 'head',
                    line: undefined,
                    title: `Program and calendar: ${Object.keys(work.document.head).join(', ')}`,
                    actions: (
                      <button type="button" className="btn sm" onClick={() => work.setHead({})}>
                        Take back
                      </button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
    </>
  )
}

/** Each count walks through the lines that became such a thing. */
const Counts = ({ reading, selected, onLine }: { reading: PlanReading; selected: number | null; onLine: (line: number) => void }) => {
  const { lines } = reading.report
  const current = lines.find((line) => line.line === selected)
  const isOf = (line: ReadLine | undefined, kind: string) => line?.entities.some((entity) => entity.kind === kind) === true
  const next = (kind: string) => {
    const of = lines.filter((line) => isOf(line, kind))
    return of.find((line) => line.line > (selected ?? 0)) ?? of[0]
  }
  return (
    <div className="sum" role="group" aria-label="What the document became">
      {countPlan(reading.plan ?? {}).map(({ noun, kind, count }) => (
        <button
          key={noun}
          type="button"
          className={isOf(current, kind) ? 'cur' : ''}
          title={`Go to the next line with ${noun}`}
          onClick={() => {
            const line = next(kind)
            if (line) onLine(line.line)
          }}
        >
          <b>{count}</b> <span>{noun}</span>
        </button>
      ))}
    </div>
  )
}

const StateWord = ({ state }: { state: DocumentReading['state'] }) => {
  switch (state) {
    case 'empty':
      return 'appears here as you type'
    case 'reading':
      return 'reading …'
    case 'good':
      return <Status look={{ glyph: 'chk', word: 'Reads as a plan', tone: 'work' }} size={14} />
    case 'bad':
      return <Status look={{ glyph: 'x', word: 'Has problems', tone: 'stop' }} size={14} />
    case 'failed':
      return <Status look={{ glyph: 'x', word: 'Not read', tone: 'stop' }} size={14} />
  }
}
