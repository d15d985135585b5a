import { canonicalJson, type JsonValue } from '@gatehouse/core'
import { describe } from 'vitest'
import { aChain, sha256 } from '../testing/a-bundle.ts'
import { change, putTogether, sealAnew, signAnew, type StatementJson, statementIn } from '../testing/mutate.ts'
import { ENVELOPE, event, parts, refuseEach, signer, stranger } from '../testing/mutated-world.ts'

describe('the statement', () => {
  const said = (to: (statement: StatementJson) => void) => () => putTogether(signAnew(parts, signer, to))
  const signed = canonicalJson(statementIn(parts) as unknown as JsonValue)
  const payload = (to: (text: string) => string) => () => putTogether(sealAnew(parts, to(signed), [signer]))
  refuseEach([
    ['signed by another key', () => putTogether(signAnew(parts, stranger)), [`wrong_key ${ENVELOPE}`]],
    [
      'signed by another key in the name of this one',
      () =>
        putTogether(change(signAnew(parts, stranger), ENVELOPE, (text) => text.replace(stranger.publicKey.keyId, signer.publicKey.keyId))),
      [`signature_invalid ${ENVELOPE}`],
    ],
    [
      'signed by two keys',
      () => putTogether(sealAnew(parts, signed, [signer, stranger])),
      [`wrong_key ${ENVELOPE}`, `wrong_key ${ENVELOPE}`],
    ],
    ['signed twice by this key', () => putTogether(sealAnew(parts, signed, [signer, signer])), [`wrong_key ${ENVELOPE}`]],
    [
      'signed by nobody',
      () => putTogether(change(parts, ENVELOPE, (text) => text.replace(/"signatures":\[.*\]/, '"signatures":[]'))),
      [`envelope_malformed ${ENVELOPE}`],
    ],
    [
      'of another payloadType, signed',
      () => putTogether(sealAnew(parts, signed, [signer], 'application/json')),
      [`wrong_type ${ENVELOPE}`],
    ],
    [
      'of another payloadType, not signed',
      () => putTogether(change(parts, ENVELOPE, (text) => text.replace('application/vnd.in-toto+json', 'text/plain'))),
      [`signature_invalid ${ENVELOPE}`, `wrong_type ${ENVELOPE}`],
    ],
    [
      'of another _type',
      said((statement) => {
        statement._type = 'https://in-toto.io/Statement/v0.1'
      }),
      [`wrong_type ${ENVELOPE}`],
    ],
    [
      'of another predicateType: a checkpoint’s',
      said((statement) => {
        statement.predicateType = 'urn:gatehouse:checkpoint:v1'
      }),
      [`wrong_type ${ENVELOPE}`],
    ],
    ['with a member twice', payload((text) => text.replace('"verdict":', '"verdict":"GO","verdict":')), [`json_duplicate_key ${ENVELOPE}`]],
    ['in other spaces', payload((text) => text.replace('"verdict":', '"verdict": ')), [`json_not_canonical ${ENVELOPE}`]],
    ['that is no JSON', payload(() => 'GO'), [`envelope_malformed ${ENVELOPE}`]],
    [
      'with a member more',
      said((statement) => {
        Object.assign(statement, { more: 1 })
      }),
      [`envelope_malformed ${ENVELOPE}`],
    ],
    [
      'about another SHA256SUMS',
      said((statement) => {
        statement.subject[0] = { name: 'SHA256SUMS', digest: { sha256: sha256('x') } }
      }),
      ['subject_mismatch SHA256SUMS'],
    ],
    [
      'about another file',
      said((statement) => {
        statement.subject[0] = { name: 'sums', digest: statement.subject[0]?.digest ?? {} }
      }),
      [`subject_mismatch ${ENVELOPE}`],
    ],
    [
      'about another commit',
      said((statement) => {
        statement.subject[1] = { name: 'git+https://github.com/acme/credity12@4d7e', digest: { gitCommit: '4d7e' } }
      }),
      [`commit_mismatch ${ENVELOPE}`],
    ],
    [
      'about no commit',
      said((statement) => {
        statement.subject.pop()
      }),
      [`commit_mismatch ${ENVELOPE}`],
    ],
    [
      'about a file more',
      said((statement) => {
        statement.subject.push({ name: 'x', digest: {} })
      }),
      [`subject_mismatch ${ENVELOPE}`],
    ],
    [
      'about another verdict',
      said((statement) => {
        statement.predicate.verdict = 'GO'
      }),
      ['board_mismatch board.json'],
    ],
    [
      'about another program',
      said((statement) => {
        statement.predicate.program = 'another'
      }),
      ['board_mismatch board.json'],
    ],
    [
      'about another slug',
      said((statement) => {
        statement.predicate.slug = 'another'
      }),
      ['archive_malformed sample-bundle', 'board_mismatch board.json'],
    ],
    [
      'about another revision',
      said((statement) => {
        statement.predicate.revision = 8
      }),
      ['board_mismatch board.json'],
    ],
    [
      'about another time',
      said((statement) => {
        statement.predicate.computedAt = '2026-02-25T09:00:01.000Z'
      }),
      ['board_mismatch board.json'],
    ],
    [
      'about an earlier event',
      said((statement) => {
        statement.predicate.head = { seq: 5, hash: aChain()[4]?.entryHash ?? '' }
      }),
      [`board_mismatch ${event(9)}`, 'board_mismatch board.json'],
    ],
    [
      'without an event',
      said((statement) => {
        statement.predicate.head = null
      }),
      [`envelope_malformed ${ENVELOPE}`],
    ],
  ])
})
