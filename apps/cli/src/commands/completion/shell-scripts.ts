/** Completion scripts: words of our own commands only, nothing of the server's, so that pressing Tab needs neither token nor network. */
import type { DescribedCommand, DescribedOption } from './describe-commands.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
const words = (command: DescribedCommand): string =>
  [...command.subcommands.map(({ name }) => name), ...command.argumentChoices, ...command.options.flatMap(({ flags }) => flags)].join(' ')

const valueCase = (option: DescribedOption, path: string): readonly string[] => {
  const at = option.flags.map((flag) => quote(`${path}|${flag}`)).join('|')
  if (option.choices.length > 0) return [`    ${at}) COMPREPLY=($(compgen -W ${quote(option.choices.join(' '))} -- "$cur")); return ;;`]
  if (option.isFile) return [`    ${at}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`]
  return option.takesValue ? [`    ${at}) return ;;`] : []
}

/** Commands that have commands, by which a word is known to be one more step down. */
const steps = (commands: readonly DescribedCommand[]): string =>
  commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => quote(path))
    .join('|')

const bash = (commands: readonly DescribedCommand[]): string => `# bash completion of gatehouse: eval "$(gatehouse completion bash)"
_gatehouse() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path='' next word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    next="\${path:+$path }$word"
    case "$next" in ${steps(commands)}) path="$next" ;; esac
  done
  case "$path|$prev" in
${commands.flatMap((command) => command.options.flatMap((option) => valueCase(option, command.path))).join('\n')}
  esac
  case "$path" in
${commands
  .map(
    (command) =>
      `    ${quote(command.path)}) COMPREPLY=($(compgen -W ${quote(words(command))} -- "$cur"))${command.takesFile ? '; [[ $cur == -* ]] || COMPREPLY+=($(compgen -f -- "$cur"))' : ''} ;;`,
  )
  .join('\n')}
  esac
}
complete -o filenames -F _gatehouse gatehouse
`

/** zsh runs the bash script through its own bridge. */
const zsh = (commands: readonly DescribedCommand[]): string => `#compdef gatehouse
# zsh completion of gatehouse: eval "$(gatehouse completion zsh)"
autoload -Uz compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${bash(commands).split('\n').slice(1).join('\n')}`

const fishOption = (option: DescribedOption, condition: string): string => {
  const spelled = option.flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ')
  const value =
    option.choices.length > 0 ? ` -x -a ${quote(option.choices.join(' '))}` : option.isFile ? ' -r -F' : option.takesValue ? ' -x' : ''
  return `complete -c gatehouse -n ${quote(condition)} ${spelled}${value} -d ${quote(option.description)}`
}

const fishCondition = (command: DescribedCommand): string => {
  if (command.path === '') return '__fish_use_subcommand'
  const seen = command.path
    .split(' ')
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join('; and ')
  const below = command.subcommands.map(({ name }) => name).join(' ')
  return below === '' ? seen : `${seen}; and not __fish_seen_subcommand_from ${below}`
}

const fish = (commands: readonly DescribedCommand[]): string =>
  [
    '# fish completion of gatehouse: gatehouse completion fish | source',
    'complete -c gatehouse -f',
    ...commands.flatMap((command) => {
      const condition = fishCondition(command)
      return [
        ...command.subcommands.map(
          ({ name, description }) => `complete -c gatehouse -n ${quote(condition)} -a ${name} -d ${quote(description)}`,
        ),
        ...(command.argumentChoices.length > 0
          ? [`complete -c gatehouse -n ${quote(condition)} -a ${quote(command.argumentChoices.join(' '))}`]
          : []),
        ...(command.takesFile ? [`complete -c gatehouse -n ${quote(condition)} -F`] : []),
        ...command.options.map((option) => fishOption(option, condition)),
      ]
    }),
    '',
  ].join('\n')

export const completionScript = (shell: Shell, commands: readonly DescribedCommand[]): string => ({ bash, zsh, fish })[shell](commands)
