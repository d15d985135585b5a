import { describe } from 'vitest'
import { sealRotation } from '../statement/rotation.ts'
import { aChain, chainOf, PROGRAM_ID, sha256 } from '../testing/a-bundle.ts'
import { change, changeJson, putTogether, signAnew, sumAnew } from '../testing/mutate.ts'
import {
  aCheckpoint,
  changeLines,
  ENVELOPE,
  event,
  parts,
  refuseEach,
  rewriteChain,
  SIGN_OFF,
  signer,
  stranger,
} from '../testing/mutated-world.ts'

const chain =
  (to: (lines: string[]) => readonly string[], then = sumAnew) =>
  () =>
    putTogether(then(changeLines(parts, to)))
const forge = (payloads: readonly string[]): readonly string[] => payloads.map((payload) => payload.replace('Rita Roe', 'Ivo Ihm'))
const headOf = (of: readonly string[]) => {
  const last = chainOf(of).at(-1)
  return { seq: last?.seq ?? 0, hash: last?.entryHash ?? '' }
}
/** The whole bundle told otherwise, as whoever holds the key could: chain, board and statement agree. */
const rewriteAll = (to: (payloads: readonly string[]) => readonly string[]) => {
  const head = headOf(to(aChain().map(({ payload }) => payload)))
  const told = changeJson(rewriteChain(parts, to), 'board.json', (board) => ({ ...board, head }))
  return signAnew(told, signer, (statement) => {
    statement.predicate.head = head
  })
}

