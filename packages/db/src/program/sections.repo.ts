import type { Plan, PlanRecord, PlanSection } from '@gatehouse/core'
import { PLAN_SECTIONS } from '@gatehouse/core'
import { clientOf, type Store, type Tx } from '../open/database.ts'
import { insertRows } from './insert-rows.ts'

/** The lists of a plan that have no tables of their own, each in its order, entries as they were written. */
export const loadSections = async (store: Store, programId: string): Promise<Plan['sections']> => {
  const rows = await clientOf(store).$queryRaw<{ section: PlanSection; entries: string }[]>`
    SELECT section, json_agg(data ORDER BY ord)::text AS entries FROM plan_section_entry WHERE program_id = ${programId}::uuid GROUP BY section`
  const found = new Map(rows.map(({ section, entries }): [PlanSection, PlanRecord[]] => [section, JSON.parse(entries)]))
  const sections: Partial<Record<PlanSection, readonly PlanRecord[]>> = {}
  for (const section of PLAN_SECTIONS) sections[section] = found.get(section) ?? []
  return sections as Plan['sections']
}

/** Replaces one list. */
export const saveSection = async (tx: Tx, programId: string, section: PlanSection, entries: readonly PlanRecord[]): Promise<void> => {
  await clientOf(tx).planSectionEntry.deleteMany({ where: { programId, section } })
  await insertRows(
    tx,
    'plan_section_entry',
    entries.map((data, ord) => ({ program_id: programId, section, ord, data })),
  )
}
