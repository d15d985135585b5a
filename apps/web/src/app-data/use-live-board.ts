import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { listenLive, type LiveState } from '../lib/live-updates.ts'
import { boardQuery, programKey, useBoard, useSlug } from './program.ts'

const DOWN_POLL = 30_000
const CLOSED_WAIT = 2_000
/** setTimeout takes 31 bits. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Keeps the program fresh: on every live message, when time alone changes the board, and by polling while the stream is down. */
export const useLiveBoard = (): LiveState => {
  const slug = useSlug()
  const client = useQueryClient()
  const { nextChangeAt } = useBoard()
  const [live, setLive] = useState<LiveState>({ state: 'connecting', since: new Date().toISOString() })

  useEffect(() => {
    const refresh = () => void client.invalidateQueries({ queryKey: programKey(slug) })
    let closing: ReturnType<typeof setTimeout> | undefined
    const stop = listenLive(slug, {
      onState: setLive,
      onReconnect: refresh,
      // whoever deletes the program is on the way out of it; everyone else reads once more and is told
      onClosed: () => {
        closing = setTimeout(refresh, CLOSED_WAIT)
      },
      onMessage: ({ revision }) => {
        const known = client.getQueryData(boardQuery(slug).queryKey)?.program.revision ?? 0
        if (revision > known) refresh()
      },
    })
    return () => {
      stop()
      clearTimeout(closing)
    }
  }, [client, slug])

  useEffect(() => {
    if (nextChangeAt === null) return
    const wait = Math.min(Math.max(new Date(nextChangeAt).getTime() - Date.now() + 1_000, 5_000), LONGEST_TIMER)
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: programKey(slug) }), wait)
    return () => clearTimeout(timer)
  }, [client, slug, nextChangeAt])

  useEffect(() => {
    if (live.state !== 'down') return
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: programKey(slug) }), DOWN_POLL)
    return () => clearInterval(timer)
  }, [client, slug, live.state])

  return live
}
