import { describe } from 'vitest'
import { BLOCK } from '../archive/tar.ts'
import { PICTURE, REPORT } from '../testing/a-bundle.ts'
import { change, flip, insertBefore, type Part, putTogether, sumAnew, textAt, without } from '../testing/mutate.ts'
import {
  archive,
  ENVELOPE,
  event,
  parts,
  picture,
  refuseEach,
  report,
  SIGN_OFF,
  SIGNED_GATE,
  withHeader,
} from '../testing/mutated-world.ts'

const EXTRA: Part = { path: 'evidence/ev-zoe.json', bytes: Buffer.from('{}\n') }
const swap = (of: readonly Part[], a: string, b: string): readonly Part[] => {
  const [one, two] = [textAt(of, a), textAt(of, b)]
  return change(
    change(of, a, () => two),
    b,
    () => one,
  )
}

describe('a byte that was flipped', () => {
  refuseEach([
    [
      'in board.json',
      () => putTogether(change(parts, 'board.json', (text) => text.replace('"name":"Sample"', '"name":"Sampke"'))),
      ['file_changed board.json'],
    ],
    [
      'in evidence',
      () => putTogether(change(parts, 'evidence/ev-doc.json', (text) => text.replace('Threat', 'Threau'))),
      ['file_changed evidence/ev-doc.json', 'evidence_mismatch evidence/ev-doc.json', 'evidence_mismatch evidence/ev-doc.json'],
    ],
    [
      'in withdrawn evidence',
      () => putTogether(change(parts, 'evidence/ev-old.json', (text) => text.replace('Wrong', 'Vrong'))),
      ['file_changed evidence/ev-old.json'],
    ],
    [
      'in an uploaded file',
      () => putTogether(flip(parts, picture)),
      [`file_changed ${picture}`, 'evidence_mismatch evidence/ev-picture.json'],
    ],
    [
      'in the chain',
      () => putTogether(flip(parts, 'audit-chain.tsv', textAt(parts, 'audit-chain.tsv').indexOf('gate.signed'))),
      [`audit_edited ${event(4)}`, 'file_changed audit-chain.tsv', `signoff_untold ${SIGN_OFF}`, `signoff_untold ${SIGNED_GATE}`],
    ],
    [
      'in the chain’s header',
      () => putTogether(flip(parts, 'audit-chain.tsv', 1)),
      ['audit_malformed audit-chain.tsv line 1', 'file_changed audit-chain.tsv'],
    ],
    ['in the page', () => putTogether(flip(parts, 'index.html')), ['file_changed index.html']],
    [
      'in a digest of SHA256SUMS',
      () => putTogether(flip(parts, 'SHA256SUMS', 3)),
      ['file_changed audit-chain.tsv', 'subject_mismatch SHA256SUMS'],
    ],
    [
      'in a path of SHA256SUMS',
      () => putTogether(flip(parts, 'SHA256SUMS', 70)),
      ['file_missing audiu-chain.tsv', 'file_extra audit-chain.tsv', 'subject_mismatch SHA256SUMS'],
    ],
    [
      'in the payload',
      () => putTogether(change(parts, ENVELOPE, (text) => text.replace(/"payload":"..../, '"payload":"fyJf'))),
      [`signature_invalid ${ENVELOPE}`, `envelope_malformed ${ENVELOPE}`],
    ],
    [
      'in the signature',
      () =>
        putTogether(
          change(parts, ENVELOPE, (text) => text.replace(/"sig":"(.)/, (_all, letter) => `"sig":"${letter === 'A' ? 'B' : 'A'}`)),
        ),
      [`signature_invalid ${ENVELOPE}`],
    ],
    [
      'in the key id',
      () =>
        putTogether(
          change(parts, ENVELOPE, (text) => text.replace(/"keyid":"(.)/, (_all, letter) => `"keyid":"${letter === 'a' ? 'b' : 'a'}`)),
        ),
      [`wrong_key ${ENVELOPE}`],
    ],
    [
      'in the padding',
      () =>
        Buffer.from(
          archive.map((byte, at) => (at === BLOCK * Math.ceil((BLOCK + (parts[0] as Part).bytes.length) / BLOCK) - 1 ? 1 : byte)),
        ),
      ['archive_malformed board.json'],
    ],
    [
      'in the rights of a header',
      () => withHeader('index.html', (header) => header.write('0000755', 100, 'latin1')),
      ['archive_malformed index.html'],
    ],
    [
      'in the check sum of a header',
      () => Buffer.from(archive.map((byte, at) => (at === 150 ? byte ^ 1 : byte))),
      ['archive_malformed board.json'],
    ],
    [
      'in the mark of a header',
      () => Buffer.from(archive.map((byte, at) => (at === 258 ? byte ^ 1 : byte))),
      ['archive_malformed archive'],
    ],
  ])
})

describe('a file', () => {
  refuseEach([
    [
      'added',
      () => putTogether(insertBefore(parts, picture < report ? picture : report, EXTRA)),
      ['file_extra evidence/ev-zoe.json', 'evidence_mismatch evidence/ev-zoe.json'],
    ],
    [
      'added and summed',
      () => putTogether(sumAnew(insertBefore(parts, picture < report ? picture : report, EXTRA))),
      ['subject_mismatch SHA256SUMS', 'evidence_mismatch evidence/ev-zoe.json'],
    ],
    [
      'added that no bundle has',
      () => putTogether(insertBefore(parts, 'SHA256SUMS', { path: 'readme.txt', bytes: Buffer.from('Run me') })),
      ['file_extra readme.txt'],
    ],
    [
      'removed',
      () => putTogether(without(parts, 'evidence/ev-test.json')),
      ['file_missing evidence/ev-test.json', 'evidence_mismatch evidence/ev-test.json', 'evidence_mismatch evidence/ev-test.json'],
    ],
    [
      'removed, and summed',
      () => putTogether(sumAnew(without(parts, 'evidence/ev-test.json'))),
      ['subject_mismatch SHA256SUMS', 'evidence_mismatch evidence/ev-test.json', 'evidence_mismatch evidence/ev-test.json'],
    ],
    [
      'removed: withdrawn evidence, and summed',
      () => putTogether(sumAnew(without(parts, 'evidence/ev-old.json'))),
      ['subject_mismatch SHA256SUMS'],
    ],
    [
      'removed: an upload',
      () => putTogether(without(parts, picture)),
      [`file_missing ${picture}`, 'evidence_mismatch evidence/ev-picture.json'],
    ],
    ['removed: the board', () => putTogether(without(parts, 'board.json')), ['file_missing board.json']],
    ['removed: the chain', () => putTogether(without(parts, 'audit-chain.tsv')), ['file_missing audit-chain.tsv']],
    ['removed: SHA256SUMS', () => putTogether(without(parts, 'SHA256SUMS')), ['file_missing SHA256SUMS']],
    ['removed: the envelope', () => putTogether(without(parts, ENVELOPE)), [`file_missing ${ENVELOPE}`]],
    [
      'swapped with another',
      () => putTogether(swap(parts, 'evidence/ev-doc.json', 'evidence/ev-old.json')),
      [
        'file_changed evidence/ev-doc.json',
        'file_changed evidence/ev-old.json',
        'evidence_mismatch evidence/ev-doc.json',
        'evidence_mismatch evidence/ev-old.json',
        'evidence_mismatch evidence/ev-doc.json',
        'evidence_mismatch evidence/ev-doc.json',
      ],
    ],
    [
      'swapped with another, and summed',
      () => putTogether(sumAnew(swap(parts, 'evidence/ev-doc.json', 'evidence/ev-old.json'))),
      [
        'subject_mismatch SHA256SUMS',
        'evidence_mismatch evidence/ev-doc.json',
        'evidence_mismatch evidence/ev-old.json',
        'evidence_mismatch evidence/ev-doc.json',
        'evidence_mismatch evidence/ev-doc.json',
      ],
    ],
    [
      'swapped: two uploads',
      () =>
        putTogether(
          parts.map((part) =>
            part.path === picture ? { ...part, bytes: REPORT } : part.path === report ? { ...part, bytes: PICTURE } : part,
          ),
        ),
      [
        `file_changed ${picture}`,
        `file_changed ${report}`,
        'evidence_mismatch evidence/ev-picture.json',
        'evidence_mismatch evidence/ev-test.json',
      ],
    ],
    [
      'renamed',
      () => putTogether(parts.map((part) => (part.path === 'evidence/ev-old.json' ? { ...part, path: 'evidence/ev-owd.json' } : part))),
      ['file_missing evidence/ev-old.json', 'file_extra evidence/ev-owd.json', 'evidence_mismatch evidence/ev-owd.json'],
    ],
    ['emptied', () => putTogether(change(parts, 'index.html', () => '')), ['file_changed index.html']],
    ['out of its place', () => putTogether([...parts.slice(1, 4), parts[0] as Part, ...parts.slice(4)]), ['archive_malformed board.json']],
    [
      'twice, the second one otherwise',
      () => putTogether(insertBefore(parts, ENVELOPE, { path: 'index.html', bytes: Buffer.from('GO') })),
      ['archive_malformed index.html'],
    ],
  ])
})
