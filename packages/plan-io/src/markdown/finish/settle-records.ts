import { PLAN_LIMITS, PLAN_SECTIONS, type PlanRecord, type PlanSection } from '@gatehouse/core'
import { SECTION_ENTRY_SCHEMAS } from '../../schema/section-schemas.ts'
import { cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'

/** The plan's other lists. An entry that a plan file could not hold loses the fields at fault; where that is not enough it becomes a note. */
export function settleRecords({ draft, account }: Reading): Record<PlanSection, readonly PlanRecord[]> {
  const kept = new Map<PlanSection, PlanRecord[]>(PLAN_SECTIONS.map((section) => [section, []]))
  for (const section of PLAN_SECTIONS)
    for (const record of draft.sections.get(section) ?? []) {
      const mended = mend(section, record)
      if (mended !== null) kept.get(section)?.push(mended)
      else {
        const note = mend('notes', { key: draft.nextRecordKey('notes', 'N'), kind: section, text: textOf(record) })
        if (note !== null) kept.get('notes')?.push(note)
        account.warn(
          'record_incomplete',
          1,
          `An entry of ${section} says too little for its list and is kept as a note: ${cut(textOf(record), 80)}`,
        )
      }
    }
  for (const [section, records] of kept) {
    if (records.length <= PLAN_LIMITS.recordsPerSection) continue
    account.warn('too_many_records', 1, `Only the first ${PLAN_LIMITS.recordsPerSection} entries of ${section} are kept.`)
    records.length = PLAN_LIMITS.recordsPerSection
  }
  return Object.fromEntries(kept) as unknown as Record<PlanSection, readonly PlanRecord[]>
}

/** The record as a plan file may hold it, or null. */
function mend(section: PlanSection, record: PlanRecord): PlanRecord | null {
  const schema = SECTION_ENTRY_SCHEMAS[section]
  let current: Record<string, unknown> = clip(withoutNull(record)) as Record<string, unknown>
  for (let turn = 0; turn < 4; turn += 1) {
    const checked = schema.safeParse(current)
    if (checked.success) return current
    const wrong = new Set(
      checked.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')])),
    )
    if ([...wrong].every((field) => !(field in current))) return null
    current = Object.fromEntries(Object.entries(current).filter(([field]) => !wrong.has(field)))
  }
  return null
}

const withoutNull = (record: PlanRecord): PlanRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== null && value !== ''))

/** Texts that are too long are cut, whatever field they stand in. */
function clip(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return cut(value, LIMITS[field] ?? PLAN_LIMITS.text)
  if (Array.isArray(value)) return value.map((each) => clip(each, field))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, clip(inner, name)]))
}
const LIMITS: Readonly<Record<string, number>> = {
  title: PLAN_LIMITS.title,
  unit: 300,
  category: 300,
  role: 300,
  from: 300,
  to: 300,
  target: 300,
  baseline: 300,
  threshold: 300,
  kind: 60,
}

const textOf = (record: PlanRecord): string =>
  Object.entries(record)
    .filter(([field]) => field !== 'key')
    .map(([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ') || 'Empty entry'
