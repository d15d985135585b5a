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

/** What an empty chain does not tell of either. */
const UNTOLD = [
  'signoff_untold board.json gate G1',
  'decision_mismatch board.json gate G2 waiver waiver-1',
  'decision_mismatch board.json go/no-go 1 lane L1',
  'decision_mismatch board.json go/no-go 1 lane L2',
  'decision_mismatch board.json go/no-go 1',
]

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
      [`audit_reordered ${event(9)}`, 'subject_mismatch SHA256SUMS'],
    ],
    [
      'with its end cut off',
      chain((lines) => lines.slice(0, 8)),
      ['subject_mismatch SHA256SUMS', `audit_truncated ${event(9)}`, `audit_truncated ${event(9)}`],
    ],
    [
      'with nothing in it',
      chain(() => []),
      [
        'subject_mismatch SHA256SUMS',
        `audit_truncated ${event(9)}`,
        `audit_truncated ${event(9)}`,
        `signoff_untold ${SIGN_OFF}`,
        ...UNTOLD,
      ],
    ],
    [
      'with hashes made anew after an edit',
      () => putTogether(sumAnew(rewriteChain(parts, forge))),
      ['subject_mismatch SHA256SUMS', `audit_rewritten ${event(9)}`, `audit_rewritten ${event(9)}`],
    ],
    [
      'with hashes made anew, and signed by somebody',
      () => putTogether(signAnew(rewriteChain(parts, forge), stranger)),
      [`wrong_key ${ENVELOPE}`, `audit_rewritten ${event(9)}`, `audit_rewritten ${event(9)}`],
    ],
    [
      'with an event more',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => [...of, (of[8] ?? '').replace('"seq":9', '"seq":10')]))),
      ['subject_mismatch SHA256SUMS', `board_mismatch ${event(10)}`, `board_mismatch ${event(10)}`],
    ],
    [
      'with an event of another program',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => of.with(2, (of[2] ?? '').replace(PROGRAM_ID, PROGRAM_ID.replace('1', '2')))))),
      [`audit_misfiled ${event(3)}`, 'subject_mismatch SHA256SUMS', `audit_rewritten ${event(9)}`, `audit_rewritten ${event(9)}`],
    ],
    [
      'with a line of three columns',
      chain((lines) => lines.with(8, (lines[8] ?? '').replace('\t{', ' {'))),
      [
        'audit_malformed audit-chain.tsv line 10',
        'subject_mismatch SHA256SUMS',
        `audit_truncated ${event(9)}`,
        `audit_truncated ${event(9)}`,
      ],
    ],
    [
      'with a line of five columns',
      chain((lines) => lines.with(8, `${lines[8]}\tmore`)),
      [
        'audit_malformed audit-chain.tsv line 10',
        'subject_mismatch SHA256SUMS',
        `audit_truncated ${event(9)}`,
        `audit_truncated ${event(9)}`,
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
        `audit_edited ${event(7)}`,
        `audit_edited ${event(8)}`,
        `audit_edited ${event(9)}`,
        'subject_mismatch SHA256SUMS',
      ],
    ],
    [
      'with a member twice in an event',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => of.with(8, (of[8] ?? '').replace('"action":', '"action":"x","action":'))))),
      [`json_duplicate_key ${event(9)}`, 'subject_mismatch SHA256SUMS', `audit_rewritten ${event(9)}`, `audit_rewritten ${event(9)}`],
    ],
    [
      'with other spaces in an event',
      () => putTogether(sumAnew(rewriteChain(parts, (of) => of.with(8, (of[8] ?? '').replace('"action":', '"action": '))))),
      ['subject_mismatch SHA256SUMS', `audit_rewritten ${event(9)}`, `audit_rewritten ${event(9)}`],
    ],
    [
      'without its last line end',
      () => putTogether(change(parts, 'audit-chain.tsv', (text) => text.slice(0, -1))),
      [
        'audit_malformed audit-chain.tsv line 10',
        'file_changed audit-chain.tsv',
        `audit_truncated ${event(9)}`,
        `audit_truncated ${event(9)}`,
      ],
    ],
  ])
})

describe('a checkpoint from outside', () => {
  const cut = (of: readonly string[]): readonly string[] => of.slice(0, 8)
  const newer = aCheckpoint({ seq: 12, hash: sha256('another event') })
  refuseEach([
    [
      'shows an end that was cut off by whoever holds the key',
      () => putTogether(rewriteAll(cut)),
      [`audit_truncated ${event(9)}`],
      aCheckpoint(),
    ],
    [
      'shows a story that was told anew by whoever holds the key',
      () => putTogether(rewriteAll(forge)),
      [`audit_rewritten ${event(9)}`],
      aCheckpoint(),
    ],
    ['shows an old bundle for what it is', () => putTogether(parts), [`audit_truncated ${event(12)}`], newer],
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
