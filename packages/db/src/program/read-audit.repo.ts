import type { AuditPayload } from '@gatehouse/core'
import { clientOf, type Store } from '../open/database.ts'
import { type AuditEntry, type AuditSubject, SYSTEM } from './audit.repo.ts'
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

export interface AuditFacets {
  /** By the name under which they acted last; `id` null: the program itself. */
  readonly actors: readonly { readonly id: string | null; readonly name: string; readonly events: number }[]
  readonly actions: readonly { readonly action: string; readonly events: number }[]
}

/** Who and what occurs in a program's record, most frequent first. */
export const auditFacets = async (store: Store, programId: string): Promise<AuditFacets> => {
  const client = clientOf(store)
  const actors = await client.$queryRaw<AuditFacets['actors']>`
    SELECT actor_id AS id, (array_agg(actor_name ORDER BY seq DESC))[1] AS name, count(*)::int AS events
    FROM audit_event WHERE program_id = ${programId}::uuid GROUP BY actor_id ORDER BY events DESC, name`
  const actions = await client.$queryRaw<AuditFacets['actions']>`
    SELECT action, count(*)::int AS events
    FROM audit_event WHERE program_id = ${programId}::uuid GROUP BY action ORDER BY events DESC, action`
  return { actors: actors.map((each) => (each.id === null ? { ...each, name: SYSTEM } : each)), actions }
}
