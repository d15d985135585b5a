import type { FrozenGate } from '@gatehouse/core'
import { CopyText, PROOF_LOOK, Sha, Status, TimeText } from '../../ui/index.ts'
import { workflowName } from '../../lib/format-plan.ts'

/** Eight digits to compare, all of them to copy. */
export const Digest = ({ digest, label }: { digest: string; label: string }) => (
  <CopyText text={digest} label={label} mono>
    {digest.slice(0, 8)}
  </CopyText>
)

type Piece = FrozenGate['evidence'][number]

/** Exactly what a signature is about: requirement by requirement with its state, its proof by digest, and the runs of CI. */
export const FrozenList = ({ frozen }: { frozen: FrozenGate }) => (
  <div className="fz">
    <dl className="fz-h">
      <div>
        <dt>Gate</dt>
        <dd>
          {frozen.gateKey} {frozen.title}
        </dd>
      </div>
      <div>
        <dt>Gate revision</dt>
        <dd>{frozen.gateRevision}</dd>
      </div>
      <div>
        <dt>Round</dt>
        <dd>{frozen.round}</dd>
      </div>
      <div>
        <dt>Release SHA</dt>
        <dd>{frozen.releaseSha ? <Sha sha={frozen.releaseSha} label="Release commit that is signed" /> : 'not chosen'}</dd>
      </div>
    </dl>
    <ol aria-label="Requirements that are signed">
      {frozen.requirements.map((requirement) => {
        const pieces = frozen.evidence.filter((piece) => piece.requirementKey === requirement.key)
        const waivers = frozen.waivers.filter((waiver) => waiver.requirementKey === requirement.key)
        return (
          <li key={requirement.key}>
            <Status look={PROOF_LOOK[requirement.state]} size={14} />
            <div>
              <p>
                <span className="ter mono">{requirement.key}</span> <b>{requirement.text}</b>
              </p>
              {pieces.length > 0 ? (
                <ul aria-label={`Evidence for ${requirement.key}`}>
                  {pieces.map((piece) => (
                    <Proof key={piece.id} piece={piece} />
                  ))}
                </ul>
              ) : null}
              {waivers.map((waiver) => (
                <p key={waiver.id} className="warn">
                  Waived by {waiver.approver} until <TimeText at={waiver.expiresAt} />: {waiver.reason}
                </p>
              ))}
            </div>
          </li>
        )
      })}
    </ol>
    {frozen.ci.length > 0 ? (
      <ul aria-label="CI runs that are signed" className="fz-ci">
        {frozen.ci.map((run) => (
          <li key={run.path}>
            <Status look={PROOF_LOOK[run.freshness]} size={14} />
            <span>
              <span title={run.path}>{workflowName(run.path)}</span>{' '}
              {run.runId === null ? (
                <span className="sec">no run</span>
              ) : (
                <span className="sec">
                  run <span className="mono">{run.runId}</span>, attempt {run.attempt ?? 1}, {run.conclusion ?? 'no conclusion'}
                </span>
              )}
            </span>
            {run.headSha ? <Sha sha={run.headSha} label={`Commit of ${workflowName(run.path)}`} /> : <span />}
          </li>
        ))}
      </ul>
    ) : null}
  </div>
)

const Proof = ({ piece }: { piece: Piece }) => (
  <li>
    <span className="typ">{piece.type}</span>
    <span className="wrap">{piece.title}</span>
    {piece.sha ? <Sha sha={piece.sha} label={`Commit of ${piece.title}`} /> : <span />}
    <span className="nw">
      sha256 <Digest digest={piece.digest} label={`Digest of ${piece.title}`} />
      {piece.fileSha256 ? (
        <>
          , file <Digest digest={piece.fileSha256} label={`Digest of the file of ${piece.title}`} />
        </>
      ) : null}
    </span>
  </li>
)
