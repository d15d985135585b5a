import { type BoardGate, whatMayAtGate } from '@gatehouse/core'
import { useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { Button, GAP_LOOK, PROOF_LOOK, Status, TimeText } from '../../ui/index.ts'
import { CloseGapDialog } from './gate-dialogs.tsx'

/** What reviewers found missing: open ones to be closed one by one, closed ones with how they were mended. */
export const Gaps = ({ gate }: { gate: BoardGate }) => {
  const rights = useRights()
  const [closing, setClosing] = useState<string | null>(null)
  const open = gate.gaps.filter((gap) => gap.closedAt === null)
  const closed = gate.gaps.filter((gap) => gap.closedAt !== null)
  const mayClose = whatMayAtGate(gate, rights).includes('close_gap')
  return (
    <div className="blk">
      <h3>Gaps</h3>
      {open.length === 0 ? <Status look={{ ...PROOF_LOOK.missing, word: 'None open' }} size={14} /> : null}
      {open.length > 0 ? (
        <ul className="gt-gaps" aria-label="Open gaps">
          {open.map((gap) => (
            <li key={gap.id}>
              <span className="wrap">
                <Status look={GAP_LOOK} size={14}>
                  {gap.requirementKey ?? 'Gap'}
                </Status>{' '}
                {gap.text}
                <span className="ter">
                  {gap.openedBy.name}, <TimeText at={gap.openedAt} />
                </span>
              </span>
              {mayClose ? (
                <Button small onClick={() => setClosing(gap.id)} aria-label={`Close gap: ${gap.text}`}>
                  Close
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {closed.length > 0 ? (
        <details className="gt-closed">
          <summary>{closed.length} closed</summary>
          <ul className="gt-gaps">
            {closed.map((gap) => (
              <li key={gap.id}>
                <span className="wrap">
                  {gap.text}
                  <span className="ter">
                    {gap.closedBy?.name}: {gap.closingNote}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {closing ? <CloseGapDialog gate={gate} gapId={closing} onClose={() => setClosing(null)} /> : null}
    </div>
  )
}
