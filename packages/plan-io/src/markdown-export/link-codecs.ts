import { figure, readPeriod, type Codec } from './cell-codecs.ts'
import { readText, splitAtBreaks, writeText } from './inline-text.ts'

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Predecessors: `G2, L6-D3 +1 (soft)`: key, lag in periods, kind where it is not hard. */
export const afters: Codec = {
  write: (value) => {
    if (!Array.isArray(value) || value.length === 0) return null
    return value
      .filter(isFields)
      .map(({ ref, lag, kind }) => {
        const distance = typeof lag === 'number' && lag !== 0 ? ` ${lag > 0 ? '+' : ''}${lag}` : ''
        return `${String(ref)}${distance}${kind === 'soft' ? ' (soft)' : ''}`
      })
      .join(', ')
  },
  read: (cell) =>
    cell
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const match = /^(\S+?)(?:\s+([+-]\d{1,6}))?(?:\s+\((hard|soft)\))?$/i.exec(part.trim())
        if (match === null) return { ref: readText(part.trim()), kind: 'hard', lag: 0 }
        return { ref: readText(match[1] ?? ''), kind: match[3]?.toLowerCase() ?? 'hard', lag: Number(match[2] ?? 0) || 0 }
      }),
}

/** People by role: `Coder × 4`, one under the other. */
export const roles: Codec = {
  write: (value) => {
    if (!Array.isArray(value) || value.length === 0) return null
    return value
      .filter(isFields)
      .map(({ role, count }) => `${writeText(String(role), '&#10;')} × ${JSON.stringify(count)}`)
      .join('<br>')
  },
  read: (cell) =>
    splitAtBreaks(cell).map((part) => {
      const at = part.lastIndexOf(' × ')
      const count = Number(at < 0 ? Number.NaN : part.slice(at + 3))
      return Number.isFinite(count) ? { role: readText(part.slice(0, at)), count } : readText(part)
    }),
}

/** Figures by period: `D5: 17`, one under the other. */
export const values: Codec = {
  write: (value, prefix) => {
    if (!Array.isArray(value) || value.length === 0) return null
    return value
      .filter(isFields)
      .map((each) => `${prefix}${String(each.at)}: ${figure.write(each.value, prefix)?.replaceAll('<br>', '&#10;') ?? ''}`)
      .join('<br>')
  },
  read: (cell, prefix) =>
    splitAtBreaks(cell).map((part) => {
      const at = part.indexOf(': ')
      const period = at < 0 ? null : readPeriod(part.slice(0, at), prefix)
      return period === null ? readText(part) : { at: period, value: figure.read(part.slice(at + 2), prefix) }
    }),
}
