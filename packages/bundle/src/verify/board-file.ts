import type { ChainHead, JsonValue } from '@gatehouse/core'
import { BUNDLE_FORMAT, FILES, SHA256 } from '../bundle-layout.ts'
import { exactly, objectOf } from '../statement/strict-json.ts'
import type { FaultList } from './fault.ts'

/** What board.json says of the program, beside the board itself. */
export interface BoardFile {
  readonly programId: string
  readonly slug: string
  readonly revision: number
  readonly repository: string | null
  readonly releaseSha: string | null
  readonly verdict: string
  readonly computedAt: string
  readonly head: ChainHead
  /** The board document; its shape belongs to the version that wrote it, so only what must agree is looked at. */
  readonly board: { readonly [key: string]: JsonValue }
  readonly goNoGo: readonly JsonValue[]
}

export const readHead = (value: JsonValue | undefined): ChainHead | null => {
  const head = exactly(value, ['seq', 'hash'])
  if (head === null || typeof head.seq !== 'number' || !Number.isSafeInteger(head.seq) || head.seq < 0) return null
  return typeof head.hash === 'string' && SHA256.test(head.hash) ? { seq: head.seq, hash: head.hash } : null
}
const isTextOrNull = (value: JsonValue): value is string | null => value === null || typeof value === 'string'

export const readBoardFile = (value: JsonValue, { report }: FaultList): BoardFile | null => {
  const file = boardFileOf(value)
  if (file === null) report('board_malformed', FILES.board, `It does not have the members of ${BUNDLE_FORMAT}, and no others.`)
  return file
}

const boardFileOf = (value: JsonValue): BoardFile | null => {
  const members = exactly(value, ['format', 'program', 'revision', 'release', 'verdict', 'computedAt', 'head', 'board', 'goNoGo'])
  const program = exactly(members?.program, ['id', 'slug', 'name'])
  const release = exactly(members?.release, ['repository', 'sha'])
  const head = readHead(members?.head)
  if (members === null || program === null || release === null || head === null || members.format !== BUNDLE_FORMAT) return null
  const { revision, verdict, computedAt } = members
  const { repository, sha } = release
  if (typeof program.id !== 'string' || typeof program.slug !== 'string') return null
  if (typeof revision !== 'number' || typeof verdict !== 'string' || typeof computedAt !== 'string') return null
  if (!isTextOrNull(repository) || !isTextOrNull(sha)) return null
  const board = objectOf(members.board)
  if (board === null) return null
  if (!Array.isArray(members.goNoGo)) return null
  const goNoGo = members.goNoGo as readonly JsonValue[]
  return { programId: program.id, slug: program.slug, revision, repository, releaseSha: sha, verdict, computedAt, head, board, goNoGo }
}
