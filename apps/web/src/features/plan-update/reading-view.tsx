import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { countOf } from '../../lib/format-plan.ts'
import { EmptyState, ErrorState } from '../../ui/index.ts'
import { IssueSection } from '../../ui/plan-reading/issue-section.tsx'
import { OpenItems } from '../../ui/plan-reading/open-items.tsx'

/** What became of each line, before it is compared with the program. */
export const ReadingView = ({
  work,
  selected,
  onLine,
}: {
  work: DocumentReading
  selected: number | null
  onLine: (line: number) => void
}) => {
  const { reading, state, problems } = work
  if (state === 'failed')
    return (
      <div className="src-msg">
        <ErrorState error={work.error} onRetry={work.retry} />
      </div>
    )
  if (!reading && problems.length === 0)
    return <EmptyState title="Nothing to show yet">Every line of the document will be accounted for here.</EmptyState>
  return (
    <>
      {state === 'bad' ? (
        <IssueSection
          tone="stop"
          title={countOf(problems.length, 'problem')}
          aside="nothing is compared before these are mended"
          selected={selected}
          onLine={onLine}
          rows={problems.map((issue, index) => ({
            id: `${issue.code} ${index}`,
            line: issue.line,
            title: issue.message,
            hint: issue.hint,
          }))}
        />
      ) : null}
      {reading && state !== 'bad' ? <OpenItems work={work} reading={reading} selected={selected} onLine={onLine} /> : null}
    </>
  )
}
