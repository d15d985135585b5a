import type { Board, BoardEvidence } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { formatBytes } from '../../lib/format-bytes.ts'
import { Button, CopyText, OutLink, Panel, TimeText } from '../../ui/index.ts'
import { LastLook } from './check-evidence.tsx'
import { TypedFacts } from './evidence-facts.tsx'
import { revisionsOf } from './revisions-of.ts'
import { StateWord } from './evidence-state.tsx'

/** One piece whole: why it counts or not, what it proves, its file, commit and digest in full, what was seen of it, and its revisions. */
export const EvidenceDetail = ({
  board,
  piece,
  all,
  onOpen,
  onClose,
}: {
  board: Board
  piece: BoardEvidence
  /** Every piece of the program: its revisions are among them. */
  all: readonly BoardEvidence[]
  onOpen: (id: string) => void
  onClose: () => void
}) => {
  const { slug } = board.program
  const requirement = board.gates.find((gate) => gate.key === piece.gateKey)?.requirements.find((each) => each.key === piece.requirementKey)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const revisions = revisionsOf(piece, all)
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
        {piece.expiresAt && piece.withdrawnAt === null ? (
          <>
            <dt>{piece.freshness === 'fresh' ? 'Expires' : 'Expired'}</dt>
            <dd>
              <TimeText at={piece.expiresAt} />, <TimeText at={piece.expiresAt} form="age" />
            </dd>
          </>
        ) : null}
        <LastLook board={board} piece={piece} />
        <dt>Proves</dt>
        <dd>
          <Link
            to="/p/$slug/gates/$key"
            params={{ slug, key: piece.gateKey }}
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
        <TypedFacts piece={piece} />
        {piece.file ? (
          <>
            <dt>File</dt>
            <dd>
              <a className="lk" href={`/api/v1/programs/${slug}/files/${piece.file.sha256}`} download>
                {piece.file.name}
              </a>{' '}
              <span className="sec">
                {formatBytes(piece.file.size)}, {piece.file.mediaType}
              </span>
              <br />
              <CopyText text={piece.file.sha256} label="SHA-256 of the file" mono />
            </dd>
          </>
        ) : null}
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
        <dd>
          {piece.producedAt ? (
            <>
              <TimeText at={piece.producedAt} /> <span className="sec">as was said</span>
            </>
          ) : (
            'not said'
          )}
        </dd>
        <dt>Attached</dt>
        <dd>
          <TimeText at={piece.attachedAt} /> by {piece.attachedBy.name}
        </dd>
        {piece.withdrawnAt ? (
          <>
            <dt>Withdrawn</dt>
            <dd>
              <TimeText at={piece.withdrawnAt} />
              {piece.withdrawReason === '' ? '' : `: ${piece.withdrawReason}`}
            </dd>
          </>
        ) : null}
        {revisions.length > 1 ? (
          <>
            <dt>Revisions</dt>
            <dd>
              <ol className="ev-revisions" aria-label="Revisions">
                {revisions.map((each, at) => (
                  <li key={each.id}>
                    {each.id === piece.id ? (
                      <b>{at + 1}. This one</b>
                    ) : (
                      <button type="button" className="lk" onClick={() => onOpen(each.id)}>
                        {at + 1}. {each.title}
                      </button>
                    )}{' '}
                    <span className="sec">
                      <TimeText at={each.attachedAt} /> by {each.attachedBy.name}
                    </span>
                  </li>
                ))}
              </ol>
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
