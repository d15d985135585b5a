import { routes } from '@gatehouse/contracts'
import { useQuery } from '@tanstack/react-query'
import { useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Button, Message } from '../../ui/index.ts'

/** The program moved on between looking and applying: what happened since, by whom. The comparison below is made anew. */
export const MovedNotice = ({ since, onClose }: { since: number; onClose: () => void }) => {
  const slug = useSlug()
  const log = useQuery({
    queryKey: ['plan-update', slug, 'moved', since],
    gcTime: 0,
    queryFn: ({ signal }) => callApi(routes.record.log, { params: { slug }, query: { limit: 20 }, signal }),
  })
  const events = log.data?.events.filter((event) => event.revision > since) ?? []
  return (
    <Message tone="warn" title="The program changed while you looked at the comparison. Nothing was applied; it is compared anew below.">
      {events.length > 0 ? (
        <ul className="t12">
          {events.map((event) => (
            <li key={event.seq}>
              {event.actor}: {event.action.replaceAll('.', ' ').replaceAll('_', ' ')}, {event.subjectKind} {event.subjectKey}
            </li>
          ))}
        </ul>
      ) : null}
      <span>
        <Button small onClick={onClose}>
          Understood
        </Button>
      </span>
    </Message>
  )
}
