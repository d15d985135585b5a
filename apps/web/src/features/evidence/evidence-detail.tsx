import type { Board, BoardEvidence } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Button, CopyText, OutLink, Panel, TimeText } from '../../ui/index.ts'
import { StateWord } from './evidence-state.tsx'

/** One piece whole: why it counts or not, what it proves, its commit and digest in full, and a link to it. */
export const EvidenceDetail = ({ board, piece, onClose }: { board: Board; piece: BoardEvidence; onClose: () => void }) => {
  const requirement = board.gates.find((gate) => gate.key === piece.gateKey)?.requirements.find((each) => each.key === piece.requirementKey)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Panel
      title={
        <span ref={heading} tabIndex={-1}>
          {piece.title}
        </span>
      }
      line
      actions={<Button small kind="bare" glyph="x" aria-label="Close details" onClick={onClose} />}
    >
      <dl className="ev-facts">
        <dt>State</dt>
        <dd>
          <StateWord piece={piece} />
          <span className="sec"> {piece.reason}</span>
        </dd>
        <dt>Proves</dt>
        <dd>
          <Link
            to="/p/$slug/gates/$key"
            params={{ slug: board.program.slug, key: piece.gateKey }}
            search={{ requirement: piece.requirementKey }}
            className="lk"
          >
            {piece.requirementKey}
          </Link>{' '}
          {requirement?.text}
        </dd>
        <dt>Type</dt>
        <dd>
          <span className="typ">{piece.type}</span> <span className="mono">{piece.reference}</span>
        </dd>
        {piece.url ? (
          <>
            <dt>Link</dt>
            <dd>
              <OutLink href={piece.url}>{piece.url}</OutLink>
            </dd>
          </>
        ) : null}
        <dt>Commit</dt>
        <dd>{piece.sha ? <CopyText text={piece.sha} label="Commit" mono /> : 'not bound to one'}</dd>
        <dt>SHA-256</dt>
        <dd>
          <CopyText text={piece.digest} label="Digest" mono />
        </dd>
        <dt>Produced</dt>
        <dd>{piece.producedAt ? <TimeText at={piece.producedAt} /> : 'not said'}</dd>
        <dt>Attached</dt>
        <dd>
          <TimeText at={piece.attachedAt} /> by {piece.attachedBy.name}
        </dd>
        {piece.withdrawnAt ? (
          <>
            <dt>Withdrawn</dt>
            <dd>
              <TimeText at={piece.withdrawnAt} />
            </dd>
          </>
        ) : null}
      </dl>
      <p className="pb">
        <CopyText text={window.location.href} label="Link to this evidence">
          Copy link
        </CopyText>
      </p>
    </Panel>
  )
}
