import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenLive, type LiveMessage, type LiveState } from './live-updates.ts'

class FakeSource {
  static readonly OPEN = 1
  static made: FakeSource[] = []
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  closed = false
  constructor(readonly url: string) {
    FakeSource.made.push(this)
  }
  addEventListener(): void {}
  close(): void {
    this.closed = true
  }
  open(): void {
    this.readyState = 1
    this.onopen?.()
  }
}
const realSource = globalThis.EventSource
beforeEach(() => {
  vi.useFakeTimers()
  FakeSource.made = []
  globalThis.EventSource = FakeSource as unknown as typeof EventSource
})
afterEach(() => {
  vi.useRealTimers()
  globalThis.EventSource = realSource
})

describe('listenLive', () => {
  it('tells since when it is not live, comes back by itself, and asks for what was missed', () => {
    const states: LiveState['state'][] = []
    const messages: LiveMessage[] = []
    let reconnects = 0
    const stop = listenLive('a b', {
      onState: (state) => states.push(state.state),
      onMessage: (message) => messages.push(message),
      onReconnect: () => reconnects++,
      onClosed: () => {},
    })
    expect(FakeSource.made[0]?.url).toBe('/api/v1/programs/a%20b/events')
    FakeSource.made[0]?.open()
    FakeSource.made[0]?.onmessage?.({ data: '{"revision":5,"changed":["gate:G1"],"actor":null}' })
    FakeSource.made[0]?.onmessage?.({ data: 'not json' })
    FakeSource.made[0]?.onmessage?.({ data: '{"revision":"six"}' })
    expect(messages).toEqual([{ revision: 5, changed: ['gate:G1'], actor: null }])
    FakeSource.made[0]?.onerror?.()
    expect(FakeSource.made[0]?.closed).toBe(true)
    vi.advanceTimersByTime(1_500)
    expect(FakeSource.made).toHaveLength(2)
    FakeSource.made[1]?.onerror?.()
    vi.advanceTimersByTime(1_000)
    expect(FakeSource.made).toHaveLength(2)
    vi.advanceTimersByTime(2_000)
    expect(FakeSource.made).toHaveLength(3)
    FakeSource.made[2]?.open()
    expect(reconnects).toBe(1)
    expect(states).toEqual(['connecting', 'live', 'down', 'down', 'live'])
    stop()
    expect(FakeSource.made[2]?.closed).toBe(true)
  })
})
