/**
 * The main read, ready to send. A board is computed once per program revision, serialised and compressed once, and kept as bytes.
 *
 * A revision names one content: whatever changes the board changes the revision first. Time changes it too (a period ends, a clock
 * runs out), so once `nextChangeAt` has passed the revision is raised by one, on the condition that nobody else raised it, and the
 * board is computed again. Every replica does the same and at most one of them wins.
 */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Board, buildBoard, type ProgramState } from '@gatehouse/core'
import { createLru } from './lru.ts'

/** Where the store reads programs and raises their revision. Everything is by program id. */
export interface BoardSource {
  /** The present revision; null: no such program. */
  revision(programId: string): Promise<number | null>
  /** When a revision came to be, as an ISO instant; null: nobody knows any more. */
  revisedAt(programId: string, revision: number): Promise<string | null>
  load(programId: string): Promise<ProgramState | null>
  /** Raises the revision by one if it is still `from`. Tells the other replicas and the listeners. */
  raise(programId: string, from: number): Promise<void>
}

/** One board, ready to send. */
export interface StoredBoard {
  readonly revision: number
  /** `"17"`: the program's revision as a strong entity tag. */
  readonly etag: string
  readonly gzipped: Buffer
  /** Bytes of the JSON text before compression. */
  readonly size: number
  /** The same as an object, for answers that carry a part of it. Nobody changes it. */
  readonly board: Board
}

export interface BoardStore {
  /** The board at the present revision, or null when there is no such program. */
  read(programId: string): Promise<StoredBoard | null>
  /** The same without waiting, where it is in memory, still right and may be believed; null: ask `read`. */
  peek(programId: string): StoredBoard | null
  /** A write was saved, here or elsewhere: what was known of the revision is old. */
  forget(programId: string): void
  /** Notifications may have been missed. */
  forgetAll(): void
  /** Makes the boards in memory anew that time has changed. */
  tick(): Promise<void>
}

export interface BoardStoreOptions {
  readonly source: BoardSource
  readonly now: () => Date
  /** Bound of what is kept in memory, boards as objects included. */
  readonly maxBytes?: number
  /** How long a revision is believed without asking, should a notification be lost. */
  readonly trustMs?: number
  /** Told of each board that was asked for: it was there, or had to be computed. */
  readonly onServed?: (outcome: 'hit' | 'miss') => void
}

interface Kept extends StoredBoard {
  readonly changesAt: number | null
}
interface KnownRevision {
  readonly revision: Promise<number | null>
  /** The same once it is known. */
  value: number | null
  readonly askedAt: number
  isRenewed: boolean
}

const MAX_BYTES = 256 * 1024 * 1024
const TRUST_MS = 1_000
/** What a board takes as an object beside its text, measured on boards of 120 and 10,000 tasks. */
const OBJECT_FACTOR = 3
/** A board made this soon after its revision is as good as made with it. */
const SAME_INSTANT_MS = 1_000
const COARSE_MS = 20
/** Writers that keep winning the race would otherwise keep a reader waiting for ever. */
const MOST_ROUNDS = 20

const compress = promisify(gzip)

