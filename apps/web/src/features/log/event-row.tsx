import type { Board } from '@gatehouse/core'
import { type LogEvent, sayEvent } from '../../lib/say-event.ts'
import { BLOCKER_LOOK, GAP_LOOK, GATE_LOOK, Glyph, type Look, PROOF_LOOK, TASK_LOOK, TimeText } from '../../ui/index.ts'
import { EventDetails } from './event-details.tsx'
import { EventSubject, sayEventSubject } from './subject-of-event.tsx'

type Mark = Pick<Look, 'glyph' | 'tone'>
/** What became of a gate, a blocker or a requirement has the form that it has everywhere. */
const MARKS: Readonly<Record<string, Mark>> = {
  'gate.signed': GATE_LOOK.SignedOff,
  'gate.approved': GATE_LOOK.ReadyForSignoff,
  'gate.submitted': GATE_LOOK.ReadyForSignoff,
  'gate.started': GATE_LOOK.InProgress,
  'gate.submission_withdrawn': GATE_LOOK.InProgress,
  'gate.doc_baseline_completed': GATE_LOOK.CompletedDocBaseline,
  'gate.returned': GAP_LOOK,
  'gate.reopened': GATE_LOOK.Revalidate,
  'waiver.granted': PROOF_LOOK.waived,
  'blocker.opened': BLOCKER_LOOK.running,
  'blocker.resumed': BLOCKER_LOOK.running,
  'blocker.paused': BLOCKER_LOOK.paused,
  'blocker.resolved': BLOCKER_LOOK.resolved,
  'evidence.attached': { glyph: 'plus', tone: 'idle' },
  'evidence.withdrawn': { glyph: 'x', tone: 'idle' },
}
const PLAIN: Mark = { glyph: 'more', tone: 'idle' }
const ADDED: Mark = { glyph: 'plus', tone: 'idle' }
const GONE: Mark = { glyph: 'x', tone: 'idle' }

const lookIn = (looks: Readonly<Record<string, Look>>, after: unknown, field: string): Mark | undefined => {
  const value = typeof after === 'object' && after !== null ? (after as Readonly<Record<string, unknown>>)[field] : undefined
  return typeof value === 'string' && Object.hasOwn(looks, value) ? looks[value] : undefined
}
const markOf = ({ action, before, after }: LogEvent): Mark =>
  (action === 'task.status_set' ? lookIn(TASK_LOOK, after, 'status') : undefined) ??
  (action === 'ci.judged' ? lookIn(PROOF_LOOK, after, 'freshness') : undefined) ??
  MARKS[action] ??
  (action.endsWith('.added') && before === null ? ADDED : action.endsWith('.removed') && after === null ? GONE : PLAIN)

/** The subject stands beside it already. */
const withoutSubject = (sentence: string, subject: string): string =>
  sentence.startsWith(`${subject}: `) ? sentence.slice(subject.length + 2) : sentence

/** An event in one line; open, with all that it says. */
export const EventRow = ({
  board,
  event,
  open,
  onToggle,
  onSubject,
}: {
  board: Board
  event: LogEvent
  open: boolean
  onToggle: () => void
  onSubject: (subject: string) => void
}) => {
  const mark = markOf(event)
  const detailsId = `event-${event.seq}-details`
  return (
    <li id={`event-${event.seq}`} className={open ? 'open' : ''}>
      <div className="lg-row">
        <TimeText at={event.at} form="time" />
        <span className="cut sec" title={event.actor}>
          {event.actor}
        </span>
        <span className="lg-subject cut">
          <span className={mark.tone}>
            <Glyph name={mark.glyph} size={14} />
          </span>
          <EventSubject board={board} event={event} />
        </span>
        <button type="button" className="lg-say" aria-expanded={open} aria-controls={open ? detailsId : undefined} onClick={onToggle}>
          <span>{withoutSubject(sayEvent(event), sayEventSubject(event))}</span>
          <Glyph name="chev" size={12} />
        </button>
        <span className="mono ter num" title={`Event ${event.seq} of the record`}>
          #{event.seq}
        </span>
      </div>
      {open ? (
        <div id={detailsId}>
          <EventDetails board={board} event={event} onSubject={onSubject} />
        </div>
      ) : null}
    </li>
  )
}
