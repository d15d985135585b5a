import type { Board } from '@gatehouse/core'
import { packLaneRows } from './pack-lane-rows.ts'
import type { RowForm, Scale } from './zoom-scale.ts'

export type BandKind = 'milestones' | 'phases' | 'contingency' | 'gates' | 'checkpoints' | 'staffing'
/** A row above the lanes. `tiers` says on which line each of its things stands, in the board's order. */
export interface BandBox {
  readonly kind: BandKind
  readonly top: number
  readonly height: number
  readonly tierOf: readonly number[]
}
/** What only some plans have, from their own lists, and what is written on the bars. */
export interface Extras {
  readonly checkpoints: boolean
  readonly staffing: boolean
  readonly slack: boolean
}
export const NO_EXTRAS: Extras = { checkpoints: false, staffing: false, slack: false }

const TIER = 19
/** Lines for spans that overlap, in the board's order of them. */
const spanTiers = (spans: readonly { readonly from: number; readonly to: number }[]) => {
  const order = spans.map((_, at) => at).sort((a, b) => (spans[a]?.from ?? 0) - (spans[b]?.from ?? 0) || a - b)
  const { rowOf, rows } = packLaneRows(order.map((at) => ({ from: spans[at]?.from ?? 0, to: (spans[at]?.to ?? 0) + 1 })))
  const tierOf = new Array<number>(spans.length).fill(0)
  for (const [place, at] of order.entries()) tierOf[at] = rowOf[place] ?? 0
  return { tierOf, rows }
}
const tierHeight = (tiers: number): number => (tiers <= 1 ? 24 : tiers * TIER + 2)
/** Distance of a band's bar from the top of its row. */
export const bandTop = (height: number, tier: number): number => (height === 24 ? 3 : 1 + tier * TIER)

const offPlanWithoutBuffer = (board: Pick<Board, 'schedule' | 'contingency'>): boolean =>
  board.contingency === null && board.schedule.slip > 0

/** Which bands there are and where, below the period header. */
export const layOutBands = (
  board: Pick<Board, 'milestones' | 'phases' | 'contingency' | 'gates' | 'schedule'>,
  scale: Scale,
  extra: Extras,
): readonly BandBox[] => {
  const bands: BandBox[] = []
  let top = scale.head
  const add = (kind: BandKind, height: number, tierOf: readonly number[] = []) => {
    bands.push({ kind, top, height, tierOf })
    top += height
  }
  for (const [kind, spans] of [
    ['milestones', board.milestones],
    ['phases', board.phases],
  ] as const) {
    if (spans.length === 0) continue
    const { tierOf, rows } = spanTiers(spans)
    add(kind, tierHeight(rows), tierOf)
  }
  if (board.contingency !== null || offPlanWithoutBuffer(board)) add('contingency', 24)
  if (board.gates.length > 0) {
    const { tierOf, rows } = spanTiers(board.gates.map((gate) => ({ from: gate.at, to: gate.at })))
    add('gates', scale.gateRow * rows, tierOf)
  }
  if (extra.checkpoints) add('checkpoints', 24)
  if (extra.staffing) add('staffing', 34)
  return bands
}

/** Where the diamond of a gate on tier 0 stands, from the top of the gates' row. */
export const gateCentre = (form: RowForm): number => (form === 'tall' ? 15 : 14)
