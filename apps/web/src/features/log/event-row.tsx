import type { Board } from '@gatehouse/core'
import { type LogEvent, sayEvent } from '../../lib/say-event.ts'
import { Glyph, type GlyphName, TimeText, type Tone } from '../../ui/index.ts'
import { EventDetails } from './event-details.tsx'
import { EventSubject } from './subject-of-event.tsx'

interface Mark {
  readonly glyph: GlyphName
  readonly tone: Tone
}
/** The outline names the noun, as everywhere; what deserves a second look has a form of its own. */
const MARKS: Readonly<Record<string, Mark>> = {
  'gate.signed': { glyph: 'g-sign', tone: 'ok' },
  'gate.approved': { glyph: 'g-ready', tone: 'work' },
  'gate.submitted': { glyph: 'g-ready', tone: 'work' },
  'gate.started': { glyph: 'g-prog', tone: 'work' },
  'gate.returned': { glyph: 'gap', tone: 'warn' },
  'gate.reopened': { glyph: 'g-reval', tone: 'warn' },
  'waiver.granted': { glyph: 'waiv', tone: 'warn' },
  'blocker.opened': { glyph: 'block', tone: 'stop' },
  'blocker.paused': { glyph: 'pause', tone: 'work' },
  gate: { glyph: 'g-none', tone: 'idle' },
  requirement: { glyph: 'f-none', tone: 'idle' },
  evidence: { glyph: 'f-none', tone: 'idle' },
  workflow: { glyph: 'f-pend', tone: 'idle' },
  task: { glyph: 't-todo', tone: 'idle' },
  blocker: { glyph: 'block', tone: 'idle' },
}
const PLAIN: Mark = { glyph: 'crit', tone: 'idle' }

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
  const mark = MARKS[event.action] ?? MARKS[event.subjectKind] ?? PLAIN
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
          <span>{sayEvent(event)}</span>
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
