import { useState } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import type { KeptDecision } from '../../lib/plan-reading/decisions.ts'
import type { PlanReading, ReadLine } from '../../lib/plan-reading/reading.ts'
import { Menu } from '../menu.tsx'
import { KINDS_BY_HAND, type KindByHand, MapLineDialog } from './map-line-dialog.tsx'

export const keepAsNote = (line: ReadLine): KeptDecision => ({
  decision: { line: line.line, as: 'note' },
  text: line.text,
  label: `Line ${line.line} is kept as a note`,
})

/** Everything that a line can be made by hand. */
export const MapMenu = ({ work, reading, line }: { work: DocumentReading; reading: PlanReading; line: ReadLine }) => {
  const [kind, setKind] = useState<KindByHand | null>(null)
  return (
    <>
      <Menu
        label={`What line ${line.line} is`}
        className="btn sm"
        align="right"
        sections={[
          { title: 'Make this line a', items: KINDS_BY_HAND.map((one) => ({ label: one.label, run: () => setKind(one.kind) })) },
          {
            items: [
              { label: 'Keep as a note', run: () => work.decide([keepAsNote(line)]) },
              { label: 'Set aside …', run: () => setKind('set_aside') },
            ],
          },
        ]}
      >
        Map …
      </Menu>
      {kind ? (
        <MapLineDialog
          reading={reading}
          line={line}
          kind={kind}
          onClose={() => setKind(null)}
          onDecide={(made) => {
            setKind(null)
            work.decide([made])
          }}
        />
      ) : null}
    </>
  )
}
