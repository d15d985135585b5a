import type { Board } from '@gatehouse/core'
import { memo, type ReactNode } from 'react'
import { spanLabel } from '../../../lib/format-plan.ts'
import { type BandBox, bandTop } from '../model/lay-out-bands.ts'
import type { TimelineLayout } from '../model/lay-out-timeline.ts'
import { sayLedger } from '../model/say-task.ts'
import { bandLabelId } from './side-column.tsx'

interface RowProps {
  readonly layout: TimelineLayout
  readonly band: BandBox
  readonly rowIndex: number
  readonly children: ReactNode
}
/** A row above the lanes. Its name is in the side column. */
export const BandRow = ({ layout, band, rowIndex, children }: RowProps) => (
  <div
    role="row"
    aria-rowindex={rowIndex}
    aria-owns={bandLabelId(band)}
    className="tl-row"
    style={{ top: band.top, left: layout.scale.lane, height: band.height, width: layout.width }}
  >
    <div role="gridcell" className="tl-trk" style={{ width: layout.width }}>
      {children}
    </div>
  </div>
)

interface SpanBand {
  readonly key: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly about: string
}
interface SpanProps {
  readonly layout: TimelineLayout
  readonly band: BandBox
  readonly rowIndex: number
  readonly program: Board['program']
  readonly spans: readonly SpanBand[]
  readonly now: number | null
}
/** Milestones or phases. Overlapping ones take a further line. */
export const SpanBandRow = memo(({ layout, band, rowIndex, program, spans, now }: SpanProps) => {
  const { col } = layout.scale
  return (
    <BandRow layout={layout} band={band} rowIndex={rowIndex}>
      {spans.map((span, at) => {
        const time = now === null ? '' : span.to < now ? 'past' : span.from <= now ? 'cur' : ''
        return (
          <div
            key={span.key}
            className={`tl-band ${time}`}
            title={`${span.key} ${span.name}, ${spanLabel(program, span.from, span.to)}${span.about ? `. ${span.about}` : ''}`}
            style={{
              left: (span.from - layout.first) * col + 1,
              width: (span.to + 1 - span.from) * col - 1,
              top: bandTop(band.height, band.tierOf[at] ?? 0),
            }}
          >
            <span className="in">
              <b>{span.key}</b> <span className="cut">{span.name}</span>
            </span>
          </div>
        )
      })}
    </BandRow>
  )
})

interface ContingencyProps {
  readonly layout: TimelineLayout
  readonly band: BandBox
  readonly rowIndex: number
  readonly board: Pick<Board, 'program' | 'schedule' | 'contingency'>
}
/** What the slip of the target takes from the buffer, in a sentence, and the buffer with a square per period. */
export const ContingencyRow = memo(({ layout, band, rowIndex, board }: ContingencyProps) => {
  const { contingency, program } = board
  const { col } = layout.scale
  const said = sayLedger(board)
  const bufferLeft = contingency ? (contingency.from - layout.first) * col : layout.width
  const bufferRight = contingency ? (contingency.to + 1 - layout.first) * col : layout.width
  const isBefore = bufferLeft >= layout.width - bufferRight
  const isTaken = contingency !== null && contingency.state !== 'untouched' && contingency.consumed > 0
  const gone = contingency?.state === 'exhausted'
  return (
    <BandRow layout={layout} band={band} rowIndex={rowIndex}>
      <div
        className={`tl-slip ${isTaken ? 'warn' : ''}`}
        style={isBefore ? { maxWidth: bufferLeft } : { marginLeft: bufferRight, maxWidth: layout.width - bufferRight }}
      >
        {said.lead} {said.slip ? <b>{said.slip}</b> : null} {said.rest}
      </div>
      {contingency ? (
        <div
          className={`tl-band buf ${gone ? 'gone' : ''}`}
          title={
            contingency.entries.map((entry) => `${entry.label}: ${entry.cause}`).join('\n') ||
            `Buffer ${spanLabel(program, contingency.from, contingency.to)}, untouched`
          }
          style={{ left: bufferLeft + 1, width: bufferRight - bufferLeft - 1, top: 3 }}
        >
          {Array.from({ length: Math.min(contingency.size, Math.max(4, Math.floor((bufferRight - bufferLeft - 80) / 15))) }, (_, at) => (
            <i key={at} className={at < contingency.consumed ? 'used' : ''} />
          ))}
          <b>
            {contingency.left} of {contingency.size} left
          </b>
        </div>
      ) : null}
    </BandRow>
  )
})
