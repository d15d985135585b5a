import type { BoardGate, SignOff } from '@gatehouse/core'
import { useState } from 'react'
import { countOf, workflowName } from '../../lib/format-plan.ts'
import { Button, CopyText, Dialog, OutLink, PROOF_LOOK, Sha, Status, TimeText } from '../../ui/index.ts'
import { Digest, FrozenList } from './frozen-list.tsx'
import { SignedBy } from './sign-seats.tsx'

/** Every decision on the gate, this round first, each with its whole record. */
export const SignRecords = ({ gate }: { gate: BoardGate }) => {
  const [opened, setOpened] = useState<string | null>(null)
  const newest = [...gate.signOffs].reverse()
  const present = newest.filter((signOff) => signOff.round === gate.round)
  const earlier = newest.filter((signOff) => signOff.round !== gate.round)
  const shown = gate.signOffs.find((signOff) => signOff.id === opened)
  if (newest.length === 0) return null
  const list = (signOffs: readonly SignOff[], label: string) => (
    <ul className="gt-gaps" aria-label={label}>
      {signOffs.map((signOff) => (
        <li key={signOff.id}>
          <span className="wrap">
            <SignedBy signOff={signOff} /> {signOff.decision === 'approve' ? 'approved' : 'returned it'}
            {signOff.role ? ` as ${signOff.role}` : ''}, <TimeText at={signOff.at} />
            {signOff.note ? <span className="ter">“{signOff.note}”</span> : null}
          </span>
          <Button small aria-label={`Record of ${signOff.actor.name}, round ${signOff.round}`} onClick={() => setOpened(signOff.id)}>
            Record
          </Button>
        </li>
      ))}
    </ul>
  )
  return (
    <div className="blk">
      <h3>Decisions</h3>
      {present.length > 0 ? list(present, 'Decisions of this round') : <p className="t12 sec">None in this round yet.</p>}
      {earlier.length > 0 ? (
        <details className="gt-closed">
          <summary>{countOf(earlier.length, 'decision')} of earlier rounds</summary>
          {list(earlier, 'Decisions of earlier rounds')}
        </details>
      ) : null}
      {shown ? <RecordDialog gate={gate} signOff={shown} onClose={() => setOpened(null)} /> : null}
    </div>
  )
}

const RecordDialog = ({ gate, signOff, onClose }: { gate: BoardGate; signOff: SignOff; onClose: () => void }) => {
  const { identity } = signOff
  return (
    <Dialog
      title={`${signOff.decision === 'approve' ? 'Approval' : 'Return'} of ${gate.key} by ${signOff.actor.name}`}
      onClose={onClose}
      shape="wide"
      actions={<Button onClick={onClose}>Done</Button>}
    >
      <dl className="rec">
        <dt>Decision</dt>
        <dd>
          {signOff.decision === 'approve' ? 'Approved' : 'Returned with gaps'}
          {signOff.note ? <span className="sec"> “{signOff.note}”</span> : null}
        </dd>
        <dt>By</dt>
        <dd>
          <SignedBy signOff={signOff} />
          {signOff.role ? `, as ${signOff.role}` : ''}
        </dd>
        <dt>Known by</dt>
        <dd>
          {identity
            ? `${identity.account}, ${identity.issuer === 'password' ? 'password' : identity.issuer}, ${
                identity.via === 'token' ? `API token ${identity.token ?? ''}` : 'session'
              }, ${identity.steppedUp ? 'asked again to sign' : 'not asked again'}`
            : 'not recorded'}
        </dd>
        <dt>At</dt>
        <dd>
          <span className="mono">{new Date(signOff.at).toISOString()}</span>{' '}
          <span className="sec">
            <TimeText at={signOff.at} />
          </span>
        </dd>
        <dt>Correlation id</dt>
        <dd>
          <CopyText text={signOff.correlationId} label="Correlation id" mono />
        </dd>
        <dt>Gate revision</dt>
        <dd>
          {signOff.gateRevision}, round {signOff.round}
        </dd>
        <dt>Release SHA</dt>
        <dd>{signOff.releaseSha ? <CopyText text={signOff.releaseSha} label="Release commit" mono /> : 'not chosen'}</dd>
        <dt>Digest signed</dt>
        <dd>{signOff.frozenDigest ? <CopyText text={signOff.frozenDigest} label="Digest of what was signed" mono /> : 'not recorded'}</dd>
      </dl>
      {signOff.frozen ? (
        <FrozenList frozen={signOff.frozen} />
      ) : (
        <ul className="fz-diff" aria-label="Evidence digests">
          {signOff.evidence.map((piece) => (
            <li key={piece.id}>
              <span className="mono">{piece.requirementKey}</span> sha256{' '}
              <Digest digest={piece.digest} label={`Digest for ${piece.requirementKey}`} />
            </li>
          ))}
        </ul>
      )}
      {signOff.ci.length > 0 ? (
        <ul className="fz-ci" aria-label="CI as it was read">
          {signOff.ci.map((each) => (
            <li key={each.path}>
              <Status look={PROOF_LOOK[each.freshness]} size={14} />
              <span className="wrap">
                {workflowName(each.path)}: {each.reason}{' '}
                <span className="ter">
                  {each.readAt ? (
                    <>
                      read <TimeText at={each.readAt} />
                    </>
                  ) : (
                    'never read'
                  )}
                </span>
              </span>
              {each.run?.url ? (
                <OutLink href={each.run.url}>
                  Run {each.run.runNumber}, attempt {each.run.attempt}
                </OutLink>
              ) : each.run ? (
                <Sha sha={each.run.headSha} label="Commit of the run" />
              ) : (
                <span />
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </Dialog>
  )
}
