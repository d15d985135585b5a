/** Where what stands in a bundle. All of it is below one folder. */
export const BUNDLE_FORMAT = 'gatehouse.bundle.v1'
export const BUNDLE_TYPE = 'urn:gatehouse:bundle:v1'
export const CHAIN_HEADER = 'seq\tprev_hash\tentry_hash\tpayload\n'

export const FILES = {
  board: 'board.json',
  chain: 'audit-chain.tsv',
  page: 'index.html',
  sums: 'SHA256SUMS',
  envelope: 'board.dsse.json',
} as const

export const folderOf = (slug: string): string => `${slug}-bundle`
export const evidencePath = (id: string): string => `evidence/${id}.json`
export const filePath = (sha256: string): string => `evidence/files/${sha256}`

/** Names of programs and ids of evidence: they become names of files. */
export const SAFE_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,78}[A-Za-z0-9])?$/
export const SHA256 = /^[0-9a-f]{64}$/

const ORDER: readonly RegExp[] = [
  /^board\.json$/,
  /^evidence\/[A-Za-z0-9_-]{1,80}\.json$/,
  /^evidence\/files\/[0-9a-f]{64}$/,
  /^audit-chain\.tsv$/,
  /^index\.html$/,
  /^SHA256SUMS$/,
  /^board\.dsse\.json$/,
]
/** Place of a path in the archive; -1: a bundle has no such file. Paths in the same place are sorted by their letters. */
export const placeOf = (path: string): number => ORDER.findIndex((pattern) => pattern.test(path))

/** Order of text by its bytes; for ASCII. */
export const byLetters = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Name of the release's commit among the subjects of the statement. A repository is `owner/name` or a whole address. */
export const commitName = (repository: string | null, sha: string): string =>
  repository === null ? `git@${sha}` : `git+${repository.includes('://') ? repository : `https://github.com/${repository}`}@${sha}`
