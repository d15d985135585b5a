import type { ChainFaultCode } from '@gatehouse/core'

/**
 * What is wrong with a bundle.
 * - `archive_malformed`: not the one way in which the archive is written: a link, an absolute or climbing path, a file twice or out of order, bytes after the end, cut off
 * - `file_extra`, `file_missing`, `file_changed`: against SHA256SUMS, or against the digest that the file is named for
 * - `sums_malformed`, `envelope_malformed`, `board_malformed`, `evidence_malformed`, `audit_malformed`: cannot be read
 * - `json_duplicate_key`, `json_not_canonical`: JSON that two readers could understand differently
 * - `signature_invalid`: the key is named, but did not sign this; `wrong_key`: signed by another key, or by more than one
 * - `wrong_type`: the envelope or its statement is about something else
 * - `subject_mismatch`, `commit_mismatch`: the statement is about another SHA256SUMS, or another commit
 * - `board_mismatch`: program, revision, verdict or head differ between the statement, board.json and the chain
 * - `signoff_untold`: the chain does not tell of a sign-off that the board shows, or of the signing of a gate that it shows as signed; `signoff_missing`: the board does not show one that the chain tells of
 * - `decision_mismatch`: the board shows another waiver, vote or go/no-go than the chain tells of, or only one of the two has it
 * - `evidence_mismatch`: a piece of evidence differs from its digest, its file, the board, or what was signed
 * - `audit_…`: the chain was edited, cut, reordered …; `audit_truncated` and `audit_rewritten` by a checkpoint
 * - `checkpoint_invalid`: a checkpoint was given that the key did not sign, or that is about another program
 */
export type BundleFaultCode =
  | 'archive_malformed'
  | 'file_extra'
  | 'file_missing'
  | 'file_changed'
  | 'sums_malformed'
  | 'envelope_malformed'
  | 'board_malformed'
  | 'evidence_malformed'
  | 'json_duplicate_key'
  | 'json_not_canonical'
  | 'signature_invalid'
  | 'wrong_key'
  | 'wrong_type'
  | 'subject_mismatch'
  | 'commit_mismatch'
  | 'board_mismatch'
  | 'signoff_untold'
  | 'signoff_missing'
  | 'decision_mismatch'
  | 'evidence_mismatch'
  | 'checkpoint_invalid'
  | 'audit_malformed'
  | `audit_${ChainFaultCode}`

export interface BundleFault {
  readonly code: BundleFaultCode
  /** A path in the bundle, an event (`audit-chain.tsv event 7`), or what was given beside it. Letters that a terminal would act on are escaped. */
  readonly item: string
  /** One sentence. */
  readonly message: string
}
/** Far more than anybody reads. */
export const MAX_FAULTS = 1_000

export interface FaultList {
  readonly faults: readonly BundleFault[]
  /** The same said twice of the same item is said once. */
  report(code: BundleFaultCode, item: string, message: string): void
  /** Whether this was reported of this item already. */
  isNamed(code: BundleFaultCode, item: string): boolean
}

/** What comes out of an archive may hold letters that drive a terminal. */
const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)

export const openFaultList = (): FaultList => {
  const faults: BundleFault[] = []
  const named = new Set<string>()
  const said = new Set<string>()
  return {
    faults,
    report: (code, item, message) => {
      const fault = { code, item: printable(item), message: printable(message) }
      const text = JSON.stringify(fault)
      if (said.has(text) || faults.length >= MAX_FAULTS) return
      said.add(text)
      named.add(`${code} ${fault.item}`)
      faults.push(fault)
    },
    isNamed: (code, item) => named.has(`${code} ${printable(item)}`),
  }
}
