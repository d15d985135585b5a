import type { ChainHead, JsonValue } from '@gatehouse/core'

export interface BundleFile {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** Its bytes from the start, in pieces. Called once. */
  open(): AsyncIterable<Uint8Array>
}
export interface BundleEvent {
  readonly seq: number
  readonly prevHash: string
  readonly entryHash: string
  /** Canonical JSON. */
  readonly payload: string
}
/** Everything that goes into a bundle: a program at one revision. Nothing in it may depend on when the bundle is made. */
export interface BundleInput {
  readonly slug: string
  readonly program: { readonly id: string; readonly name: string }
  readonly revision: number
  /** `owner/name` on github.com, or a whole http(s) address; null: the plan names none. */
  readonly repository: string | null
  /** 40 hex, lower case. */
  readonly releaseSha: string | null
  /** Word of the verdict. */
  readonly verdict: string
  /** ISO instant of the board. */
  readonly computedAt: string
  /** The last event. */
  readonly head: ChainHead
  readonly board: JsonValue
  readonly goNoGo: JsonValue
  /** All of it, also what was withdrawn. Any order. */
  readonly evidence: readonly { readonly id: string; readonly row: JsonValue }[]
  /** Any order; the same file may be named more than once. */
  readonly files: readonly BundleFile[]
  /** The chain from its first event to `head`, in order. Called twice: it must tell the same both times. */
  events(): AsyncIterable<BundleEvent>
  /** From `renderBundlePage`. */
  readonly indexHtml: string
}

/** A bundle cannot be made of this. `item` is the file or path that is wrong. */
export class BundleInputInvalid extends Error {
  override readonly name = 'BundleInputInvalid'
  readonly item: string
  constructor(item: string, message: string) {
    super(`${item}: ${message}`)
    this.item = item
  }
}
