import type { AuditPayload } from '@gatehouse/core'
import { clientOf, type Store } from '../open/database.ts'
import type { AuditEntry, AuditSubject } from './audit.repo.ts'
import type { Prisma } from '../generated/client.ts'

export interface AuditEvent extends Omit<AuditEntry, 'programId' | 'actor' | 'patch'> {
  /** 1, 2, 3 … within the program, without holes. */
  readonly seq: number
  readonly actor: { readonly userId: string | null; readonly name: string }
  /** Hash under which it is recorded. */
  readonly entryHash: string
}

/** What narrows a program's record; all that is given must hold. */
export interface AuditFilter {
  readonly subject?: AuditSubject | undefined
  /** Key of a gate: events about it and about what belongs to it. */
  readonly gate?: string | undefined
  /** Id or name of whoever did it; letter case of a name does not matter. */
  readonly actor?: string | undefined
  /** Whole actions (`gate.signed`) or their beginnings, which end with a dot (`gate.`). */
  readonly actions?: readonly string[] | undefined
  /** ISO instants: not before, and before. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Occurs somewhere in the event's text, in any case. */
  readonly text?: string | undefined
}
/** Events next to a number, not with it: older ones newest first, or later ones oldest first. */
export type AuditPage =
  | { readonly before?: number | undefined; readonly limit: number }
  | { readonly after: number; readonly limit: number }

/** What belongs to a gate; its subjects are named `G3/…`. */
const PARTS_OF_GATE = ['requirement', 'evidence', 'waiver', 'gap', 'sign_off']

/** `%` and `_` mean themselves, and quotes look as they do in the JSON text that is searched. */
const asPattern = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\\%_]/g, '\\$&')

const whereOf = (programId: string, filter: AuditFilter): Prisma.AuditEventWhereInput => {
  const { subject, gate, actor, actions, from, to, text } = filter
  const all: Prisma.AuditEventWhereInput[] = []
  if (subject !== undefined) all.push({ subjectKind: subject.kind, subjectKey: subject.key })
  if (gate !== undefined) {
    const parts = { subjectKind: { in: PARTS_OF_GATE }, subjectKey: { startsWith: `${gate.replaceAll('_', '\\_')}/` } }
    all.push({ OR: [{ subjectKind: 'gate', subjectKey: gate }, parts] })
  }
  if (actor !== undefined)
    all.push({ OR: [{ actorId: actor }, { actorName: { equals: actor.replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' } }] })
  if (actions !== undefined) {
    const named = (action: string): Prisma.AuditEventWhereInput =>
      action.endsWith('.') ? { action: { startsWith: action.replaceAll('_', '\\_') } } : { action }
    all.push({ OR: actions.map(named) })
  }
  if (from !== undefined) all.push({ at: { gte: from } })
  if (to !== undefined) all.push({ at: { lt: to } })
  if (text !== undefined) all.push({ payload: { contains: asPattern(text), mode: 'insensitive' } })
  return { programId, AND: all }
}

/** A page of a program's record. */
export const listAudit = async (store: Store, programId: string, page: AuditPage & AuditFilter): Promise<readonly AuditEvent[]> => {
  const isForward = 'after' in page
  const next = isForward ? { gt: page.after } : page.before === undefined ? undefined : { lt: page.before }
  const rows = await clientOf(store).auditEvent.findMany({
    where: { ...whereOf(programId, page), ...(next === undefined ? {} : { seq: next }) },
    select: { payload: true, entryHash: true },
    orderBy: { seq: isForward ? 'asc' : 'desc' },
    take: page.limit,
  })
  return rows.map(({ payload, entryHash }) => eventOfPayload(payload, entryHash))
}

/** Shown is what was hashed, not the columns beside it. */
const eventOfPayload = (text: string, entryHash: string): AuditEvent => {
  const { seq, at, actor, correlationId, action, subject, before, after, revision }: AuditPayload = JSON.parse(text)
  return { seq, at, actor: { userId: actor.id, name: actor.name }, correlationId, action, subject, before, after, revision, entryHash }
}

/** How often somebody did something. */
export interface EventCount {
  /** null: the program itself. */
  readonly actorId: string | null
  readonly action: string
  readonly events: number
  /** Number of the last of these events, and the name that the actor had then. */
  readonly last: number
  readonly actorName: string
}

/** Counts the events of a program's record after event `after`, by who and what. Reads all of them: count on from where you were. */
export const countEvents = async (store: Store, programId: string, after: number): Promise<readonly EventCount[]> =>
  await clientOf(store).$queryRaw<EventCount[]>`
    SELECT counted.*, event.actor_name AS "actorName"
    FROM (
      SELECT actor_id AS "actorId", action, count(*)::int AS events, max(seq) AS last
      FROM audit_event WHERE program_id = ${programId}::uuid AND seq > ${after} GROUP BY actor_id, action
    ) AS counted
    JOIN audit_event AS event ON event.program_id = ${programId}::uuid AND event.seq = counted.last`
