import { CHAIN_START, type ChainHead } from '@gatehouse/core'
import { commitName, FILES, folderOf } from '../bundle-layout.ts'
import type { Statement } from '../statement/statement.ts'
import { exactly, objectOf, textOf } from '../statement/strict-json.ts'
import { type BoardFile, readHead } from './board-file.ts'
import { digestOf } from './check-sums.ts'
import type { FaultList } from './fault.ts'
import type { BundleReading } from './read-bundle.ts'
import { eventItem } from './read-chain.ts'

/** The statement against the files that it is about. */
export const checkStatement = (statement: Statement, reading: BundleReading, { report }: FaultList): void => {
  const { board, sums, folder } = reading
  const [first, ...others] = statement.subject
  if (first?.name !== FILES.sums || Object.keys(first.digest).join() !== 'sha256')
    report('subject_mismatch', FILES.envelope, `The first subject of the statement is not ${FILES.sums}.`)
  else if (sums !== null && first.digest.sha256 !== digestOf(sums))
    report('subject_mismatch', FILES.sums, 'It is not the list of files that was signed.')
  const commit = others[0] ?? null
  if (others.length > 1) report('subject_mismatch', FILES.envelope, 'The statement has subjects that no bundle has.')
  if (board !== null) checkCommit(commit, board, report)

  const said = exactly(statement.predicate, ['program', 'slug', 'revision', 'head', 'verdict', 'computedAt'])
  const head = readHead(said?.head)
  if (said === null || head === null) {
    report('envelope_malformed', FILES.envelope, 'The statement does not say of which program, revision, verdict and event it is.')
    return
  }
  if (folder !== null && folder !== folderOf(textOf(said.slug) ?? ''))
    report('archive_malformed', folder, `The files are not in the folder ${folderOf(textOf(said.slug) ?? '')}.`)
  if (reading.chain !== null) compareHead(reading.chain.head, head, 'The statement', report)
  if (board === null) return
  const pairs = [
    ['program', said.program, board.programId],
    ['slug', said.slug, board.slug],
    ['revision', said.revision, board.revision],
    ['verdict', said.verdict, board.verdict],
    ['time', said.computedAt, board.computedAt],
    ['event', `${head.seq} ${head.hash}`, `${board.head.seq} ${board.head.hash}`],
  ] as const
  for (const [what, signed, shown] of pairs)
    if (signed !== shown)
      report('board_mismatch', FILES.board, `Its ${what} is ${String(shown)}; the statement is about ${String(signed)}.`)
}

const checkCommit = (
  commit: Statement['subject'][number] | null,
  { repository, releaseSha }: BoardFile,
  report: FaultList['report'],
): void => {
  const named = commit === null ? null : `${commit.name} ${JSON.stringify(commit.digest)}`
  const wanted = releaseSha === null ? null : `${commitName(repository, releaseSha)} ${JSON.stringify({ gitCommit: releaseSha })}`
  if (named !== wanted)
    report(
      'commit_mismatch',
      FILES.envelope,
      `The statement is about ${named ?? 'no commit'}; ${FILES.board} is about ${wanted ?? 'none'}.`,
    )
}

/** What board.json says at its top against the board within it, and against the chain. */
export const checkBoard = ({ board: file, chain }: BundleReading, { report }: FaultList): void => {
  if (file === null) return
  const program = objectOf(file.board.program)
  const target = objectOf(file.board.releaseTarget)
  const pairs = [
    ['program', program?.id, file.programId],
    ['slug', program?.slug, file.slug],
    ['revision', program?.revision, file.revision],
    ['verdict', objectOf(file.board.verdict)?.word, file.verdict],
    ['time', file.board.computedAt, file.computedAt],
  ] as const
  for (const [what, inside, above] of pairs)
    if (inside !== above) report('board_mismatch', FILES.board, `The board’s ${what} is ${String(inside)}; the file says ${String(above)}.`)
  if ((target?.sha ?? null) !== file.releaseSha)
    report(
      'commit_mismatch',
      FILES.board,
      `The board’s release is ${String(target?.sha ?? null)}; the file says ${String(file.releaseSha)}.`,
    )
  if (chain === null) return
  compareHead(chain.head, file.head, FILES.board, report)
  if (chain.revision > file.revision)
    report('board_mismatch', FILES.board, `It is of revision ${file.revision}; the record goes on to revision ${chain.revision}.`)
}

/** The end of the chain against an end that was named elsewhere in the bundle. */
const compareHead = (found: ChainHead | null, named: ChainHead, who: string, report: FaultList['report']): void => {
  const head = found ?? { seq: 0, hash: CHAIN_START }
  if (head.seq < named.seq)
    report('audit_truncated', eventItem(named.seq), `${who} names event ${named.seq}; the record ends at ${head.seq}.`)
  else if (head.seq > named.seq)
    report('board_mismatch', eventItem(head.seq), `${who} names event ${named.seq} as the last; the record goes on to ${head.seq}.`)
  else if (head.hash !== named.hash)
    report('audit_rewritten', eventItem(head.seq), `${who} names another event ${named.seq} than the record has.`)
}
