import { sayLocal } from './say-local.ts'
import type { LoggedEvent, ReportChange } from './status-report.ts'

/** What a steering group wants to hear first. Kinds that are not named come last. */
const KINDS = ['gate', 'target', 'blocker', 'task', 'workflow', 'requirement', 'evidence', 'milestone', 'dependency', 'program'] as const
/** There is one of each in a program: its key would say nothing. */
const SINGLES: Readonly<Record<string, string>> = { target: 'Release target', program: 'Program' }
const MAX_DETAILS = 4
const MAX_TEXT = 120

/** Audit events as sentences: by the weight of what they are about, then the newest first. */
export function listChanges(events: readonly LoggedEvent[], timeZone: string): readonly ReportChange[] {
  const weigh = (event: LoggedEvent): number => {
    const index = (KINDS as readonly string[]).indexOf(event.subjectKind)
    return index < 0 ? KINDS.length : index
  }
  return [...events]
    .sort((a, b) => weigh(a) - weigh(b) || Date.parse(b.at) - Date.parse(a.at))
    .map((event) => ({
      at: sayLocal(event.at, timeZone),
      actor: event.actor,
      subject: SINGLES[event.subjectKind] ?? `${capitalise(inWords(event.subjectKind))} ${event.subjectKey}`,
      what: inWords(event.action.slice(event.action.indexOf('.') + 1)),
      details: describe(event),
    }))
}

type Fields = Readonly<Record<string, unknown>>
const asFields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})

/** Each field that differs, shortly; of something new its title and reason. */
function describe(event: LoggedEvent): readonly string[] {
  const before = asFields(event.before)
  const after = asFields(event.after)
  if (event.before === null || event.before === undefined) {
    return ['title', 'reason', 'note', 'severity', 'sha'].flatMap((field) =>
      sayValue(after[field]) === '' ? [] : [sayValue(after[field])],
    )
  }
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const said = fields.flatMap((field): string[] => {
    const [was, is] = [sayValue(before[field]), sayValue(after[field])]
    if (was === is) return []
    const name = inWords(field)
    return [was === '' ? `${name}: ${is}` : `${name}: ${was} → ${is === '' ? 'none' : is}`]
  })
  return said.length <= MAX_DETAILS ? said : [...said.slice(0, MAX_DETAILS - 1), `and ${said.length - MAX_DETAILS + 1} more fields`]
}

function sayValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? sayValue(value.join(', ')) : `${value.length} entries`
  return 'changed'
}

/** `submission_withdrawn` and `actualFinish` as words. */
const inWords = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
