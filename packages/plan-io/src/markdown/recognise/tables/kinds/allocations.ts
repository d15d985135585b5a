import type { Row } from '../../../document/document.ts'
import { findWords } from '../../../words/find-words.ts'
import { readNumber } from '../../../words/read-figure.ts'
import { splitListText } from '../../../words/split-activities.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle } from '../../prose/text.ts'
import type { Reading } from '../../recogniser.ts'
import { findLane } from '../find-lane.ts'
import { readMoment, readWhen, takeWhen, type When } from '../read-when.ts'
import { addRowRecord, mapHead } from '../row-entity.ts'
import { type Column, ColumnPicker, restOf, type TableView, textAt } from '../table-view.ts'

interface RoleCount {
  readonly role: string
  readonly count: number
}

/** Who is needed when: rows by phase or team with a column per kind of role, or a row per role. What a row states as its sum is kept as it stands. */
export function readAllocations(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const totals = picker.take('fte')
  const when = takeWhen(view, picker)
  const phases = picker.take('phase')
  const lanes = picker.take('lane')
  const owners = picker.take('owner', 'title')
  const roles: Column[] = []
  for (let index = picker.take('role'); index !== null; index = picker.take('role')) roles.push(view.columns[index] as Column)
  for (const column of picker.rest)
    if (column.concepts.length === 0 && column.values.every((text) => /^\W*\d/.test(text)))
      roles.push(view.columns[picker.mark(column.index)] as Column)
  const { head } = reading.draft
  const whole: When = { from: head.first ?? 1, to: head.last ?? head.first ?? 1 }
  mapHead(view, 'allocations', reading)
  for (const row of view.table.rows) {
    const stated = readNumber(textAt(row, totals))
    const counted = roles.flatMap((column) => rolesIn(textAt(row, column.index), column.head))
    const named = counted.length === 0 ? roles.map((column) => textAt(row, column.index)).filter((text) => text !== '') : []
    const total = stated ?? (counted.length === 0 ? null : sum(counted))
    const span = readWhen(row, when, view.place, reading)
    if (span === null && total === null) {
      reading.account.map(row.span, { kind: 'section', key: 'allocations' })
      noteOwners(reading, textAt(row, owners))
      continue
    }
    const lane = findLane(reading.draft, textAt(row, lanes))
    const title = [textAt(row, phases), textAt(row, lanes), ...named, textAt(row, owners)].filter((text) => text !== '').join(', ')
    const at = span ?? whole
    const entity = addRowRecord(
      reading,
      'allocations',
      'allocation',
      'A#',
      {
        title: asTitle(title || 'Team'),
        ...at,
        lane: lane?.key,
        roles: counted.length > 0 ? counted : named.length === 1 && total !== null ? [{ role: asTitle(named[0] ?? ''), count: total }] : [],
        total,
        owners: noteOwners(reading, textAt(row, owners)),
        note: asText(restOf(row, picker.rest)),
      },
      row,
    )
    if (span === null)
      reading.account.infer(row.span.from, entity, 'from', String(whole.from), 'The row gives no period, so it goes over the whole plan.')
    if (stated !== null && counted.length > 0 && Math.abs(sum(counted) - stated) > 0.01)
      reading.account.warn(
        'fte_sum_disagrees',
        row.span.from,
        `The roles of this row add up to ${sum(counted)}, and its sum says ${stated}; both are kept.`,
      )
  }
}

/** Roles down the side, periods across, heads in the cells. */
export function readStaffMatrix(view: TableView, periods: readonly Column[], reading: Reading): void {
  const picker = new ColumnPicker(view)
  for (const { index } of periods) picker.mark(index)
  const names = picker.take('role', 'lane', 'title') ?? picker.takeWhere(() => true)
  mapHead(view, 'allocations', reading)
  for (const row of view.table.rows) reading.account.map(row.span, { kind: 'section', key: 'allocations' })
  const isSum = (row: Row): boolean => textAt(row, names) === 'Σ' || findWords('mark', textAt(row, names))[0]?.concept === 'sum'
  for (const column of periods) {
    const span = readMoment(column.head, null, reading)
    const cells = view.table.rows.flatMap((row) => {
      const count = readNumber(textAt(row, column.index))
      return count === null ? [] : [{ row, role: asTitle(textAt(row, names) || '—'), count }]
    })
    const roles = cells.filter(({ row }) => !isSum(row)).map(({ role, count }) => ({ role, count }))
    const stated = cells.find(({ row }) => isSum(row))?.count
    const [first] = cells
    if (span === null || first === undefined) continue
    const entity = addRowRecord(
      reading,
      'allocations',
      'allocation',
      'A#',
      { title: column.head, ...span, roles, total: stated ?? sum(roles) },
      first.row,
    )
    for (const { row } of cells) reading.account.map(row.span, entity)
  }
}

/** `4 Coders`, `1 Planner, 1 Architect`; a mere number counts the role that the head names. */
function rolesIn(text: string, head: string): readonly RoleCount[] {
  const alone = /^[~≈]?\s?\d[\d.,]*$/.test(text) ? readNumber(text) : null
  if (alone !== null) return [{ role: asTitle(head), count: alone }]
  return splitListText(text).flatMap((piece) => {
    const match = /^(\d{1,4}(?:[.,]\d{1,2})?)\s?[x×]?\s+(.{1,200})$/u.exec(piece)
    const count = match ? readNumber(match[1] ?? '') : null
    return match && count !== null ? [{ role: asTitle(match[2] ?? ''), count }] : []
  })
}

const sum = (roles: readonly RoleCount[]): number => Math.round(roles.reduce((total, { count }) => total + count, 0) * 100) / 100
