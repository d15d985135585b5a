/** What a reviewer looks at and signs: everything of a gate that decides, and nothing that changes by itself from minute to minute. */
import type { RequirementState } from '../board/board.ts'
import type { Freshness } from '../freshness/ci-run.ts'

/** How the server knew who decided. */
export interface SignerIdentity {
  readonly via: 'session' | 'token'
  /** E-mail address of the account. */
  readonly account: string
  /** Who vouches for the identity: `password`, or an identity provider's name. */
  readonly issuer: string
  /** Name of the API token; null: a session. */
  readonly token: string | null
  /** The password was asked again for this decision. */
  readonly steppedUp: boolean
}

export interface FrozenGate {
  readonly gateKey: string
  readonly title: string
  readonly gateRevision: number
  readonly round: number
  readonly releaseSha: string | null
  readonly requirements: readonly { readonly key: string; readonly text: string; readonly state: RequirementState }[]
  readonly evidence: readonly {
    readonly id: string
    readonly requirementKey: string
    readonly type: string
    readonly title: string
    readonly sha: string | null
    readonly digest: string
    readonly fileSha256: string | null
  }[]
  readonly waivers: readonly {
    readonly id: string
    readonly requirementKey: string
    readonly reason: string
    readonly approver: string
    readonly expiresAt: string
  }[]
  /** The deciding run of each workflow that the gate asks about. */
  readonly ci: readonly {
    readonly path: string
    readonly freshness: Freshness
    readonly runId: number | null
    readonly attempt: number | null
    readonly conclusion: string | null
    readonly headSha: string | null
  }[]
}
