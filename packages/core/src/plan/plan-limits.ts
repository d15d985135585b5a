/** How much a plan may hold. Beyond these numbers a plan is a mistake or an attack; they are far above any program seen. */
export const PLAN_LIMITS = {
  tasks: 20_000,
  /** The plan's own list and every `after` together. */
  dependencies: 60_000,
  periods: 400,
  lanes: 100,
  gates: 500,
  milestones: 500,
  phases: 200,
  owners: 1_000,
  criticalPaths: 50,
  requirementsPerGate: 100,
  holidays: 1_000,
  recordsPerSection: 5_000,
  /** Characters (UTF-16 units) of a name or title. */
  title: 300,
  /** Of a goal, mission, criterion, checklist item, requirement … */
  text: 2_000,
  /** Of the note on a task or dependency. */
  note: 4_000,
  /** Periods of lag, either way. */
  lag: 400,
} as const
