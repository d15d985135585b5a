import type { BoardGate } from '@gatehouse/core'
import { useQuery } from '@tanstack/react-query'
import { useSlug } from '../../app-data/program.ts'
import { sayEvent } from '../../lib/say-event.ts'
import { ErrorState, Panel, Skeleton, TimeText } from '../../ui/index.ts'
import { isAboutCiOf } from './about-ci.ts'
import { gateLogQuery } from './gates.queries.ts'

const SHOWN = 12

/** What happened to the gate, its proof and its CI: newest first, in words, from the audit trail. */
export const GateHistory = ({ gate }: { gate: BoardGate }) => {
  const slug = useSlug()
  const log = useQuery(gateLogQuery(slug, gate.key))
  const workflows = new Set(gate.requirements.flatMap((requirement) => requirement.workflow ?? []))
  const events = [...(log.data?.own ?? []), ...(log.data?.ci ?? []).filter((event) => isAboutCiOf(event, workflows))]
    .sort((a, b) => b.seq - a.seq)
    .slice(0, SHOWN)
  return (
    <Panel title="History" actions={<span className="ter t12">gate revision {gate.revision}</span>}>
      {log.isPending ? (
        <div className="pb">
          <Skeleton lines={3} label="History" />
        </div>
      ) : log.isError ? (
        <div className="pb">
          <ErrorState error={log.error} onRetry={() => void log.refetch()} />
        </div>
      ) : events.length === 0 ? (
        <p className="pb sec">Nothing has happened to this gate yet.</p>
      ) : (
        <ul className="gt-log">
          {events.map((event) => (
            <li key={event.seq}>
              <TimeText at={event.at} />
              <span className="cut" title={event.actor}>
                {event.actor}
              </span>
              <span className="wrap" title={`Event ${event.seq}, correlation id ${event.correlationId}`}>
                {sayEvent(event)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
