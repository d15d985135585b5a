/** One call of the command line, from its arguments to its exit code. */
import { CommanderError } from 'commander'
import { connectServer } from '../connection/call-server.ts'
import { readConnection } from '../connection/read-connection.ts'
import { buildCommands, type SharedOptions } from './build-commands.ts'
import { CliError } from './cli-error.ts'
import type { CommandContext, CommandResult, OfflineContext, World } from './command-context.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { printIssues } from './print-issues.ts'
import { makeTerminal, oneLine, type Terminal } from './terminal.ts'

/** Parses `argv` (without node and script), runs the command and resolves with its exit code. Never throws. */
export const runCli = async (argv: readonly string[], world: World, version: string): Promise<ExitCode> => {
  let secrets: readonly string[] = [world.env.GATEHOUSE_TOKEN?.trim() ?? ''].filter((token) => token !== '')
  const terminal = makeTerminal(world.stdout, world.stderr, world.env, () => secrets)
  let exitCode: ExitCode = EXIT.yes
  const contextOf = (options: SharedOptions): CommandContext => {
    const connection = readConnection(options, world.env)
    secrets = [...new Set([...secrets, connection.token])]
    for (const warning of connection.warnings) terminal.say(`${terminal.sayTone('warn', 'Warning:')} ${warning}`)
    const server = connectServer(connection, {
      timeoutMs: options.timeout * 1_000,
      retries: options.retries,
      sleep: world.sleep,
      version,
      onRetry: (line) => terminal.say(line),
    })
    return { terminal, server, json: options.json === true, world }
  }
  const finish = (context: OfflineContext, result: CommandResult): void => {
    exitCode = result.exitCode
    if (context.json) printJson(terminal, { exitCode, ...result.answer })
  }
  const program = buildCommands({
    version,
    printRaw: (text) => terminal.printRaw(text),
    output: { writeOut: (text) => terminal.printRaw(text), writeErr: (text) => terminal.say(text.trimEnd()) },
    run: async (options, work: (context: CommandContext) => Promise<CommandResult>) => {
      const context = contextOf(options)
      finish(context, await work(context))
    },
    runOffline: async (options, work: (context: OfflineContext) => Promise<CommandResult>) => {
      const context = { terminal, json: options.json === true, world }
      finish(context, await work(context))
    },
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    return tellError(terminal, error, argv.includes('--json'))
  }
}

const printJson = (terminal: Terminal, document: object): void => terminal.print(JSON.stringify(document, null, 2))

const tellError = (terminal: Terminal, error: unknown, json: boolean): ExitCode => {
  // Commander has said it by now; help that was asked for is no error.
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.yes
    if (json) printJson(terminal, { exitCode: EXIT.unknown, error: { code: 'usage', message: error.message } })
    return EXIT.unknown
  }
  if (!(error instanceof CliError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    terminal.say(`${terminal.sayTone('stop', 'A fault of this program, please report it:')} ${text}`)
    if (json) printJson(terminal, { exitCode: EXIT.unknown, error: { code: 'internal', message: 'A fault of the command line.' } })
    return EXIT.unknown
  }
  const { code, message, issues, mend, exitCode } = error
  terminal.say(`${terminal.sayTone('stop', 'Error:')} ${oneLine(message)}`)
  printIssues((line) => terminal.say(line), issues)
  if (mend !== null) terminal.say(oneLine(mend))
  if (json) printJson(terminal, { exitCode, error: { code, message, issues, mend } })
  return exitCode
}
