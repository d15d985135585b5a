/** The board store of a server, wired to its database, its clock and its live updates. */
import { bumpRevision, type Database, listAudit, loadStoredProgram, programRevision, StaleRevision } from '@gatehouse/db'
import type { Metrics } from '../app/metrics.ts'
import type { LiveHub } from '../live/live-hub.ts'
import { type BoardSource, type BoardStore, createBoardStore } from './board-store.ts'

export type ProgramBoards = BoardStore

export interface ProgramBoardsDeps {
  readonly db: Database
  /** The present instant, ISO 8601 UTC. */
  readonly clock: () => string
  readonly live: LiveHub
  readonly metrics: Metrics
}

/** One store a server; it hears of every change through the live hub. */
export const createProgramBoards = ({ db, clock, live, metrics }: ProgramBoardsDeps): ProgramBoards => {
  /** Revisions that no audit event dates, because the clock alone made them: when they were heard of. */
  const heard = new Map<string, { readonly revision: number; readonly at: string }>()
  const source: BoardSource = {
    revision: async (programId) => (await programRevision(db, { id: programId }))?.revision ?? null,
    revisedAt: async (programId, revision) => {
      const told = heard.get(programId)
      const [newest] = await listAudit(db, programId, { limit: 1 })
      if (newest?.revision === revision) return newest.at
      return told?.revision === revision ? told.at : null
    },
    load: (programId) => loadStoredProgram(db, { id: programId }),
    raise: async (programId, from) => {
      try {
        const revision = await bumpRevision(db, programId, from)
        await live.publish({ programId, revision, changed: ['clock'], actor: null })
      } catch (error) {
        // Somebody else was first, or the program is gone: either way the caller looks again.
        if (!(error instanceof StaleRevision)) throw error
      }
    },
  }
  const store = createBoardStore({ source, now: () => new Date(clock()), onServed: (outcome) => metrics.boardCache.inc({ outcome }) })
  live.onChange((change) => {
    if (change === null) return store.forgetAll()
    heard.set(change.programId, { revision: change.revision, at: clock() })
    store.forget(change.programId)
  })
  return store
}
