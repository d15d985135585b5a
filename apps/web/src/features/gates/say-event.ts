import type { Response } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import { type GateState, sayGateState, shortSha } from '@gatehouse/core'
import { countOf, workflowName } from '../../lib/format-plan.ts'

export type LogEvent = Response<typeof routes.programs.log>[number]

/** Whether an event of the program is part of this gate's story: the gate itself, its proof, its requirements, its CI, the release commit. */
export const isAboutGate = (event: LogEvent, gateKey: string, workflows: ReadonlySet<string>): boolean => {
  switch (event.subjectKind) {
    case 'gate':
      return event.subjectKey === gateKey
    case 'evidence':
    case 'requirement':
      return event.subjectKey.startsWith(`${gateKey}/`)
    case 'workflow':
      return workflows.has(event.subjectKey)
    case 'target':
      return event.action === 'target.sha_set' && workflows.size > 0
    default:
      return false
  }
}

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const shaOf = (value: unknown): string => (typeof value === 'string' ? shortSha(value) : 'none')
/** A note belongs to the sentence, with one full stop. */
const said = (value: unknown): string => (text(value).trim() === '' ? '' : `: ${text(value).trim().replace(/\.$/, '')}`)

/** One sentence for what an event changed, from what it was and what it became. An event that is not known is told by its name. */
export const sayEvent = (event: LogEvent): string => {
  const before = fieldsOf(event.before)
  const after = fieldsOf(event.after)
  const key = event.subjectKey.split('/').at(-1) ?? ''
  switch (event.action) {
    case 'gate.added':
      return 'Gate added'
    case 'gate.started':
      return 'Work began'
    case 'gate.submitted':
      return `Submitted for sign-off, round ${String(after.round ?? '?')}`
    case 'gate.submission_withdrawn':
      return 'Submission taken back'
    case 'gate.doc_baseline_completed':
      return 'Documents and contracts complete'
    case 'gate.approved':
      return `Approved, ${String(after.approvals)} of ${String(after.quorum)}`
    case 'gate.signed':
      return `Signed on ${shaOf(after.signedSha)}, ${String(after.approvals)} of ${String(after.quorum)}: locked`
    case 'gate.returned': {
      const gaps = Array.isArray(after.gaps) ? after.gaps.map(String) : []
      return `Returned with ${countOf(gaps.length, 'gap')}: ${gaps.join('; ')}`
    }
    case 'gate.gap_closed':
      return `Gap closed, “${text(after.gap)}”${said(after.note)}`
    case 'gate.reopened':
      return `Reopened${said(after.reason)}`
    case 'gate.edited':
      return `Edited: ${sayFields(before, after)}`
    case 'waiver.granted':
      return `${text(after.requirementKey)} waived${said(after.reason)}`
    case 'evidence.attached':
      return `${key}: ${text(after.title)} attached${typeof after.sha === 'string' ? `, about ${shaOf(after.sha)}` : ''}`
    case 'evidence.withdrawn':
      return `${key}: evidence withdrawn${said(after.reason)}`
    case 'requirement.added':
      return `${key} added${said(after.text)}`
    case 'requirement.edited':
      return `${key} edited: ${sayFields(before, after)}`
    case 'requirement.removed':
      return `${key} removed${said(before.text)}`
    case 'ci.judged':
      return `${workflowName(event.subjectKey)} turned ${text(after.freshness)}, was ${text(before.freshness) || 'unknown'}${said(after.reason)}`
    case 'target.sha_set':
      return `Release SHA moved from ${shaOf(before.sha)} to ${shaOf(after.sha)}`
    default:
      return sayUnknown(event.action, before, after)
  }
}

/** `impactLevel` → `impact level` */
const words = (name: string): string => name.replace(/([A-Z])/g, ' $1').toLowerCase()
const sayValue = (field: string, value: unknown): string => {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (field === 'state' && typeof value === 'string') return sayGateState(value as GateState)
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map((each) => sayValue('', each)).join(' ')
  return typeof value === 'object' ? 'changed' : String(value)
}
const sayFields = (before: Fields, after: Fields): string =>
  Object.keys(after)
    .map((field) => `${words(field)} ${sayValue(field, before[field])} → ${sayValue(field, after[field])}`)
    .join(', ')

const sayUnknown = (action: string, before: Fields, after: Fields): string => {
  const name = action.replace(/[._]/g, ' ').trim()
  const changes = Object.keys(before).length > 0 ? sayFields(before, after) : ''
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${changes ? `: ${changes}` : ''}`
}
