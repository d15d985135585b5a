import { Readable } from 'node:stream'
import { type AuditEvent, type AuditFilter, type Database, listAudit, listChain } from '@gatehouse/db'
import { csvText } from '@gatehouse/plan-io'
import { presentEvent } from './list-log.ts'

export type RecordFormat = 'csv' | 'json' | 'tsv'
/** Events in memory at a time. */
const PAGE = 500

async function* pagesOf(db: Database, programId: string, filter: AuditFilter): AsyncGenerator<readonly AuditEvent[]> {
  let after = 0
  for (;;) {
    const page = await listAudit(db, programId, { ...filter, after, limit: PAGE })
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.seq
  }
}

const COLUMNS = [
  ...['seq', 'at', 'actor', 'actor_id', 'action', 'subject_kind', 'subject_key', 'before', 'after', 'revision', 'correlation_id'],
  'entry_hash',
] as const
const asText = (value: unknown): string => (value === null || value === undefined ? '' : JSON.stringify(value))
const cellsOf = ({ actor, subject, before, after, ...event }: AuditEvent) => ({
  ...{ seq: event.seq, at: event.at, actor: actor.name, actor_id: actor.userId ?? '', action: event.action, subject_kind: subject.kind },
  ...{ subject_key: subject.key, before: asText(before), after: asText(after), revision: event.revision },
  ...{ correlation_id: event.correlationId, entry_hash: event.entryHash },
})

async function* csvOf(db: Database, programId: string, filter: AuditFilter): AsyncGenerator<string> {
  yield csvText([], COLUMNS)
  for await (const page of pagesOf(db, programId, filter)) yield csvText(page.map(cellsOf), COLUMNS, true)
}

async function* jsonOf(db: Database, programId: string, filter: AuditFilter): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const page of pagesOf(db, programId, filter)) {
    yield separator + page.map((event) => JSON.stringify(presentEvent(event))).join(',\n')
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

/** The file `audit-chain.tsv` of a bundle: canonical JSON has neither tabs nor line ends. */
async function* tsvOf(db: Database, programId: string): AsyncGenerator<string> {
  yield 'seq\tprev_hash\tentry_hash\tpayload\n'
  for (let from = 1; ; ) {
    const page = await listChain(db, programId, { from, limit: PAGE, patches: false })
    yield page.map(({ seq, prevHash, entryHash, payload }) => `${seq}\t${prevHash}\t${entryHash}\t${payload}\n`).join('')
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    from = last.seq + 1
  }
}

/** The record as a stream of text, oldest first; read page by page as it is taken. `tsv` is the whole chain, whatever the filter. */
export const exportRecord = (db: Database, programId: string, format: RecordFormat, filter: AuditFilter): Readable => {
  const chunks = format === 'csv' ? csvOf(db, programId, filter) : format === 'json' ? jsonOf(db, programId, filter) : tsvOf(db, programId)
  return Readable.from(chunks, { objectMode: false })
}
