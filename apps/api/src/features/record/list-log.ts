import type { Query, Response } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import { type AuditEvent, type Database, listAudit } from '@gatehouse/db'
import type { Facets } from './facets.ts'
import { readFilter } from './read-filter.ts'

type Log = Response<typeof routes.record.log>

export const presentEvent = (event: AuditEvent): Log['events'][number] => ({
  ...{ seq: event.seq, at: event.at, actor: event.actor.name, actorId: event.actor.userId, correlationId: event.correlationId },
  ...{ action: event.action, subjectKind: event.subject.kind, subjectKey: event.subject.key },
  ...{ before: event.before, after: event.after, revision: event.revision, entryHash: event.entryHash },
})

/** A page of the record, newest first. What can be filtered for is counted with the first page only. */
export const listLog = async (
  db: Database,
  facets: Facets,
  programId: string,
  { before, limit, ...asked }: Query<typeof routes.record.log> & { readonly before?: number | undefined; readonly limit: number },
): Promise<Log> => {
  // One more than asked for tells whether there is another page.
  const found = await listAudit(db, programId, { ...readFilter(asked), before, limit: limit + 1 })
  const events = found.slice(0, limit).map(presentEvent)
  const next = found.length > limit ? (events.at(-1)?.seq ?? null) : null
  return { events, next, facets: before === undefined ? await facets.of(programId) : null }
}
