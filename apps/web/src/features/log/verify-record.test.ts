import { createHash } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { sha256 } from './sha256.ts'
import { aChain, type ChainEvent, hashAt, pageOf, PROGRAM_ID, tamper } from './testing/a-record.ts'
import { isWhole, type KeptHead, type Progress, verifyRecord } from './verify-record.ts'

const CHAIN = aChain(25)
const kept = (seq: number, hash: string, programId: string | null = null): KeptHead => ({ seq, hash, programId, from: 'server' })
const run = (chain: readonly ChainEvent[], heads: readonly KeptHead[] = [], head?: { seq: number; hash: string }) =>
  verifyRecord({
    readPage: async (from) => ({ ...pageOf(chain, from, 10), ...(head ? { head } : {}) }),
    sha256,
    kept: heads,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
const codes = ({ faults }: Awaited<ReturnType<typeof run>>) => faults.map(({ code, seq }) => `${code} ${seq}`)

describe('the hash', () => {
  it.each(['', 'abc', 'ü 漢 😀', 'x'.repeat(200)])('is SHA-256 of the UTF-8 text: %.10s', (text) =>
    expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex')),
  )
})

describe('a record verified in the browser', () => {
  it('is whole, over several pages, with its head and its progress', async () => {
    const told: Progress[] = []
    const readPage = vi.fn(async (from: number) => pageOf(CHAIN, from, 10))
    const check = await verifyRecord({
      ...{ readPage, sha256, kept: [kept(7, hashAt(CHAIN, 7))], signal: new AbortController().signal },
      onProgress: (progress) => told.push(progress),
    })
    expect(check).toMatchObject({ events: 25, head: { seq: 25, hash: hashAt(CHAIN, 25) }, faults: [] })
    expect(check.kept.map(({ outcome }) => outcome)).toEqual(['agrees'])
    expect(isWhole(check)).toBe(true)
    expect(readPage.mock.calls.map(([from]) => from)).toEqual([1, 11, 21])
    expect(told[0]).toEqual({ checked: 0, total: 25 })
    expect(told.at(-1)).toEqual({ checked: 25, total: 25 })
  })
  it('without an event is whole too', async () => expect(await run([])).toMatchObject({ events: 0, head: null, faults: [] }))

  it('names the event whose text was changed', async () => {
    const check = await run(tamper(CHAIN, 13))
    expect(codes(check)).toEqual(['edited 13'])
    expect(isWhole(check)).toBe(false)
  })
  it('names events that were taken out, put in another order or replaced', async () => {
    expect(codes(await run(CHAIN.filter(({ seq }) => seq !== 4)))).toContain('missing 4')
    const swapped = CHAIN.with(4, CHAIN[5] as ChainEvent).with(5, CHAIN[4] as ChainEvent)
    expect(codes(await run(swapped))).toContain('reordered 5')
    expect(codes(await run(CHAIN.with(3, aChain(4, 'another')[3] as ChainEvent)))).toContain('misfiled 4')
  })
  it('finds a record that was written anew by a checkpoint only', async () => {
    const anew = aChain(25, PROGRAM_ID, 'Anew')
    expect(codes(await run(anew))).toEqual([])
    const check = await run(anew, [kept(9, hashAt(CHAIN, 9))])
    expect(check.kept[0]?.outcome).toBe('rewritten')
    expect(isWhole(check)).toBe(false)
  })
  it('finds an end that was cut off by a checkpoint, and a checkpoint of another program', async () => {
    const check = await run(CHAIN.slice(0, 20), [kept(22, hashAt(CHAIN, 22)), kept(5, hashAt(CHAIN, 5), 'another')])
    expect(check.kept.map(({ outcome }) => outcome)).toEqual(['truncated', 'foreign'])
    expect(isWhole(check)).toBe(false)
  })
  it('judges two checkpoints of one event each by itself', async () => {
    const check = await run(CHAIN, [kept(5, 'e'.repeat(64)), kept(5, hashAt(CHAIN, 5))])
    expect(check.kept.map(({ outcome }) => outcome)).toEqual(['rewritten', 'agrees'])
  })
  it('does not believe an end that the server names and does not give out', async () => {
    expect(codes(await run(CHAIN.slice(0, 20), [], { seq: 25, hash: hashAt(CHAIN, 25) }))).toEqual(['truncated 25'])
    expect(codes(await run(CHAIN, [], { seq: 25, hash: 'f'.repeat(64) }))).toEqual(['rewritten 25'])
  })
  it('leaves events for next time that are recorded while it reads', async () => {
    const check = await run(CHAIN, [], { seq: 20, hash: hashAt(CHAIN, 20) })
    expect(check).toMatchObject({ events: 20, faults: [] })
  })
  it('ends where a server gives out the same events for ever', async () => {
    const readPage = vi.fn(async () => ({ ...pageOf(CHAIN, 1, 10), head: { seq: 25, hash: hashAt(CHAIN, 25) } }))
    const check = await verifyRecord({ readPage, sha256, kept: [], signal: new AbortController().signal, onProgress: () => undefined })
    expect(codes(check)).toContain('truncated 25')
    expect(readPage.mock.calls.length).toBeLessThan(4)
  })
  it('stops when it is told to, and says what could not be read', async () => {
    const stop = new AbortController()
    const stopped = verifyRecord({
      readPage: async (from) => {
        if (from > 1) stop.abort()
        return pageOf(CHAIN, from, 10)
      },
      ...{ sha256, kept: [], signal: stop.signal, onProgress: () => undefined },
    })
    await expect(stopped).rejects.toThrow('aborted')
    const failing = verifyRecord({
      readPage: async (from) => {
        if (from > 1) throw new Error('gone')
        return pageOf(CHAIN, from, 10)
      },
      ...{ sha256, kept: [], signal: new AbortController().signal, onProgress: () => undefined },
    })
    await expect(failing).rejects.toThrow('gone')
  })
})
