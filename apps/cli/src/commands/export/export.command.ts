/** `gatehouse export SLUG`: the program as a file that can be read, kept in git, or imported again. */
import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { type Query, routes } from '@gatehouse/contracts'
import { CliError, usageError } from '../../app/cli-error.ts'
import type { CommandContext, CommandResult } from '../../app/command-context.ts'
import { EXIT } from '../../app/exit-codes.ts'

type Asked = Query<typeof routes.programs.export>
type Format = NonNullable<Asked['format']>
type List = NonNullable<Asked['list']>
export interface ExportOptions {
  readonly format: Format
  /** Of CSV: which list; all of them in one file where left out. */
  readonly list?: List
  readonly output?: string
}

/** As the contract names them, so that a format that the server learns is known here. */
export const EXPORT_FORMATS: readonly Format[] = routes.programs.export.query.shape.format.unwrap().options
export const CSV_LISTS: readonly List[] = routes.programs.export.query.shape.list.unwrap().options

export const exportProgram = async (
  context: CommandContext,
  slug: string,
  { format, list, output }: ExportOptions,
): Promise<CommandResult> => {
  if (list !== undefined && format !== 'csv') throw usageError('--list is for --format csv.', 'Leave it out.')
  const text = await context.server.callText(routes.programs.export, { params: { slug }, query: { format, list } })
  if (output === undefined || output === '-') context.terminal.printRaw(text)
  else {
    await writeWhole(output, text)
    context.terminal.say(`Wrote ${output} (${Buffer.byteLength(text)} bytes).`)
  }
  return { exitCode: EXIT.yes, answer: {} }
}

/** The file is the old one or the new one, never half of one. */
const writeWhole = async (path: string, text: string): Promise<void> => {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.part`
  try {
    await writeFile(unfinished, text, { flag: 'wx' })
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw new CliError('file_unwritable', `${path} cannot be written (${code}).`, {
      mend: 'Name a file in a folder that exists and may be written to.',
    })
  }
}
