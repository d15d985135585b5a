import { routes } from '@gatehouse/contracts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../lib/call-api.ts'
import { Button, ConfirmDialog, ErrorState, Panel, ScrollX, Skeleton, TimeText, toast } from '../../ui/index.ts'
import { NewTokenDialog } from './new-token-dialog.tsx'
import { tokensKey } from './token-scopes.ts'

/** Tokens for scripts and for the command line. */
export const TokensPanel = () => {
  const client = useQueryClient()
  const tokens = useQuery({ queryKey: tokensKey, queryFn: ({ signal }) => callApi(routes.accounts.listTokens, { signal }) })
  const [making, setMaking] = useState(false)
  const [leaving, setLeaving] = useState<{ id: string; name: string } | null>(null)
  return (
    <Panel
      title="API tokens"
      aside="for scripts and the command line; they can do no more than you"
      line
      actions={
        <Button small kind="primary" onClick={() => setMaking(true)}>
          New token
        </Button>
      }
    >
      {tokens.error ? (
        <div className="pb">
          <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />
        </div>
      ) : tokens.isPending ? (
        <div className="pb">
          <Skeleton />
        </div>
      ) : tokens.data.length === 0 ? (
        <p className="pb sec">You have no tokens.</p>
      ) : (
        <ScrollX label="API tokens">
          <table className="tb">
            <thead>
              <tr>
                <th>Name</th>
                <th>Token</th>
                <th>May</th>
                <th>Program</th>
                <th>Used</th>
                <th>Expires</th>
                <th>
                  <span className="sr">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.data.map((token) => (
                <tr key={token.id}>
                  <td className="b">{token.name}</td>
                  <td className="mono">{token.hint}…</td>
                  <td>{token.scopes.join(', ')}</td>
                  <td>{token.programSlug ?? 'all of mine'}</td>
                  <td>{token.lastUsedAt ? <TimeText at={token.lastUsedAt} form="age" /> : 'never'}</td>
                  <td>{token.expiresAt ? <TimeText at={token.expiresAt} form="day" /> : 'never'}</td>
                  <td className="num">
                    <Button small onClick={() => setLeaving(token)} aria-label={`Revoke ${token.name}`}>
                      Revoke
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
      {making ? <NewTokenDialog onClose={() => setMaking(false)} /> : null}
      {leaving ? (
        <ConfirmDialog
          title={`Revoke ${leaving.name}?`}
          confirmLabel="Revoke token"
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await callApi(routes.accounts.revokeToken, { params: { id: leaving.id } })
            await client.invalidateQueries({ queryKey: tokensKey })
            toast('The token is revoked.')
          }}
        >
          <p>Whatever uses it is refused from now on.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}
