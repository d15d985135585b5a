import type { Issue } from '@gatehouse/core'
import type { ReactNode } from 'react'
import { ApiProblem } from '../lib/api-problem.ts'
import { problemSentence } from '../lib/problem-sentences.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

/** Every reason of a refusal, none left out. A hint that the next reason has too is given once, after the last of them. */
export const RefusalList = ({ issues }: { issues: readonly Issue[] }) => (
  <ul className="why-list">
    {issues.map((issue, index) => (
      <li key={index}>
        <Glyph name="x" size={14} className="stop" />
        <span>
          {issue.line === undefined ? null : <span className="mono ter">Line {issue.line} </span>}
          {issue.message}
          {issue.hint && issues[index + 1]?.hint !== issue.hint ? <span className="hint">{issue.hint}</span> : null}
        </span>
      </li>
    ))}
  </ul>
)

/** A message in place. `stop` is announced at once, the others when there is time. */
export const Message = ({
  tone = 'work',
  title,
  children,
}: {
  tone?: 'stop' | 'warn' | 'work'
  title: ReactNode
  children?: ReactNode
}) => (
  <div className={`msg ${tone}`} role={tone === 'stop' ? 'alert' : 'status'}>
    <span className="st">
      {tone === 'work' ? null : <Glyph name={tone === 'stop' ? 'block' : 'late'} size={14} />}
      {title}
    </span>
    {children}
  </div>
)

/** What went wrong, in a sentence, with every issue; for a failure of the server only the id to report. */
export const ErrorState = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const retry = onRetry ? (
    <span>
      <Button small onClick={onRetry}>
        Try again
      </Button>
    </span>
  ) : null
  if (!(error instanceof ApiProblem)) {
    return (
      <Message tone="stop" title="This page failed.">
        {error instanceof Error ? <span className="t12 sec">{error.message}</span> : null}
        {retry}
      </Message>
    )
  }
  const sentence = problemSentence(error)
  const showsDetail = error.status < 500 && error.status > 0 && error.issues.length === 0 && error.detail !== sentence
  return (
    <Message tone="stop" title={sentence}>
      {showsDetail ? <span className="t12">{error.detail}</span> : null}
      {error.issues.length > 0 ? <RefusalList issues={error.issues} /> : null}
      {error.status >= 500 && error.requestId ? (
        <span className="t12 sec">
          Request <span className="mono">{error.requestId}</span>
        </span>
      ) : null}
      {retry}
    </Message>
  )
}

/** Nothing is here: says what would be, and how it comes. */
export const EmptyState = ({
  title,
  children,
  actions,
  level = 2,
}: {
  title: string
  children?: ReactNode
  actions?: ReactNode
  /** 1 where it is all that the page says. */
  level?: 1 | 2
}) => {
  const HeadingTag = level === 1 ? 'h1' : 'h2'
  return (
    <div className="empty">
      <HeadingTag>{title}</HeadingTag>
      {children ? <div>{children}</div> : null}
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  )
}

/** Room for what is still on its way. */
export const Skeleton = ({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) => (
  <div className="stack" role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, index) => (
      <div key={index} className="skel" style={{ width: `${90 - ((index * 17) % 40)}%` }} />
    ))}
  </div>
)

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className="kbd">{children}</kbd>
