/** `gatehouse import FILE`: what the server understands of a document, line by line; then a new program, or a change of one. */
import { type Body, routes } from '@gatehouse/contracts'
import { sayCount } from '@gatehouse/core'
import { usageError } from '../../app/cli-error.ts'
import type { CommandContext, CommandResult } from '../../app/command-context.ts'
import { EXIT } from '../../app/exit-codes.ts'
import { oneLine } from '../../app/terminal.ts'
import { type ParseSummary, type Report, summariseReport, unmappedLines } from './parse-summary.ts'
import { printReport } from './print-report.ts'
import { readDocument } from './read-document.ts'
import { updateProgram } from './update-program.ts'

export interface ImportOptions {
  readonly program?: string
  readonly dryRun?: boolean
  readonly strict?: boolean
  readonly lines?: boolean
  readonly yes?: boolean
  readonly format?: PlanFormat
  /** In the place of what the document says. */
  readonly slug?: string
  readonly startsOn?: string
  readonly timeZone?: string
  /** Of a change. */
  readonly progress?: 'keep' | 'document'
  readonly rename?: readonly Rename[]
}
export interface Rename {
  readonly kind: 'task' | 'gate'
  readonly from: string
  readonly to: string
}
/** The document as it is sent: to be looked at, to become a program, to change one. */
export type PlanBody = Body<typeof routes.programs.parse>
/** How it ended; all from `declined` on stored nothing. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'dry_run' | 'declined' | 'plan_invalid' | 'unmapped' | 'refused'

/** As the contract names them. */
export type PlanFormat = PlanBody['format']
export const PLAN_FORMATS: readonly NonNullable<PlanFormat>[] = routes.programs.parse.body.shape.format.unwrap().options

export const importDocument = async (context: CommandContext, file: string, options: ImportOptions): Promise<CommandResult> => {
  const { server, terminal, json } = context
  if (options.program !== undefined && options.slug !== undefined)
    throw usageError('--slug names a new program, --program one that exists.', 'Leave one of them out.')
  const document: PlanBody = { ...(await readDocument(file, context.world.stdin)), ...settled(options) }
  const { plan, report } = (await server.call(routes.programs.parse, { body: document })).body
  const summary = summariseReport(report)
  const account = accountOf(report, summary, options.lines === true)
  if (!json)
    printReport(terminal, file === '-' ? 'Standard input' : file, report, summary, {
      allLines: options.lines === true,
      isPlan: plan !== null,
    })

  const stop = (outcome: Outcome, message: string): CommandResult => {
    terminal.say(terminal.sayTone('stop', `${message} Nothing was stored.`))
    return { exitCode: EXIT.no, answer: { outcome, ...account } }
  }
  if (plan === null) return stop('plan_invalid', 'No plan can be made of this; its problems are listed.')
  if (options.strict === true && summary.unmapped > 0)
    return stop('unmapped', `${sayCount(summary.unmapped, 'line')} unmapped, and --strict takes none.`)
  if (options.program !== undefined) {
    const result = await updateProgram(context, options.program, document, options)
    return { ...result, answer: { ...result.answer, ...account } }
  }
  if (options.dryRun === true) {
    if (!json) terminal.print('\nDry run: nothing was stored.')
    return { exitCode: EXIT.yes, answer: { outcome: 'dry_run' satisfies Outcome, ...account } }
  }
  const { body: made } = await server.call(routes.programs.import, { body: document })
  if (!json) {
    const counts = Object.entries(made.counts).filter(([, count]) => count > 0)
    terminal.print()
    terminal.print(
      terminal.tone(
        'ok',
        `Created ${made.slug}: ${
          counts
            .map(([kind, count]) => `${count} ${kind}`)
            .map(oneLine)
            .join(', ') || 'empty'
        }`,
      ),
    )
    terminal.print(`  ${server.url}/p/${made.slug}`)
  }
  return {
    exitCode: EXIT.yes,
    answer: { outcome: 'created' satisfies Outcome, program: made.slug, revision: made.programRevision, counts: made.counts, ...account },
  }
}

const settled = ({ format, slug, startsOn, timeZone }: ImportOptions): Pick<PlanBody, 'format' | 'head'> => ({
  ...(format === undefined ? {} : { format }),
  head: {
    ...(slug === undefined ? {} : { slug }),
    ...(startsOn === undefined ? {} : { startsOn }),
    ...(timeZone === undefined ? {} : { timeZone }),
  },
})

const accountOf = (report: Report, summary: ParseSummary, allLines: boolean) => ({
  summary,
  unmapped: unmappedLines(report).map(({ line, text, reason }) => ({ line, text, reason })),
  unresolved: report.unresolved,
  inferred: report.inferred,
  warnings: report.warnings,
  ...(allLines ? { lines: report.lines } : {}),
})
