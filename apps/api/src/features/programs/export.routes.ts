import { routes } from '@gatehouse/contracts'
import { loadSections, planOfState, type StoredProgram } from '@gatehouse/db'
import { type CsvList, writePlanCsv, writePlanFile, writePlanMarkdown } from '@gatehouse/plan-io'
import type { FastifyInstance } from 'fastify'
import { rawAnswer } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { matchesEtag } from '../../app/read-if-match.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { loadProgram } from './load-program.ts'
import { reportToday } from './report-today.ts'

type PlanFormat = 'yaml' | 'json' | 'markdown' | 'csv'

const TYPES: Readonly<Record<PlanFormat | 'report', string>> = {
  yaml: 'application/yaml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  report: 'text/markdown; charset=utf-8',
}

/** A slug holds nothing that could end the header or leave the folder. */
const download = (format: PlanFormat | 'report', fileName: string): Record<string, string> => ({
  'content-type': TYPES[format],
  'content-disposition': `attachment; filename="${fileName}"`,
})

const fileNameOf = (slug: string, format: PlanFormat, list: CsvList): string => {
  if (format === 'csv') return list === 'all' ? `${slug}.plan.csv` : `${slug}.${list}.csv`
  return `${slug}.plan.${format === 'markdown' ? 'md' : format}`
}

/** The ways out: the plan as a file of each format, and the status report of today. */
export const exportRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.programs.export, async (ctx) => {
    const { format, list } = ctx.query
    if (list !== undefined && format !== 'csv') throw new ShellError('bad_request', 'Only format=csv takes a list.')
    const program = await loadProgram(ctx)
    if (format === 'report') {
      // It is about now, so it is never taken from a cache.
      const { text, date } = await reportToday(ctx, program)
      return rawAnswer(text, { ...download('report', `${program.head.slug}.status.${date}.md`), 'cache-control': 'private, no-store' })
    }
    const headers = { etag: `"${program.revision}"`, 'cache-control': 'private, no-cache' }
    if (matchesEtag(ctx.http.request.headers['if-none-match'], program.revision)) return rawAnswer('', headers, 304)
    const text = await writePlan(ctx, program, format, list ?? 'all')
    return rawAnswer(text, { ...headers, ...download(format, fileNameOf(program.head.slug, format, list ?? 'all')) })
  })
}

const writePlan = async (
  { shell }: Pick<ProgramContext, 'shell'>,
  program: StoredProgram,
  format: PlanFormat,
  list: CsvList,
): Promise<string> => {
  const plan = planOfState(program, await loadSections(shell.db, program.id))
  if (format === 'markdown') return writePlanMarkdown(plan)
  if (format === 'csv') return writePlanCsv(plan, list, { gateStates: new Map(program.gates.map((gate) => [gate.key, gate.state])) })
  return writePlanFile(plan, format)
}
