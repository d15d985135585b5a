import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSlug } from '../../app-data/program.ts'
import { readAllCheckpoints, useReadChain } from './log.queries.ts'
import { sha256 } from './sha256.ts'
import type { ReadCheckpoint } from './read-checkpoint-file.ts'
import { type KeptHead, type Progress, type RecordCheck, verifyRecord } from './verify-record.ts'

type State =
  | { readonly state: 'idle' | 'cancelled' }
  | { readonly state: 'running'; readonly progress: Progress | null }
  | { readonly state: 'done'; readonly check: RecordCheck; readonly at: string }
  | { readonly state: 'failed'; readonly error: unknown }
export type KeptFile = Extract<ReadCheckpoint, { ok: true }>
export type Verification = State & {
  /** Checkpoints that were kept outside, chosen by the person. */
  readonly files: readonly KeptFile[]
  readonly setFiles: (files: readonly KeptFile[]) => void
  readonly start: () => void
  readonly cancel: () => void
}

/** A figure that changes more often cannot be read. */
const SHOW_EVERY_MS = 120

/** Verifies the record of the program in the URL in this browser; leaving the screen stops it. */
export const useVerification = (): Verification => {
  const slug = useSlug()
  const readChain = useReadChain()
  const [state, setState] = useState<State>({ state: 'idle' })
  const [files, setFiles] = useState<readonly KeptFile[]>([])
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = useCallback(() => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    const { signal } = own
    const show = (next: State) => {
      if (running.current === own && !signal.aborted) setState(next)
    }
    let shown = 0
    setState({ state: 'running', progress: null })
    const run = async (): Promise<RecordCheck> => {
      const stored = await readAllCheckpoints(slug, signal)
      const kept: KeptHead[] = [
        ...stored.map(({ seq, hash }): KeptHead => ({ seq, hash, programId: null, from: 'server' })),
        ...files.map(({ head }) => head),
      ]
      return verifyRecord({
        ...{ kept, sha256, signal, readPage: (from) => readChain(from, signal) },
        onProgress: (progress) => {
          const now = performance.now()
          if (now - shown < SHOW_EVERY_MS) return
          shown = now
          show({ state: 'running', progress })
        },
      })
    }
    run().then(
      (check) => show({ state: 'done', check, at: new Date().toISOString() }),
      (error: unknown) => show({ state: 'failed', error }),
    )
  }, [slug, readChain, files])
  const cancel = useCallback(() => {
    running.current?.abort()
    setState({ state: 'cancelled' })
  }, [])
  return useMemo(() => ({ ...state, files, setFiles, start, cancel }), [state, files, start, cancel])
}
