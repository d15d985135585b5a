import type { Board } from '@gatehouse/core'
import { memo } from 'react'
import type { TimelineLayout } from '../model/lay-out-timeline.ts'
import { type DisplayPeriod, longDate, periodDate } from '../model/list-periods.ts'
import type { Range } from '../model/visible-window.ts'
import { labelStep } from '../model/zoom-scale.ts'

/** Least width of today's label, where periods are narrower. */
const NOW_WIDTH = 44

interface Props {
  readonly layout: TimelineLayout
  readonly cadence: Board['program']['cadence']
  readonly range: Range
  /** Index of the current period. */
  readonly now: number | null
}

const lookOf = (period: DisplayPeriod, now: number | null): string =>
  [period.index === now ? 'td' : '', period.weekend ? 'we' : '', period.workingDays === 0 ? 'off' : '', period.beyond ? 'beyond' : ''].join(
    ' ',
  )

const sayPeriod = (period: DisplayPeriod, now: number | null): string =>
  [
    period.label,
    period.startsOn === period.endsOn ? longDate(period.startsOn) : `${longDate(period.startsOn)} to ${longDate(period.endsOn)}`,
    period.index === now ? 'today' : '',
    period.workingDays === 0 ? 'nobody works' : period.weekend ? 'a weekend that is worked' : '',
    period.buffer ? 'contingency' : '',
    period.beyond ? 'after the plan’s end' : '',
  ]
    .filter(Boolean)
    .join(', ')

/** Labels and dates of the visible periods; stays in sight while one scrolls. */
export const PeriodHeader = memo(({ layout, cadence, range, now }: Props) => {
  const { scale, periods, width } = layout
  const step = labelStep(scale.col, cadence)
  const shown = periods.slice(range.first, range.last + 1)
  return (
    <div role="row" aria-rowindex={1} className="tl-hd" style={{ width: scale.lane + width, height: scale.head }}>
      <div role="columnheader" className="tl-lab">
        Lane, owner
      </div>
      <div role="presentation" className="tl-trk" style={{ width }}>
        {shown.map((period, offset) => {
          const at = range.first + offset
          const isNow = period.index === now
          const date = periodDate(period, periods[at - step], cadence, scale.col < 56)
          if (at % step !== 0 && !isNow) return null
          return (
            <div
              key={period.index}
              role="columnheader"
              aria-label={sayPeriod(period, now)}
              title={sayPeriod(period, now)}
              className={`tl-p ${lookOf(period, now)} ${at === 0 ? 'first' : ''} ${step > 1 ? 'wide' : ''}`}
              style={{ left: at * scale.col, width: isNow && step > 1 ? Math.max(scale.col, NOW_WIDTH) : scale.col }}
            >
              <b>
                {period.label}
                {isNow && scale.form === 'tall' && scale.col >= 66 ? ' today' : ''}
              </b>
              {scale.col < 30 && step === 1 ? '' : date}
              {isNow && scale.form === 'thin' && scale.col >= 58 && date.length < 5 ? ', today' : ''}
            </div>
          )
        })}
      </div>
    </div>
  )
})

/** Gridlines as one path; behind them today's column, the buffer, days on which nobody works and what lies after the plan. */
export const Columns = memo(
  ({ layout, range, now, top, bottom }: Omit<Props, 'cadence'> & { readonly top: number; readonly bottom: number }) => {
    const { scale, periods, height } = layout
    const { col } = scale
    const shown = periods.slice(range.first, range.last + 1)
    const end = Math.min(height, bottom)
    const left = range.first * col
    return (
      <div className="tl-cols" aria-hidden="true" style={{ left: scale.lane }}>
        {shown.map((period, offset) => {
          const look =
            period.index === now ? 'td' : period.workingDays === 0 ? 'off' : period.buffer ? 'ct' : period.beyond ? 'beyond' : null
          return look ? <i key={period.index} className={look} style={{ left: left + offset * col, width: col }} /> : null
        })}
        <svg width={shown.length * col} height={Math.max(0, end - top)} style={{ left, top }}>
          <path d={shown.map((_, offset) => (range.first + offset === 0 ? '' : `M${offset * col + 0.5} 0V${end - top}`)).join('')} />
        </svg>
      </div>
    )
  },
)
