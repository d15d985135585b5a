import type { Response, routes } from '@gatehouse/contracts'
import { countEvents, type Database, type EventCount } from '@gatehouse/db'
import { createLru } from '../../board/lru.ts'

export type LogFacets = NonNullable<Response<typeof routes.record.log>['facets']>

/** Who and what occurs in programs' records. A record only grows: what was counted once is kept, and counted on from there. */
export interface Facets {
  of(programId: string): Promise<LogFacets>
}

interface Counted {
  /** Number of the last event that is counted. */
  readonly upTo: number
  readonly counts: readonly EventCount[]
}
const MAX_BYTES = 8 * 1024 * 1024
const BYTES_OF_COUNT = 200

const add = ({ upTo, counts }: Counted, more: readonly EventCount[]): Counted => {
  const all = new Map(counts.map((each) => [`${each.action} ${each.actorId ?? ''}`, each]))
  for (const each of more) {
    const name = `${each.action} ${each.actorId ?? ''}`
    all.set(name, { ...each, events: each.events + (all.get(name)?.events ?? 0) })
  }
  return { upTo: Math.max(upTo, ...more.map(({ last }) => last)), counts: [...all.values()] }
}

const byFrequency = <T extends { readonly events: number }>(nameOf: (each: T) => string) => {
  return (a: T, b: T): number => b.events - a.events || (nameOf(a) < nameOf(b) ? -1 : 1)
}

const presentFacets = (counts: readonly EventCount[]): LogFacets => {
  const actors = new Map<string | null, { id: string | null; name: string; events: number; last: number }>()
  const actions = new Map<string, number>()
  for (const { actorId, actorName, action, events, last } of counts) {
    const known = actors.get(actorId)
    // The name under which they acted last.
    const name = known === undefined || last > known.last ? actorName : known.name
    actors.set(actorId, { id: actorId, name, events: events + (known?.events ?? 0), last: Math.max(last, known?.last ?? 0) })
    actions.set(action, events + (actions.get(action) ?? 0))
  }
  return {
    actors: [...actors.values()].map(({ id, name, events }) => ({ id, name, events })).sort(byFrequency(({ name }) => name)),
    actions: [...actions].map(([action, events]) => ({ action, events })).sort(byFrequency(({ action }) => action)),
  }
}

export const createFacets = (db: Database): Facets => {
  const known = createLru<Counted>(MAX_BYTES)
  return {
    of: async (programId) => {
      const before = known.get(programId) ?? { upTo: 0, counts: [] }
      const counted = add(before, await countEvents(db, programId, before.upTo))
      // Of two at once the one that saw more stays.
      if ((known.peek(programId)?.upTo ?? 0) < counted.upTo) known.set(programId, counted, counted.counts.length * BYTES_OF_COUNT)
      return presentFacets(counted.counts)
    },
  }
}
