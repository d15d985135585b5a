import type { Board } from '@gatehouse/core'
import { memo } from 'react'
import { periodLabel } from '../../../lib/format-plan.ts'
import { Glyph } from '../../../ui/glyph.tsx'
import type { Look } from '../../../ui/looks.ts'
import type { BandBox } from '../model/lay-out-bands.ts'
import type { TimelineLayout } from '../model/lay-out-timeline.ts'
import type { CheckpointMark, PlanBands } from '../model/read-plan-bands.ts'
import type { Range } from '../model/visible-window.ts'
import { BandRow } from './band-rows.tsx'

interface Props {
  readonly layout: TimelineLayout
  readonly band: BandBox
  readonly rowIndex: number
  readonly program: Board['program']
  readonly bands: PlanBands
  readonly range: Range
}

/** Ready to be looked at, and not: nothing is proof before somebody has verified it. */
export const CHECKPOINT_LOOK: Readonly<Record<CheckpointMark['state'], Look>> = {
  met: { glyph: 'f-fresh', word: 'Checkpoint met', tone: 'ok' },
  missed: { glyph: 'f-fail', word: 'Missed', tone: 'stop' },
  due: { glyph: 'f-pend', word: 'Due', tone: 'work' },
  ahead: { glyph: 'f-none', word: 'Ahead', tone: 'idle' },
}

export const CheckpointRow = memo(({ layout, band, rowIndex, program, bands, range }: Props) => {
  const { scale, first } = layout
  return (
    <BandRow layout={layout} band={band} rowIndex={rowIndex}>
      {bands.checkpoints.map((mark, at) => {
        const column = mark.period - first
        if (column < range.first || column > range.last) return null
        const look = CHECKPOINT_LOOK[mark.state]
        const said = `${periodLabel(program, mark.period)}: ${look.word}. ${mark.text}`
        return (
          <span
            key={at}
            role="img"
            aria-label={said}
            title={said}
            className={`tl-ck ${look.tone}`}
            style={{ left: column * scale.col, width: scale.col }}
          >
            <Glyph name={look.glyph} size={14} />
          </span>
        )
      })}
    </BandRow>
  )
})

const FULL = 18

export const StaffingRow = memo(({ layout, band, rowIndex, program, bands, range }: Props) => {
  const { scale, first } = layout
  const peak = bands.staffing.reduce((most, one) => Math.max(most, one.people), 0)
  const isOver = bands.declaredPeak !== null && peak > bands.declaredPeak
  return (
    <BandRow layout={layout} band={band} rowIndex={rowIndex}>
      {bands.staffing.map((one) => {
        const column = one.period - first
        if (column < range.first || column > range.last) return null
        const isPeak = isOver && one.people === peak
        return (
          <span
            key={one.period}
            className={`tl-ft ${isPeak ? 'pk' : ''}`}
            title={`${periodLabel(program, one.period)}: ${one.people} full-time people`}
            style={{ left: column * scale.col + 3, width: scale.col - 5 }}
          >
            {scale.col >= 24 ? one.people : ''}
            <i style={{ height: Math.max(1, Math.round((one.people / Math.max(1, peak)) * FULL)) }} />
          </span>
        )
      })}
    </BandRow>
  )
})
