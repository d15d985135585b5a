import type { Board, BoardEvidence, BoardGate, RequirementEvaluation } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { Button, Dialog, ErrorState, EXPIRING_LOOK, OutLink, PROOF_LOOK, Status, TextAreaField, TimeText } from '../../ui/index.ts'
import { useWithdrawEvidence } from './gates.queries.ts'

interface ListProps {
  readonly board: Board
  readonly gate: BoardGate
  readonly requirement: RequirementEvaluation
  /** Opens the form that attaches the next revision of a piece. */
  readonly onReplace: (id: string) => void
}

/** Every piece that counts for a requirement; withdrawn ones are in the evidence library. */
export const ProofList = ({ board, gate, requirement, onReplace }: ListProps) => (
  <ul className="gt-proofs" aria-label={`Evidence for ${requirement.key}`}>
    {requirement.evidence.map((piece) => (
      <Proof key={piece.id} board={board} piece={piece} locked={gate.state === 'SignedOff'} onReplace={onReplace} />
    ))}
  </ul>
)

const Proof = ({ board, piece, locked, onReplace }: Pick<ListProps, 'board' | 'onReplace'> & { piece: BoardEvidence; locked: boolean }) => {
  const rights = useRights()
  const [asking, setAsking] = useState(false)
  const withdrawn = piece.withdrawnAt !== null
  const mayWithdraw =
    !withdrawn && !locked && rights.can('evidence.attach') && (rights.roles.includes('lead') || piece.attachedBy.userId === rights.userId)
  return (
    <li>
      <Status look={piece.expiring ? EXPIRING_LOOK : PROOF_LOOK[piece.freshness]} size={14} />
      <span className="wrap">
        <Link to="/p/$slug/evidence" params={{ slug: board.program.slug }} search={{ item: piece.id }} className="lk">
          {piece.title}
        </Link>{' '}
        <span className="typ">{piece.type}</span>{' '}
        {piece.url ? (
          <OutLink href={piece.url} label={`Open ${piece.title}`}>
            Open
          </OutLink>
        ) : null}
        <span className="sec">
          {piece.reason}{' '}
          {piece.expiring && piece.expiresAt ? (
            <>
              It expires <TimeText at={piece.expiresAt} />.{' '}
            </>
          ) : null}
          Attached by {piece.attachedBy.name}, <TimeText at={piece.attachedAt} />
        </span>
      </span>
      {mayWithdraw ? (
        <span className="gt-pair">
          <Button small kind="bare" onClick={() => onReplace(piece.id)} aria-label={`Replace ${piece.title}`}>
            Replace
          </Button>
          <Button small kind="bare" onClick={() => setAsking(true)} aria-label={`Withdraw ${piece.title}`}>
            Withdraw
          </Button>
        </span>
      ) : null}
      {asking ? <WithdrawDialog piece={piece} onClose={() => setAsking(false)} /> : null}
    </li>
  )
}

const WithdrawDialog = ({ piece, onClose }: { piece: BoardEvidence; onClose: () => void }) => {
  const withdraw = useWithdrawEvidence()
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={`Withdraw ${piece.title}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            kind="danger"
            busy={withdraw.isPending}
            refusal={reason.trim() === '' ? 'Say why it is withdrawn.' : null}
            onClick={() => withdraw.mutate({ id: piece.id, revision: piece.revision, reason: reason.trim() }, { onSuccess: onClose })}
          >
            Withdraw
          </Button>
        </>
      }
    >
      <p>It no longer proves anything. Its record stays, with your name and reason.</p>
      <TextAreaField label="Reason" value={reason} onChange={setReason} autoFocus />
      {withdraw.error ? <ErrorState error={withdraw.error} /> : null}
    </Dialog>
  )
}
