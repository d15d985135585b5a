import { routes } from '@gatehouse/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../lib/call-api.ts'
import { Badge, Button, ErrorState, Panel, ScrollX, Skeleton, TimeText, toast } from '../../ui/index.ts'

const sessionsKey = ['sessions'] as const
/** `Firefox on Linux`: enough to recognise one's own machine. */
export const nameBrowser = (agent: string | null): string => {
  if (!agent) return 'Unknown browser'
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : (agent.split('/')[0] ?? 'Browser')
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iOS'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : ''
  return system ? `${browser} on ${system}` : browser
}

export const SessionsPanel = () => {
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: ({ signal }) => callApi(routes.accounts.listSessions, { signal }) })
  const end = useMutation({
    mutationFn: () => callApi(routes.accounts.endOtherSessions),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionsKey })
      toast('All other sessions are ended.')
    },
  })
  const others = sessions.data?.filter((session) => !session.current).length ?? 0
  return (
    <Panel
      title="Where I am signed in"
      line
      actions={
        <Button small busy={end.isPending} refusal={others === 0 ? 'There is no other session.' : null} onClick={() => end.mutate()}>
          Sign out everywhere else
        </Button>
      }
    >
      {sessions.error || end.error ? (
        <div className="pb">
          <ErrorState error={sessions.error ?? end.error} />
        </div>
      ) : null}
      {sessions.isPending ? (
        <div className="pb">
          <Skeleton />
        </div>
      ) : (
        <ScrollX label="Sessions">
          <table className="tb">
            <thead>
              <tr>
                <th>Browser</th>
                <th>Signed in</th>
                <th>Last seen</th>
                <th>Ends</th>
              </tr>
            </thead>
            <tbody>
              {sessions.data?.map((session) => (
                <tr key={session.id}>
                  <td title={session.userAgent ?? undefined}>
                    {nameBrowser(session.userAgent)} {session.current ? <Badge>This one</Badge> : null}
                  </td>
                  <td>
                    <TimeText at={session.createdAt} />
                  </td>
                  <td>
                    <TimeText at={session.lastSeenAt} form="age" />
                  </td>
                  <td>
                    <TimeText at={session.expiresAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </Panel>
  )
}
