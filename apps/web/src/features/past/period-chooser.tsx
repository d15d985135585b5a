import type { BoardPeriod } from '@gatehouse/core'
import { useEffect, useId, useState } from 'react'
import { formatIsoDate } from '../../lib/format-time.ts'
import { Button } from '../../ui/index.ts'

/** Dragging passes many periods; the one where it rests is asked for. */
const REST_MS = 180

const labelOf = (period: BoardPeriod): string => `${period.label}, ${formatIsoDate(period.endsOn, false)}`

/** One of the periods that are over: by a slider, a step back or forth, or its name. */
export const PeriodChooser = ({
  periods,
  chosen,
  onChoose,
}: {
  /** Oldest first; one at least. */
  periods: readonly BoardPeriod[]
  /** undefined: another moment is shown. */
  chosen: number | undefined
  onChoose: (period: number) => void
}) => {
  const id = useId()
  const at = periods.findIndex(({ index }) => index === chosen)
  const last = periods.length - 1
  const [dragged, setDragged] = useState<number | null>(null)
  const shown = dragged ?? (at === -1 ? last : at)
  useEffect(() => {
    if (dragged === null) return
    const timer = setTimeout(() => {
      const period = periods[dragged]
      setDragged(null)
      if (period) onChoose(period.index)
    }, REST_MS)
    return () => clearTimeout(timer)
    // onChoose is new on each render; where it rests alone decides
  }, [dragged])
  const step = (by: number) => {
    const period = periods[shown + by]
    if (period) onChoose(period.index)
  }
  const period = periods[shown]
  return (
    <div className="pa-choose" role="group" aria-label="Moment">
      <Button small onClick={() => step(-1)} refusal={shown === 0 ? 'This is the first period that the record covers.' : null} tipBelow>
        Earlier
      </Button>
      <span className="pa-slide">
        <label htmlFor={id} className="sr">
          End of period
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          step={1}
          value={shown}
          aria-valuetext={period ? labelOf(period) : ''}
          onChange={(event) => setDragged(event.currentTarget.valueAsNumber)}
        />
        <span className="t11 ter pa-ends" aria-hidden="true">
          <span>{periods[0]?.label}</span>
          <span>{periods[last]?.label}</span>
        </span>
      </span>
      <Button small onClick={() => step(1)} refusal={shown === last ? 'No later period is over.' : null} tipBelow>
        Later
      </Button>
      <select
        className="inp sm"
        aria-label="Period"
        value={at === -1 && dragged === null ? '' : String(period?.index ?? '')}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        {at === -1 && dragged === null ? (
          <option value="" disabled>
            Another moment
          </option>
        ) : null}
        {periods.map((each) => (
          <option key={each.index} value={each.index}>
            {labelOf(each)}
          </option>
        ))}
      </select>
    </div>
  )
}
