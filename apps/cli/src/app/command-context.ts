import type { Server } from '../connection/call-server.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** What a command is given that needs no server. */
export interface OfflineContext {
  readonly terminal: Terminal
  /** One JSON document on stdout instead of text. */
  readonly json: boolean
  readonly world: World
}
/** What every other command is given. */
export interface CommandContext extends OfflineContext {
  readonly server: Server
}
/** The process around the command line; tests give another. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly sleep: (ms: number) => Promise<void>
}
/** A command's end. `answer` is what `--json` prints. */
export interface CommandResult {
  readonly exitCode: ExitCode
  readonly answer: Readonly<Record<string, unknown>>
}