export const createBoardStore = ({ source, now, maxBytes = MAX_BYTES, trustMs = TRUST_MS, onServed }: BoardStoreOptions): BoardStore => {
  const boards = createLru<Kept>(maxBytes)
  let coarse = { readAt: Number.NEGATIVE_INFINITY, ms: 0 }
  const revisions = new Map<string, KnownRevision>()
  const flights = new Map<string, Promise<Kept | null>>()

  const drop = (programId: string, known: KnownRevision): void => {
    if (revisions.get(programId) === known) revisions.delete(programId)
  }
  const ask = (programId: string): KnownRevision => {
    // A monotonic clock: how long something is believed must not depend on somebody setting the time.
    const asked: KnownRevision = { revision: source.revision(programId), value: null, askedAt: performance.now(), isRenewed: false }
    asked.revision.then(
      (revision) => {
        asked.value = revision
        if (revision === null) drop(programId, asked)
      },
      () => drop(programId, asked),
    )
    return asked
  }
  const revisionOf = (programId: string): Promise<number | null> => {
    const known = revisions.get(programId)
    if (known !== undefined && performance.now() - known.askedAt < trustMs) return known.revision
    const asked = ask(programId)
    revisions.set(programId, asked)
    return asked.revision
  }
  /** Asks again while the last answer may still be believed, so that readers need not wait for the next one. */
  const renew = (programId: string, known: KnownRevision): void => {
    if (known.isRenewed) return
    known.isRenewed = true
    const asked = ask(programId)
    asked.revision.then(
      () => {
        // Forgotten meanwhile: a write came between, and this answer may be older than it.
        if (revisions.get(programId) === known && asked.value !== null) revisions.set(programId, asked)
      },
      () => undefined,
    )
  }
  const raise = async (programId: string, from: number): Promise<void> => {
    await source.raise(programId, from)
    revisions.delete(programId)
  }

  /**
   * Whether time has changed the board since its revision came to be: somebody may hold it as it was then, from another replica or
   * from before a restart.
   */
  const hasAged = async (state: ProgramState, at: Date): Promise<boolean> => {
    const revisedAt = state.revision === 1 ? state.createdAt : await source.revisedAt(state.id, state.revision)
    if (revisedAt === null) return true
    if (at.getTime() - Date.parse(revisedAt) < SAME_INSTANT_MS) return false
    const { nextChangeAt } = buildBoard(state, revisedAt)
    return nextChangeAt !== null && Date.parse(nextChangeAt) <= at.getTime()
  }

  /** `isRaised`: it was just raised on account of its age, and is not raised twice. */
  const compute = async (programId: string, isRaised = false): Promise<Kept | null> => {
    const state = await source.load(programId)
    if (state === null) return null
    const at = now()
    if (!isRaised && (await hasAged(state, at))) {
      await raise(programId, state.revision)
      return compute(programId, true)
    }
    const board = buildBoard(state, at.toISOString())
    const text = Buffer.from(JSON.stringify(board))
    const changesAt = board.nextChangeAt === null ? null : Date.parse(board.nextChangeAt)
    const kept: Kept = {
      revision: state.revision,
      etag: `"${state.revision}"`,
      gzipped: await compress(text),
      size: text.length,
      board,
      // A change in the past would be raised for ever.
      changesAt: changesAt !== null && changesAt > at.getTime() ? changesAt : null,
    }
    const before = boards.get(programId)
    if (before === undefined || before.revision <= kept.revision) {
      boards.set(programId, kept, kept.gzipped.length + kept.size * OBJECT_FACTOR)
    }
    return kept
  }

  const computeOnce = (programId: string): Promise<Kept | null> => {
    const running = flights.get(programId)
    if (running !== undefined) return running
    const flight = compute(programId).finally(() => flights.delete(programId))
    flights.set(programId, flight)
    return flight
  }

  const isOver = (board: Kept): boolean => board.changesAt !== null && board.changesAt <= now().getTime()

  /** As `isOver`, by a clock that is read every few milliseconds only: telling the time costs as much as the rest of `peek`. */
  const isOverSoon = (board: Kept): boolean => {
    if (board.changesAt === null) return false
    const at = performance.now()
    if (at - coarse.readAt > COARSE_MS) coarse = { readAt: at, ms: now().getTime() }
    return board.changesAt <= coarse.ms + COARSE_MS
  }

  const read = async (programId: string): Promise<StoredBoard | null> => {
    let newest: Kept | null = null
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const revision = await revisionOf(programId)
      if (revision === null) {
        boards.delete(programId)
        return null
      }
      const kept = boards.get(programId) ?? null
      // A flight that began before a write carries the revision before it: look again rather than serve it.
      if (kept !== null && kept.revision >= revision) {
        if (!isOver(kept)) {
          if (round === 0) onServed?.('hit')
          return kept
        }
        await raise(programId, kept.revision)
        continue
      }
      if (newest === null) onServed?.('miss')
      newest = await computeOnce(programId)
      if (newest !== null && newest.revision >= revision && !isOver(newest)) return newest
    }
    return newest
  }

  return {
    read,
    peek: (programId) => {
      const known = revisions.get(programId)
      const age = known === undefined ? Number.POSITIVE_INFINITY : performance.now() - known.askedAt
      if (known === undefined || known.value === null || age >= trustMs) return null
      if (age > trustMs / 2) renew(programId, known)
      const kept = boards.get(programId)
      return kept === undefined || kept.revision < known.value || isOverSoon(kept) ? null : kept
    },
    forget: (programId) => void revisions.delete(programId),
    forgetAll: () => revisions.clear(),
    tick: async () => {
      for (const programId of boards.keys()) {
        const kept = boards.peek(programId)
        if (kept !== undefined && isOver(kept)) await read(programId)
      }
    },
  }
}
