import {
  type After,
  type Gate,
  PLAN_SECTIONS,
  type Plan,
  type PlanRecord,
  type PlanSection,
  type Requirement,
  type Task,
} from '@gatehouse/core'
import fc from 'fast-check'
import { arbitraryRecords } from './arbitrary-records.ts'
import { anyText, anyTitle } from './arbitrary-text.ts'

const FIRST_PERIODS = [-3, 0, 1, 40]
const WORKFLOWS = ['.github/workflows/ci.yml', '.github/workflows/launch-gate.yaml']
const HANDLES = ['@owner-qa', '@owner.devops', '@Lead_1', '@x']
const EVIDENCE_TYPES = ['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link'] as const

const sha = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 })
const isoDate = fc
  .date({ min: new Date('1999-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const texts = fc.array(anyTitle, { maxLength: 3 })
const handles = fc.subarray(HANDLES)
const kind = fc.constantFrom('hard' as const, 'soft' as const)
const lag = fc.integer({ min: 0, max: 4 })

/** Any plan that a plan file may say: every field, every default and its opposite, and texts that look like YAML. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc
  .record({
    first: fc.constantFrom(...FIRST_PERIODS),
    length: fc.integer({ min: 3, max: 20 }),
    taskCount: fc.integer({ min: 0, max: 8 }),
    gateCount: fc.integer({ min: 0, max: 4 }),
  })
  .chain(({ first, length, taskCount, gateCount }) => planOf(first, first + length - 1, taskCount, gateCount))

function planOf(first: number, last: number, taskCount: number, gateCount: number): fc.Arbitrary<Plan> {
  const period = fc.integer({ min: first, max: last })
  const span = fc.tuple(period, period).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
  const taskKeys = keys('T.', taskCount)
  const gateKeys = keys('G', gateCount)
  const allKeys = [...taskKeys, ...gateKeys]
  const tasks = taskKeys.map((key, index) => taskOf(key, taskKeys.slice(0, index), gateKeys, span))
  const gates = gateKeys.map((key, index) => gateOf(key, [...taskKeys, ...gateKeys.slice(0, index)], period))
  return fc
    .record({
      program: fc.record({
        slug: fc.constantFrom('ab', 'credity12', 'a-1-b'),
        name: anyTitle,
        goal: anyText,
        cadence: fc.constantFrom('day' as const, 'week' as const),
        prefix: fc.constantFrom('D', 'W', 'Day'),
        first: fc.constant(first),
        last: fc.constant(last),
        startsOn: isoDate,
        timeZone: fc.constantFrom('UTC', 'Asia/Kolkata', 'Europe/Berlin'),
        workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        holidays: fc.uniqueArray(isoDate, { maxLength: 3 }).map((dates) => dates.toSorted()),
        stepUp: fc.boolean(),
      }),
      releaseTarget: fc.record({
        repository: fc.constantFrom('acme/credity12', 'A.b/c_d-e'),
        sha: fc.option(sha),
        workflows: fc.tuple(
          ...WORKFLOWS.map((path) =>
            fc.record({ path: fc.constant(path), required: fc.boolean(), events: fc.subarray(['push', 'workflow_dispatch', 'schedule']) }),
          ),
        ),
      }),
      contingency: fc.option(
        fc
          .record({ range: span, tolerance: fc.integer({ min: 0, max: 3 }), target: fc.option(oneOf(gateKeys)) })
          .map(({ range, ...rest }) => ({ ...range, ...rest })),
      ),
      criticalPaths: allKeys.length === 0 ? fc.constant([]) : fc.array(anyText, { maxLength: 2 }).chain((names) => pathsOf(names, allKeys)),
      owners: fc.tuple(
        ...HANDLES.map((handle) => fc.record({ handle: fc.constant(handle), name: shortText, signsAs: fc.constant(SIGN_ROLES) })),
      ),
      lanes: fc.tuple(
        ...LANES.map((key) => fc.record({ key: fc.constant(key), name: anyTitle, mission: anyText, deliverables: texts, owners: handles })),
      ),
      phases: entries('P', (key) =>
        fc
          .record({ key, name: anyTitle, range: span, focus: anyText, exitCriteria: texts })
          .map(({ range, ...rest }) => ({ ...rest, ...range })),
      ),
      milestones: entries('M', (key) =>
        fc.record({ key, name: anyTitle, range: span, criteria: texts }).map(({ range, ...rest }) => ({ ...rest, ...range })),
      ),
      tasks: fc.tuple(...tasks),
      gates: fc.tuple(...gates),
      dependencies: dependenciesOf(allKeys),
      sections: fc.record(
        Object.fromEntries(PLAN_SECTIONS.map((section) => [section, arbitraryRecords(section)])) as Record<
          PlanSection,
          fc.Arbitrary<PlanRecord[]>
        >,
      ),
    })
    .map(dropDoubleLinks)
}

const LANES = ['L1', 'WS-2']
const SIGN_ROLES = ['security', 'site-reliability']
const shortText = fc.string({ maxLength: 20 })

function taskOf(
  key: string,
  earlier: readonly string[],
  gateKeys: readonly string[],
  span: fc.Arbitrary<{ from: number; to: number }>,
): fc.Arbitrary<Task> {
  return fc
    .record({
      lane: fc.constantFrom(...LANES),
      title: anyTitle,
      range: span,
      priority: fc.constantFrom('P0' as const, 'P1' as const, 'P2' as const, 'P3' as const),
      status: fc.constantFrom(
        'todo' as const,
        'in_progress' as const,
        'blocked' as const,
        'done' as const,
        'moved' as const,
        'dropped' as const,
      ),
      gate: fc.option(oneOf(gateKeys)),
      owners: handles,
      checklist: fc.array(fc.record({ text: anyTitle, done: fc.boolean() }), { maxLength: 3 }),
      after: aftersOf(earlier),
      movedTo: anyTitle,
      note: anyText,
    })
    .map(({ range, movedTo, ...rest }) => ({
      key,
      ...rest,
      start: range.from,
      finish: range.to,
      parent: null,
      movedTo: rest.status === 'moved' ? movedTo : null,
    }))
}

function gateOf(key: string, earlier: readonly string[], period: fc.Arbitrary<number>): fc.Arbitrary<Gate> {
  return fc
    .record({
      title: anyTitle,
      at: period,
      owners: handles,
      reviewers: handles,
      wanted: fc.integer({ min: 1, max: 4 }),
      signRoles: fc.subarray(SIGN_ROLES, { maxLength: Math.min(2, HANDLES.length) }),
      requirements: fc.array(requirement, { maxLength: 4 }),
      after: aftersOf(earlier),
    })
    .map(({ wanted, requirements, signRoles, ...rest }) => ({
      key,
      ...rest,
      // Every owner may stand for every role, so that there are always enough of them.
      quorum: Math.max(1, signRoles.length, Math.min(wanted, signRoles.length > 0 ? HANDLES.length : rest.reviewers.length)),
      signRoles: signRoles.map((role) => ({ role, count: 1 })),
      requirements: requirements.map((entry, index) => ({ ...entry, key: `${key}.${index + 1}` })),
    }))
}

const requirementBase = {
  key: fc.constant(''),
  text: anyTitle,
  min: fc.integer({ min: 1, max: 5 }),
  oneOf: fc.constant([]),
  warnHours: fc.constant(null),
}
const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.subarray([...EVIDENCE_TYPES], { minLength: 1 }).chain((accepts) =>
    fc.record({
      ...requirementBase,
      accepts: fc.constant(accepts),
      oneOf: fc.array(fc.subarray(accepts, { minLength: 1 }), { maxLength: 2 }),
      freshness: fc.constant('none' as const),
      maxAgeHours: fc.constant(null),
      workflow: fc.constant(null),
      rule: fc.constant(null),
    }),
  ),
  fc.record({
    ...requirementBase,
    accepts: fc.subarray([...EVIDENCE_TYPES], { minLength: 1 }),
    freshness: fc.constantFrom('release_sha' as const, 'none' as const),
    maxAgeHours: fc.constant(null),
    workflow: fc.constant(null),
    rule: fc.constant(null),
  }),
  fc.record({
    ...requirementBase,
    accepts: fc.subarray([...EVIDENCE_TYPES], { minLength: 1 }),
    freshness: fc.constant('max_age' as const),
    maxAgeHours: fc.integer({ min: 10, max: 500 }),
    warnHours: fc.option(fc.integer({ min: 0, max: 9 })),
    workflow: fc.constant(null),
    rule: fc.constant(null),
  }),
  fc.record({
    ...requirementBase,
    accepts: fc.constant(['ci_run' as const]),
    freshness: fc.constant('release_sha' as const),
    maxAgeHours: fc.constant(null),
    workflow: fc.constantFrom(...WORKFLOWS),
    rule: fc.constant(null),
  }),
  fc.record({
    ...requirementBase,
    min: fc.constant(1),
    accepts: fc.constant([]),
    freshness: fc.constant('none' as const),
    maxAgeHours: fc.constant(null),
    workflow: fc.constant(null),
    rule: fc.constantFrom(
      'p0_done' as const,
      'no_open_blockers' as const,
      'earlier_gates_signed' as const,
      'no_unresolved_high_findings' as const,
      'workflows_green' as const,
    ),
  }),
)

/** Links point from earlier keys to later ones, so that there is no cycle. */
function aftersOf(earlier: readonly string[]): fc.Arbitrary<After[]> {
  return fc
    .subarray([...earlier], { maxLength: Math.min(3, earlier.length) })
    .chain((refs) => fc.tuple(...refs.map((ref) => fc.record({ ref: fc.constant(ref), kind, lag }))))
}

function dependenciesOf(allKeys: readonly string[]): fc.Arbitrary<Plan['dependencies'][number][]> {
  const pairs = allKeys.flatMap((from, index) => allKeys.slice(index + 1).map((to) => ({ from, to })))
  if (pairs.length === 0) return fc.constant([])
  return fc
    .subarray(pairs, { maxLength: Math.min(4, pairs.length) })
    .chain((chosen) =>
      fc.tuple(...chosen.map(({ from, to }) => fc.record({ from: fc.constant(from), to: fc.constant(to), kind, lag, note: anyText }))),
    )
}

/** A dependency is said once: on its successor or in the list. */
function dropDoubleLinks(drawn: Plan): Plan {
  // Some drawn objects have no prototype; what is read from a file always has.
  const plan = structuredClone(drawn)
  const said = new Set([...plan.tasks, ...plan.gates].flatMap(({ key, after }) => after.map(({ ref }) => `${ref} ${key}`)))
  return { ...plan, dependencies: plan.dependencies.filter(({ from, to }) => !said.has(`${from} ${to}`)) }
}

function pathsOf(names: readonly string[], allKeys: readonly string[]): fc.Arbitrary<Plan['criticalPaths'][number][]> {
  return fc.tuple(
    ...names.map((_, index) =>
      fc.record({ key: fc.constant(`CP${index + 1}`), name: shortText, steps: fc.subarray([...allKeys], { minLength: 1 }) }),
    ),
  )
}

const keys = (prefix: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
const oneOf = (choices: readonly string[]): fc.Arbitrary<string | null> =>
  choices.length === 0 ? fc.constant(null) : fc.constantFrom(...choices)
const entries = <T>(prefix: string, entry: (key: fc.Arbitrary<string>) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.integer({ min: 0, max: 3 }).chain((count) => fc.tuple(...keys(prefix, count).map((key) => entry(fc.constant(key)))))
