import type { PlanSection } from '@gatehouse/core'

/** Headings of the lists, and the columns that come first; others follow as the file has them. */
export const SECTION_WORDS = {
  risks: {
    title: 'Risks',
    one: 'risk',
    first: ['key', 'title', 'trigger', 'impact', 'impactLevel', 'probability', 'mitigation', 'owners', 'status'],
  },
  checkpoints: { title: 'Checkpoints', one: 'checkpoint', first: ['key', 'at', 'title', 'mustBeTrue', 'verification', 'status'] },
  metrics: {
    title: 'Metrics and key results',
    one: 'metric',
    first: ['key', 'title', 'unit', 'baseline', 'target', 'threshold', 'tracking'],
  },
  allocations: { title: 'Staffing', one: 'allocation', first: ['key', 'title', 'phase', 'lane', 'from', 'to', 'roles', 'total'] },
  checklists: { title: 'Checklists', one: 'checklist', first: ['key', 'title', 'items'] },
  runbook: { title: 'Runbook', one: 'step', first: ['key', 'offset', 'title', 'text', 'owners', 'done'] },
  playbooks: { title: 'Playbooks', one: 'playbook', first: ['key', 'title', 'trigger', 'steps'] },
  decisions: { title: 'Decisions', one: 'decision', first: ['key', 'title', 'decision', 'status'] },
  rituals: { title: 'Rituals', one: 'ritual', first: ['key', 'title', 'cadence', 'weekdays', 'time', 'minutes', 'owners', 'agenda'] },
  escalation: { title: 'Escalation', one: 'step', first: ['level', 'from', 'to', 'withinHours', 'trigger'] },
  notes: { title: 'Notes', one: 'note', first: ['key', 'kind', 'title', 'text'] },
} as const satisfies Record<PlanSection, { title: string; one: string; first: readonly string[] }>

/** `impactLevel` → `Impact level`. */
export const columnTitle = (field: string): string => {
  const words = field.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
