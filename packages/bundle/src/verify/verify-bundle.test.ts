import { createHash } from 'node:crypto'
import { type Board, canonicalJson, type JsonValue } from '@gatehouse/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aBundleInput, aChain, chainOf, PROGRAM_ID, packBundle, plain, sha256 } from '../testing/a-bundle.ts'
import { putTogether, signAnew } from '../testing/mutate.ts'
import { aCheckpoint, archive, inPieces, parts, signer, stranger, verify } from '../testing/mutated-world.ts'
import type { BundleInput } from '../write/bundle-input.ts'
import { writeBundle } from '../write/write-bundle.ts'
import { verifyBundle } from './verify-bundle.ts'

describe('the true bundle', () => {
  it('passes, with a checkpoint of each event', async () => {
    const kept = aChain().flatMap(({ seq, entryHash }) => aCheckpoint({ seq, hash: entryHash }))
    const { slug, revision, verdict, releaseSha, computedAt, head } = aBundleInput()
    expect(await verify(archive, kept)).toEqual({
      ok: true,
      about: { programId: PROGRAM_ID, slug, revision, verdict, releaseSha, computedAt, head },
      checked: { files: parts.length, events: 9, evidence: 5, signOffs: 1, checkpoints: 9 },
      faults: [],
    })
  })

  it('passes with a checkpoint by a key that was replaced since, but not when that key signed the bundle', async () => {
    const kept = { checkpoints: aCheckpoint({}, stranger), olderKeys: [stranger.publicKey] }
    expect((await verifyBundle(inPieces(archive), { key: signer.publicKey, ...kept })).ok).toBe(true)
    const byOld = inPieces(putTogether(signAnew(parts, stranger)))
    expect((await verifyBundle(byOld, { key: signer.publicKey, ...kept })).faults).toMatchObject([{ code: 'wrong_key' }])
  })

  it('passes in pieces of any size, and put together by other hands', async () => {
    for (const size of [1, 511, 512, 513, archive.length])
      expect((await verifyBundle(inPieces(archive, size), { key: signer.publicKey })).ok).toBe(true)
    expect(putTogether(signAnew(parts, signer)).equals(archive)).toBe(true)
  })

  it('passes when a gate has another key by now than when it was proved, waived and signed', async () => {
    const input = aBundleInput()
    const payloads = aChain().map(({ payload }) => payload)
    const renamed = JSON.parse(payloads.at(-1) ?? '')
    const last = { ...renamed, seq: payloads.length + 1, action: 'gate.renamed', before: { key: 'G1' }, after: { key: 'G9' } }
    const chain = chainOf([...payloads, canonicalJson({ ...last, subject: { kind: 'gate', key: 'G9' } })])
    const head = { seq: chain.length, hash: chain.at(-1)?.entryHash ?? '' }
    const of = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value).replaceAll('"gateKey":"G1"', '"gateKey":"G9"'))
    const board = input.board as unknown as Board
    const gates = board.gates.map((gate) => ({
      ...JSON.parse(JSON.stringify(of({ ...gate, key: gate.key === 'G1' ? 'G9' : gate.key }))),
      signOffs: gate.signOffs,
    }))
    const evidence = input.evidence.map(({ id, row }) => ({ id, row: of(row) }))
    const events = async function* () {
      yield* chain
    }
    const bytes = (to: readonly object[]) =>
      packBundle(aBundleInput({ head, events, evidence, board: plain({ ...board, gates: to }) }), signer)
    expect((await verify(await bytes(gates))).faults).toEqual([])
    // A sign-off that somebody moved to another gate is not that gate's.
    const moved = gates.map((gate) => ({ ...gate, signOffs: gate.key === 'G9' ? [] : board.gates[0]?.signOffs }))
    expect((await verify(await bytes(moved))).faults.map(({ code, item }) => `${code} ${item}`)).toEqual([
      'signoff_untold board.json gate G9',
      'signoff_untold board.json gate G2 sign-off sign-1',
      'signoff_missing audit-chain.tsv event 4',
    ])
  })

  it('passes without files, proof, release or events', async () => {
    const input = aBundleInput()
    const board = { ...(input.board as object), gates: [], goNoGo: [], releaseTarget: null } as unknown as BundleInput['board']
    const events = async function* () {}
    const bare = { evidence: [], files: [], releaseSha: null, repository: null, events, goNoGo: [], head: { seq: 0, hash: '0'.repeat(64) } }
    expect((await verify(await packBundle(aBundleInput({ ...bare, board }), signer))).faults).toEqual([])
  })
})

describe('any bundle with one bit flipped', () => {
  it('is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = Buffer.from(archive)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        expect((await verify(flipped)).ok).toBe(false)
      }),
      { numRuns: 400 },
    )
  })
})

describe('a large bundle', () => {
  const MEGABYTES = 192
  const EVENTS = 60_000
  const block = Buffer.alloc(1024 * 1024, 'Gatehouse')

  it('is written and verified without being held', async () => {
    const hash = createHash('sha256')
    for (let at = 0; at < MEGABYTES; at += 1) hash.update(block)
    const open = async function* () {
      for (let at = 0; at < MEGABYTES; at += 1) yield block
    }
    // Text as long as a real event's; one payload at a time exists.
    const told = async function* () {
      let prevHash = '0'.repeat(64)
      for (let seq = 1; seq <= EVENTS; seq += 1) {
        const payload = `{"note":"${'n'.repeat(400)}","program":"${PROGRAM_ID}","seq":${seq}}`
        const entryHash = sha256(`gatehouse.audit.v1\n${PROGRAM_ID}\n${seq}\n${prevHash}\n${payload}`)
        yield { seq, prevHash, entryHash, payload }
        prevHash = entryHash
      }
    }
    let head = { seq: 0, hash: '' }
    for await (const { seq, entryHash } of told()) head = { seq, hash: entryHash }
    const input = aBundleInput()
    const board = { ...(input.board as object), gates: [], goNoGo: [] } as unknown as BundleInput['board']
    const files = [...input.files, { sha256: hash.digest('hex'), size: MEGABYTES * block.length, open }]
    const bundle = writeBundle(aBundleInput({ board, goNoGo: [], head, files, events: told }), signer)

    const before = process.memoryUsage().rss
    let most = 0
    const watched = async function* () {
      for await (const piece of bundle) {
        most = Math.max(most, process.memoryUsage().rss)
        yield piece
      }
    }
    const report = await verifyBundle(watched(), { key: signer.publicKey })
    expect(report).toMatchObject({ ok: true, checked: { events: EVENTS } })
    expect((most - before) / 2 ** 20).toBeLessThan(120)
  })
})
