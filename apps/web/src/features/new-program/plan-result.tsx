import type { Issue } from '@gatehouse/core'
import { countOf } from '../../lib/format-plan.ts'
import { formatIsoDate } from '../../lib/format-time.ts'
import { EmptyState, ErrorState, Glyph } from '../../ui/index.ts'
import { summarisePlan } from './plan-summary.ts'
import type { ParsedPlan } from './use-parsed-plan.ts'

/** What the text says: what it contains, what stops it, what was noticed. */
export const PlanResult = ({ parsed, onLine }: { parsed: ParsedPlan; onLine: (line: number) => void }) => {
  if (parsed.state === 'failed') return <ErrorState error={parsed.error} />
  if (parsed.state === 'empty') {
    return (
      <EmptyState title="Paste, drop or choose a plan file">
        <p>YAML or JSON, version 1. It names lanes, tasks, gates with their requirements, and what waits for what.</p>
        <p>
          <a className="lk" href="/api/schema/plan.json" target="_blank" rel="noreferrer">
            Schema of the plan file
          </a>
          , for editors that complete as you type. A program that exists can be exported under Settings as an example.
        </p>
      </EmptyState>
    )
  }
  const summary = parsed.plan ? summarisePlan(parsed.plan) : null
  return (
    <>
      {parsed.problems.length > 0 ? (
        <IssueSection
          tone="stop"
          title={countOf(parsed.problems.length, 'problem')}
          aside="nothing is created before these are mended"
          issues={parsed.problems}
          onLine={onLine}
        />
      ) : null}
      {summary ? (
        <>
          <div className="imp-head">
            <b className="t15 b">{summary.head.name}</b> <span className="mono ter">{summary.head.slug}</span>
            {summary.head.goal ? <p className="sec">{summary.head.goal}</p> : null}
            <p className="t12 sec">
              {summary.head.length}, starts {/^\d{4}-\d\d-\d\d$/.test(summary.head.startsOn) ? formatIsoDate(summary.head.startsOn) : '…'},{' '}
              {summary.head.timeZone}
            </p>
          </div>
          <dl className="sum">
            {summary.counts.map(({ noun, count }) => (
              <div key={noun}>
                <dd>{count}</dd>
                <dt>{noun}</dt>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      {parsed.warnings.length > 0 ? (
        <IssueSection
          tone="warn"
          title={countOf(parsed.warnings.length, 'warning')}
          aside="they do not stop the import"
          issues={parsed.warnings}
          onLine={onLine}
        />
      ) : null}
      {parsed.unmapped.length > 0 ? (
        <IssueSection
          tone="warn"
          title={`${countOf(parsed.unmapped.length, 'line')} unmapped`}
          aside="they become nothing"
          issues={parsed.unmapped.map((line) => ({
            code: 'unmapped',
            line: line.line,
            message: line.reason || 'Not understood.',
            hint: line.text.trim(),
          }))}
          onLine={onLine}
        />
      ) : null}
    </>
  )
}

const IssueSection = ({
  tone,
  title,
  aside,
  issues,
  onLine,
}: {
  tone: 'stop' | 'warn'
  title: string
  aside: string
  issues: readonly Issue[]
  onLine: (line: number) => void
}) => (
  <section className="iss" aria-label={title}>
    <h3>
      <span className={`st ${tone}`}>
        <Glyph name={tone === 'stop' ? 'x' : 'late'} size={14} />
        {title}
      </span>
      <span className="t12 sec">{aside}</span>
    </h3>
    <ol>
      {issues.map((issue, index) => (
        <li key={`${issue.line ?? ''}-${issue.code}-${index}`}>
          {issue.line === undefined ? (
            <span className="ter">·</span>
          ) : (
            <button
              type="button"
              className="lk mono"
              onClick={() => issue.line !== undefined && onLine(issue.line)}
              aria-label={`Go to line ${issue.line}`}
            >
              L{issue.line}
            </button>
          )}
          <span className="wrap">
            <b>{issue.message}</b>
            {issue.hint ? <span className="hint">{issue.hint}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  </section>
)
