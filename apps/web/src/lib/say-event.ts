import type { Response, routes } from '@gatehouse/contracts'
import { type GateState, sayGateState, shortSha } from '@gatehouse/core'
import { countOf, workflowName } from './format-plan.ts'

/** An event of a program’s record. */
export type LogEvent = Response<typeof routes.record.log>['events'][number]
/** What a sentence is made of. */
export type SaidEvent = Pick<LogEvent, 'action' | 'subjectKind' | 'subjectKey' | 'before' | 'after'>

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
const shaOf = (value: unknown): string => (typeof value === 'string' ? shortSha(value) : 'none')
/** A note belongs to the sentence, with one full stop. */
const said = (value: unknown): string => (text(value).trim() === '' ? '' : `: ${text(value).trim().replace(/\.$/, '')}`)
/** ` as security for @sec`: what a signature stood for, where it is recorded. */
const standing = ({ role, onBehalfOf }: Fields): string =>
  `${text(role) === '' ? '' : ` as ${text(role)}`}${text(onBehalfOf) === '' ? '' : ` for ${text(onBehalfOf)}`}`
/** What a thing is called, whichever field its kind keeps that in. */
const nameIn = (fields: Fields): string => {
  for (const field of ['title', 'name', 'text', 'reference']) if (text(fields[field]) !== '') return text(fields[field])
  return ''
}

type Say = (what: { readonly before: Fields; readonly after: Fields; readonly key: string; readonly subjectKey: string }) => string

const PROOF: Readonly<Record<string, Say>> = {
  'gate.added': () => 'Gate added',
  'gate.started': () => 'Work began',
  'gate.submitted': ({ after }) => `Submitted for sign-off, round ${String(after.round ?? '?')}`,
  'gate.submission_withdrawn': () => 'Submission taken back',
  'gate.doc_baseline_completed': () => 'Documents and contracts complete',
  'gate.approved': ({ after }) => `Approved${standing(after)}, ${String(after.approvals)} of ${String(after.quorum)}`,
  'gate.signed': ({ after }) =>
    `Signed${standing(after)} ${typeof after.signedSha === 'string' ? `on ${shaOf(after.signedSha)}` : 'without a release commit'}, ${String(after.approvals)} of ${String(after.quorum)}: locked`,
  'gate.returned': ({ after }) => `Returned with ${countOf(listOf(after.gaps).length, 'gap')}: ${listOf(after.gaps).join('; ')}`,
  'gate.gap_closed': ({ after }) => `Gap closed, “${text(after.gap)}”${said(after.note)}`,
  'gate.reopened': ({ after }) => `Reopened${said(after.reason)}`,
  'gate.edited': ({ before, after }) => `Edited: ${sayFields(before, after)}`,
  'waiver.granted': ({ after }) => `${text(after.requirementKey)} waived${said(after.reason)}`,
  'waiver.revoked': ({ after }) => `Waiver of ${text(after.requirementKey)} taken back${said(after.reason)}`,
  'evidence.attached': ({ after, key }) =>
    `${key}: ${text(after.title)} attached${typeof after.sha === 'string' ? `, about ${shaOf(after.sha)}` : ''}`,
  'evidence.observed': ({ after, key }) => `${key}: evidence looked at${said(fieldsOf(after.observation).detail)}`,
  'evidence.withdrawn': ({ after, key }) => `${key}: evidence withdrawn${said(after.reason)}`,
  'requirement.added': ({ after, key }) => `${key} added${said(after.text)}`,
  'requirement.edited': ({ before, after, key }) => `${key} edited: ${sayFields(before, after)}`,
  'requirement.removed': ({ before, key }) => `${key} removed${said(before.text)}`,
  'ci.judged': ({ before, after, subjectKey }) =>
    `${workflowName(subjectKey)} turned ${text(after.freshness)}, was ${text(before.freshness) || 'unknown'}${said(after.reason)}`,
  'ci.read': ({ after }) =>
    after.complete === true
      ? `CI read: ${countOf(Number(after.runs ?? 0), 'run')}`
      : `CI could not be read in full${said(after.error === null ? '' : after.error)}`,
  'ci.dispatched': ({ after, subjectKey }) => `${workflowName(subjectKey)} started on ${text(after.ref)}, for ${shaOf(after.sha)}`,
  'target.sha_set': ({ before, after }) => `Release SHA moved from ${shaOf(before.sha)} to ${shaOf(after.sha)}`,
}

const WORK: Readonly<Record<string, Say>> = {
  'task.moved': ({ before, after }) => `Moved: ${sayFields(before, after)}`,
  'task.status_set': ({ before, after }) =>
    `${sayState(before.status)} → ${sayState(after.status)}${text(after.movedTo) === '' ? '' : `, to ${text(after.movedTo)}`}${said(after.note)}`,
  'task.checklist_set': ({ after }) => {
    const items = Array.isArray(after.checklist) ? after.checklist.map(fieldsOf) : []
    return `Checklist: ${items.filter((item) => item.done === true).length} of ${items.length} ticked`
  },
  'blocker.opened': ({ after }) => `${text(after.severity)} blocker opened on ${text(after.taskKey)}${said(after.title)}`,
  'blocker.paused': ({ after }) => `Blocker paused${said(after.pauseReason)}`,
  'blocker.resumed': () => 'Blocker’s clock runs again',
  'blocker.escalated': ({ after }) => `Blocker escalated to level ${String(after.escalationLevel)}`,
  'blocker.resolved': ({ after }) => `Blocker resolved${said(after.resolution)}`,
  'dependency.added': ({ after }) => `${after.kind === 'soft' ? 'Soft' : 'Hard'} dependency added`,
  'dependency.removed': ({ before }) => `${before.kind === 'soft' ? 'Soft' : 'Hard'} dependency removed`,
}

