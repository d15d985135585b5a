import { routes } from '@gatehouse/contracts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useBoard, useSlug } from '../../app-data/program.ts'
import { toApiProblem } from '../../lib/api-problem.ts'
import { callApi, urlOf } from '../../lib/call-api.ts'
import { Button, CopyText, ErrorState, Panel, Skeleton, TimeText } from '../../ui/index.ts'

/** Asks first, because a browser says nothing of why a download was refused; then lets it save the file as it comes. */
const saveBundle = async (href: string): Promise<void> => {
  const asked = await fetch(href, { method: 'HEAD', cache: 'no-store' })
  if (!asked.ok) {
    const refused = await fetch(href, { cache: 'no-store' })
    if (!refused.ok) throw toApiProblem(refused.status, await refused.json())
    await refused.body?.cancel()
  }
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  link.click()
}

/** The program, its proof and its record as one signed file, the key that signs it, and how to check it without this server. */
export const BundlePanel = () => {
  const slug = useSlug()
  const { verdict, program } = useBoard()
  const keys = useQuery({ queryKey: ['signing-keys'], queryFn: ({ signal }) => callApi(routes.signingKeys.list, { signal }) })
  const save = useMutation({ mutationFn: () => saveBundle(urlOf(routes.bundle.get, { slug })) })
  const [key] = keys.data ?? []
  const keyFile = key === undefined ? 'gatehouse.pem' : `gatehouse-${key.keyId.slice(0, 12)}.pem`
  return (
    <Panel title="Release bundle" id="bundle" aside="what an auditor takes away">
      <div className="pb stack">
        <div className="set-bundle">
          <p>
            The board as it is now ({verdict.word}, revision {program.revision}) with every piece of evidence, every uploaded file and the
            whole record, signed. Whoever has it can show who signed which gate on which proof, and that nothing was altered since.
          </p>
          <Button kind="primary" busy={save.isPending} onClick={() => save.mutate()}>
            Download bundle
          </Button>
        </div>
        {save.error ? <ErrorState error={save.error} /> : null}
        {keys.error ? <ErrorState error={keys.error} onRetry={() => void keys.refetch()} /> : null}
        {keys.isPending ? <Skeleton lines={2} label="Loading the key" /> : null}
        {key ? (
          <>
            <div className="set-bundle">
              <div>
                <h3 className="t12 sec">Key that signs it</h3>
                <CopyText text={key.keyId} label="Id of the key" mono>
                  <span className="set-fingerprint">{key.fingerprint}</span>
                </CopyText>
                <p className="t12 sec">
                  Ed25519, in use since <TimeText at={key.createdAt} form="day" />. Keep it outside of this server, and compare this
                  fingerprint over another channel: a bundle is never checked with a key that came with it.
                </p>
              </div>
              <a className="btn" href={urlOf(routes.signingKeys.get, { keyId: key.keyId })} download={keyFile}>
                Download public key
              </a>
            </div>
            <div>
              <h3 className="t12 sec">Check it, without any network</h3>
              <CopyText text={`gatehouse verify BUNDLE.tar --key ${keyFile}`} label="Command" mono />
              <p className="t12 sec">
                It names every file and event that is not as it was signed. <span className="mono">docs/verify.md</span> does the same with
                openssl and sha256sum alone; <span className="mono">index.html</span> in the bundle is the board to read and to print.
              </p>
            </div>
          </>
        ) : null}
      </div>
    </Panel>
  )
}
