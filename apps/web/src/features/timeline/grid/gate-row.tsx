import type { Board, BoardGate } from '@gatehouse/core'
import { memo } from 'react'
import { periodCount, periodLabel, slipLabel } from '../../../lib/format-plan.ts'
import { Glyph } from '../../../ui/glyph.tsx'
import { GATE_LOOK } from '../../../ui/looks.ts'
import type { BandBox } from '../model/lay-out-bands.ts'
import type { TimelineLayout } from '../model/lay-out-timeline.ts'
import { endLabel } from '../model/say-task.ts'
import type { Range } from '../model/visible-window.ts'
import { BandRow } from './band-rows.tsx'

interface Props {
  readonly layout: TimelineLayout
  readonly band: BandBox
  readonly rowIndex: number
  readonly board: Pick<Board, 'program' | 'gates' | 'schedule'>
  readonly range: Range
  /** The gate that Tab reaches, if it is one. */
  readonly active: string | null
  readonly marked: string | null
}

const isSigned = (gate: BoardGate): boolean => gate.state === 'SignedOff'

/** Below the diamond: what was signed, else when it is forecast; on thin rows the title while it is on plan. */
const captionOf = (gate: BoardGate, program: Board['program'], thin: boolean): string => {
  if (gate.face === 'Revalidate') return 'Revalidate'
  if (isSigned(gate)) return thin ? gate.title : 'Signed'
  if (gate.schedule.late > 0) return `${endLabel(program, gate.schedule.earliestFinish)}, ${slipLabel(program.cadence, gate.schedule.late)}`
  return thin ? gate.title : 'On plan'
}

const sayGate = (gate: BoardGate, program: Board['program']): string =>
  [
    `Gate ${gate.key} ${gate.title}`,
    periodLabel(program, gate.at),
    GATE_LOOK[gate.face].word.toLowerCase(),
    isSigned(gate)
      ? ''
      : gate.schedule.late > 0
        ? `forecast ${endLabel(program, gate.schedule.earliestFinish)}, late by ${periodCount(program.cadence, gate.schedule.late)}`
        : 'on plan',
  ]
    .filter(Boolean)
    .join(', ')

/** Gates by face, each a link to its page; the forecast stands below. */
export const GateRow = memo(({ layout, band, rowIndex, board, range, active, marked }: Props) => {
  const { scale, first } = layout
  const { program } = board
  const thin = scale.form === 'thin'
  const byTier = new Map<number, number>()
  const room = (gate: BoardGate, tier: number): number => {
    const before = byTier.get(tier) ?? first - 1
    byTier.set(tier, gate.at)
    return Math.max(1, Math.min(gate.at - before, Math.ceil(96 / scale.col)))
  }
  return (
    <BandRow layout={layout} band={band} rowIndex={rowIndex}>
      {board.gates.map((gate, at) => {
        const tier = band.tierOf[at] ?? 0
        const columns = room(gate, tier)
        const column = gate.at - first
        if (column < range.first || column > range.last) return null
        const look = GATE_LOOK[gate.face]
        return (
          <a
            key={gate.key}
            href={`/p/${program.slug}/gates/${encodeURIComponent(gate.key)}`}
            data-gate={gate.key}
            tabIndex={active === gate.key ? 0 : -1}
            aria-label={sayGate(gate, program)}
            title={sayGate(gate, program)}
            className={`tl-gt ${marked === gate.key ? 'sel' : ''}`}
            style={{
              left: (column + 1 - columns) * scale.col,
              width: columns * scale.col,
              top: tier * scale.gateRow,
              height: scale.gateRow - 1,
            }}
          >
            <span className="k">
              {gate.key}
              <span className={look.tone}>
                <Glyph name={look.glyph} size={scale.gateGlyph} />
              </span>
            </span>
            <span className={`w ${isSigned(gate) ? look.tone : ''}`}>{captionOf(gate, program, thin)}</span>
          </a>
        )
      })}
    </BandRow>
  )
})
