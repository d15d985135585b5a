import { shortSha } from '../board/say.ts'
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
      subject: sayWhat(event),
      what: sayDeed(event),
      details: describe(event),
    }))
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
function sayWhat({ subjectKind, subjectKey }: LoggedEvent): string {
  const kind = capitalise(inWords(subjectKind))
  return SINGLES[subjectKind] ?? (UUID.test(subjectKey) ? kind : `${kind} ${subjectKey}`)
}
/** `signed` of `gate.signed`; `waiver granted` where the action is about something of the subject. */
function sayDeed({ action, subjectKind }: LoggedEvent): string {
  const [noun = '', verb = ''] = action.split('.')
  return inWords(noun === subjectKind ? verb : `${noun} ${verb}`)
}

type Fields = Readonly<Record<string, unknown>>
const asFields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})

/** What the deed itself says already, and what only the log needs. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'state',
  'round',
  'revision',
  'evidence',
  'submittedBy',
  'submittedAt',
  'signedAt',
  'actualStart',
  'actualFinish',
  'pausedAt',
  'pausedMs',
  'resolvedAt',
])
/** Their value says what they are. */
const NAMELESS: ReadonlySet<string> = new Set(['status', 'title', 'reason', 'pauseReason', 'resolution', 'note', 'text', 'severity', 'sha'])
const OF_NEW_THINGS = ['title', 'text', 'roles', 'reason', 'note', 'severity', 'sha']

/** Each field that differs, shortly; of something new its title and reason. */
function describe(event: LoggedEvent): readonly string[] {
  const before = asFields(event.before)
  const after = asFields(event.after)
  if (event.before === null || event.before === undefined) {
    return OF_NEW_THINGS.map((field) => sayValue(after[field])).filter((value) => value !== '')
  }
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const said = fields.flatMap((field): string[] => {
    const [was, is] = [sayValue(before[field]), sayValue(after[field])]
    if (was === is || LEFT_OUT.has(field)) return []
    const change = was === '' ? is : `${was} → ${is === '' ? 'none' : is}`
    return [NAMELESS.has(field) ? change : `${inWords(field)}: ${change}`]
  })
  return said.length <= MAX_DETAILS ? said : [...said.slice(0, MAX_DETAILS - 1), `and ${said.length - MAX_DETAILS + 1} more fields`]
}

const SHA = /^[0-9a-f]{40}$/
/** Words of the format, such as `in_progress`. */
const WORD = /^[a-z]+(?:_[a-z0-9]+)+$/
function sayValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'string') {
    if (SHA.test(value)) return shortSha(value)
    if (WORD.test(value)) return inWords(value)
    return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value
  }
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
