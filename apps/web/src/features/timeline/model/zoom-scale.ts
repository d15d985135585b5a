import type { Cadence } from '@gatehouse/core'

export type Zoom = 'fit' | 'day' | 'week'
/** `tall`: text inside the bars, two lines. `thin`: labels beside them. */
export type RowForm = 'tall' | 'thin'

/** Pixel sizes of everything that the grid places. */
export interface Scale {
  readonly form: RowForm
  /** Width of a period: whole pixels, so that gridlines are crisp. */
  readonly col: number
  /** Width of the lane column; takes the pixels that are left over. */
  readonly lane: number
  readonly row: number
  readonly bar: number
  /** Between a bar and its gridlines. */
  readonly pad: number
  readonly head: number
  readonly gateRow: number
  readonly gateGlyph: 14 | 20
}

const TALL = { form: 'tall', row: 46, bar: 35, pad: 3, head: 40, gateRow: 44, gateGlyph: 20 } as const
const THIN = { form: 'thin', row: 19, bar: 13, pad: 2, head: 38, gateRow: 38, gateGlyph: 14 } as const
/** More periods than this are too many for two lines of text each. */
const MOST_TALL = 21

const laneWidth = (width: number): number => (width >= 1306 ? 200 : width >= 620 ? 172 : 104)

/** `width` is that of the grid, without its scroll bar. */
export const scaleFor = (zoom: Zoom, cadence: Cadence, periods: number, width: number): Scale => {
  const lane = laneWidth(width)
  const fit = Math.floor(Math.max(0, width - lane) / Math.max(1, periods))
  const spread = (sizes: typeof TALL | typeof THIN, least: number): Scale => {
    const col = Math.max(fit, least)
    const left = width - lane - col * periods
    return { ...sizes, col, lane: left > 0 ? lane + left : lane }
  }
  if (zoom === 'day') return spread(TALL, 112)
  if (zoom === 'week') return spread(THIN, cadence === 'week' ? 54 : 28)
  if (cadence === 'day' && periods <= MOST_TALL) return spread(TALL, 64)
  return spread(THIN, cadence === 'week' ? 40 : 18)
}

/** Every how many periods a label is written, so that labels do not run into each other. */
export const labelStep = (col: number, cadence: Cadence): number => {
  const steps = cadence === 'day' ? [1, 2, 7, 14, 28] : [1, 2, 4, 13, 26]
  return steps.find((step) => step * col >= 38) ?? 52
}
