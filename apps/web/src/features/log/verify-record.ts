import type { Response, routes } from '@gatehouse/contracts'
import { type ChainFault, type ChainHead, openChainVerifier } from '@gatehouse/core'

export type ChainPage = Response<typeof routes.record.chain>

/** A head of the record that was written down before: by the server, or kept in a file elsewhere. */
export interface KeptHead extends ChainHead {
  /** Where it comes from: `server`, or the name of a file. */
  readonly from: 'server' | { readonly file: string }
  /** Id of the program that it names; null: the server says that it is this one. */
  readonly programId: string | null
}
/** `agrees`: the record has that very event. `rewritten`: another one. `truncated`: the record ends before it. `foreign`: it is about another program. */
export type KeptOutcome = 'agrees' | 'rewritten' | 'truncated' | 'foreign'
export interface RecordCheck {
  readonly events: number
  readonly head: ChainHead | null
  /** Events that are not what they were, in the order of the record; at most a hundred. */
  readonly faults: readonly ChainFault[]
  readonly kept: readonly { readonly head: KeptHead; readonly outcome: KeptOutcome }[]
  /** How long it took, in milliseconds. */
  readonly took: number
}
export interface Progress {
  readonly checked: number
  /** Where the record ended when reading began. */
  readonly total: number
}
export interface VerifyInput {
  /** Reads events from a number on, oldest first; no events: the record ends before it. */
  readonly readPage: (from: number) => Promise<ChainPage>
  /** SHA-256 of a text in UTF-8, lower-case hex. */
  readonly sha256: (text: string) => string
  readonly kept: readonly KeptHead[]
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** A frame is 16 ms: hashing takes no more of it than leaves the page responsive. */
const SLICE_MS = 10
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/**
 * Reads the whole record and follows it event by event, in this browser: every hash is computed anew. The next page is asked for while one is
 * hashed. Events that are recorded meanwhile are left for next time. Rejects with an `AbortError` when `signal` says stop, and with what
 * `readPage` rejects with.
 */
export const verifyRecord = async ({ readPage, sha256, kept, signal, onProgress }: VerifyInput): Promise<RecordCheck> => {
  const began = performance.now()
  let page = await readPage(1)
  const { programId } = page
  const end = page.head
  const total = end?.seq ?? highestOf(page)
  const verifier = openChainVerifier({ programId, sha256 })
  const wanted = new Set([...kept.map(({ seq }) => seq), total])
  const found = new Map<number, string>()
  let checked = 0
  let from = 1
  let sliceBegan = performance.now()
  onProgress({ checked, total })
  while (page.events.length > 0) {
    const events = page.events.filter(({ seq }) => seq <= total)
    const last = highestOf(page)
    // a server that gives out the same events again would otherwise be asked for ever
    const next = last >= from && last < total ? readPage(last + 1) : null
    from = last + 1
    // a failure is told when its page is waited for; until then it is not unhandled
    next?.catch(() => undefined)
    for (const event of events) {
      verifier.take(event)
      if (wanted.has(event.seq)) found.set(event.seq, event.entryHash)
      checked += 1
      if (performance.now() - sliceBegan < SLICE_MS) continue
      onProgress({ checked, total })
      await pause()
      signal.throwIfAborted()
      sliceBegan = performance.now()
    }
    if (next === null) break
    page = await next
    signal.throwIfAborted()
    sliceBegan = performance.now()
  }
  onProgress({ checked, total })
  const { events, head, faults } = verifier.finish()
  return {
    events,
    head,
    faults: [...faults, ...endFaults(end, head)],
    kept: kept.map((one) => ({ head: one, outcome: outcomeOf(one, programId, head?.seq ?? 0, found.get(one.seq)) })),
    took: performance.now() - began,
  }
}

const highestOf = (page: ChainPage): number => page.events.reduce((most, { seq }) => Math.max(most, seq), 0)

/** What the server says is the end must be the end of what it gave out. */
const endFaults = (said: ChainHead | null, read: ChainHead | null): readonly ChainFault[] => {
  if (said === null || (said.seq === read?.seq && said.hash === read.hash)) return []
  const ends = read === null ? 'no event was given out' : `what was given out ends at event ${read.seq}`
  return [
    said.seq === read?.seq
      ? { code: 'rewritten', seq: said.seq, message: `The server names another event ${said.seq} as the end of the record.` }
      : { code: 'truncated', seq: said.seq, message: `The server says that the record ends at event ${said.seq}; ${ends}.` },
  ]
}

const outcomeOf = (kept: KeptHead, programId: string, end: number, hash: string | undefined): KeptOutcome => {
  if (kept.programId !== null && kept.programId !== programId) return 'foreign'
  if (kept.seq > end) return 'truncated'
  return hash === kept.hash ? 'agrees' : 'rewritten'
}

/** Nothing was altered, as far as it was looked at. */
export const isWhole = ({ faults, kept }: RecordCheck): boolean => faults.length === 0 && kept.every(({ outcome }) => outcome === 'agrees')
