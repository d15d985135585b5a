import { canonicalJson, type JsonValue } from '@gatehouse/core'
import { describe } from 'vitest'
import { aChain, sha256 } from '../testing/a-bundle.ts'
import { change, changeJson, putTogether, sealAnew, signAnew, type StatementJson, statementIn } from '../testing/mutate.ts'
import { ENVELOPE, event, parts, picture, refuseEach, report, SIGN_OFF, signer, stranger } from '../testing/mutated-world.ts'

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
      [`board_mismatch ${event(6)}`, 'board_mismatch board.json'],
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

describe('a board that the key signed although it does not fit', () => {
  type Json = Record<string, never>
  const board = (to: (text: string) => string) => () => putTogether(signAnew(change(parts, 'board.json', to), signer))
  const within = (to: (shown: Record<string, JsonValue>) => JsonValue) => () =>
    putTogether(
      signAnew(
        changeJson(parts, 'board.json', (file: Json) => ({ ...file, board: to(file.board as never) })),
        signer,
      ),
    )
  const row = (path: string, to: (value: Json) => unknown) => () => putTogether(signAnew(changeJson(parts, path, to), signer))
  refuseEach([
    [
      'with a sign-off by somebody else',
      board((text) => text.replaceAll('"userId":"user-rita"', '"userId":"user-ivo"')),
      [`signoff_untold ${SIGN_OFF}`, `signoff_missing ${event(4)}`],
    ],
    [
      'with a sign-off that was a return',
      board((text) => text.replace('"decision":"approve"', '"decision":"return"')),
      [`signoff_untold ${SIGN_OFF}`, `signoff_missing ${event(4)}`],
    ],
    [
      'with a sign-off of another request',
      board((text) => text.replace('"correlationId":"corr-4"', '"correlationId":"corr-2"')),
      [`signoff_untold ${SIGN_OFF}`, `signoff_missing ${event(4)}`],
    ],
    [
      'without a sign-off that was given',
      within((shown) => ({ ...shown, gates: (shown.gates as Record<string, JsonValue>[]).map((gate) => ({ ...gate, signOffs: [] })) })),
      [`signoff_missing ${event(4)}`],
    ],
    [
      'with other texts than were signed',
      board((text) => text.replace(/("signOffs":.*?"frozen":.*?)Threats are written down/, '$1Some threats are written down')),
      [`evidence_mismatch ${SIGN_OFF}`],
    ],
    [
      'with other proof than was signed',
      board((text) => text.replace(/("signOffs":.*?"evidence":\[\{"digest":")[0-9a-f]{8}/, '$1deadbeef')),
      [`signoff_untold ${SIGN_OFF}`, 'evidence_mismatch evidence/ev-doc.json'],
    ],
    [
      'with another verdict inside',
      within((shown) => ({ ...shown, verdict: { word: 'GO', reasons: [], notCounted: [] } })),
      ['board_mismatch board.json'],
    ],
    ['of another release inside', within((shown) => ({ ...shown, releaseTarget: null })), ['commit_mismatch board.json']],
    [
      'older than the record',
      board((text) => text.replaceAll('"revision":7', '"revision":5')),
      ['board_mismatch board.json', 'board_mismatch board.json'],
    ],
    [
      'with evidence shown otherwise',
      board((text) => text.replace('"title":"Screen"', '"title":"Scream"')),
      ['evidence_mismatch evidence/ev-picture.json'],
    ],
    [
      'with evidence that says another thing',
      row('evidence/ev-old.json', (value) => ({ ...value, title: 'Never withdrawn' })),
      ['evidence_mismatch evidence/ev-old.json'],
    ],
    [
      'with evidence in another’s place',
      row('evidence/ev-old.json', (value) => ({ ...value, id: 'ev-new' })),
      ['evidence_mismatch evidence/ev-old.json'],
    ],
    [
      'with evidence of another file',
      row('evidence/ev-picture.json', (value) => ({ ...value, file: { ...(value.file as never as object), sha256: sha256('x') } })),
      [
        'evidence_mismatch evidence/ev-picture.json',
        'evidence_mismatch evidence/ev-picture.json',
        'evidence_mismatch evidence/ev-picture.json',
        'evidence_mismatch evidence/ev-picture.json',
      ],
    ],
    [
      'with evidence of another size',
      row('evidence/ev-picture.json', (value) => ({ ...value, file: { ...(value.file as never as object), size: 5 } })),
      ['evidence_mismatch evidence/ev-picture.json', 'evidence_mismatch evidence/ev-picture.json'],
    ],
    ['in another format', board((text) => text.replace('gatehouse.bundle.v1', 'gatehouse.bundle.v2')), ['board_malformed board.json']],
    [
      'in another folder',
      () => Buffer.from(putTogether(parts).toString('latin1').replaceAll('sample-bundle', 'simple-bundle'), 'latin1'),
      [
        'archive_malformed board.json',
        'archive_malformed evidence/ev-doc.json',
        'archive_malformed evidence/ev-old.json',
        'archive_malformed evidence/ev-picture.json',
        'archive_malformed evidence/ev-test.json',
        `archive_malformed ${picture}`,
        `archive_malformed ${report}`,
        'archive_malformed audit-chain.tsv',
        'archive_malformed index.html',
        'archive_malformed SHA256SUMS',
        `archive_malformed ${ENVELOPE}`,
        'archive_malformed simple-bundle',
      ],
    ],
  ])
})
