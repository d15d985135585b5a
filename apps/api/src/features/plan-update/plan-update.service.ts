import type { Response, routes } from '@gatehouse/contracts'
import { decidePlanUpdate, demand, isEmptyUpdate, type Plan, type PlanUpdate, previewPlanUpdate } from '@gatehouse/core'
import { loadSections, loadStoredProgram, planOfState, savePlanUpdate, type StoredProgram } from '@gatehouse/db'
import { type DeepReadonly, type WithEtag, withEtag } from '../../app/answers.ts'
import { noSuchProgram, unwrap } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { runCommand } from '../../app/run-command.ts'
import { expectRevision, withCurrent } from '../../board/save-and-show.ts'
import { type ReadDocument, readDocument, type UpdateBody } from './read-document.ts'

type Diff = DeepReadonly<Response<typeof routes.planUpdate.preview>['diff']>
type Previewed = DeepReadonly<Response<typeof routes.planUpdate.preview>>
type Applied = DeepReadonly<Response<typeof routes.planUpdate.apply>>
type UpdateContext = ProgramContext & { readonly body: UpdateBody }

interface Present {
  readonly program: StoredProgram
  /** The plan that the program is now. */
  readonly plan: Plan
}

const loadPresent = async ({ shell, program }: ProgramContext): Promise<Present> => {
  const [loaded, sections] = await Promise.all([loadStoredProgram(shell.db, { id: program.id }), loadSections(shell.db, program.id)])
  if (loaded === null) throw noSuchProgram()
  return { program: loaded, plan: planOfState(loaded, sections) }
}

const presentDiff = ({ added, changed, gone, renamed, possibleRenames, progress }: PlanUpdate['diff']): Diff => {
  const named = ({ kind, key, title }: (typeof added)[number]) => ({ kind, key, title })
  return { added: added.map(named), changed, gone: gone.map(named), renamed, possibleRenames, progress }
}

const preview = (ctx: UpdateContext, { program, plan }: Present, document: ReadDocument): PlanUpdate =>
  previewPlanUpdate(program, plan, document.plan, ctx.body, ctx.now)

/** What importing the document would change, with every reason against it. Nothing is stored. */
export const previewUpdate = async (ctx: UpdateContext): Promise<WithEtag<Previewed>> => {
  const present = await loadPresent(ctx)
  const document = await readDocument(ctx.body, present.program.head, ctx.now)
  const { diff, refusals, warnings } = preview(ctx, present, document)
  const { revision } = present.program
  return withEtag({ diff: presentDiff(diff), refusals, warnings: [...document.warnings, ...warnings], revision }, revision)
}

/** Imports the document into the program as it was looked at, all or nothing. One that changes nothing writes nothing. */
export const applyUpdate = async (ctx: UpdateContext & { readonly ifMatch: number }): Promise<WithEtag<Applied>> => {
  unwrap(demand(ctx.approver, 'plan.edit', 'program'))
  const current = async (): Promise<unknown> => ({ revision: (await loadPresent(ctx)).program.revision })
  return withCurrent(current, async () => {
    const present = await loadPresent(ctx)
    expectRevision('program', ctx.program.slug, present.program.revision, ctx.ifMatch)
    const document = await readDocument(ctx.body, present.program.head, ctx.now)
    const answer = (programRevision: number, { diff, warnings }: PlanUpdate): WithEtag<Applied> =>
      withEtag({ programRevision, diff: presentDiff(diff), warnings: [...document.warnings, ...warnings] }, programRevision)
    const seen = preview(ctx, present, document)
    if (seen.refusals.length === 0 && isEmptyUpdate(seen.diff)) return answer(present.program.revision, seen)
    const { decision, programRevision } = await runCommand(ctx, {
      decide: async (program, tx) => {
        expectRevision('program', program.head.slug, program.revision, ctx.ifMatch)
        const plan = planOfState(program, await loadSections(tx, program.id))
        return decidePlanUpdate(program, ctx.approver, { ...ctx.body, present: plan, document: document.plan }, ctx.now)
      },
      save: (tx, { changes }, program) => savePlanUpdate(tx, program, changes, ctx.actor, ctx.now),
      audit: ({ audit }) => audit,
      changed: () => ['program', '*'],
    })
    return answer(programRevision, decision)
  })
}
