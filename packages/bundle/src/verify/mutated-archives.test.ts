import { gzipSync } from 'node:zlib'
import { describe } from 'vitest'
import { BLOCK, END_OF_ARCHIVE } from '../archive/tar.ts'
import { change, changeJson, packPart, putTogether, signAnew, sumAnew } from '../testing/mutate.ts'
import { archive, ENVELOPE, parts, refuseEach, stranger, withEntry, withHeader } from '../testing/mutated-world.ts'

describe('an archive', () => {
  refuseEach([
    ['that is empty', () => Buffer.alloc(0), ['archive_malformed archive']],
    [
      'of nothing but its end',
      () => Buffer.from(END_OF_ARCHIVE),
      [
        'file_missing board.json',
        'file_missing audit-chain.tsv',
        'file_missing index.html',
        'file_missing SHA256SUMS',
        `file_missing ${ENVELOPE}`,
      ],
    ],
    ['in gzip', () => gzipSync(archive), ['archive_malformed archive']],
    ['that is a text', () => Buffer.from('<!doctype html>'.repeat(100)), ['archive_malformed archive']],
    [
      'cut off within a file',
      () => archive.subarray(0, BLOCK + 200),
      [
        'board_malformed board.json',
        'archive_malformed board.json',
        'file_missing audit-chain.tsv',
        'file_missing index.html',
        'file_missing SHA256SUMS',
        `file_missing ${ENVELOPE}`,
      ],
    ],
    [
      'cut off between two files',
      () => Buffer.concat(parts.slice(0, -1).map((part) => packPart(part))),
      ['archive_malformed archive', `file_missing ${ENVELOPE}`],
    ],
    ['cut off within its end', () => archive.subarray(0, archive.length - BLOCK), ['archive_malformed archive']],
    ['with a byte after its end', () => Buffer.concat([archive, Buffer.from('x')]), ['archive_malformed archive']],
    ['with zeros after its end', () => Buffer.concat([archive, Buffer.alloc(BLOCK)]), ['archive_malformed archive']],
    ['with another archive after its end', () => Buffer.concat([archive, archive]), ['archive_malformed archive']],
    [
      'with a path that climbs',
      () => withEntry('evidence/../../../etc/cron', () => undefined, Buffer.from('x')),
      ['archive_malformed evidence/../../../etc/cron', 'file_extra evidence/../../../etc/cron'],
    ],
    [
      'with a path from the root',
      () =>
        withEntry('x', (header) => {
          header.fill(0, 345, 500)
          header.write('/etc/passwd\0', 0, 'latin1')
        }),
      ['archive_malformed /etc/passwd', 'file_extra /etc/passwd'],
    ],
    [
      'with a folder that climbs',
      () =>
        withEntry('x', (header) => {
          header.fill(0, 345, 500)
          header.write('..', 345, 'latin1')
        }),
      ['archive_malformed x', 'file_extra ../x'],
    ],
    [
      'with a symbolic link',
      () =>
        withEntry('link', (header) => {
          header.write('2/etc/passwd', 156, 'latin1')
        }),
      ['archive_malformed link', 'file_extra link'],
    ],
    [
      'with a hard link in a file’s place',
      () =>
        withHeader('index.html', (header) => {
          header.write('1sample-bundle/board.json', 156, 'latin1')
        }),
      ['archive_malformed index.html'],
    ],
    [
      'with a folder as an entry',
      () =>
        withEntry('evidence/', (header) => {
          header.write('5', 156, 'latin1')
        }),
      ['archive_malformed evidence/', 'file_extra evidence/'],
    ],
    [
      'with an extended header',
      () =>
        withEntry(
          'pax',
          (header) => {
            header.write('x', 156, 'latin1')
          },
          Buffer.from('19 path=board.json\n'),
        ),
      ['archive_malformed pax', 'file_extra pax'],
    ],
    [
      'with the name of a user',
      () =>
        withHeader('board.json', (header) => {
          header.write('root', 265, 'latin1')
        }),
      ['archive_malformed board.json'],
    ],
    [
      'with a time',
      () =>
        withHeader('board.json', (header) => {
          header.write('14000000000', 136, 'latin1')
        }),
      ['archive_malformed board.json'],
    ],
    [
      'with letters that drive a terminal',
      () => withEntry('\u001b[2Jx', () => undefined),
      ['archive_malformed \\u001b[2Jx', 'file_extra \\u001b[2Jx'],
    ],
  ])
})

