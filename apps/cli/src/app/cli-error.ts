import type { Issue } from '@gatehouse/core'
import { EXIT, type ExitCode } from './exit-codes.ts'

/** An expected end of a command that is not a success: what went wrong, where, and how to mend it. Anything else thrown is a bug. */
export class CliError extends Error {
  override readonly name = 'CliError'
  /** A problem code of the server, or one of the command line's own (`usage`, `unreachable`, `unreadable_answer` …). */
  readonly code: string
  readonly exitCode: ExitCode
  readonly issues: readonly Issue[]
  /** One sentence: what to do about it. */
  readonly mend: string | null
  constructor(
    code: string,
    message: string,
    more: { readonly exitCode?: ExitCode; readonly issues?: readonly Issue[]; readonly mend?: string | null } = {},
  ) {
    super(message)
    this.code = code
    this.exitCode = more.exitCode ?? EXIT.unknown
    this.issues = more.issues ?? []
    this.mend = more.mend ?? null
  }
}

/** The command was called in a way that it does not understand. */
export const usageError = (message: string, mend?: string): CliError => new CliError('usage', message, mend === undefined ? {} : { mend })
