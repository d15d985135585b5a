import { describe, expect, it } from 'vitest'
import { readCheckpointFile } from './read-checkpoint-file.ts'
import { checkpointFile, PROGRAM_ID } from './testing/a-record.ts'

const HASH = 'a'.repeat(64)
const file = (value: unknown, name = 'x.json') => new File([typeof value === 'string' ? value : JSON.stringify(value)], name)
const envelope = (statement: unknown) =>
  file({ payloadType: 'application/vnd.in-toto+json', payload: btoa(JSON.stringify(statement)), signatures: [] })
const statement = (more: object) => ({
  predicateType: 'urn:gatehouse:checkpoint:v1',
  subject: [{ name: 'audit-chain', digest: { sha256: HASH } }],
  predicate: { program: PROGRAM_ID, slug: 's', seq: 3, hash: HASH, at: '2026-02-24T18:30:00.000Z', reason: 'daily' },
  ...more,
})

describe('a checkpoint that was kept as a file', () => {
  it('names a program, an event and its hash', async () => {
    expect(await readCheckpointFile(checkpointFile({ seq: 3, hash: HASH }, 'kept.json'))).toEqual({
      ok: true,
      head: { seq: 3, hash: HASH, programId: PROGRAM_ID, from: { file: 'kept.json' } },
      at: '2026-02-24T18:30:00.000Z',
    })
  })
  it.each([
    ['text', file('not JSON'), 'It is not a signed envelope in JSON.'],
    ['another type', file({ payloadType: 'text/plain', payload: 'AAAA' }), 'It is not a signed envelope in JSON.'],
    ['no base64', file({ payloadType: 'application/vnd.in-toto+json', payload: '***' }), 'It is not a signed envelope in JSON.'],
    [
      'a key rotation',
      envelope(statement({ predicateType: 'urn:gatehouse:key-rotation:v1' })),
      'It is a signed envelope of something else than a checkpoint.',
    ],
    ['no number', envelope(statement({ predicate: { seq: 'three' } })), 'It is a signed envelope of something else than a checkpoint.'],
    [
      'two hashes',
      envelope(statement({ subject: [{ name: 'audit-chain', digest: { sha256: 'b'.repeat(64) } }] })),
      'It names two different hashes for the same event.',
    ],
    ['a huge file', file('x'.repeat(70_000)), 'It is far larger than a checkpoint.'],
  ])('is none: %s', async (_, given, why) => expect(await readCheckpointFile(given)).toEqual({ ok: false, file: 'x.json', why }))
})
