import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { formatAbsolute } from '../../lib/format-time.ts'
import type { LogEvent } from '../../lib/say-event.ts'
import { Button, CopyText } from '../../ui/index.ts'
import { EventValue } from './event-value.tsx'
import { type FieldChange, listChanges } from './list-changes.ts'

/** What an open event shows: before and after, who and when exactly, its place in the chain, and where to go from it. */
export const EventDetails = ({
  board,
  event,
  onSubject,
}: {
  board: Board
  event: LogEvent
  /** Shows all events about the same thing. */
  onSubject: (subject: string) => void
}) => {
  const { slug, timeZone } = board.program
  const changes = listChanges(event.before, event.after)
  const link = `${window.location.origin}/p/${slug}/log?event=${event.seq}`
  const subject = `${event.subjectKind}:${event.subjectKey}`
  return (
    <div className="lg-open">
      {changes.length === 0 ? (
        <p className="sec t12">The event says no more than that it happened.</p>
      ) : (
        <Changes event={event} changes={changes} />
      )}
      <dl className="lg-facts">
        <dt>Recorded</dt>
        <dd>
          {formatAbsolute(event.at, timeZone)} <span className="ter">· {event.at}</span>
        </dd>
        <dt>By</dt>
        <dd>
          {event.actor}
          {event.actorId === null ? (
            <span className="ter"> · the server itself</span>
          ) : (
            <span className="ter mono"> · {event.actorId}</span>
          )}
        </dd>
        <dt>Action</dt>
        <dd className="mono">
          {event.action} · {subject}
        </dd>
        <dt>Correlation</dt>
        <dd>
          <CopyText text={event.correlationId} label="Correlation id" mono />
        </dd>
        <dt>Hash</dt>
        <dd>
          <CopyText text={event.entryHash} label="Hash of the event" mono />
        </dd>
        <dt>Revision</dt>
        <dd>{event.revision}</dd>
      </dl>
      <div className="row">
        <CopyText text={link} label="Link to this event">
          <span className="btn sm">Copy link</span>
        </CopyText>
        {subject.length <= 80 ? (
          <Button small onClick={() => onSubject(subject)}>
            All about {event.subjectKind.replaceAll('_', ' ')} {event.subjectKey.split('/').at(-1)}
          </Button>
        ) : null}
        <Link to="/p/$slug/past" params={{ slug }} search={{ seq: String(event.seq) }} className="btn sm">
          The program after this event
        </Link>
      </div>
    </div>
  )
}

const Changes = ({ event, changes }: { event: LogEvent; changes: readonly FieldChange[] }) => {
  const columns = [
    ...(event.before === null ? [] : [{ title: 'Before', of: (change: FieldChange) => change.before }]),
    ...(event.after === null ? [] : [{ title: event.before === null ? 'New' : 'After', of: (change: FieldChange) => change.after }]),
  ]
  return (
    <table className="lg-changes">
      <caption className="sr">What event {event.seq} changed</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.field}</th>
            {columns.map(({ title, of }) => (
              <td key={title} data-title={title}>
                <EventValue value={of(change)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