describe('a file with JSON', () => {
  refuseEach([
    [
      'in other spaces',
      () => putTogether(change(parts, 'board.json', (text) => text.replace('{"board"', '{ "board"'))),
      ['json_not_canonical board.json', 'file_changed board.json'],
    ],
    [
      'with its members in another order, summed',
      () =>
        putTogether(
          sumAnew(
            change(
              parts,
              'evidence/ev-old.json',
              (text) => `${JSON.stringify(JSON.parse(text), Object.keys(JSON.parse(text)).reverse())}\n`,
            ),
          ),
        ),
      ['json_not_canonical evidence/ev-old.json', 'subject_mismatch SHA256SUMS'],
    ],
    [
      'with a member twice',
      () => putTogether(change(parts, 'board.json', (text) => text.replace('"verdict":"', '"verdict":"GO","verdict":"'))),
      ['json_duplicate_key board.json', 'file_changed board.json'],
    ],
    [
      'with a member twice, deep inside, in escaped letters',
      () =>
        putTogether(change(parts, 'evidence/ev-doc.json', (text) => text.replace('"type":"doc",', '"type":"doc","\\u0074ype":"link",'))),
      [
        'json_duplicate_key evidence/ev-doc.json',
        'file_changed evidence/ev-doc.json',
        'evidence_mismatch evidence/ev-doc.json',
        'evidence_mismatch evidence/ev-doc.json',
      ],
    ],
    [
      'with a member twice, in the envelope',
      () => putTogether(change(parts, ENVELOPE, (text) => text.replace('{"payloadType":', '{"payloadType":"text/plain","payloadType":'))),
      [`json_duplicate_key ${ENVELOPE}`],
    ],
    [
      'with one member more, in the envelope',
      () => putTogether(change(parts, ENVELOPE, (text) => text.replace('{"payloadType":', '{"note":"trust me","payloadType":'))),
      [`envelope_malformed ${ENVELOPE}`],
    ],
    [
      'in another order, in the envelope',
      () =>
        putTogether(
          change(parts, ENVELOPE, (text) => `${JSON.stringify({ signatures: JSON.parse(text).signatures, ...JSON.parse(text) })}\n`),
        ),
      [`json_not_canonical ${ENVELOPE}`],
    ],
    [
      'that is none',
      () => putTogether(change(parts, 'board.json', (text) => text.slice(0, -3))),
      ['board_malformed board.json', 'file_changed board.json'],
    ],
    [
      'that nests without end',
      () => putTogether(change(parts, 'evidence/ev-old.json', () => `${'['.repeat(50_000)}${']'.repeat(50_000)}\n`)),
      ['evidence_malformed evidence/ev-old.json', 'file_changed evidence/ev-old.json'],
    ],
    [
      'that is no text',
      () =>
        putTogether(
          parts.map((part) => (part.path === 'evidence/ev-old.json' ? { ...part, bytes: Buffer.from([0xff, 0xfe, 0x0a]) } : part)),
        ),
      ['evidence_malformed evidence/ev-old.json', 'file_changed evidence/ev-old.json'],
    ],
    [
      'with a member more, signed by the key',
      () =>
        putTogether(
          signAnew(
            changeJson(parts, 'board.json', (board) => ({ ...board, more: 1 })),
            stranger,
          ),
        ),
      ['board_malformed board.json', `wrong_key ${ENVELOPE}`],
    ],
  ])
})
