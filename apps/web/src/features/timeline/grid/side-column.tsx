import type { Board } from '@gatehouse/core'
import { memo, type ReactNode } from 'react'
import { slipLabel } from '../../../lib/format-plan.ts'
import { Glyph } from '../../../ui/glyph.tsx'
import type { BandBox } from '../model/lay-out-bands.ts'
import type { LaneBox, TimelineLayout } from '../model/lay-out-timeline.ts'
import type { PlanBands } from '../model/read-plan-bands.ts'

/** Ids by which a row owns its header, which stands in another element. */
export const bandLabelId = (band: BandBox): string => `tl-band-${band.kind}`
export const laneLabelId = (box: LaneBox): string => `tl-lane-${box.lane.key}`

interface Props {
  readonly layout: TimelineLayout
  readonly board: Pick<Board, 'program' | 'schedule' | 'contingency'>
  readonly bands: PlanBands
  /** Lanes that are drawn now, by index. */
  readonly lanes: readonly number[]
}

/** A lane whose name stays in sight while one scrolls through it. */
const HIGH = 240

/**
 * The names of all rows, at the left whatever is scrolled to. One element for all of them: to the browser each sticky element is a layer, and so is
 * whatever lies between two of them, which made scrolling slow.
 */
export const SideColumn = memo(({ layout, board, bands, lanes }: Props) => {
  const { scale } = layout
  const place = (top: number, height: number) => ({ top: top - scale.head, height })
  return (
    <div role="presentation" className="tl-side" style={{ width: scale.lane, height: layout.height - scale.head }}>
      {layout.bands.map((band) => (
        <div key={band.kind} role="rowheader" id={bandLabelId(band)} className="tl-lab" style={place(band.top, band.height)}>
          {bandLabel(band, layout, board, bands)}
        </div>
      ))}
      {lanes.map((at) => {
        const box = layout.lanes[at]
        return box ? <LaneLabel key={box.lane.key} box={box} top={box.top - scale.head} /> : null
      })}
    </div>
  )
})

const bandLabel = (band: BandBox, layout: TimelineLayout, board: Props['board'], bands: PlanBands): ReactNode => {
  const { cadence } = board.program
  switch (band.kind) {
    case 'milestones':
      return 'Milestones'
    case 'phases':
      return 'Phases'
    case 'contingency':
      return board.contingency ? 'Contingency' : 'Slip'
    case 'checkpoints':
      return 'Checkpoints'
    case 'gates':
      return (
        <>
          Gates{' '}
          <span className="ter cut">
            {layout.scale.form === 'thin'
              ? `slip of ${board.schedule.target ?? 'the end'} is ${slipLabel(cadence, board.schedule.slip)}`
              : 'forecast below'}
          </span>
        </>
      )
    case 'staffing': {
      const peak = bands.staffing.reduce((most, one) => Math.max(most, one.people), 0)
      const isOver = bands.declaredPeak !== null && peak > bands.declaredPeak
      return (
        <>
          <span className="nw">Staffing, FTE</span>
          <span className={`nw end ${isOver ? 'warn b' : 'ter'}`}>
            peak {peak}
            {bands.declaredPeak === null ? '' : `, plan ${bands.declaredPeak}`}
          </span>
        </>
      )
    }
  }
}

const LaneLabel = memo(({ box, top }: { box: LaneBox; top: number }) => {
  const { lane } = box
  return (
    <div
      role="rowheader"
      id={laneLabelId(box)}
      className={`tl-lab lane ${box.height <= 46 ? 'one' : box.height > HIGH ? 'high' : ''}`}
      title={[lane.name, lane.mission, lane.owners.join(', ')].filter(Boolean).join('\n')}
      style={{ top, height: box.height }}
    >
      <div className="tl-who">
        <div>
          <div className="cut">
            <b>{lane.key}</b> {lane.name}
          </div>
          {lane.owners.length > 0 ? <div className="t11 mono ter cut">{lane.owners.join(' ')}</div> : null}
        </div>
        {box.blocked > 0 ? (
          <span className="stop" role="img" aria-label={`${box.blocked} blocked`}>
            <Glyph name="block" />
          </span>
        ) : box.late > 0 ? (
          <span className="warn" role="img" aria-label={`${box.late} late`}>
            <Glyph name="late" />
          </span>
        ) : null}
      </div>
    </div>
  )
})
