import { routes } from '@gatehouse/contracts'
import { checkPlan, type Issue, PLAN_SECTIONS, type Plan, type ProgramHead } from '@gatehouse/core'
import { MAX_PLAN_BYTES, parsePlanFile, parsePlanText, type ReadOptions, toPlanDocument } from '@gatehouse/plan-io'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { Actor, BaseContext } from '../../app/route-context.ts'
import { importPlan } from '../../board/import-plan.ts'

const YAML = ['application/yaml', 'text/yaml', 'application/x-yaml'] as const
/** The largest plan, as a JSON string in which every line ends in two characters. */
const BODY_LIMIT = Math.ceil(MAX_PLAN_BYTES * 1.25)

const planInvalid = (issues: readonly Issue[]): ShellError => {
  const [first] = issues
  if (first?.code === 'too_large') return new ShellError('payload_too_large', first.message, { issues })
  const detail = `The plan has ${issues.length === 1 ? 'a problem' : `${issues.length} problems`}. Nothing was stored.`
  return new ShellError('plan_invalid', detail, { issues })
}

type PlanBody =
  | { readonly text: string; readonly fileName?: string | undefined; readonly format: 'auto' | 'yaml' | 'json' }
  | { readonly gatehouse: 1 }

const optionsOf = (body: { readonly fileName?: string | undefined; readonly format: 'auto' | 'yaml' | 'json' }): ReadOptions => ({
  format: body.format,
  ...(body.fileName === undefined ? {} : { fileName: body.fileName }),
})

/** A plan sent as JSON is read as the text that it is when written out, so that its problems have lines too. */
const parseBody = (body: PlanBody): ReturnType<typeof parsePlanFile> =>
  'gatehouse' in body ? parsePlanFile(JSON.stringify(body, null, 2), { format: 'json' }) : parsePlanFile(body.text, optionsOf(body))

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
      const { plan, report } = parsePlanText(ctx.body.text, optionsOf(ctx.body))
      return { plan: plan === null ? null : toPlanDocument(plan), report }
    },
    { bodyLimit: BODY_LIMIT, bareText: [...YAML, 'text/markdown', 'text/plain'] },
  )
  registerRoute(
    app,
    routes.programs.import,
    async (ctx) => {
      const parsed = parseBody(ctx.body)
      if (!parsed.ok) throw planInvalid(parsed.issues)
      return store(ctx, parsed.plan, parsed.warnings)
    },
    { bodyLimit: BODY_LIMIT, bareText: YAML },
  )
}
