import { defaultAccepts, defaultFreshness } from '../complete-plan.ts'
import * as c from './cell-codecs.ts'
import { column, type Fields, spanColumn } from './columns.ts'
import { isSameValue } from './is-same-value.ts'
import { afters } from './link-codecs.ts'
import { signRoles, typeGroups } from './proof-codecs.ts'

/** What the document says of the parts of a plan that have rules: which column or fact, under which words. Writer and reader share it. */
const key = column('Key', 'key', c.text, { keep: true })
const owners = column('Owners', 'owners', c.keys, { blank: [] })
const after = column('After', 'after', afters, { blank: [] })

export const PROGRAM_FACTS = [
  column('Goal', 'goal', c.text, { blank: '' }),
  column('Slug', 'slug', c.text),
  column('Cadence', 'cadence', c.word),
  column('Prefix', 'prefix', c.text),
  spanColumn('Periods', 'first', 'last'),
  column('Starts', 'startsOn', c.text),
  column('Time zone', 'timeZone', c.text),
  column('Working days', 'workingDays', c.weekdays),
  column('Holidays', 'holidays', c.keys, { blank: [] }),
  column('Password at sign-off', 'stepUp', c.boolean, { blank: false }),
]
export const RELEASE_FACTS = [column('Repository', 'repository', c.text), column('Release SHA', 'sha', c.text, { blank: null })]
export const WORKFLOW_COLUMNS = [
  column('Workflow', 'path', c.text, { keep: true }),
  column('Required', 'required', c.boolean, { keep: true }),
  column('Events', 'events', c.texts, { blank: [] }),
]
export const CONTINGENCY_FACTS = [
  spanColumn('Buffer', 'from', 'to'),
  column('Tolerance', 'tolerance', c.number),
  column('Target', 'target', c.text, { blank: null }),
]
export const PATH_COLUMNS = [key, column('Path', 'name', c.text, { blank: '' }), column('Steps', 'steps', c.chain, { keep: true })]
export const OWNER_COLUMNS = [
  column('Handle', 'handle', c.text, { keep: true }),
  column('Name', 'name', c.text, { blank: '' }),
  column('Signs as', 'signsAs', c.keys, { blank: [] }),
]
export const LANE_COLUMNS = [
  key,
  column('Lane', 'name', c.text, { keep: true }),
  column('Mission', 'mission', c.text, { blank: '' }),
  column('Deliverables', 'deliverables', c.texts, { blank: [] }),
  owners,
]
export const PHASE_COLUMNS = [
  key,
  column('Phase', 'name', c.text, { keep: true }),
  spanColumn('Periods', 'from', 'to'),
  column('Focus', 'focus', c.text, { blank: '' }),
  column('Exit criteria', 'exitCriteria', c.texts, { blank: [] }),
]
export const MILESTONE_COLUMNS = [
  key,
  column('Milestone', 'name', c.text, { keep: true }),
  spanColumn('Periods', 'from', 'to'),
  column('Criteria', 'criteria', c.texts, { blank: [] }),
]
export const GATE_COLUMNS = [
  key,
  column('Gate', 'title', c.text, { keep: true }),
  column('At', 'at', c.period, { keep: true }),
  owners,
  column('Reviewers', 'reviewers', c.keys, { blank: [] }),
  column('Quorum', 'quorum', c.number),
  column('Roles', 'signRoles', signRoles, { blank: [] }),
  after,
]

type Proving = Parameters<typeof defaultFreshness>[0] & Parameters<typeof defaultAccepts>[0]
const asProving = (entry: Fields): Proving => ({ workflow: null, rule: null, maxAgeHours: null, ...entry }) as Proving
export const REQUIREMENT_COLUMNS = [
  column('Gate', 'gate', c.text, { keep: true }),
  key,
  column('Requirement', 'text', c.text, { keep: true }),
  column('Accepts', 'accepts', c.evidenceTypes, {
    isBlank: (entry) => isSameValue(entry.accepts, []) && isSameValue(entry.accepts, defaultAccepts(asProving(entry))),
  }),
  column('How many', 'min', c.number, { blank: 1 }),
  column('One of', 'oneOf', typeGroups, { blank: [] }),
  column('Freshness', 'freshness', c.word, {
    isBlank: (entry) => entry.freshness === 'none' && defaultFreshness(asProving(entry)) === 'none',
  }),
  column('Max age (hours)', 'maxAgeHours', c.number, { blank: null }),
  column('Warn (hours before)', 'warnHours', c.number, { blank: null }),
  column('Workflow', 'workflow', c.text, { blank: null }),
  column('Rule', 'rule', c.word, { blank: null }),
]
export const TASK_COLUMNS = [
  key,
  column('Task', 'title', c.text, { keep: true }),
  column('Lane', 'lane', c.text),
  spanColumn('Periods', 'start', 'finish'),
  column('Priority', 'priority', c.code),
  column('Status', 'status', c.word),
  column('Part of', 'parent', c.text, { blank: null }),
  column('Gate', 'gate', c.text, { blank: null }),
  owners,
  after,
  column('Moved to', 'movedTo', c.text, { blank: null }),
  column('Note', 'note', c.text, { blank: '' }),
]
export const DEPENDENCY_COLUMNS = [
  column('From', 'from', c.text, { keep: true }),
  column('To', 'to', c.text, { keep: true }),
  column('Kind', 'kind', c.word),
  column('Lag', 'lag', c.number, { blank: 0 }),
  column('Note', 'note', c.text, { blank: '' }),
]