describe('the chain', () => {
  refuseEach([
    [
      'with an event edited',
      chain(
        (lines) => lines.map((line) => line.replace('Rita Roe', 'Ivo Ihm')),
        (of) => of,
      ),
      [`audit_edited ${event(4)}`, 'file_changed audit-chain.tsv'],
    ],
    [
      'with an event edited, and summed',
      chain((lines) => lines.map((line) => line.replace('Rita Roe', 'Ivo Ihm'))),
      [`audit_edited ${event(4)}`, 'subject_mismatch SHA256SUMS'],
    ],
    ['with an event removed', chain((lines) => lines.toSpliced(1, 1)), [`audit_missing ${event(2)}`, 'subject_mismatch SHA256SUMS']],
    [
      'with two events swapped',
      chain(([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]),
      [`audit_missing ${event(2)}`, `audit_reordered ${event(2)}`, 'subject_mismatch SHA256SUMS'],
    ],
    [
      'with an event twice',
      chain((lines) => [...lines, lines.at(-1) ?? '']),
      [`audit_reordered ${event(6)}`, 'subject_mismatch SHA256SUMS'],
    ],
    [
      'with its end cut off',
      chain((lines) => lines.slice(0, 5)),
      ['subject_mismatch SHA256SUMS', `audit_truncated ${event(6)}`, `audit_truncated ${event(6)}`],
    ],
    [
      'with nothing in it',
      chain(() => []),
      ['subject_mismatch SHA256SUMS', `audit_truncated ${event(6)}`, `audit_truncated ${event(6)}`, `signoff_untold ${SIGN_OFF}`],
    ],
    [
      'with hashes made anew after an edit',
      () => putTogether(sumAnew(rewriteChain(parts, forge))),
      ['subject_mismatch SHA256SUMS', `audit_rewritten ${event(6)}`, `audit_rewritten ${event(6)}`],
    ],
    [
      'with hashes made anew, and signed by somebody',
      () => putTogether(signAnew(rewriteChain(parts, forge), stranger)),
      [`wrong_key ${ENVELOPE}`, `audit_rewritten ${event(6)}`, `audit_rewritten ${event(6)}`],
    ],
    [
      'with an event more',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => [...of, (of[5] ?? '').replace('"seq":6', '"seq":7')]))),
      ['subject_mismatch SHA256SUMS', `board_mismatch ${event(7)}`, `board_mismatch ${event(7)}`],
    ],
    [
      'with an event of another program',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => of.with(2, (of[2] ?? '').replace(PROGRAM_ID, PROGRAM_ID.replace('1', '2')))))),
      [`audit_misfiled ${event(3)}`, 'subject_mismatch SHA256SUMS', `audit_rewritten ${event(6)}`, `audit_rewritten ${event(6)}`],
    ],
    [
      'with a line of three columns',
      chain((lines) => lines.with(5, (lines[5] ?? '').replace('\t{', ' {'))),
      [
        'audit_malformed audit-chain.tsv line 7',
        'subject_mismatch SHA256SUMS',
        `audit_truncated ${event(6)}`,
        `audit_truncated ${event(6)}`,
      ],
    ],
    [
      'with a line of five columns',
      chain((lines) => lines.with(5, `${lines[5]}\tmore`)),
      [
        'audit_malformed audit-chain.tsv line 7',
        'subject_mismatch SHA256SUMS',
        `audit_truncated ${event(6)}`,
        `audit_truncated ${event(6)}`,
      ],
    ],
    [
      'with a number that is written otherwise',
      chain((lines) => lines.with(0, `0${lines[0]}`)),
      ['audit_malformed audit-chain.tsv line 2', `audit_missing ${event(1)}`, 'subject_mismatch SHA256SUMS'],
    ],
    [
      'with ends of lines from elsewhere',
      chain((lines) => lines.map((line) => `${line}\r`)),
      [
        `audit_edited ${event(1)}`,
        `audit_edited ${event(2)}`,
        `audit_edited ${event(3)}`,
        `audit_edited ${event(4)}`,
        `audit_edited ${event(5)}`,
        `audit_edited ${event(6)}`,
        'subject_mismatch SHA256SUMS',
      ],
    ],
    [
      'with a member twice in an event',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => of.with(5, (of[5] ?? '').replace('"action":', '"action":"x","action":'))))),
      [`json_duplicate_key ${event(6)}`, 'subject_mismatch SHA256SUMS', `audit_rewritten ${event(6)}`, `audit_rewritten ${event(6)}`],
    ],
    [
      'with other spaces in an event',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => of.with(5, (of[5] ?? '').replace('"action":', '"action": '))))),
      ['subject_mismatch SHA256SUMS', `audit_rewritten ${event(6)}`, `audit_rewritten ${event(6)}`],
    ],
    [
      'without its last line end',
      () => putTogether(change(parts, 'audit-chain.tsv', (text) => text.slice(0, -1))),
      [
        'audit_malformed audit-chain.tsv line 7',
        'file_changed audit-chain.tsv',
        `audit_truncated ${event(6)}`,
        `audit_truncated ${event(6)}`,
      ],
    ],
  ])
})

describe('a checkpoint from outside', () => {
  const cut = (of: readonly string[]): readonly string[] => of.slice(0, 5)
  const newer = aCheckpoint({ seq: 9, hash: sha256('another event') })
  refuseEach([
    [
      'shows an end that was cut off by whoever holds the key',
      () => putTogether(rewriteAll(cut)),
      [`audit_truncated ${event(6)}`],
      aCheckpoint(),
    ],
    [
      'shows a story that was told anew by whoever holds the key',
      () => putTogether(rewriteAll(forge)),
      [`audit_rewritten ${event(6)}`],
      aCheckpoint(),
    ],
    ['shows an old bundle for what it is', () => putTogether(parts), [`audit_truncated ${event(9)}`], newer],
    ['counts only with the key', () => putTogether(parts), ['checkpoint_invalid kept.json'], aCheckpoint({}, stranger)],
    ['counts only for its program', () => putTogether(parts), ['checkpoint_invalid kept.json'], aCheckpoint({ programId: 'another' })],
    [
      'counts only when it is one',
      () => putTogether(parts),
      ['checkpoint_invalid kept.json', 'checkpoint_invalid rotation.json'],
      [
        { name: 'kept.json', envelope: null },
        { name: 'rotation.json', envelope: sealRotation({ oldKey: signer, newKey: stranger, at: '' }) },
      ],
    ],
  ])
})
