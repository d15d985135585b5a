/** The commands, their options and their help. What they do is in `commands/`. */
import { boardEvidence } from '@gatehouse/contracts'
import { FULL_SHA } from '@gatehouse/core'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { describeCommands } from '../commands/completion/describe-commands.ts'
import { completionScript, SHELLS, type Shell } from '../commands/completion/shell-scripts.ts'
import { addEvidence } from '../commands/evidence/add-evidence.command.ts'
import type { EvidenceOptions } from '../commands/evidence/evidence-of-options.ts'
import { CSV_LISTS, EXPORT_FORMATS, type ExportOptions, exportProgram } from '../commands/export/export.command.ts'
import { type ImportOptions, importDocument, PLAN_FORMATS, type Rename } from '../commands/import/import.command.ts'
import { showStatus, type StatusOptions } from '../commands/status/status.command.ts'
import { type VerifyOptions, verifyBundleFile } from '../commands/verify/verify-bundle.command.ts'
import { DEFAULT_URL } from '../connection/read-connection.ts'
import type { CommandContext, CommandResult, OfflineContext } from './command-context.ts'
import { HELP } from './help-texts.ts'

/** Options that every command which talks to the server takes. */
export interface SharedOptions {
  readonly server?: string
  readonly tokenFile?: string
  /** Seconds, of one attempt. */
  readonly timeout: number
  readonly retries: number
  readonly json?: boolean
}
export interface CommandRunner {
  /** Connects as the options say, runs the command and keeps how it ended. */
  run(options: SharedOptions, work: (context: CommandContext) => Promise<CommandResult>): Promise<void>
  /** The same for a command that needs neither a server nor a token. */
  runOffline(options: Pick<SharedOptions, 'json'>, work: (context: OfflineContext) => Promise<CommandResult>): Promise<void>
  printRaw(text: string): void
  readonly output: { readonly writeOut: (text: string) => void; readonly writeErr: (text: string) => void }
  readonly version: string
}

