import type { Command } from 'commander'

export interface DescribedOption {
  /** `--gate`, `-o`: every spelling. */
  readonly flags: readonly string[]
  readonly description: string
  readonly takesValue: boolean
  readonly choices: readonly string[]
  /** Its value is a file. */
  readonly isFile: boolean
}
export interface DescribedCommand {
  /** Without the program's name: `evidence add`, empty for the program itself. */
  readonly path: string
  readonly description: string
  readonly subcommands: readonly { readonly name: string; readonly description: string }[]
  readonly options: readonly DescribedOption[]
  readonly argumentChoices: readonly string[]
  /** Its argument is a file. */
  readonly takesFile: boolean
}

const optionsOf = (command: Command): readonly DescribedOption[] => [
  ...command.options.map((option) => ({
    flags: [option.short, option.long].filter((flag): flag is string => typeof flag === 'string'),
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    isFile: /<file>/i.test(option.flags),
  })),
  { flags: ['-h', '--help'], description: 'explain it', takesValue: false, choices: [], isFile: false },
]

/** The command and all below it, as a shell needs to know them: made from the commands themselves, so that neither forgets the other. */
export const describeCommands = (command: Command, path = ''): readonly DescribedCommand[] => [
  {
    path,
    description: command.summary() || command.description(),
    subcommands: command.commands.map((each) => ({ name: each.name(), description: each.summary() || each.description() })),
    options: optionsOf(command),
    argumentChoices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    takesFile: command.registeredArguments.some((argument) => /file/i.test(argument.name())),
  },
  ...command.commands.flatMap((each) => describeCommands(each, `${path} ${each.name()}`.trim())),
]
