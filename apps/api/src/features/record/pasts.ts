import { completePast, openReplay, type ProgramState } from '@gatehouse/core'
import { type Database, listPatches } from '@gatehouse/db'
import { createLru } from '../../board/lru.ts'

const MAX_BYTES = 64 * 1024 * 1024
/** Changes in memory at a time. */
const PAGE = 500
/** So many changes on, what a long history has come to is kept as well: whoever looks at one period looks at the next. */
const KEEP_EVERY = 5_000
/** What a state takes as an object beside its text. */
const OBJECT_FACTOR = 3

/** What programs were, rebuilt from their records and kept for a while. */
export interface Pasts {
  /** The program after event `seq`, which must not lie before the record's first patch. Its revision is that of the last change by then. */
  after(programId: string, seq: number): Promise<ProgramState>
}

interface Kept {
  readonly programId: string
  readonly seq: number
  readonly state: ProgramState
}

export interface PastsOptions {
  /** Bound of what is kept in memory. */
  readonly maxBytes?: number
  readonly page?: number
  readonly keepEvery?: number
}

export const createPasts = (db: Database, { maxBytes = MAX_BYTES, page = PAGE, keepEvery = KEEP_EVERY }: PastsOptions = {}): Pasts => {
  const kept = createLru<Kept>(maxBytes)
  const flights = new Map<string, Promise<ProgramState>>()

  const nameOf = (programId: string, seq: number): string => `${programId} ${seq}`
  const keep = (entry: Kept): void =>
    kept.set(nameOf(entry.programId, entry.seq), entry, JSON.stringify(entry.state).length * OBJECT_FACTOR)

  /** The latest state that is known and not too late: a history is told on from there. */
  const nearest = (programId: string, seq: number): Kept | null => {
    let found: Kept | null = null
    for (const key of kept.keys()) {
      const each = kept.peek(key)
      if (each?.programId === programId && each.seq <= seq && each.seq > (found?.seq ?? 0)) found = each
    }
    return found
  }

  const rebuild = async (programId: string, seq: number): Promise<ProgramState> => {
    const start = nearest(programId, seq)
    const replay = openReplay(start?.state ?? null)
    let unkept = 0
    for (let after = start?.seq ?? 0; ; ) {
      const changes = await listPatches(db, programId, { after, upTo: seq, limit: page })
      for (const { patch, revision } of changes) replay.take(patch, revision)
      const last = changes.at(-1)
      if (last === undefined || changes.length < page) break
      after = last.seq
      unkept += changes.length
      if (unkept >= keepEvery) {
        keep({ programId, seq: after, state: replay.state() as ProgramState })
        unkept = 0
      }
    }
    const state = replay.state()
    if (state === null) throw new Error(`the record of ${programId} has no patch up to event ${seq}`)
    return state
  }

  return {
    after: (programId, seq) => {
      const name = nameOf(programId, seq)
      const known = kept.get(name)
      if (known !== undefined) return Promise.resolve(completePast(known.state))
      const running = flights.get(name)
      if (running !== undefined) return running
      const flight = rebuild(programId, seq)
        .then((state) => {
          keep({ programId, seq, state })
          return completePast(state)
        })
        .finally(() => flights.delete(name))
      flights.set(name, flight)
      return flight
    },
  }
}
