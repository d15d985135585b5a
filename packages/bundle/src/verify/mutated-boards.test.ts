import type { JsonValue } from '@gatehouse/core'
import { describe } from 'vitest'
import { sha256 } from '../testing/a-bundle.ts'
import { change, changeJson, putTogether, signAnew, without } from '../testing/mutate.ts'
import { ENVELOPE, event, parts, picture, refuseEach, report, section, SIGN_OFF, SIGNED_GATE, signer } from '../testing/mutated-world.ts'

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
      [`signoff_untold ${SIGN_OFF}`, `signoff_untold ${SIGNED_GATE}`, `signoff_missing ${event(4)}`],
    ],
    [
      'with a sign-off that was a return',
      board((text) => text.replace('"decision":"approve"', '"decision":"return"')),
      [`signoff_untold ${SIGN_OFF}`, `signoff_untold ${SIGNED_GATE}`, `signoff_missing ${event(4)}`],
    ],
    [
      'with a sign-off of another request',
      board((text) => text.replace('"correlationId":"corr-4"', '"correlationId":"corr-2"')),
      [`signoff_untold ${SIGN_OFF}`, `signoff_untold ${SIGNED_GATE}`, `signoff_missing ${event(4)}`],
    ],
    [
      'without a sign-off that was given',
      within((shown) => ({ ...shown, gates: (shown.gates as Record<string, JsonValue>[]).map((gate) => ({ ...gate, signOffs: [] })) })),
      [`signoff_untold ${SIGNED_GATE}`, `signoff_missing ${event(4)}`],
    ],
    [
      'with a gate shown as signed that nobody signed',
      within((shown) => ({
        ...shown,
        gates: (shown.gates as Record<string, JsonValue>[]).map((gate) => (gate.key === 'G2' ? { ...gate, state: 'SignedOff' } : gate)),
      })),
      ['signoff_untold board.json gate G2'],
    ],
    [
      'with a gate shown as signed again after it was reopened',
      within((shown) => ({
        ...shown,
        gates: (shown.gates as Record<string, JsonValue>[]).map((gate) => (gate.key === 'G1' ? { ...gate, round: 2 } : gate)),
      })),
      [`signoff_untold ${SIGNED_GATE}`],
    ],
    [
      'with a gate signed on another commit',
      board((text) => text.replace(/"signedSha":"[0-9a-f]{8}/, '"signedSha":"deadbeef')),
      [`signoff_untold ${SIGNED_GATE}`],
    ],
    [
      'with a sign-off on another commit',
      board((text) =>
        text.replace(/("role":"security"[^}]*"releaseSha":"|"releaseSha":")[0-9a-f]{8}([0-9a-f]{32}","role":"security")/, '$1deadbeef$2'),
      ),
      [`signoff_untold ${SIGN_OFF}`, `evidence_mismatch ${SIGN_OFF}`, `signoff_untold ${SIGNED_GATE}`],
    ],
    [
      'with other words in the note of a sign-off',
      board((text) => text.replace('Read it all.', 'Read half.')),
      [`signoff_untold ${SIGN_OFF}`],
    ],
    [
      'with a waiver that lasts longer',
      board((text) => text.replaceAll('"expiresAt":"2026-02-27T', '"expiresAt":"2026-04-27T')),
      ['decision_mismatch board.json gate G2 waiver waiver-1', `decision_mismatch ${event(5)}`],
    ],
    [
      'without a waiver that was granted',
      within((shown) => ({ ...shown, gates: (shown.gates as Record<string, JsonValue>[]).map((gate) => ({ ...gate, waivers: [] })) })),
      ['decision_mismatch board.json gate G2 requirement R2', `decision_mismatch ${event(5)}`],
    ],
    [
      'with another word on the release',
      board((text) => text.replaceAll('"word":"GO"', '"word":"NO-GO"')),
      ['decision_mismatch board.json go/no-go 1', `decision_mismatch ${event(8)}`],
    ],
    [
      'with dissent turned round',
      board((text) => text.replaceAll('"vote":"no_go"', '"vote":"go"')),
      ['decision_mismatch board.json go/no-go 1 lane L2'],
    ],
    [
      'with another word on the release in the board alone',
      board((text) => text.replace('"word":"GO"', '"word":"NO-GO"')),
      ['decision_mismatch board.json'],
    ],
    [
      'with a requirement waived for longer than its waiver says',
      board((text) => text.replace('"expiresAt":"2026-02-27T', '"expiresAt":"2026-04-27T')),
      ['decision_mismatch board.json gate G2 requirement R2'],
    ],
    [
      'without the go/no-go',
      () =>
        putTogether(
          signAnew(
            changeJson(parts, 'board.json', (file: Json) => ({ ...file, goNoGo: [] })),
            signer,
          ),
        ),
      ['decision_mismatch board.json', `decision_mismatch ${event(6)}`, `decision_mismatch ${event(7)}`, `decision_mismatch ${event(8)}`],
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
      'without the text of a section that was proved',
      () => putTogether(signAnew(without(parts, section), signer)),
      ['evidence_mismatch evidence/ev-section.json'],
    ],
    [
      'with evidence of a section whose text is another file',
      row('evidence/ev-section.json', (value) => ({
        ...value,
        details: { ...(value.details as never as object), sectionDigest: sha256('x') },
      })),
      [
        'evidence_mismatch evidence/ev-section.json',
        'evidence_mismatch evidence/ev-section.json',
        'evidence_mismatch evidence/ev-section.json',
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
        'archive_malformed evidence/ev-section.json',
        'archive_malformed evidence/ev-test.json',
        ...[picture, report, section].toSorted().map((path) => `archive_malformed ${path}`),
        'archive_malformed audit-chain.tsv',
        'archive_malformed index.html',
        'archive_malformed SHA256SUMS',
        `archive_malformed ${ENVELOPE}`,
        'archive_malformed simple-bundle',
      ],
    ],
  ])
})
