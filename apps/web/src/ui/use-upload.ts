import type { StoredFile } from '@gatehouse/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { UploadOptions } from '../lib/upload-file.ts'

/** Sends one file; `uploadFile` of lib with the program filled in. */
export type SendFile = (file: File, options: UploadOptions) => Promise<StoredFile>
export type UploadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string; readonly size: number; readonly sent: number }
  | { readonly kind: 'failed'; readonly file: File; readonly error: unknown }

export interface Upload {
  readonly state: UploadState
  readonly start: (file: File) => void
  /** Ends what runs, and forgets what failed. */
  readonly stop: () => void
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

/** One upload at a time: starting another one, or leaving the screen, ends the one that runs. */
export const useUpload = (send: SendFile, onDone: (file: StoredFile) => void): Upload => {
  const [state, setState] = useState<UploadState>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  const latest = useRef({ send, onDone })
  latest.current = { send, onDone }
  const stop = useCallback(() => {
    running.current?.abort()
    running.current = null
    setState({ kind: 'idle' })
  }, [])
  const start = useCallback((file: File) => {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    const isCurrent = (): boolean => running.current === control
    const { name, size } = file
    const show = (sent: number): void => {
      if (isCurrent()) setState({ kind: 'sending', name, size, sent })
    }
    show(0)
    latest.current.send(file, { signal: control.signal, onProgress: show }).then(
      (stored) => {
        if (!isCurrent()) return
        setState({ kind: 'idle' })
        latest.current.onDone(stored)
      },
      (error: unknown) => {
        if (isCurrent() && !isAbort(error)) setState({ kind: 'failed', file, error })
      },
    )
  }, [])
  useEffect(() => () => running.current?.abort(), [])
  return { state, start, stop }
}
