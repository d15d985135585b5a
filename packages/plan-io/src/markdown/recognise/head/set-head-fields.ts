import { PLAN_LIMITS } from '@gatehouse/core'
import { weekdayWarning } from '../../draft/weekday-warning.ts'
import { REPOSITORY_PATTERN, SHA_PATTERN } from '../../../schema/fields.ts'
import { wholeWord } from '../../words/find-words.ts'
import { findDates } from '../../words/read-dates.ts'
import { readHorizon } from '../../words/read-horizon.ts'
import { readOwners } from '../../words/read-owners.ts'
import { findPeriods } from '../../words/read-periods.ts'
import { readTimeZone } from '../../words/read-time-zone.ts'
import { addContingency } from '../prose/paragraphs/contingency.ts'
import { asText, asTitle, cut } from '../prose/text.ts'
import type { Reading } from '../recogniser.ts'
import type { HeadLine, HeadSetter } from './read-head-fields.ts'

const PROGRAM = { kind: 'program', key: 'program' } as const
/** Kept and shown, but nothing is computed from it. */
export const keepFact: HeadSetter = ({ line, label, prose }, { draft, account }) => {
  const key = draft.nextRecordKey('notes', 'F')
  draft.add('notes', { key, kind: 'fact', title: asTitle(label), text: asText(prose.rest || prose.text) })
  account.map(line, { kind: 'fact', key })
  readZone({ line, label, prose }, { draft, account })
  return true
}

export const setName: HeadSetter = ({ line, prose }, { draft, account }) => {
  if (draft.head.name !== undefined && draft.headLines.get('name') !== 1) return false
  draft.head.name = asTitle(prose.rest)
  draft.headLines.set('name', line)
  account.map(line, PROGRAM)
  return true
}

export const setGoal: HeadSetter = ({ line, prose }, { draft, account }) => {
  if (draft.head.goal !== undefined) return false
  draft.head.goal = cut(prose.rest, PLAN_LIMITS.text)
  draft.headLines.set('goal', line)
  account.map(line, PROGRAM)
  return true
}

const HOSTED =
  /^(?:https?:\/\/|git@|ssh:\/\/git@)?(?:www\.)?[a-z0-9.-]{1,100}\.[a-z]{2,20}[/:]([A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}?)(?:\.git)?(?:[/#?].*)?$/i
const ON_A_MACHINE = /^(?:[/~]|\.{1,2}\/|[A-Za-z]:[\\/]|file:)/

/** `owner/name` or its address. A path on somebody's machine is no repository, and says so. */
export const setRepository: HeadSetter = ({ line, prose }, { draft, account }) => {
  const text = (prose.links[0]?.url ?? prose.codes[0] ?? prose.rest).trim()
  if (ON_A_MACHINE.test(text)) {
    account.reject(line, 'This is a path on a machine, no repository on a code host (owner/name).')
    return true
  }
  const name = HOSTED.exec(text.slice(0, 400))?.[1] ?? text
  if (!REPOSITORY_PATTERN.test(name) || name.length > 200) return false
  draft.releaseTarget ??= { repository: name, sha: null, workflows: [] }
  account.map(line, { kind: 'release_target', key: name })
  return true
}

export const setCommit: HeadSetter = ({ line, prose }, { draft, account }) => {
  const sha = /\b[0-9a-f]{40}\b/i.exec(prose.rest.slice(0, 500))?.[0].toLowerCase()
  if (sha === undefined || draft.releaseTarget === null || !SHA_PATTERN.test(sha)) return false
  draft.releaseTarget = { ...draft.releaseTarget, sha }
  account.map(line, { kind: 'release_target', key: draft.releaseTarget.repository })
  return true
}

/** The first of its dates is the start; of a mere date that is concluded, and said. */
export const setDate: HeadSetter = (at, reading) => {
  const { draft, account } = reading
  const [first] = findDates(at.prose.rest)
  // A start that is said wins over the Monday that follows from numbered weeks.
  const isSaid = wholeWord('head', at.label) === 'start' && !draft.headLines.has('startsOn')
  const warning = first === undefined ? null : weekdayWarning(first.iso, first.weekday)
  if (warning !== null) account.warn('weekday_disagrees', at.line, warning)
  readZone(at, reading)
  if (first === undefined || first.iso === null || (draft.head.startsOn !== undefined && !isSaid)) {
    const isPeriod = findPeriods(at.prose.rest).length > 0
    if (!isPeriod && draft.headLines.get('startsOn') !== at.line) return false
    account.map(at.line, PROGRAM)
    return true
  }
  draft.head.startsOn = first.iso
  draft.headLines.set('startsOn', at.line)
  account.map(at.line, PROGRAM)
  if (wholeWord('head', at.label) !== 'start')
    account.infer(at.line, PROGRAM, 'startsOn', first.iso, `"${cut(at.label, 60)}" was taken as the start of the first period.`)
  return true
}

export const setTimeZone: HeadSetter = (at, reading) => {
  if (!readZone(at, reading)) return false
  reading.account.map(at.line, PROGRAM)
  return true
}

function readZone({ line, prose }: HeadLine, { draft, account }: Pick<Reading, 'draft' | 'account'>): boolean {
  const found = readTimeZone(prose.rest)
  if (found === null || draft.head.timeZone !== undefined) return false
  draft.head.timeZone = found.zone
  draft.headLines.set('timeZone', line)
  if (!found.given) account.infer(line, PROGRAM, 'timeZone', found.zone, `"${found.text}" was understood as ${found.zone}.`)
  return true
}

/** The length was read beforehand (settle-cadence.ts); here its line is accounted for. A range of dates gives the start. */
export const setHorizon: HeadSetter = (at, reading) => {
  const isLength = readHorizon(at.prose.rest) !== null || findPeriods(at.prose.rest).length > 0
  if (!isLength && findDates(at.prose.rest).length === 0) return false
  if (findDates(at.prose.rest).length > 0) setDate(at, reading)
  const buffer = addContingency(at.prose.text, at.line, { reading, title: '' })
  if (buffer !== null) reading.account.map(at.line, buffer)
  reading.account.map(at.line, PROGRAM)
  return true
}

export const setLead: HeadSetter = ({ line, prose }, { draft, account }) => {
  const owners = readOwners(prose.rest)
  if (owners.length === 0) return false
  for (const { handle, name } of owners) {
    if (!draft.owners.has(handle)) draft.owners.set(handle, { handle, name })
    if (!draft.leads.includes(handle)) draft.leads.push(handle)
    account.map(line, { kind: 'owner', key: handle })
  }
  return true
}
