import { type Board, type Turn, yourTurn } from '@gatehouse/core'
import { useRights } from '../../app-data/program.ts'
import { countOf } from '../../lib/format-plan.ts'
import { TimeText } from '../../ui/index.ts'
import { PeriodEnd } from './period-end.tsx'
import { SubjectLink } from './subject-link.tsx'

/** What waits for the person who looks: to prove, to mend, to submit, to sign. Absent for whoever has no part in it. */
export const YourTurnPanel = ({ board }: { board: Board }) => {
  const rights = useRights()
  const takesPart = rights.can('gate.submit') || rights.can('gate.review') || rights.can('go_no_go.vote')
  if (!takesPart) return null
  const turns = yourTurn(board, rights)
  return (
    <section className="pn ov-turn" aria-label="Your turn">
      <h2>
        Your turn{' '}
        <span className="t12 sec" title={`You are ${rights.handles.join(' ') || rights.name}`}>
          {turns.length === 0 ? 'nothing waits for you' : `${countOf(turns.length, 'thing')}`}
        </span>
      </h2>
      {turns.length === 0 ? null : (
        <ul>
          {turns.map((turn) => (
            <li key={`${turn.kind} ${turn.subject} ${turn.text}`}>
              <SubjectLink board={board} subject={turn.subject} className="lk nw" />
              <span>{turn.text}</span>
              {turn.due ? (
                <span className="due">
                  due <Due turn={turn} at={turn.due} />
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A blocker and a go/no-go are due at an instant, a gate at the end of its period. */
const Due = ({ turn, at }: { turn: Turn; at: string }) =>
  turn.kind === 'unblock' || turn.kind === 'vote' ? <TimeText at={at} /> : <PeriodEnd at={at} />
