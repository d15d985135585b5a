import { completePast, openReplay, type ProgramState } from '@gatehouse/core'
import { type Database, listPatches } from '@gatehouse/db'
import { createLru } from '../../board/lru.ts'

const MAX_BYTES = 64 * 1024 * 1024
/** Changes in memory at a time. */
const PAGE = 500
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

export const createPasts = (db: Database, maxBytes = MAX_BYTES): Pasts => {
  const kept = createLru<Kept>(maxBytes)
  const flights = new Map<string, Promise<ProgramState>>()

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
    for (let after = start?.seq ?? 0; ; ) {
      const changes = await listPatches(db, programId, { after, upTo: seq, limit: PAGE })
      for (const { patch, revision } of changes) replay.take(patch, revision)
      const last = changes.at(-1)
      if (last === undefined || changes.length < PAGE) break
      after = last.seq
    }
    const state = replay.state()
    if (state === null) throw new Error(`the record of ${programId} has no patch up to event ${seq}`)
    return state
  }

  return {
    after: (programId, seq) => {
      const name = `${programId} ${seq}`
      const known = kept.get(name)
      if (known !== undefined) return Promise.resolve(completePast(known.state))
      const running = flights.get(name)
      if (running !== undefined) return running
      const flight = rebuild(programId, seq)
        .then((state) => {
          kept.set(name, { programId, seq, state }, JSON.stringify(state).length * OBJECT_FACTOR)
          return completePast(state)
        })
        .finally(() => flights.delete(name))
      flights.set(name, flight)
      return flight
    },
  }
}
