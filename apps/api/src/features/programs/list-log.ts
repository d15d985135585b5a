import type { Response } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import { type Database, listAudit } from '@gatehouse/db'
import { ShellError } from '../../app/problems.ts'

interface Wanted {
  readonly subject?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

const subjectOf = (text: string): { readonly kind: string; readonly key: string } => {
  const [kind = '', ...rest] = text.split(':')
  const key = rest.join(':')
  if (kind === '' || key === '') throw new ShellError('bad_request', 'A subject is a kind and a key, such as gate:G3 or task:L4-D1.')
  return { kind, key }
}

/** The record of a program, newest first. */
export const listLog = async (
  db: Database,
  programId: string,
  { subject, before, limit }: Wanted,
): Promise<Response<typeof routes.programs.log>> => {
  const events = await listAudit(db, programId, {
    limit,
    ...(before === undefined ? {} : { before }),
    ...(subject === undefined ? {} : { subject: subjectOf(subject) }),
  })
  return events.map((event) => ({
    seq: event.seq,
    at: event.at,
    actor: event.actor.name,
    correlationId: event.correlationId,
    action: event.action,
    subjectKind: event.subject.kind,
    subjectKey: event.subject.key,
    before: event.before,
    after: event.after,
    revision: event.revision,
  }))
}
