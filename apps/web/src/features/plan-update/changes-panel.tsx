import type { Issue } from '@gatehouse/core'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { countOf } from '../../lib/format-plan.ts'
import { CheckField, EmptyState, ErrorState, Glyph, Segmented, Skeleton } from '../../ui/index.ts'
import { IssueSection } from '../../ui/plan-reading/issue-section.tsx'
import { DiffList } from './diff-list.tsx'
import { isNothing, sayCounts, sayName, sayValue, type UpdateDiff } from './say-change.ts'
import type { Rename, useUpdatePreview } from './use-update-preview.ts'

const asRows = (issues: readonly Issue[]) =>
  issues.map((issue, index) => ({ id: `${issue.code} ${index}`, line: issue.line, title: issue.message, hint: issue.hint }))

/** What the document would change in the program: what refuses first, then every difference. */
export const ChangesPanel = ({
  work,
  preview,
  onLine,
}: {
  work: DocumentReading
  preview: ReturnType<typeof useUpdatePreview>
  onLine: (line: number) => void
}) => {
  const { query, progress, setProgress, renames, setRenames } = preview
  if (work.state === 'empty')
    return (
      <EmptyState title="Nothing to compare yet">
        Give the changed document. Everything that it adds, changes or leaves out is shown here before anything is stored; signatures, proof
        and the progress of work are kept.
      </EmptyState>
    )
  if (work.state === 'bad' || work.state === 'failed')
    return <EmptyState title="The document has to be read first">What is wrong with it is under Reading.</EmptyState>
  if (query.error && !query.isFetching)
    return (
      <div className="src-msg">
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </div>
    )
  if (!query.data)
    return (
      <div className="src-msg">
        <Skeleton lines={6} label="The document is being compared" />
      </div>
    )
  const { diff, refusals, warnings } = query.data
  return (
    <>
      <IssueSection
        tone="stop"
        glyph="lock"
        title={`${countOf(refusals.length, 'reason')} against it`}
        aside="nothing is applied before these are settled"
        onLine={onLine}
        rows={asRows(refusals)}
      />
      <p className="sec2 dif-sum">
        <b>{isNothing(diff) ? 'The document says what the program is already.' : sayCounts(diff)}</b>
        <span className="t12 sec">Signatures, proof, gaps, waivers and the release’s history are kept.</span>
      </p>
      <Renames diff={diff} renames={renames} onChange={setRenames} />
      <Progress diff={diff} progress={progress} onChange={setProgress} />
      <IssueSection
        tone="warn"
        title={countOf(warnings.length, 'warning')}
        aside="they do not stop it"
        onLine={onLine}
        rows={asRows(warnings)}
      />
      <DiffList diff={diff} />
    </>
  )
}

const Renames = ({
  diff,
  renames,
  onChange,
}: {
  diff: UpdateDiff
  renames: readonly Rename[]
  onChange: (renames: readonly Rename[]) => void
}) => {
  const offers = [...diff.renamed, ...diff.possibleRenames]
  if (offers.length === 0) return null
  return (
    <section className="sec2" aria-label="Renamed, perhaps">
      <h3>
        <span className="st warn">
          <Glyph name="t-moved" size={14} />
          {countOf(offers.length, 'entry', 'entries')} under another key
        </span>
        <span className="t12 sec r">ticked: it goes on under the new key, with its progress</span>
      </h3>
      {offers.map(({ kind, from, to, title }) => {
        const isTaken = renames.some((one) => one.kind === kind && one.from === from && one.to === to)
        return (
          <CheckField
            key={`${kind} ${from} ${to}`}
            label={`${kind} ${from} is now ${to}: ${title}`}
            checked={isTaken}
            onChange={(checked) =>
              onChange(
                checked
                  ? [...renames, { kind, from, to }]
                  : renames.filter((one) => one.kind !== kind || one.from !== from || one.to !== to),
              )
            }
          />
        )
      })}
    </section>
  )
}

const Progress = ({
  diff,
  progress,
  onChange,
}: {
  diff: UpdateDiff
  progress: 'keep' | 'document'
  onChange: (progress: 'keep' | 'document') => void
}) => {
  if (diff.progress.length === 0) return null
  return (
    <section className="sec2 dif" aria-label="Progress of work">
      <h3>
        <span className="st work">
          <Glyph name="t-prog" size={14} />
          {countOf(diff.progress.length, 'state')} told differently
        </span>
        <span className="r">
          <Segmented
            label="Whose progress counts"
            options={[
              { value: 'keep', label: 'Keep the program’s' },
              { value: 'document', label: 'Take the document’s' },
            ]}
            value={progress}
            onChange={onChange}
          />
        </span>
      </h3>
      <ul>
        {diff.progress.slice(0, 100).map((one) => (
          <li key={`${one.kind} ${one.key} ${one.field}`}>
            <span className="dif-name">
              <span className="mono b">{one.key}</span> <span className="wrap">{one.title}</span>{' '}
              <span className="t12 sec">
                {sayName(one.field)}: program {sayValue(one.before)}, document {sayValue(one.after)};{' '}
                {one.taken ? 'the document’s is taken' : 'the program’s is kept'}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {diff.progress.length > 100 ? <p className="t12 sec">and {diff.progress.length - 100} more</p> : null}
    </section>
  )
}

/** Everything that the document would do, before it does it. */
export const ApplySummary = ({ diff }: { diff: UpdateDiff }) => (
  <div className="stack">
    <p>
      <b>{sayCounts(diff)}</b>. All of it is stored at once, or nothing.
    </p>
    {diff.gone.length > 0 ? (
      <p className="t12">
        Gone:{' '}
        <span className="mono">
          {diff.gone
            .slice(0, 20)
            .map(({ key }) => key)
            .join(', ')}
        </span>
        {diff.gone.length > 20 ? ` and ${diff.gone.length - 20} more` : ''}.
      </p>
    ) : null}
    <p className="t12 sec">Signatures, proof and the release’s history are not touched.</p>
  </div>
)
