import type { Board, BoardEvidence } from '@gatehouse/core'
import { useRights } from '../../app-data/program.ts'
import { Button, DRIFT_LOOK, ErrorState, type Look, PROOF_LOOK, Status, TimeText, toast } from '../../ui/index.ts'
import { useCheckEvidence } from './evidence.queries.ts'

type Outcome = NonNullable<BoardEvidence['observation']>['outcome']
const OUTCOME_LOOK = {
  same: { glyph: 'chk', word: 'As attached', tone: 'work' },
  drifted: DRIFT_LOOK,
  gone: { ...DRIFT_LOOK, word: 'Gone' },
  success: { glyph: 'chk', word: 'Succeeded', tone: 'work' },
  pending: PROOF_LOOK.pending,
  failed: PROOF_LOOK.failed,
  unreadable: { ...PROOF_LOOK.unknown, word: 'Not told' },
} satisfies Record<Outcome, Look>

/** Whether the server can look it up: runs by their id, documents by their path at the release SHA. Links are never fetched. */
const canLookUp = (board: Board, { details, withdrawnAt }: BoardEvidence): boolean => {
  if (withdrawnAt !== null) return false
  if (details.type === 'ci_run') return details.runId !== null
  return (
    (details.type === 'doc' || details.type === 'contract') &&
    details.path !== null &&
    details.sectionDigest !== null &&
    board.releaseTarget?.sha != null
  )
}

/** What was seen of a piece since it was attached, and a look at it now. */
export const LastLook = ({ board, piece }: { board: Board; piece: BoardEvidence }) => {
  const check = useCheckEvidence()
  const { can } = useRights()
  const { observation } = piece
  const offers = canLookUp(board, piece) && can('evidence.attach')
  if (observation === null && !offers) return null
  return (
    <>
      <dt>Last look</dt>
      <dd>
        {observation === null ? (
          <span className="sec">Nobody has looked since it was attached. </span>
        ) : (
          <>
            <Status look={OUTCOME_LOOK[observation.outcome]} size={14} />
            <span className="sec">
              {' '}
              {observation.detail} <TimeText at={observation.at} />
            </span>{' '}
          </>
        )}
        {offers ? (
          <Button
            small
            busy={check.isPending}
            onClick={() => check.mutate(piece.id, { onSuccess: ({ item }) => toast(item.observation?.detail ?? 'Nothing new.') })}
          >
            Check now
          </Button>
        ) : null}
        {check.error ? <ErrorState error={check.error} /> : null}
      </dd>
    </>
  )
}
