import { routes } from '@gatehouse/contracts'
import { checkPlan, type Issue, PLAN_SECTIONS, type Plan, type ProgramHead } from '@gatehouse/core'
import { inferredId, isClearable, parsePlanFile, toPlanDocument } from '@gatehouse/plan-io'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { Actor, BaseContext } from '../../app/route-context.ts'
import { importPlan } from '../../board/import-plan.ts'
import { PLAN_BODY_LIMIT, planInvalid, warnOfUnmapped } from '../../board/plan-problems.ts'
import { readPlanText, type SentPlanText } from '../../board/read-plan-text.ts'

const TEXTS = ['application/yaml', 'text/yaml', 'application/x-yaml', 'text/markdown', 'text/plain'] as const

type Read = { readonly plan: Plan; readonly warnings: readonly Issue[] }

/** A plan sent as JSON is read as the text that it is when written out, so that its problems have lines too. */
const readBody = async (body: SentPlanText | { readonly gatehouse: 1 }, now: string): Promise<Read> => {
  if ('gatehouse' in body) {
    const parsed = parsePlanFile(JSON.stringify(body, null, 2), { format: 'json' })
    if (!parsed.ok) throw planInvalid(parsed.issues)
    return parsed
  }
  const { plan, report } = await readPlanText(body, now)
  if (plan === null) throw planInvalid(report.warnings)
  return { plan, warnings: [...report.warnings, ...warnOfUnmapped(report)] }
}

const store = async (ctx: BaseContext & { readonly actor: Actor }, plan: Plan, warnings: readonly Issue[]) => {
  const { shell, actor, correlationId, now } = ctx
  const by = { userId: actor.userId, name: actor.name }
  const members = [{ userId: actor.userId, roles: ['lead'] as const }]
  const { slug, programRevision, counts } = await importPlan(shell, { plan, by, correlationId, now, sample: false, members })
  return withEtag({ slug, programRevision, counts, warnings }, programRevision)
}

const emptyPlan = (program: ProgramHead): Plan => ({
  program,
  releaseTarget: null,
  contingency: null,
  criticalPaths: [],
  owners: [],
  lanes: [],
  phases: [],
  milestones: [],
  tasks: [],
  gates: [],
  dependencies: [],
  sections: Object.fromEntries(PLAN_SECTIONS.map((section) => [section, []])) as unknown as Plan['sections'],
})

/** The ways in: an empty program, a plan to look at, a plan to store. */
export const importRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.programs.create, async (ctx) => {
    const plan = emptyPlan(ctx.body)
    const issues = checkPlan(plan)
    if (issues.length > 0) throw planInvalid(issues)
    return store(ctx, plan, [])
  })
  registerRoute(
    app,
    routes.programs.parse,
    async (ctx) => {
      const { plan, report } = await readPlanText(ctx.body, ctx.now)
      const inferred = report.inferred.map((fact) => ({ ...fact, id: inferredId(fact), clearable: isClearable(fact) }))
      return { plan: plan === null ? null : toPlanDocument(plan), report: { ...report, inferred } }
    },
    { bodyLimit: PLAN_BODY_LIMIT, bareText: TEXTS },
  )
  registerRoute(
    app,
    routes.programs.import,
    async (ctx) => {
      const { plan, warnings } = await readBody(ctx.body, ctx.now)
      return store(ctx, plan, warnings)
    },
    { bodyLimit: PLAN_BODY_LIMIT, bareText: TEXTS },
  )
}
