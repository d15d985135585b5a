/** What each type of evidence says beyond its title and link. */
import type { EvidenceType } from '../plan/plan.ts'

/** An uploaded file. Its bytes are kept under their SHA-256. */
export interface StoredFile {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly name: string
  /** As sniffed from its first bytes, never as claimed. */
  readonly mediaType: string
}

/** `missing`: the report does not contain the test. Only `passed` proves anything. */
export type TestOutcome = 'passed' | 'failed' | 'skipped' | 'missing'

export type EvidenceDetails =
  | {
      readonly type: 'doc'
      /** Path in the repository; null: it is at the link. */
      readonly path: string | null
      /** Text of the heading whose section is meant; null: the whole document. */
      readonly heading: string | null
      /** SHA-256 of that section as it was attached; null: the text was not given. */
      readonly sectionDigest: string | null
    }
  | {
      readonly type: 'contract'
      /** Path of the document in the repository; null: it is at the link. */
      readonly path: string | null
      /** RFC 6901, such as `/paths/~1orders/post`; empty: the whole document. */
      readonly pointer: string
      /** SHA-256 of the canonical JSON of what the pointer names; null: the text was not given. */
      readonly sectionDigest: string | null
    }
  | {
      readonly type: 'code'
      /** File at the commit; null: the commit itself. */
      readonly path: string | null
    }
  | {
      readonly type: 'test'
      readonly suite: string
      readonly name: string
      /** Where it ran: a run's number or link, as written. */
      readonly run: string
      /** What the uploaded report says of this very test; null: no report was given. */
      readonly outcome: TestOutcome | null
    }
  | {
      readonly type: 'ci_run'
      /** `owner/name`; null: not told. */
      readonly repository: string | null
      readonly runId: number | null
      /** null: the newest. */
      readonly attempt: number | null
    }
  | { readonly type: 'artifact' }
  | { readonly type: 'link' }

export type DetailsOf<T extends EvidenceType> = Extract<EvidenceDetails, { readonly type: T }>

/** What was seen of a piece of evidence since it was attached. */
export interface EvidenceObservation {
  readonly at: string
  /** Commit at which it was looked at. */
  readonly sha: string | null
  /**
   * `same`, `drifted`, `gone`: of a section of a document or contract. `success`, `pending`, `failed`: of a run. `unreadable`: could not be told.
   */
  readonly outcome: 'same' | 'drifted' | 'gone' | 'success' | 'pending' | 'failed' | 'unreadable'
  /** One sentence. */
  readonly detail: string
  /** Digest of the section as it is there now; attempt and conclusion of the run. */
  readonly digest: string | null
  readonly run: {
    readonly attempt: number
    readonly status: string | null
    readonly conclusion: string | null
    readonly headSha: string
  } | null
}

/** Details that say nothing yet: of a piece that names only a link, a commit or a reference. */
export const plainDetails = (type: EvidenceType): EvidenceDetails => {
  switch (type) {
    case 'doc':
      return { type, path: null, heading: null, sectionDigest: null }
    case 'contract':
      return { type, path: null, pointer: '', sectionDigest: null }
    case 'code':
      return { type, path: null }
    case 'test':
      return { type, suite: '', name: '', run: '', outcome: null }
    case 'ci_run':
      return { type, repository: null, runId: null, attempt: null }
    case 'artifact':
    case 'link':
      return { type }
  }
}
