import { useMemo, useState } from 'react'
import { useBoard } from '../../app-data/program.ts'
import { periodCount, slipLabel, spanLabel } from '../../lib/format-plan.ts'
import { Button, CheckField, ErrorState, NumberField, Panel, Picker } from '../../ui/index.ts'
import { pickableKeys } from './plan-keys.ts'
import type { Settings } from './settings-queries.ts'
import { useSaveHead } from './use-save-head.ts'

/** The buffer, what it protects, and how much slip costs nothing. */
export const ContingencyPanel = ({ base, mayEdit, onSaved }: { base: Settings; mayEdit: boolean; onSaved: (now: Settings) => void }) => {
  const board = useBoard()
  const { head, contingency } = base
  const [has, setHas] = useState(contingency !== null)
  const [from, setFrom] = useState<number | null>(contingency?.from ?? head.last)
  const [to, setTo] = useState<number | null>(contingency?.to ?? head.last)
  const [tolerance, setTolerance] = useState<number | null>(contingency?.tolerance ?? 0)
  const [target, setTarget] = useState<string | null>(contingency?.target ?? null)
  const options = useMemo(() => pickableKeys(board), [board])
  const save = useSaveHead(base, has ? 'The contingency is saved.' : 'The program has no contingency now.', onSaved)
  const bad = has && (from === null || to === null || tolerance === null || to < from || tolerance < 0)
  const refusal = bad ? 'The buffer needs a first and a last period, and a tolerance of 0 or more.' : null
  const said = contingency
    ? `${periodCount(head.cadence, contingency.to - contingency.from + 1)}, ${spanLabel(head, contingency.from, contingency.to)}; slip of ${contingency.target ?? 'the end'} up to ${slipLabel(head.cadence, contingency.tolerance)} is free`
    : 'none'
  return (
    <Panel title="Contingency" id="contingency" aside={said}>
      {mayEdit ? (
        <form
          className="form pb"
          onSubmit={(event) => {
            event.preventDefault()
            if (refusal !== null || save.isPending) return
            save.mutate({ contingency: has && from !== null && to !== null && tolerance !== null ? { from, to, tolerance, target } : null })
          }}
        >
          <CheckField label="Keep periods in reserve" checked={has} onChange={setHas} />
          {has ? (
            <div className="four">
              <NumberField label="From period" value={from} onChange={setFrom} />
              <NumberField label="To period" value={to} onChange={setTo} />
              <NumberField label="Tolerance" hint="Slip that consumes nothing" value={tolerance} onChange={setTolerance} min={0} />
              <Picker
                label="Protects"
                hint="Also the critical path’s target. Empty: the end of everything."
                options={options}
                value={target}
                onPick={setTarget}
              />
            </div>
          ) : null}
          {save.error ? <ErrorState error={save.error} /> : null}
          <div className="form-end">
            <Button type="submit" busy={save.isPending} refusal={refusal}>
              Save contingency
            </Button>
          </div>
        </form>
      ) : null}
    </Panel>
  )
}
