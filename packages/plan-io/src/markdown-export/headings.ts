import type { PlanSection } from '@gatehouse/core'

/** First line of every exported document. The number is the version of this form. */
export const MARKER = '<!-- gatehouse: 1 -->'

/** The document's sections: what the plan calls them, and their headings in the order in which they are written. */
export const HEADINGS = {
  releaseTarget: 'Release target',
  contingency: 'Contingency',
  criticalPaths: 'Critical paths',
  milestones: 'Milestones',
  phases: 'Phases',
  lanes: 'Lanes',
  owners: 'Owners',
  timeline: 'Timeline',
  gates: 'Gates',
  requirements: 'Requirements of gates',
  tasks: 'Tasks',
  taskChecklists: 'Checklists of tasks',
  dependencies: 'Dependencies',
  risks: 'Risks',
  checkpoints: 'Checkpoints',
  metrics: 'Metrics',
  allocations: 'Allocations',
  checklists: 'Checklists',
  runbook: 'Runbook',
  playbooks: 'Playbooks',
  decisions: 'Decisions',
  rituals: 'Rituals',
  escalation: 'Escalation',
  notes: 'Notes',
  gantt: 'Gantt chart',
  graph: 'Dependency graph',
} as const satisfies Record<PlanSection, string> & Record<string, string>
export type SectionName = keyof typeof HEADINGS

/** What stands under the headings of sections that repeat others; whoever edits the document should know. */
export const DERIVED_NOTE = 'Drawn from the tables of this document. Change those; the next export draws it anew.'
export const CHECKLISTS_SUBHEADING = 'Items of checklists'
