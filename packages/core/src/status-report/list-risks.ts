import type { PlanRecord } from '../plan/plan.ts'
import type { ReportRisk } from './status-report.ts'

const LEVELS = ['', 'low', 'medium', 'high', 'critical']

/** Open risks of the plan, worst first: by impact times probability, then in the plan's order. */
export function listRisks(risks: readonly PlanRecord[]): { readonly open: readonly ReportRisk[]; readonly closed: number } {
  const weigh = (risk: ReportRisk): number => Math.max(1, LEVELS.indexOf(risk.impactLevel)) * Math.max(1, LEVELS.indexOf(risk.probability))
  const open = risks.filter((risk) => risk.status !== 'closed').map(presentRisk)
  return { open: [...open].sort((a, b) => weigh(b) - weigh(a)), closed: risks.length - open.length }
}

function presentRisk(risk: PlanRecord): ReportRisk {
  const text = (field: string): string => (typeof risk[field] === 'string' ? risk[field] : '')
  return {
    key: text('key'),
    title: text('title'),
    impactLevel: text('impactLevel'),
    probability: text('probability'),
    status: text('status') === '' ? 'open' : text('status'),
    trigger: text('trigger'),
    mitigation: text('mitigation'),
    owners: Array.isArray(risk.owners) ? risk.owners.filter((owner) => typeof owner === 'string') : [],
  }
}
