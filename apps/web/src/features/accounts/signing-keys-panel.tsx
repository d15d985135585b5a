import { type Response as Answer, routes } from '@gatehouse/contracts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi, urlOf } from '../../lib/call-api.ts'
import { Button, ConfirmDialog, CopyText, ErrorState, Panel, ScrollX, Skeleton, TimeText, toast } from '../../ui/index.ts'

type Keys = Answer<typeof routes.signingKeys.list>
const signingKeys = ['signing-keys'] as const

/** The keys of this instance, the present one first; administrators change it. */
export const SigningKeysPanel = () => {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const keys = useQuery({ queryKey: signingKeys, queryFn: ({ signal }) => callApi(routes.signingKeys.list, { signal }) })
  const change = async () => {
    await callApi(routes.signingKeys.rotate)
    await client.invalidateQueries({ queryKey: signingKeys })
    toast('Signed with a new key from now on.')
  }
  return (
    <Panel
      title="Signing key"
      aside="signs bundles and checkpoints of every program"
      line
      actions={
        <Button small onClick={() => setAsking(true)}>
          Change key
        </Button>
      }
    >
      {keys.error ? <ErrorState error={keys.error} onRetry={() => void keys.refetch()} /> : null}
      {keys.data ? <KeyTable keys={keys.data} /> : keys.isPending ? <Skeleton lines={2} label="Loading the keys" /> : null}
      {isAsking ? (
        <ConfirmDialog title="Sign with a new key?" confirmLabel="Change key" onClose={() => setAsking(false)} onConfirm={change}>
          <p>
            The present key signs a statement that names the new one, and is then destroyed. What it signed stays valid. The change goes on
            the record of every program; give auditors the new public key.
          </p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}

const KeyTable = ({ keys }: { keys: Keys }) => (
  <ScrollX label="Signing keys">
    <table className="tb">
      <thead>
        <tr>
          <th>Fingerprint</th>
          <th>Since</th>
          <th>State</th>
          <th>
            <span className="sr">Files</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ keyId, fingerprint, createdAt, retiredAt, rotation }) => (
          <tr key={keyId}>
            <td>
              <CopyText text={keyId} label="Id of the key" mono>
                {fingerprint}
              </CopyText>
            </td>
            <td className="nw">
              <TimeText at={createdAt} form="day" />
            </td>
            <td>
              {retiredAt === null ? (
                'signs now'
              ) : (
                <span className="ter">
                  {rotation === null ? 'lost, ' : 'vouches for the next, '}
                  <TimeText at={retiredAt} form="day" />
                </span>
              )}
            </td>
            <td>
              <div className="row" style={{ justifyContent: 'flex-end' }}>
                <a
                  className="btn sm"
                  href={urlOf(routes.signingKeys.get, { keyId })}
                  download={`gatehouse-${keyId.slice(0, 12)}.pem`}
                  aria-label={`Download public key ${fingerprint.slice(0, 9)}`}
                >
                  Download
                </a>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollX>
)
