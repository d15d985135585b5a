import { aHead, aProgram, aTask } from '@gatehouse/core/testing'
import type { ProgramState } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { type BoardSource, createBoardStore } from './board-store.ts'

const START = '2026-02-25T06:30:00.000Z'
const MIDNIGHT = '2026-02-25T18:30:00.000Z'

/** A program kept in memory the way the database keeps it, with counters of what was asked. */
const aSource = (over: Partial<ProgramState> = {}) => {
  let state: ProgramState = { ...aProgram({ head: aHead(), tasks: [aTask()] }), id: 'p', revision: 5, createdAt: START, ...over }
  let revisedAt: string | null = START
  let isThere = true
  const asked = { revision: 0, load: 0, raise: 0 }
  const source: BoardSource = {
    revision: async () => {
      asked.revision++
      return isThere ? state.revision : null
    },
    revisedAt: async () => revisedAt,
    load: async () => {
      asked.load++
      const loaded = state
      await new Promise((resolve) => setTimeout(resolve, 5))
      return isThere ? loaded : null
    },
    raise: async (_, from) => {
      asked.raise++
      if (state.revision !== from) return
      state = { ...state, revision: from + 1 }
      revisedAt = clock.now
    },
  }
  const clock = { now: START }
  return {
    source,
    asked,
    clock,
    now: () => new Date(clock.now),
    write: (at = clock.now) => {
      state = { ...state, revision: state.revision + 1 }
      revisedAt = at
    },
    forgetBirth: () => {
      revisedAt = null
    },
    remove: () => {
      isThere = false
    },
  }
}

describe('createBoardStore', () => {
  it('computes once for a crowd, and not again while nothing changes', async () => {
    const { source, asked, now } = aSource()
    const store = createBoardStore({ source, now })
    const boards = await Promise.all(Array.from({ length: 50 }, () => store.read('p')))
    expect(new Set(boards).size).toBe(1)
    await store.read('p')
    expect(asked).toEqual({ revision: 1, load: 1, raise: 0 })
  })

  it('does not answer a reader who comes after a write with a computation from before it', async () => {
    const { source, now, write } = aSource()
    const store = createBoardStore({ source, now })
    const early = store.read('p')
    await new Promise((resolve) => setTimeout(resolve, 2))
    write()
    store.forget('p')
    const late = store.read('p')
    expect((await late)?.revision).toBe(6)
    expect((await early)?.revision).toBeGreaterThanOrEqual(5)
    expect((await store.read('p'))?.etag).toBe('"6"')
  })

  it('notices a write that nobody told it of within the time that it trusts', async () => {
    const { source, now, write } = aSource()
    const store = createBoardStore({ source, now, trustMs: 30 })
    await store.read('p')
    write()
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(store.peek('p')).toBeNull()
    expect((await store.read('p'))?.revision).toBe(6)
  })

  it('asks again ahead of time when it is peeked at, so that readers need not wait', async () => {
    const { source, asked, now, write } = aSource()
    const store = createBoardStore({ source, now, trustMs: 2_000 })
    await store.read('p')
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(store.peek('p')?.revision).toBe(5)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(store.peek('p')?.revision).toBe(5)
    expect(asked.revision).toBeGreaterThanOrEqual(2)
    expect(asked.load).toBe(1)
    write()
    store.forget('p')
    expect(store.peek('p')).toBeNull()
  })

  it('raises the revision once when time has changed the board', async () => {
    const { source, asked, clock, now } = aSource()
    const store = createBoardStore({ source, now })
    const before = await store.read('p')
    expect(before?.board.nextChangeAt).not.toBeNull()
    clock.now = MIDNIGHT
    const after = await Promise.all(Array.from({ length: 20 }, () => store.read('p')))
    expect(new Set(after.map((board) => board?.revision))).toEqual(new Set([6]))
    expect(after[0]?.board.today.period).toBe(6)
    expect(store.peek('p')?.revision).toBe(6)
    expect(asked.raise).toBeGreaterThanOrEqual(1)
  })

  it('after a restart over midnight serves no other board under the revision of yesterday', async () => {
    const { source, clock, now } = aSource()
    const yesterday = await createBoardStore({ source, now }).read('p')
    clock.now = MIDNIGHT
    const today = await createBoardStore({ source, now }).read('p')
    expect([yesterday?.revision, today?.revision]).toEqual([5, 6])
    // A third one agrees, and raises nothing.
    expect((await createBoardStore({ source, now }).read('p'))?.revision).toBe(6)
  })

  it('raises once when nobody knows how old the revision is', async () => {
    const { source, asked, now, forgetBirth } = aSource()
    forgetBirth()
    const store = createBoardStore({ source, now })
    expect((await store.read('p'))?.revision).toBe(6)
    expect((await store.read('p'))?.revision).toBe(6)
    expect(asked.raise).toBe(1)
  })

  it('ticks only what time has changed', async () => {
    const { source, asked, clock, now } = aSource()
    const store = createBoardStore({ source, now })
    await store.read('p')
    await store.tick()
    expect(asked.load).toBe(1)
    clock.now = MIDNIGHT
    await store.tick()
    await store.tick()
    expect(asked.load).toBe(2)
  })

  it('knows when a program is gone, and keeps nothing that is too large', async () => {
    const gone = aSource()
    const store = createBoardStore({ source: gone.source, now: gone.now })
    await store.read('p')
    gone.remove()
    store.forgetAll()
    expect(await store.read('p')).toBeNull()
    const tight = aSource()
    const small = createBoardStore({ source: tight.source, now: tight.now, maxBytes: 100 })
    expect((await small.read('p'))?.revision).toBe(5)
    expect(small.peek('p')).toBeNull()
  })

  it('is not put off by a failing load', async () => {
    const { source, now } = aSource()
    let isBroken = true
    const store = createBoardStore({
      source: { ...source, load: async (id) => (isBroken ? Promise.reject(new Error('the database is away')) : source.load(id)) },
      now,
    })
    await expect(store.read('p')).rejects.toThrow('away')
    isBroken = false
    expect((await store.read('p'))?.revision).toBe(5)
  })
})
