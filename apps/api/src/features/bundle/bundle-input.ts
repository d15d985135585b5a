import { type BundleFile, type BundleInput, renderBundlePage } from '@gatehouse/bundle'
import type { Evidence, JsonValue } from '@gatehouse/core'
import { listChain } from '@gatehouse/db'
import { ShellError } from '../../app/problems.ts'
import type { Shell } from '../../app/shell.ts'
import type { Snapshot } from './load-snapshot.ts'

/** Events that are read at once. */
const PAGE = 500

/** A value as JSON carries it. */
const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value))

const GITHUB = 'https://api.github.com'
/** `owner/name` on github.com; elsewhere the whole address, so that nobody looks for the commit in the wrong place. */
export const repositoryOf = (apiUrl: string, repository: string): string =>
  apiUrl === GITHUB ? repository : `${apiUrl.replace(/\/api\/v3$/, '')}/${repository}`

type StoredFile = NonNullable<Evidence['file']>

const filesOf = ({ state }: Snapshot): readonly StoredFile[] => [
  ...new Map(state.evidence.flatMap(({ file }) => (file === null ? [] : [[file.sha256, file] as const]))).values(),
]

/** Throws `bundle_incomplete`, which names each file, unless the store has all that evidence names. */
export const requireFiles = async ({ files }: Pick<Shell, 'files'>, snapshot: Snapshot): Promise<void> => {
  const issues = []
  for (const { sha256, name } of filesOf(snapshot))
    if (!(await files.has(sha256)))
      issues.push({ code: 'file_missing', message: `${name} is not in the file store.`, path: `evidence/files/${sha256}` })
  if (issues.length > 0)
    throw new ShellError(
      'bundle_incomplete',
      `${issues.length === 1 ? 'A file' : `${issues.length} files`} of this program’s evidence cannot be found. Bring the file store back from a backup.`,
      { issues },
    )
}

const readFile = async function* ({ files }: Pick<Shell, 'files'>, { sha256, name }: StoredFile): AsyncIterable<Uint8Array> {
  const stream = await files.open(sha256)
  if (stream === null) throw new Error(`${name} (${sha256}) went from the file store while a bundle was made`)
  yield* stream
}

/** What goes into the bundle of a program. Files and events are read while it is written. */
export const bundleInput = (shell: Pick<Shell, 'config' | 'db' | 'files'>, snapshot: Snapshot): BundleInput => {
  const { state, head, board } = snapshot
  const target = state.releaseTarget
  const files: readonly BundleFile[] = filesOf(snapshot).map((file) => ({
    ...{ sha256: file.sha256, size: file.size },
    open: () => readFile(shell, file),
  }))
  const facts = {
    ...{ slug: state.head.slug, program: { id: state.id, name: state.head.name }, revision: state.revision },
    ...{
      repository: target === null ? null : repositoryOf(shell.config.github.apiUrl, target.repository),
      releaseSha: target?.sha ?? null,
    },
    ...{ verdict: board.verdict.word, computedAt: board.computedAt, head },
  }
  return {
    ...facts,
    ...{ board: plain(board), goNoGo: plain(state.goNoGo) },
    evidence: state.evidence.map((row) => ({ id: row.id, row: plain(row) })),
    files,
    events: async function* () {
      for (let from = 1; from <= head.seq; from += PAGE)
        yield* await listChain(shell.db, state.id, { from, limit: Math.min(PAGE, head.seq - from + 1), patches: false })
    },
    indexHtml: renderBundlePage({ ...facts, board, evidence: state.evidence }),
  }
}
