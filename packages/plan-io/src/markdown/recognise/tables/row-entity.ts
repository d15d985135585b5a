import type { PlanRecord, PlanSection } from '@gatehouse/core'
import type { PlanEntity } from '../../../report/map-lines.ts'
import type { Row } from '../../document/document.ts'
import { memoryOf } from '../prose/memory.ts'
import { withoutEmpty } from '../prose/records.ts'
import { slugOf } from '../prose/text.ts'
import type { Place, Reading } from '../recogniser.ts'
import type { TableView } from './table-view.ts'

/** Adds an entry to one of the plan's lists; the row became it. A wish that ends in `#` is numbered: `R#`. */
export function addRowRecord(reading: Reading, section: PlanSection, kind: string, wish: string, fields: PlanRecord, row: Row): PlanEntity {
  const { draft, account } = reading
  const key = wish.endsWith('#') ? draft.nextRecordKey(section, wish.slice(0, -1)) : draft.recordKeyFor(section, wish)
  draft.add(section, { key, ...withoutEmpty(fields) })
  const entity = { kind, key }
  account.map(row.span, entity)
  memoryOf(draft).latest = entity
  return entity
}

/** The head row describes this list of the plan. */
export const mapHead = ({ table }: TableView, key: string, { account }: Reading): void =>
  account.map(table.head.span, { kind: 'section', key })

/** Words of the heading above, for keys and titles; '' where there is none. */
export const headingOf = (place: Place): string => place.section.heading?.text ?? place.path.at(-1)?.text ?? ''

export const slugOfHeading = (place: Place, otherwise: string): string => (headingOf(place) === '' ? otherwise : slugOf(headingOf(place)))

/** An id from a cell when it can be a key: `R1`, `UR-01`, `A.5.9`; null for others. */
export const keyIn = (text: string): string | null =>
  /^[A-Za-z]{0,12}[-_.]?\d[A-Za-z0-9._-]{0,20}$/.test(text.trim()) ? text.trim() : null
