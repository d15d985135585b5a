import type { Board, VerdictReason } from '@gatehouse/core'
import { useState } from 'react'
import { countOf, slipLabel } from '../../lib/format-plan.ts'
import { Button, Glyph, REASON_LOOK, Sha, Tag, TimeText, VERDICT_LOOK } from '../../ui/index.ts'
import { PeriodEnd } from './period-end.tsx'
import { SubjectLink } from './subject-link.tsx'
import './verdict.css'

/** With more reasons than this the first three are told in full and the others by what they are about. */
const MOST_IN_FULL = 4
const FIRST = 3

/** The headline: the word, and every reason with its owner, its clock and where to act. */
export const VerdictPanel = ({ board }: { board: Board }) => {
  const { verdict, releaseTarget, program } = board
  const [all, setAll] = useState(false)
  const look = VERDICT_LOOK[verdict.word]
  const folds = verdict.reasons.length > MOST_IN_FULL
  return (
    <section className={`pn ov-verdict tone-${look.tone}`} aria-label="Verdict">
      <div className="ov-say">
        <p className={`ov-word ${verdict.word.length > 7 ? 'long' : ''}`}>
          <Glyph name={look.glyph} />
          {verdict.word}
        </p>
        <p>
          {verdict.reasons.length === 0 ? 'No open reason' : countOf(verdict.reasons.length, 'reason')}
          {releaseTarget?.sha ? (
            <>
              {' on release '}
              <Sha sha={releaseTarget.sha} label="Release commit" />
            </>
          ) : (
            ', no release commit chosen'
          )}
        </p>
        <p className="ter">
          Computed <TimeText at={board.computedAt} form="time" />, revision {program.revision}
        </p>
      </div>
      <div className="ov-all">
        {verdict.reasons.length === 0 ? (
          <p className="ov-none">Every gate that is due is signed on proof that is fresh for the release commit.</p>
        ) : (
          <ol className="ov-why">
            {verdict.reasons.map((reason, index) => (
              <Reason
                key={`${reason.code} ${reason.subject}`}
                board={board}
                reason={reason}
                number={index + 1}
                folded={folds && !all && index >= FIRST}
              />
            ))}
          </ol>
        )}
        {folds ? (
          <div className="ov-more">
            {all ? null : <Folded board={board} reasons={verdict.reasons.slice(FIRST)} />}
            <Button small onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? `Show the first ${FIRST}` : `Show all ${verdict.reasons.length}`}
            </Button>
          </div>
        ) : null}
        {verdict.notCounted.length > 0 ? <p className="ov-not">Not counted: {verdict.notCounted.join(' ')}</p> : null}
      </div>
    </section>
  )
}

/** How late belongs to the word: "Late +1 d". */
const statusWord = (board: Board, { status, subject }: VerdictReason): string | undefined => {
  const late = status === 'late' ? board.tasks.find((task) => `task:${task.key}` === subject)?.schedule.late : undefined
  return late ? `Late ${slipLabel(board.program.cadence, late)}` : undefined
}

const Reason = ({ board, reason, number, folded }: { board: Board; reason: VerdictReason; number: number; folded: boolean }) => (
  // folded ones stay in the page: paper shows all of them
  <li className={folded ? 'folded' : ''}>
    <span className="n">{number}</span>
    <Tag look={REASON_LOOK[reason.status]}>{statusWord(board, reason)}</Tag>
    <span className="s">
      <b>{reason.title}</b>
      <span>{reason.detail}</span>
    </span>
    <span className="mono sec who cut" title={reason.owners.join(' ')}>
      {reason.owners.join(' ')}
    </span>
    <Due reason={reason} />
    <SubjectLink board={board} subject={reason.subject} className="btn sm" />
  </li>
)

/** "Due end of D5, forecast D6": what is due first, what comes of it and the date below. */
const Due = ({ reason: { code, due } }: { reason: VerdictReason }) => {
  if (!due) return <span />
  const [what, ...rest] = due.text.split(', ')
  return (
    <span className="s">
      <b>{what}</b>
      <span>
        {rest.length > 0 ? `${rest.join(', ')}${due.at ? ' · ' : ''}` : ''}
        {due.at ? code === 'blocker_open' || code === 'waiver' ? <TimeText at={due.at} /> : <PeriodEnd at={due.at} /> : null}
      </span>
    </span>
  )
}

/** The rest in one line: per state what it is about, each a link. */
const Folded = ({ board, reasons }: { board: Board; reasons: readonly VerdictReason[] }) => (
  <ul>
    {[...new Set(reasons.map((reason) => reason.status))].map((status) => {
      const same = reasons.filter((reason) => reason.status === status)
      return (
        <li key={status}>
          <Tag look={REASON_LOOK[status]}>{`${same.length} ${REASON_LOOK[status].word.toLowerCase()}`}</Tag>
          {same.map((reason) => (
            <SubjectLink
              key={`${reason.code} ${reason.subject}`}
              board={board}
              subject={reason.subject}
              className="lk"
              label={reason.title}
            >
              {reason.subject.replace(/^[a-z]+:/, '')}
            </SubjectLink>
          ))}
        </li>
      )
    })}
  </ul>
)
