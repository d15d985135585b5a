import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditPayloadText, CHAIN_START, type ChainEntry, chainPreimage, verifyAuditChain } from './audit-chain.ts'

const PROGRAM = '00000000-0000-7000-8000-000000000001'
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const aChain = (length: number, notes: readonly string[] = []): ChainEntry[] => {
  let prevHash = CHAIN_START
  return Array.from({ length }, (_, index) => {
    const seq = index + 1
    const patch = index % 2 === 0 ? JSON.stringify({ set: { head: index } }) : null
    const payload = auditPayloadText({
      ...{ program: PROGRAM, seq, at: '2026-02-25T09:00:00.000Z', actor: { id: 'u1', name: 'Una' }, correlationId: `c${seq}` },
      ...{ action: 'task.edited', subject: { kind: 'task', key: 'T1' }, before: null, after: { note: notes[index] ?? 'ü 漢 "quoted"' } },
      ...{ revision: seq, patch: patch === null ? null : sha256(patch) },
    })
    const entryHash = sha256(chainPreimage({ programId: PROGRAM, seq, prevHash, payload }))
    const entry = { seq, prevHash, entryHash, payload, patch }
    prevHash = entryHash
    return entry
  })
}
const codesOf = (entries: readonly ChainEntry[], checkpoints: { seq: number; hash: string }[] = []): string[] =>
  verifyAuditChain(entries, { programId: PROGRAM, sha256, checkpoints }).faults.map(({ code, seq }) => `${code} ${seq}`)
const at = (entries: readonly ChainEntry[], index: number): ChainEntry => entries[index] as ChainEntry

describe('a chain of events', () => {
  it('is found whole, with its head', () => {
    const chain = aChain(5)
    expect(verifyAuditChain(chain, { programId: PROGRAM, sha256, checkpoints: [{ seq: 3, hash: at(chain, 2).entryHash }] })).toEqual({
      events: 5,
      head: { seq: 5, hash: at(chain, 4).entryHash },
      faults: [],
    })
    expect(verifyAuditChain([], { programId: PROGRAM, sha256 })).toEqual({ events: 0, head: null, faults: [] })
  })

  it('hashes five lines, as a shell does: the known answer', () => {
    const text = chainPreimage({ programId: PROGRAM, seq: 1, prevHash: CHAIN_START, payload: '{}' })
    expect(text).toBe(`gatehouse.audit.v1\n${PROGRAM}\n1\n${CHAIN_START}\n{}`)
  })

  it('names an edited event, also when its hash was made anew', () => {
    const chain = aChain(4)
    const forged = at(chain, 1).payload.replace('Una', 'Ivo')
    const hash = sha256(chainPreimage({ programId: PROGRAM, seq: 2, prevHash: at(chain, 1).prevHash, payload: forged }))
    expect(codesOf(chain.with(1, { ...at(chain, 1), payload: forged }))).toEqual(['edited 2'])
    expect(codesOf(chain.with(1, { ...at(chain, 1), payload: forged, entryHash: hash }))).toEqual(['unlinked 3'])
  })

  it('names events that are missing, swapped, doubled, cut off or rewritten to the end', () => {
    const chain = aChain(5)
    const outside = [{ seq: 4, hash: at(chain, 3).entryHash }]
    expect(codesOf(chain.toSpliced(1, 1))).toEqual(['missing 2'])
    expect(codesOf(chain.toSpliced(1, 2))).toEqual(['missing 2'])
    expect(codesOf([at(chain, 0), at(chain, 2), at(chain, 1), at(chain, 3), at(chain, 4)])).toEqual(['missing 2', 'reordered 2'])
    expect(codesOf([...chain, at(chain, 4)])).toEqual(['reordered 5'])
    expect(codesOf(chain.slice(0, 3))).toEqual([])
    expect(codesOf(chain.slice(0, 3), outside)).toEqual(['truncated 4'])
    expect(codesOf(aChain(5, ['another story']), outside)).toEqual(['rewritten 4'])
  })

  it('names a changed patch, and an event of another program or number', () => {
    const chain = aChain(3)
    expect(codesOf(chain.with(0, { ...at(chain, 0), patch: '{}' }))).toEqual(['patch_changed 1'])
    expect(codesOf(chain.with(1, { ...at(chain, 1), patch: '{}' }))).toEqual(['patch_changed 2'])
    expect(codesOf(chain.map(({ seq, prevHash, entryHash, payload }) => ({ seq, prevHash, entryHash, payload })))).toEqual([])
    const elsewhere = at(chain, 2).payload.replace(PROGRAM, PROGRAM.replace('1', '2'))
    const { prevHash } = at(chain, 2)
    const entryHash = sha256(chainPreimage({ programId: PROGRAM, seq: 3, prevHash, payload: elsewhere }))
    expect(codesOf(chain.with(2, { seq: 3, prevHash, entryHash, payload: elsewhere, patch: null }))).toEqual(['misfiled 3'])
  })

  it('never passes with one character changed anywhere', () => {
    const chain = aChain(4)
    const fields = ['payload', 'prevHash', 'entryHash', 'patch'] as const
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.constantFrom(...fields),
        fc.nat(),
        fc.constantFrom('0', 'f', 'x', ' '),
        (index, field, position, letter) => {
          const entry = at(chain, index)
          const text = entry[field] ?? ''
          const where = text.length === 0 ? 0 : position % text.length
          const changed = text.slice(0, where) + letter + text.slice(where + 1)
          fc.pre(changed !== text)
          const last = { seq: 4, hash: at(chain, 3).entryHash }
          expect(codesOf(chain.with(index, { ...entry, [field]: changed }), [last])).not.toEqual([])
        },
      ),
    )
  })
})
