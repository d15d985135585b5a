import { auditPayloadText, CHAIN_START, chainPreimage } from '@gatehouse/core'
import type { LogEvent } from '../../../lib/say-event.ts'
import { sha256 } from '../sha256.ts'
import type { ChainPage } from '../verify-record.ts'

export const PROGRAM_ID = '00000000-0000-7000-8000-000000000001'
export type ChainEvent = ChainPage['events'][number]

/** A record that holds together, of so many events. */
export const aChain = (length: number, program = PROGRAM_ID, word = 'T'): ChainEvent[] => {
  let prevHash = CHAIN_START
  return Array.from({ length }, (_, index) => {
    const seq = index + 1
    const payload = auditPayloadText({
      ...{ program, seq, at: '2026-02-25T09:00:00.000Z', actor: { id: 'u1', name: 'Una' }, correlationId: `c${seq}` },
      ...{ action: 'task.edited', subject: { kind: 'task', key: 'T1' }, before: { title: 'ü 漢' }, after: { title: `${word} ${seq}` } },
      ...{ revision: seq, patch: null },
    })
    const entryHash = sha256(chainPreimage({ programId: program, seq, prevHash, payload }))
    const event = { seq, prevHash, entryHash, payload }
    prevHash = entryHash
    return event
  })
}
/** With one event's text changed, and nothing else. */
export const tamper = (chain: readonly ChainEvent[], seq: number): ChainEvent[] =>
  chain.map((event) => (event.seq === seq ? { ...event, payload: event.payload.replace('T ', 'X ') } : event))
export const hashAt = (chain: readonly ChainEvent[], seq: number): string => chain[seq - 1]?.entryHash ?? ''

/** Gives a record out as the server does. */
export const pageOf = (chain: readonly ChainEvent[], from: number, limit = 1_000): ChainPage => {
  const last = chain.at(-1)
  return {
    programId: PROGRAM_ID,
    head: last ? { seq: last.seq, hash: last.entryHash } : null,
    events: chain.filter(({ seq }) => seq >= from).slice(0, limit),
  }
}

/** A checkpoint as a file, with a signature that nobody checks here. */
export const checkpointFile = (said: { seq: number; hash: string; program?: string }, name = `checkpoint-${said.seq}.json`): File => {
  const predicate = { program: PROGRAM_ID, slug: 'credity12', at: '2026-02-24T18:30:00.000Z', reason: 'daily', ...said }
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'audit-chain', digest: { sha256: said.hash } }],
    predicateType: 'urn:gatehouse:checkpoint:v1',
    predicate,
  }
  const payload = btoa(JSON.stringify(statement))
  return new File(
    [JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ keyid: 'k', sig: 'AAAA' }] })],
    name,
  )
}

/** An event as the log tells it. */
export const anEvent = (seq: number, more: Partial<LogEvent> = {}): LogEvent => ({
  ...{ seq, at: '2026-02-25T08:00:00.000Z', actor: 'Rita Release', actorId: 'u-release', correlationId: `c-${seq}` },
  ...{ action: 'task.edited', subjectKind: 'task', subjectKey: 'L6-D3', before: { title: 'Old' }, after: { title: `New ${seq}` } },
  ...{ revision: seq, entryHash: String(seq % 10).repeat(64) },
  ...more,
})
