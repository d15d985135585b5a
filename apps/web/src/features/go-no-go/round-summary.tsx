import { type Board, type BoardGoNoGo, isSameSha, type VerdictWord } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../lib/format-plan.ts'
import { formatAge, formatDuration } from '../../lib/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Glyph, Sha, Status, Tag, TimeText, VERDICT_LOOK } from '../../ui/index.ts'
import { SILENT_LOOK, VOTE_LOOK } from './vote-look.ts'

/** The question, the clock, what the lanes say and, beside it, what was computed. */
export const RoundSummary = ({ board, asked }: { board: Board; asked: BoardGoNoGo }) => {
  const now = useNow()
  const { decision, counts } = asked
  const verdict: VerdictWord = decision?.facts.verdict ?? board.verdict.word
  const look = VERDICT_LOOK[verdict]
  const reasons = decision?.facts.reasons.length ?? board.verdict.reasons.length
  const left = Date.parse(asked.deadline) - now.getTime()
  return (
    <section className="pn gn-sum" aria-label={`Go/no-go ${asked.number}`}>
      <div className="gn-ask">
        <p className="t12 sec">
          Go/no-go {asked.number}, asked by {asked.openedBy.name}, <TimeText at={asked.openedAt} />
        </p>
        <h2>{asked.question}</h2>
        <p className="gn-clock" role="timer">
          {asked.state === 'decided' ? (
            <>
              Closed; the deadline was <TimeText at={asked.deadline} />
            </>
          ) : left > 0 ? (
            <>
              <b>{formatDuration(left)}</b> until <TimeText at={asked.deadline} />
            </>
          ) : (
            <>
              <Glyph name="late" size={14} /> The deadline passed {formatAge(asked.deadline, now)}, <TimeText at={asked.deadline} />
            </>
          )}
        </p>
        <ul className="gn-count" aria-label="What the lanes say">
          <li>
            <b>{counts.go}</b> <Status look={VOTE_LOOK.go} size={14} />
          </li>
          <li>
            <b>{counts.noGo}</b> <Status look={counts.noGo === 0 ? { ...VOTE_LOOK.no_go, tone: 'idle' } : VOTE_LOOK.no_go} size={14} />
          </li>
          <li>
            <b>{counts.abstain}</b> <Status look={VOTE_LOOK.abstain} size={14} />
          </li>
          <li>
            <b>{counts.silent}</b> <Status look={SILENT_LOOK} size={14} />
          </li>
        </ul>
      </div>
      <div className={`gn-verdict tone-${look.tone}`}>
        <p className="t12 sec">{decision === null ? 'Computed verdict, now' : 'Computed verdict when it was decided'}</p>
        <p className={`gn-word ${verdict.length > 7 ? 'long' : ''}`}>
          <Glyph name={look.glyph} />
          {look.word}
        </p>
        <p className="t12">
          {reasons === 0 ? 'No open reason' : countOf(reasons, 'reason')}
          {decision === null ? (
            <>
              {', '}
              <Link to="/p/$slug/overview" params={{ slug: board.program.slug }} className="lk">
                on the overview
              </Link>
            </>
          ) : null}
        </p>
        <Dissent asked={asked} />
      </div>
      {decision === null ? null : <Decision board={board} asked={asked} decision={decision} />}
    </section>
  )
}

/** Stands beside the verdict and never disappears in it. */
const Dissent = ({ asked }: { asked: BoardGoNoGo }) =>
  asked.dissent.length === 0 ? (
    <p className="t12 sec">{asked.state === 'open' ? 'No lane has said no-go so far.' : 'No lane dissents.'}</p>
  ) : (
    <div className="gn-dissent">
      <h3>Dissent</h3>
      <ul>
        {asked.dissent.map((lane) => (
          <li key={lane.laneKey}>
            <Tag look={lane.said === 'no_go' ? VOTE_LOOK.no_go : SILENT_LOOK} />
            <span>
              <b>
                {lane.laneKey} {lane.laneName}
              </b>
              {lane.actor ? `, ${lane.actor.name}` : ''}
              {lane.note === '' ? '' : `: ${lane.note}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )

const Decision = ({ board, asked, decision }: { board: Board; asked: BoardGoNoGo; decision: NonNullable<BoardGoNoGo['decision']> }) => {
  const { word, by, at, reason, override, facts } = decision
  const look = word === 'NO-GO' ? VERDICT_LOOK['NO-GO'] : override ? { ...VERDICT_LOOK['GO WITH WAIVERS'], word: 'GO' } : VERDICT_LOOK.GO
  const releaseSha = board.releaseTarget?.sha ?? null
  const moved = facts.releaseSha !== null && releaseSha !== null && !isSameSha(facts.releaseSha, releaseSha)
  return (
    <div className={`gn-decision tone-${look.tone}`} role="group" aria-label={`Decision of go/no-go ${asked.number}`}>
      <p className="gn-word">
        <Glyph name={look.glyph} />
        {look.word}
      </p>
      <div>
        <p>
          Decided by <b>{by.name}</b>, <TimeText at={at} />
          {facts.releaseSha ? (
            <>
              , on release <Sha sha={facts.releaseSha} label="Release commit of the decision" />
            </>
          ) : null}
          .
        </p>
        {override ? (
          <p>
            <Status look={{ glyph: 'waiv', word: `Override: ${by.name} released against ${facts.verdict}`, tone: 'warn' }} size={14} />
          </p>
        ) : null}
        {reason === '' ? null : <blockquote className="gn-note">{reason}</blockquote>}
        {moved ? (
          <p>
            <Status look={{ glyph: 'f-stale', word: 'The release is another commit by now: ask again', tone: 'warn' }} size={14} />
          </p>
        ) : null}
      </div>
    </div>
  )
}
