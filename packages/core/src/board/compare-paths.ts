import type { Calendar } from '../calendar/calendar.ts'
import type { Cadence, DeclaredPath } from '../plan/plan.ts'
import type { Schedule, ScheduleRow } from '../schedule/schedule.ts'
import { whyCritical } from '../schedule/why-critical.ts'
import type { PathComparison } from './board.ts'

/** Each declared chain beside the computed one: which steps are critical and why, and what the declaration leaves out. */
export const comparePaths = (
  paths: readonly DeclaredPath[],
  schedule: Schedule,
  rowByKey: ReadonlyMap<string, ScheduleRow>,
  calendar: Pick<Calendar, 'label'>,
  cadence: Cadence,
): readonly PathComparison[] =>
  paths.map((path) => {
    const declared = new Set(path.steps)
    return {
      key: path.key,
      name: path.name,
      steps: path.steps.map((key) => {
        const row = rowByKey.get(key)
        if (row === undefined) return { key, known: false, critical: false, slack: null, why: `${key} is not in the plan.` }
        const { sentences } = whyCritical(schedule, key, calendar.label, cadence)
        return { key, known: true, critical: row.critical, slack: row.slack, why: sentences.join(' ') }
      }),
      missing: schedule.criticalPath.filter((key) => !declared.has(key)),
    }
  })
