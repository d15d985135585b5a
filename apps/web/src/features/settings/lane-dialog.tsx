import { routes } from '@gatehouse/contracts'
import { useState } from 'react'
import { useBoard, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { CheckField, TextAreaField } from '../../ui/index.ts'
import { ItemDialog } from './item-dialog.tsx'
import type { LaneRow } from './plan-list-panels.tsx'

export const LaneDialog = ({ lane, onClose }: { lane: LaneRow | null; onClose: () => void }) => {
  const slug = useSlug()
  const { owners } = useBoard()
  const [mission, setMission] = useState(lane?.mission ?? '')
  const [deliverables, setDeliverables] = useState(lane?.deliverables.join('\n') ?? '')
  const [handles, setHandles] = useState<readonly string[]>(lane?.owners ?? [])
  const save = ({ key, name }: { key: string; name: string }) => {
    const rest = { name, mission, deliverables: linesOf(deliverables), owners: [...handles] }
    return lane
      ? callApi(routes.lanes.edit, { params: { slug, key }, body: rest, revision: lane.revision })
      : callApi(routes.lanes.add, { params: { slug }, body: { key, ...rest } })
  }
  return (
    <ItemDialog noun="lane" initial={lane} refusal={null} save={save} onClose={onClose}>
      <TextAreaField label="Mission" optional value={mission} onChange={setMission} maxLength={2_000} rows={2} />
      <TextAreaField label="Deliverables" optional hint="One a line." value={deliverables} onChange={setDeliverables} />
      <fieldset className="fld">
        <legend>Owners</legend>
        <div className="row">
          {owners.length === 0 ? <span className="hint">The plan has no handles yet; add them under People.</span> : null}
          {owners.map((owner) => (
            <CheckField
              key={owner.handle}
              label={<span className="mono">{owner.handle}</span>}
              checked={handles.includes(owner.handle)}
              onChange={(checked) => setHandles(checked ? [...handles, owner.handle] : handles.filter((one) => one !== owner.handle))}
            />
          ))}
        </div>
      </fieldset>
    </ItemDialog>
  )
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
