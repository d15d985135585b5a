import { routes } from '@gatehouse/contracts'
import { sayCount } from '@gatehouse/core'
import { askYes, canAsk } from '../../app/ask.ts'
import { usageError } from '../../app/cli-error.ts'
import type { CommandContext, CommandResult } from '../../app/command-context.ts'
import { EXIT } from '../../app/exit-codes.ts'
import { printIssues } from '../../app/print-issues.ts'
import type { ImportOptions, Outcome, PlanBody } from './import.command.ts'
import { isEmptyUpdate, printDiff } from './print-diff.ts'

/** Shows what the document changes in a program, asks, and applies it as it was shown: the revision of the preview goes into If-Match. */
export const updateProgram = async (
  context: CommandContext,
  slug: string,
  document: PlanBody,
  options: ImportOptions,
): Promise<CommandResult> => {
  const { server, terminal, json, world } = context
  const body = { ...document, progress: options.progress ?? 'keep', renames: [...(options.rename ?? [])] }
  const { diff, refusals, warnings, revision } = (await server.call(routes.planUpdate.preview, { params: { slug }, body })).body
  // What is about a line of the document stands in its account already.
  const changeWarnings = warnings.filter(({ line }) => line === undefined)
  if (!json) {
    terminal.print()
    printDiff(terminal, slug, diff)
    if (changeWarnings.length > 0) terminal.print(terminal.tone('warn', `  Warnings of the change: ${changeWarnings.length}`))
    printIssues((line) => terminal.print(line), changeWarnings)
  }
  const answer = (outcome: Outcome, revisionNow: number) => ({ outcome, program: slug, revision: revisionNow, diff, changeWarnings })
  if (refusals.length > 0) {
    terminal.say(terminal.sayTone('stop', `${sayCount(refusals.length, 'reason')} against the change. Nothing was stored.`))
    printIssues((line) => terminal.say(line), refusals)
    return { exitCode: EXIT.no, answer: { ...answer('refused', revision), refusals } }
  }
  if (options.dryRun === true) {
    if (!json) terminal.print('\nDry run: nothing was stored.')
    return { exitCode: EXIT.yes, answer: answer('dry_run', revision) }
  }
  if (isEmptyUpdate(diff)) return { exitCode: EXIT.yes, answer: answer('unchanged', revision) }
  if (options.yes !== true) {
    if (json || !canAsk(world))
      throw usageError(
        'Nobody can be asked here whether to apply this. Nothing was stored.',
        'Look at the change, then run it again with --yes.',
      )
    if (!(await askYes(world, `Apply this to ${slug}?`))) {
      terminal.say('Not applied. Nothing was stored.')
      return { exitCode: EXIT.no, answer: answer('declined', revision) }
    }
  }
  const { body: done } = await server.call(routes.planUpdate.apply, { params: { slug }, body, revision })
  if (!json) terminal.print(terminal.tone('ok', `Applied to ${slug}, now at revision ${done.programRevision}.`))
  return { exitCode: EXIT.yes, answer: { ...answer('updated', done.programRevision), diff: done.diff } }
}