const PROGRAM: Readonly<Record<string, Say>> = {
  'program.imported': ({ after }) => `Program created from a plan: ${sayCounts(fieldsOf(after.counts))}`,
  'program.plan_updated': ({ after }) =>
    `Plan imported again: ${String(after.added ?? 0)} added, ${String(after.changed ?? 0)} changed, ${String(after.gone ?? 0)} left out`,
  'baseline.set': ({ after }) => `Baseline set to the plan${said(after.reason)}`,
  'member.added': ({ after }) => `${nameIn(after) || 'Someone'} became ${listOf(after.roles).join(', ') || 'a member'}`,
  'member.joined': ({ after }) => `${nameIn(after) || 'Someone'} joined as ${listOf(after.roles).join(', ') || 'a member'}`,
  'member.roles_set': ({ before, after }) =>
    `${nameIn(before) || nameIn(after) || 'A member'}: ${listOf(before.roles).join(', ') || 'no role'} → ${listOf(after.roles).join(', ') || 'no role'}`,
  'member.removed': ({ before }) => `${nameIn(before) || 'A member'} left the program`,
  'delegation.added': ({ after, subjectKey }) =>
    `${nameIn(fieldsOf(after.to)) || 'Someone'} stands in for ${subjectKey}${said(after.reason)}`,
  'delegation.ended': ({ before, subjectKey }) => `${nameIn(fieldsOf(before.to)) || 'Someone'} no longer stands in for ${subjectKey}`,
  'go_no_go.opened': ({ after }) => `Lanes asked for go or no-go${said(after.question)}`,
  'go_no_go.voted': ({ after }) => `${text(after.lane)}: ${text(after.vote).replaceAll('_', '-')}${said(after.note)}`,
  'go_no_go.deadline_moved': ({ after }) => `Deadline of the go/no-go moved${said(after.reason)}`,
  'go_no_go.decided': ({ after }) =>
    `Decided ${text(after.word).replaceAll('_', '-').toUpperCase()}${after.override === true ? `, against the verdict ${text(after.verdict)}` : ''}${said(after.reason)}`,
  'invitation.made': ({ after }) => `Invited as ${listOf(after.roles).join(', ') || 'a member'}`,
  'invitation.revoked': () => 'Invitation taken back',
}

const SENTENCES = new Map(Object.entries({ ...PROOF, ...WORK, ...PROGRAM }))

/** One sentence for what an event changed, from what it was and what it became. An event that is not known is told by its name. */
export const sayEvent = (event: SaidEvent): string => {
  const before = fieldsOf(event.before)
  const after = fieldsOf(event.after)
  const say = SENTENCES.get(event.action)
  if (say) return say({ before, after, key: event.subjectKey.split('/').at(-1) ?? '', subjectKey: event.subjectKey })
  return sayUnknown(event, before, after)
}

/** `gate.gap_closed` → `Gate gap closed` */
export const sayAction = (action: string): string => {
  const name = action.replace(/[._]/g, ' ').trim()
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
/** `impactLevel` → `impact level` */
export const sayFieldName = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/** `in_progress` → `In progress` */
const sayState = (value: unknown): string => (value === 'todo' ? 'To do' : text(value) === '' ? 'nothing' : sayAction(text(value)))
/** `dependencies` → `dependency`, and the word itself for more than one. */
const nounOf = (plural: string): [string, string] => [sayFieldName(plural).replace(/ies$/, 'y').replace(/s$/, ''), sayFieldName(plural)]
const sayCounts = (counts: Fields): string => {
  const parts = Object.entries(counts).filter(([, count]) => typeof count === 'number' && count > 0)
  return parts.length === 0 ? 'empty' : parts.map(([name, count]) => countOf(Number(count), ...nounOf(name))).join(', ')
}
const sayValue = (field: string, value: unknown): string => {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (field === 'state' && typeof value === 'string') return sayGateState(value as GateState)
  if (Array.isArray(value))
    return value.length === 0
      ? 'nothing'
      : value.some((each) => typeof each === 'object')
        ? countOf(value.length, 'entry', 'entries')
        : value.map((each) => sayValue('', each)).join(' ')
  return typeof value === 'object' ? 'changed' : String(value)
}
const sayFields = (before: Fields, after: Fields): string =>
  Object.keys(after)
    .map((field) => `${sayFieldName(field)} ${sayValue(field, before[field])} → ${sayValue(field, after[field])}`)
    .join(', ')

const sayUnknown = ({ action, before: was, after: is }: SaidEvent, before: Fields, after: Fields): string => {
  const name = sayAction(action)
  // what is new or gone is told by its name: all its fields are in the details
  if (was === null || is === null) return `${name}${said(nameIn(is === null ? before : after))}`
  const changes = Object.keys(before).length > 0 ? sayFields(before, after) : ''
  return `${name}${changes ? `: ${changes}` : ''}`
}
