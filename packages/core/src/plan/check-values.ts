import { checkProofTerms, checkSigning } from './check-signing.ts'
import { isIsoDate } from '../calendar/iso-date.ts'
import { isValidTimeZone } from '../calendar/time-zone.ts'
import type { Gate, Plan, ProgramHead, Requirement } from './plan.ts'
import type { PlanIssue } from './plan-issue.ts'

const SHA = /^[0-9a-f]{40}$/
const REPOSITORY = /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/

/** Values that are wrong by themselves or against the program's calendar: dates, periods, spans, quorums, the release target. */
export const checkValues = (plan: Plan): PlanIssue[] => [
  ...checkCalendar(plan.program),
  ...checkReleaseTarget(plan),
  ...checkSpans(plan),
  ...plan.gates.flatMap((gate) => [...checkGate(gate), ...checkSigning(gate, plan.owners)]),
]

const checkCalendar = (head: ProgramHead): PlanIssue[] => {
  const issues: PlanIssue[] = []
  if (!isValidTimeZone(head.timeZone)) {
    issues.push({
      code: 'time_zone_unknown',
      message: `\`${head.timeZone}\` is no time zone.`,
      path: 'program.timeZone',
      hint: 'Write an IANA name such as Europe/Berlin.',
    })
  }
  const isDateInUse = (text: string): boolean => isIsoDate(text) && text >= '1970-01-01' && text <= '2199-12-31'
  if (!isDateInUse(head.startsOn)) issues.push(badDate(head.startsOn, 'program.startsOn'))
  for (const holiday of head.holidays) if (!isDateInUse(holiday)) issues.push(badDate(holiday, 'program.holidays'))
  const isWeekday = (day: number): boolean => Number.isInteger(day) && day >= 1 && day <= 7
  if (head.workingDays.length === 0 || !head.workingDays.every(isWeekday)) {
    const message = head.workingDays.length === 0 ? 'No weekday is a working day.' : 'A working day is none of 1 to 7.'
    issues.push({ code: 'working_days_invalid', message, path: 'program.workingDays', hint: '1 is Monday, 7 is Sunday.' })
  }
  if (head.first > head.last) {
    const message = `The first period, ${head.first}, is after the last, ${head.last}.`
    issues.push({ code: 'span_reversed', message, path: 'program.last' })
  }
  return issues
}

const badDate = (text: string, path: string): PlanIssue => ({
  code: 'date_invalid',
  message: `\`${text}\` is no date between 1970 and 2199.`,
  path,
  hint: 'Write YYYY-MM-DD.',
})

const checkReleaseTarget = ({ releaseTarget }: Plan): PlanIssue[] => {
  if (releaseTarget === null) return []
  const issues: PlanIssue[] = []
  if (!REPOSITORY.test(releaseTarget.repository)) {
    const message = `\`${releaseTarget.repository}\` is no repository.`
    issues.push({ code: 'repository_invalid', message, path: 'releaseTarget.repository', hint: 'Write owner/name.' })
  }
  if (releaseTarget.sha !== null && !SHA.test(releaseTarget.sha)) {
    const message = `\`${releaseTarget.sha}\` is no full commit.`
    issues.push({ code: 'release_sha_invalid', message, path: 'releaseTarget.sha', hint: 'Write all 40 digits of 0-9 and a-f.' })
  }
  return issues
}

interface Span {
  readonly path: string
  readonly from: number
  readonly to: number
  readonly fields: readonly [from: string, to: string]
}

const spansOf = (plan: Plan): readonly Span[] => {
  const range = (path: string, { from, to }: { readonly from: number; readonly to: number }): Span => ({
    path,
    from,
    to,
    fields: ['from', 'to'],
  })
  return [
    ...(plan.contingency ? [range('contingency', plan.contingency)] : []),
    ...plan.phases.map((phase) => range(`phases.${phase.key}`, phase)),
    ...plan.milestones.map((milestone) => range(`milestones.${milestone.key}`, milestone)),
    ...plan.tasks.map((task): Span => ({ path: `tasks.${task.key}`, from: task.start, to: task.finish, fields: ['start', 'finish'] })),
    ...plan.gates.map((gate): Span => ({ path: `gates.${gate.key}`, from: gate.at, to: gate.at, fields: ['at', 'at'] })),
  ]
}

const checkSpans = (plan: Plan): PlanIssue[] => {
  const { first, last, prefix } = plan.program
  const issues: PlanIssue[] = []
  const seesRange = first <= last
  for (const { path, from, to, fields } of spansOf(plan)) {
    const ends = fields[0] === fields[1] ? [[fields[0], from] as const] : [[fields[0], from] as const, [fields[1], to] as const]
    for (const [field, period] of ends) {
      if (!Number.isInteger(period)) {
        issues.push({ code: 'number_invalid', message: `${period} is no whole period.`, path: `${path}.${field}` })
      } else if (seesRange && (period < first || period > last)) {
        const message = `${prefix}${period} is outside the program, which runs from ${prefix}${first} to ${prefix}${last}.`
        issues.push({ code: 'period_out_of_range', message, path: `${path}.${field}` })
      }
    }
    if (to < from)
      issues.push({
        code: 'span_reversed',
        message: `It ends in ${prefix}${to}, before it begins in ${prefix}${from}.`,
        path: `${path}.${fields[1]}`,
      })
  }
  if (plan.contingency && !(Number.isInteger(plan.contingency.tolerance) && plan.contingency.tolerance >= 0)) {
    issues.push({ code: 'number_invalid', message: 'The tolerance is no whole number of periods.', path: 'contingency.tolerance' })
  }
  return issues
}

const checkGate = (gate: Gate): PlanIssue[] => {
  const path = `gates.${gate.key}`
  return gate.requirements.flatMap((requirement) => {
    const at = `${path}.requirements.${requirement.key}`
    return [...checkRequirement(requirement, at), ...checkProofTerms(requirement, at)]
  })
}

const checkRequirement = (requirement: Requirement, path: string): PlanIssue[] => {
  const issues: PlanIssue[] = []
  if (requirement.accepts.length === 0 && requirement.rule === null && requirement.workflow === null) {
    issues.push({
      code: 'requirement_unprovable',
      message: 'Nothing can prove it: it takes no evidence, follows no workflow and has no rule.',
      path,
      hint: 'Name what it accepts, a workflow or a rule.',
    })
  }
  if (!Number.isInteger(requirement.min) || requirement.min < 1) {
    issues.push({ code: 'number_invalid', message: 'It needs at least one piece of evidence.', path: `${path}.min` })
  }
  if (requirement.freshness === 'max_age' && !((requirement.maxAgeHours ?? 0) > 0)) {
    const message = 'Its evidence must be young, but how young is not said.'
    issues.push({ code: 'requirement_unprovable', message, path: `${path}.maxAgeHours`, hint: 'Give maxAgeHours.' })
  }
  return issues
}
