import { liveEvent } from '@gatehouse/contracts'

export interface LiveState {
  readonly state: 'connecting' | 'live' | 'down'
  /** Down: the last moment at which it was live (or at which the page opened). */
  readonly since: string
}
export interface LiveMessage {
  readonly revision: number
  /** Keys and nouns that changed, such as `task:L4-D1`. */
  readonly changed: readonly string[]
  readonly actor: string | null
}
interface Listener {
  readonly onState: (state: LiveState) => void
  readonly onMessage: (message: LiveMessage) => void
  /** After a gap: events may have been missed. */
  readonly onReconnect: () => void
  /** The server ended it: signed out, no longer a member, or the program is gone. */
  readonly onClosed: () => void
}

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000

/**
 * Listens to a program's changes and returns a function that stops. The browser's own reconnecting gives up on an HTTP error,
 * so it is done here: 1 s, 2 s, 4 s … 30 s, each a little random, and at once when the network comes back.
 */
export const listenLive = (slug: string, listener: Listener): (() => void) => {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = FIRST_WAIT
  let wasLive = false
  let lastLive = new Date().toISOString()
  let stopped = false

  const receive = (event: MessageEvent<string>) => {
    lastLive = new Date().toISOString()
    let data: unknown
    try {
      data = JSON.parse(event.data)
    } catch {
      return
    }
    const message = liveEvent.safeParse(data)
    if (message.success) listener.onMessage(message.data)
  }
  const connect = () => {
    if (stopped) return
    source = new EventSource(`/api/v1/programs/${encodeURIComponent(slug)}/events`)
    source.onopen = () => {
      wait = FIRST_WAIT
      lastLive = new Date().toISOString()
      listener.onState({ state: 'live', since: lastLive })
      if (wasLive) listener.onReconnect()
      wasLive = true
    }
    source.onmessage = receive
    // the server ends the stream when the account may no longer listen: the next read says so
    source.addEventListener('closed', listener.onClosed)
    source.onerror = () => {
      const live = source?.readyState === EventSource.OPEN
      source?.close()
      if (live) lastLive = new Date().toISOString()
      listener.onState({ state: 'down', since: lastLive })
      timer = setTimeout(connect, wait * (0.75 + Math.random() / 2))
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
  }
  const online = () => {
    clearTimeout(timer)
    source?.close()
    wait = FIRST_WAIT
    connect()
  }
  window.addEventListener('online', online)
  listener.onState({ state: 'connecting', since: lastLive })
  connect()
  return () => {
    stopped = true
    clearTimeout(timer)
    source?.close()
    window.removeEventListener('online', online)
  }
}
