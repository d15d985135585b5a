import { isIsoDate, isValidTimeZone, PLAN_LIMITS, type ProgramHead } from '@gatehouse/core'
import type { ReadTextOptions } from '../../report/parsed-plan-text.ts'
import { SLUG_PATTERN } from '../../schema/fields.ts'
import { cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'
import { foldLetters } from '../words/fold.ts'

const ENTITY = { kind: 'program', key: 'program' } as const

/** The program's name and calendar, with everything that the document leaves open marked as inferred. A person's choices win. */
export function settleHead(reading: Reading, options: ReadTextOptions): ProgramHead {
  const { draft, account } = reading
  const { head } = draft
  const chosen = options.head ?? {}
  const at = (field: keyof ProgramHead): number => draft.headLines.get(field) ?? 1
  const infer = (field: keyof ProgramHead, value: string, reason: string): void => account.infer(at(field), ENTITY, field, value, reason)

  const name = cut((chosen.name ?? head.name ?? nameOfFile(options.fileName) ?? '').trim() || 'Untitled', PLAN_LIMITS.title)
  if (chosen.name === undefined && head.name === undefined) infer('name', name, 'The document has no heading that names it.')
  const slug = chosen.slug ?? head.slug ?? slugOf(name)
  const cadence = chosen.cadence ?? head.cadence ?? 'day'
  if (chosen.cadence === undefined && head.cadence === undefined) infer('cadence', cadence, 'The document names neither days nor weeks.')
  const prefix =
    chosen.prefix ??
    (chosen.cadence === undefined || chosen.cadence === head.cadence ? head.prefix : undefined) ??
    (cadence === 'day' ? 'D' : 'W')
  const span = spanOf(reading, chosen)
  const startsOn = chosen.startsOn ?? head.startsOn ?? options.today ?? '2000-01-01'
  if (chosen.startsOn === undefined && head.startsOn === undefined)
    infer(
      'startsOn',
      startsOn,
      options.today === undefined ? 'The document gives no start date.' : 'The document gives no start date; today stands there.',
    )
  else if (chosen.startsOn === undefined && !draft.headLines.has('startsOn'))
    infer('startsOn', startsOn, 'It is the Monday of the first calendar week that the document names.')
  const timeZone = chosen.timeZone ?? head.timeZone ?? 'UTC'
  if (chosen.timeZone === undefined && head.timeZone === undefined) infer('timeZone', timeZone, 'The document names no time zone.')
  const workingDays = chosen.workingDays ?? head.workingDays ?? (cadence === 'day' ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5])
  if (chosen.workingDays === undefined && head.workingDays === undefined)
    infer(
      'workingDays',
      workingDays.join(','),
      cadence === 'day' ? 'Days are counted one after the other.' : 'Weeks of five days are usual.',
    )
  return {
    slug: SLUG_PATTERN.test(slug) ? slug : slugOf(slug),
    name,
    goal: cut(chosen.goal ?? head.goal ?? '', PLAN_LIMITS.text),
    cadence,
    prefix,
    ...span,
    startsOn: isIsoDate(startsOn) ? startsOn : '2000-01-01',
    timeZone: isValidTimeZone(timeZone) ? timeZone : 'UTC',
    workingDays: workingDays.length > 0 ? workingDays : [1, 2, 3, 4, 5],
    holidays: (chosen.holidays ?? head.holidays ?? []).filter(isIsoDate),
    stepUp: false,
  }
}

/** From the earliest to the latest period of anything in the plan, and at least what the document states as its range. */
function spanOf(
  { draft, account }: Reading,
  chosen: NonNullable<ReadTextOptions['head']>,
): { readonly first: number; readonly last: number } {
  const used = [
    ...draft.tasks.flatMap(({ start, finish }) => [start, finish]),
    ...draft.gates.map(({ at }) => at),
    ...draft.milestones.flatMap(({ from, to }) => [from, to]),
    ...draft.phases.flatMap(({ from, to }) => [from, to]),
    draft.contingency?.from ?? null,
    draft.contingency?.to ?? null,
  ].filter((period) => period !== null)
  const stated = [draft.head.first, draft.head.last].filter((period) => period !== undefined)
  const all = [...used, ...stated]
  const first = chosen.first ?? all.reduce((least, each) => Math.min(least, each), all[0] ?? 1)
  const last = Math.max(first, chosen.last ?? all.reduce((most, each) => Math.max(most, each), first))
  if (last - first < PLAN_LIMITS.periods) return { first, last }
  account.warn(
    'too_many_periods',
    draft.headLines.get('last') ?? 1,
    `The document names periods from ${first} to ${last}; a plan holds ${PLAN_LIMITS.periods}. Those beyond are moved to the last one.`,
  )
  return { first, last: first + PLAN_LIMITS.periods - 1 }
}

function nameOfFile(fileName: string | undefined): string | undefined {
  return fileName
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.[a-z]{1,10}$/i, '')
}

/** A name for URLs: 2 to 60 of a-z, 0-9 and `-`. */
export function slugOf(name: string): string {
  const slug = foldLetters(name.slice(0, 300))
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return slug.length >= 2 ? slug : 'program'
}