const seconds = (text: string): number => {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0 || value > 3_600) throw new InvalidArgumentError('Give seconds, more than 0 and at most 3600.')
  return value
}
const commit = (text: string): string => {
  const sha = text.trim().toLowerCase()
  if (!FULL_SHA.test(sha)) throw new InvalidArgumentError('Give all 40 digits of the commit: `git rev-parse HEAD` prints them.')
  return sha
}
const retries = (text: string): number => {
  if (!/^(10|\d)$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 to 10.')
  return Number(text)
}
const renames = (text: string, before: readonly Rename[] = []): readonly Rename[] => {
  const [, kind, from, to] = /^(task|gate):([^=\s]+)=([^=\s]+)$/.exec(text) ?? []
  if (kind === undefined || from === undefined || to === undefined)
    throw new InvalidArgumentError('Give it like task:L4-D1=L4-1 or gate:G3=G4.')
  return [...before, { kind: kind as Rename['kind'], from, to }]
}
const files = (name: string, before: readonly string[] = []): readonly string[] => [...before, name]

/** `--url` is the short word for the server, but where a proof has a link of its own. */
const connected = (command: Command, flags = '--url, --server <address>'): Command =>
  command
    .optionsGroup('Connection:')
    .option(flags, `address of the server (GATEHOUSE_URL, else ${DEFAULT_URL})`)
    .option('--token-file <file>', 'file that holds the API token (GATEHOUSE_TOKEN, GATEHOUSE_TOKEN_FILE)')
    .option('--timeout <seconds>', 'how long one request may take', seconds, 30)
    .option('--retries <count>', 'how often a request is repeated while the server is away or busy', retries, 3)
const withJson = (command: Command): Command => command.option('--json', 'print one JSON document on stdout; messages go to stderr')

export const buildCommands = (runner: CommandRunner): Command => {
  const program = new Command('gatehouse')
    .description('Release plans, gates, evidence and bundles of a Gatehouse server, from the command line.')
    .version(runner.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain it')
    .helpCommand(false)
    .configureOutput({ ...runner.output })
    .showHelpAfterError('Run it with --help for what it takes, with examples.')
    .exitOverride()
    .addHelpText('after', HELP.program)

  connected(
    withJson(program.command('import'))
      .summary('read a plan document and make or change a program')
      .description('Reads a plan (Markdown, YAML, JSON), prints what became of every line, then makes a program of it, or changes one.')
      .argument('<file>', 'the document; - reads standard input')
      .option('--program <slug>', 'change this program instead of making one: shows the difference first and asks')
      .option('--dry-run', 'store nothing')
      .option('--strict', 'store nothing and exit with 1 when a line is unmapped')
      .option('--lines', 'print every line with what it became')
      .option('-y, --yes', 'apply the change without asking')
      .addOption(new Option('--format <format>', 'how to read it; told by its name and text where left out').choices(PLAN_FORMATS))
      .option('--slug <slug>', 'the new program’s name in addresses, instead of the document’s')
      .option('--starts-on <date>', 'the first day, instead of the document’s')
      .option('--time-zone <zone>', 'such as Europe/Berlin, instead of the document’s')
      .addOption(new Option('--progress <whose>', 'of a change: whose status and ticks count').choices(['keep', 'document']))
      .option('--rename <kind:from=to>', 'of a change: a task or gate that goes on under another key (may be repeated)', renames),
  )
    .addHelpText('after', HELP.import)
    .action((file: string, options: ImportOptions & SharedOptions) =>
      runner.run(options, (context) => importDocument(context, file, options)),
    )

  connected(
    program
      .command('export')
      .summary('write a program as a file')
      .description('Writes a program to stdout or a file.')
      .argument('<slug>', 'the program')
      .addOption(new Option('--format <format>', 'how it is written').choices(EXPORT_FORMATS).default('yaml'))
      .addOption(new Option('--list <list>', 'of csv: which list; all in one file where left out').choices(CSV_LISTS))
      .option('-o, --output <file>', 'write to this file instead of stdout'),
  )
    .addHelpText('after', HELP.export)
    .action((slug: string, options: ExportOptions & SharedOptions) =>
      runner.run(options, (context) => exportProgram(context, slug, options)),
    )

  connected(
    withJson(program.command('status'))
      .summary('may the release go, or is a gate signed and fresh?')
      .description('Prints the verdict of a program, or where one of its gates stands.')
      .argument('<slug>', 'the program')
      .option('--gate <key>', 'ask about this gate: is it signed, and its proof fresh?')
      .option('--sha <commit>', 'ask for this commit, 40 digits: it is a no when the release is another one', commit)
      .option('--exit-code', 'exit with the answer: 0 yes, 1 no, 2 unknown')
      .option('--allow-waivers', 'take a waiver for proof'),
  )
    .addHelpText('after', HELP.status)
    .action((slug: string, options: StatusOptions & SharedOptions) => runner.run(options, (context) => showStatus(context, slug, options)))

  const evidence = program.command('evidence').summary('attach proof').description('Proof of a gate’s requirements.').helpCommand(false)
  connected(
    withJson(evidence.command('add'))
      .summary('attach one proof to a requirement')
      .description('Attaches one proof to a requirement. Attaching the same again changes nothing and is a success.')
      .requiredOption('--program <slug>', 'the program')
      .requiredOption('--gate <key>', 'the gate')
      .requiredOption('--requirement <key>', 'what of the gate it proves')
      .option('--url <link>', 'an http(s) link: a run, a commit, a document (the server is --server here)')
      .option('--sha <commit>', 'a commit, 40 digits: the proof itself, or what the link or file is about')
      .option('--path <file>', 'a path in the repository')
      .addOption(
        new Option('--type <type>', 'what it is; recognised from the link, commit or path where left out').choices(
          boardEvidence.shape.type.options,
        ),
      )
      .option('--doc <path>', 'a document (Markdown) in the repository; its text is sent when the file is here, so that drift can be told')
      .option('--heading <text>', 'of --doc: the section that proves it')
      .option('--contract <path>', 'an OpenAPI or AsyncAPI document in the repository; sent like --doc')
      .option('--pointer <pointer>', 'of --contract: the part that proves it, such as /paths/~1orders/post')
      .option('--text <file>', 'of --doc and --contract: the file to send, where it is not at its path')
      .option('--suite <name>', 'of a test: its suite or class')
      .option('--test <name>', 'of a test: its name')
      .option('--report <file>', 'of a test: JUnit XML; only when the test is in it, passed, it proves anything')
      .option('--run <run>', 'of a test: where it ran, a number or link')
      .option('--file <file>', 'a file to upload: an artifact')
      .option('--replaces <id>', 'the piece that it takes the place of; that one is withdrawn')
      .option('--title <text>', 'its name; made from the link, commit or path where left out')
      .option('--produced-at <instant>', 'when it was made, such as 2026-02-25T09:30:00Z'),
    '--server <address>',
  )
    .addHelpText('after', HELP.evidenceAdd)
    .action((options: EvidenceOptions & SharedOptions) => runner.run(options, (context) => addEvidence(context, options)))

  withJson(program.command('verify'))
    .summary('was a release bundle altered, and who signed it?')
    .description('Verifies a release bundle offline: its signature, every file, every event of its record. Names everything that is wrong.')
    .argument('<file>', 'the bundle, a tar archive; - reads standard input')
    .requiredOption('--key <file>', 'public key (PEM) of who must have signed it; have it from somewhere other than the bundle')
    .option('--checkpoint <file>', 'an end of the record that was kept elsewhere (may be repeated)', files)
    .option('--older-key <file>', 'a key that was replaced since; checkpoints may be signed by it (may be repeated)', files)
    .addHelpText('after', HELP.verify)
    .action((file: string, options: VerifyOptions & SharedOptions) =>
      runner.runOffline(options, (context) => verifyBundleFile(context, file, options)),
    )

  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that lets the shell complete commands and options.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', HELP.completion)
    .action((shell: Shell) => runner.printRaw(completionScript(shell, describeCommands(program))))
  return program
}
