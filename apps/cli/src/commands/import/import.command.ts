/** `gatehouse import FILE`: what the server understands of a document, line by line; then a new program, or a change of one. */
import { routes } from '@gatehouse/contracts'
import { sayCount } from '@gatehouse/core'
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
  /** Of a new program, in the place of what the document says. */
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
/** How it ended; all from `declined` on stored nothing. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'dry_run' | 'declined' | 'plan_invalid' | 'unmapped' | 'refused'

const FORMAT_OF_ANSWER = 1

export const importDocument = async (context: CommandContext, file: string, options: ImportOptions): Promise<CommandResult> => {
  const { server, terminal, json } = context
  const document = await readDocument(file, context.world.stdin)
  const { plan, report } = (await server.call(routes.programs.parse, { body: { ...document } })).body
  const summary = summariseReport(report)
  const account = accountOf(report, summary, options.lines === true)
  if (!json) printReport(terminal, file === '-' ? 'Standard input' : file, report, summary, options.lines === true)

  const stop = (outcome: Outcome, message: string): CommandResult => {
    terminal.say(terminal.sayTone('stop', `${message} Nothing was stored.`))
    return { exitCode: EXIT.no, answer: { outcome, ...account } }
  }
  if (plan === null) return stop('plan_invalid', 'No plan can be made of this; the warnings say why.')
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
  const { body: made } = await server.call(routes.programs.import, {
    body: { ...plan, gatehouse: FORMAT_OF_ANSWER, program: headOf(plan.program, options) },
  })
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

const headOf = (head: Readonly<Record<string, unknown>>, { slug, startsOn, timeZone }: ImportOptions): Record<string, unknown> => ({
  ...head,
  ...(slug === undefined ? {} : { slug }),
  ...(startsOn === undefined ? {} : { startsOn }),
  ...(timeZone === undefined ? {} : { timeZone }),
})

const accountOf = (report: Report, summary: ParseSummary, allLines: boolean) => ({
  summary,
  unmapped: unmappedLines(report).map(({ line, text, reason }) => ({ line, text, reason })),
  unresolved: report.unresolved,
  inferred: report.inferred,
  warnings: report.warnings,
  ...(allLines ? { lines: report.lines } : {}),
})
