/**
 * The whole of a program in one statement: every table as one JSON text. One statement is one snapshot, so the parts always belong
 * together without a transaction, and one row is far cheaper to carry through the client than the rows of 18 tables.
 */
const instant = (column: string, name: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${name}"`
const actor = (column: string, name: string): string =>
  `CASE WHEN ${column}_id IS NULL THEN NULL ELSE json_build_object('userId', ${column}_id, 'name', ${column}_name) END AS "${name}"`

const PARTS = {
  owners: `SELECT o.handle, o.name, o.signs_as AS "signsAs", o.user_id AS "userId", u.name AS "userName", o.revision
    FROM owner o LEFT JOIN user_account u ON u.id = o.user_id WHERE o.program_id = p.id ORDER BY o.ord, o.handle`,
  lanes: `SELECT key, name, mission, deliverables, owners, revision FROM lane WHERE program_id = p.id ORDER BY ord, key`,
  phases: `SELECT key, name, "from", "to", focus, exit_criteria AS "exitCriteria", revision FROM phase WHERE program_id = p.id ORDER BY ord, key`,
  milestones: `SELECT key, name, "from", "to", criteria, revision FROM milestone WHERE program_id = p.id ORDER BY ord, key`,
  criticalPaths: `SELECT key, name, steps FROM critical_path WHERE program_id = p.id ORDER BY ord, key`,
  tasks: `SELECT key, lane_key AS lane, title, start, finish, priority, status, parent_key AS parent, gate_key AS gate, owners, checklist,
    moved_to AS "movedTo", note, baseline_start AS "baselineStart", baseline_finish AS "baselineFinish", actual_start AS "actualStart",
    actual_finish AS "actualFinish", revision FROM task WHERE program_id = p.id ORDER BY ord, key`,
  dependencies: `SELECT "from", "to", kind, lag, note, listed, revision FROM dependency WHERE program_id = p.id ORDER BY ord, "from", "to", kind`,
  gates: `SELECT key, title, at, baseline_at AS "baselineAt", owners, reviewers, quorum, sign_roles AS "signRoles", state, round, ${actor('submitted_by', 'submittedBy')},
    ${instant('submitted_at', 'submittedAt')}, ${instant('signed_at', 'signedAt')}, signed_sha AS "signedSha", revision
    FROM gate WHERE program_id = p.id ORDER BY ord, key`,
  requirements: `SELECT gate_key AS "gateKey", key, text, accepts, min, one_of AS "oneOf", freshness,
    max_age_hours AS "maxAgeHours", warn_hours AS "warnHours", workflow, rule
    FROM requirement WHERE program_id = p.id ORDER BY gate_key, ord, key`,
  gaps: `SELECT gate_key AS "gateKey", id, text, requirement_key AS "requirementKey", ${instant('opened_at', 'openedAt')},
    ${actor('opened_by', 'openedBy')}, ${instant('closed_at', 'closedAt')}, ${actor('closed_by', 'closedBy')}, closing_note AS "closingNote"
    FROM gap WHERE program_id = p.id ORDER BY opened_at, id`,
  signOffs: `SELECT gate_key AS "gateKey", id, ${actor('actor', 'actor')}, handle, ${instant('at', 'at')}, correlation_id AS "correlationId",
    decision, note, round, gate_revision AS "gateRevision", release_sha AS "releaseSha", evidence, identity, role,
    on_behalf_of AS "onBehalfOf", frozen, frozen_digest AS "frozenDigest", ci
    FROM sign_off WHERE program_id = p.id ORDER BY at, id`,
  waivers: `SELECT gate_key AS "gateKey", id, requirement_key AS "requirementKey", reason, ${actor('approver', 'approver')},
    ${instant('granted_at', 'grantedAt')}, ${instant('expires_at', 'expiresAt')}, ${instant('revoked_at', 'revokedAt')},
    ${actor('revoked_by', 'revokedBy')}, revoke_reason AS "revokeReason" FROM waiver WHERE program_id = p.id ORDER BY granted_at, id`,
  evidence: `SELECT e.id, e.gate_key AS "gateKey", e.requirement_key AS "requirementKey", e.type, e.title, e.url, e.reference, e.sha, e.digest,
    e.details, e.observation, e.replaces, e.withdraw_reason AS "withdrawReason", CASE WHEN f.sha256 IS NULL THEN NULL
      ELSE json_build_object('sha256', f.sha256, 'size', f.size, 'name', f.name, 'mediaType', f.media_type) END AS file,
    ${instant('produced_at', 'producedAt')}, ${instant('attached_at', 'attachedAt')}, ${actor('attached_by', 'attachedBy')},
    ${instant('withdrawn_at', 'withdrawnAt')}, e.revision FROM evidence e
    LEFT JOIN stored_file f ON f.program_id = e.program_id AND f.sha256 = e.file_sha256 WHERE e.program_id = p.id ORDER BY e.attached_at, e.id`,
  blockers: `SELECT key, task_key AS "taskKey", title, severity, ${instant('opened_at', 'openedAt')}, ${actor('opened_by', 'openedBy')},
    escalation_level AS "escalationLevel", ${instant('paused_at', 'pausedAt')}, pause_reason AS "pauseReason", paused_ms AS "pausedMs",
    ${instant('resolved_at', 'resolvedAt')}, resolution, revision FROM blocker WHERE program_id = p.id ORDER BY opened_at, key`,
  delegations: `SELECT id, handle, ${actor('to', 'to')}, ${instant('"from"', 'from')}, ${instant('until', 'until')}, reason,
    ${instant('created_at', 'createdAt')}, ${actor('created_by', 'createdBy')}, ${instant('revoked_at', 'revokedAt')}
    FROM delegation WHERE program_id = p.id ORDER BY created_at, id`,
  goNoGo: `SELECT id, number, question, ${instant('opened_at', 'openedAt')}, ${actor('opened_by', 'openedBy')}, ${instant('deadline', 'deadline')},
    CASE WHEN decision IS NULL THEN NULL ELSE json_build_object('word', decision, 'by', json_build_object('userId', decided_by_id, 'name', decided_by_name),
      'at', to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', reason, 'override', override, 'facts', facts) END AS decision,
    revision FROM go_no_go WHERE program_id = p.id ORDER BY number`,
  votes: `SELECT go_no_go_id AS "goNoGoId", lane_key AS "laneKey", lane_name AS "laneName", vote, note, ${actor('actor', 'actor')}, handle, ${instant('at', 'at')}
    FROM go_no_go_vote WHERE program_id = p.id ORDER BY at, lane_key`,
  target: `SELECT repository, repository_id AS "repositoryId", sha, revision FROM release_target WHERE program_id = p.id`,
  workflows: `SELECT path, workflow_id AS "workflowId", required, events FROM workflow WHERE program_id = p.id ORDER BY ord, path`,
  history: `SELECT sha, ${instant('set_at', 'setAt')}, set_by_name AS "setBy" FROM release_sha_change
    WHERE program_id = p.id ORDER BY set_at DESC, id DESC`,
  ci: `SELECT sha, ${instant('read_at', 'readAt')}, complete, data FROM ci_reading WHERE program_id = p.id`,
} as const

export type StatePart = keyof typeof PARTS

const HEAD = `json_build_object('slug', p.slug, 'name', p.name, 'goal', p.goal, 'cadence', p.cadence, 'prefix', p.prefix, 'first', p.first,
  'last', p.last, 'startsOn', p.starts_on, 'timeZone', p.time_zone, 'workingDays', p.working_days, 'holidays', p.holidays, 'stepUp', p.step_up)::text AS head,
  p.contingency::text AS contingency, p.id::text AS id, p.revision, p.head_revision AS "headRevision", p.is_sample AS sample, ${instant('p.created_at', 'createdAt')}`

const listAs = (name: string, sql: string): string => `(SELECT coalesce(json_agg(r), '[]')::text FROM (${sql}) r) AS "${name}"`
const LISTS = Object.entries(PARTS).map(([name, sql]) => listAs(name, sql))
const COLUMNS = [HEAD, ...LISTS].join(', ')
const SELECT = `SELECT ${COLUMNS} FROM program p`

/** Takes the program's id as its parameter. */
export const STATE_BY_ID = `${SELECT} WHERE p.id = $1::uuid`
/** Takes the program's slug as its parameter. */
export const STATE_BY_SLUG = `${SELECT} WHERE p.slug = $1`

const withHead = (columns: string): string => `WITH held AS MATERIALIZED (
    SELECT seq, hash, state_from AS "stateFrom" FROM audit_head WHERE program_id = $1::uuid FOR UPDATE)
  SELECT ${columns}, (SELECT row_to_json(held)::text FROM held) AS "auditHead" FROM program p WHERE p.id = $1::uuid`
/** As `STATE_BY_ID`, with the end of the program's record as `auditHead`, which it locks. */
export const STATE_WITH_HEAD = withHead(COLUMNS)

/**
 * Rows that the running transaction wrote: each version of a row names the transaction that made it, and no transaction is younger than its
 * own parts. Deleted rows are not among them: compare keys or counts too. Holds only after the transaction's first write or lock.
 */
const WRITTEN = 'age(xmin) <= 0'
/** Lists that grow long and are read again only where something in them was written or deleted. */
const SKIPPED = { dependencies: 'dependency', evidence: 'evidence', signOffs: 'sign_off' } as const satisfies Partial<
  Record<StatePart, string>
>
export type SkippedPart = keyof typeof SKIPPED
export const SKIPPED_PARTS = Object.keys(SKIPPED) as readonly SkippedPart[]

const skippedAs = (name: SkippedPart, count: string): string => {
  const rows = `FROM ${SKIPPED[name]} WHERE program_id = p.id`
  const changed = `(SELECT count(*) FILTER (WHERE ${WRITTEN}) > 0 OR count(*) <> ${count} ${rows})`
  return `CASE WHEN ${changed} THEN (SELECT coalesce(json_agg(r), '[]')::text FROM (${PARTS[name]}) r) END AS "${name}"`
}
const isSkipped = (name: string): name is SkippedPart => name in SKIPPED
const LISTS_AFTER = Object.entries(PARTS).map(([name, sql]) => {
  if (isSkipped(name)) return skippedAs(name, `$${SKIPPED_PARTS.indexOf(name) + 2}::int`)
  return name === 'tasks'
    ? listAs(name, sql.replace('WHERE program_id = p.id', `WHERE program_id = p.id AND ${WRITTEN}`))
    : listAs(name, sql)
})
const TASK_KEYS = `(SELECT coalesce(json_agg(key ORDER BY ord, key), '[]')::text FROM task WHERE program_id = p.id) AS "taskKeys"`
/**
 * As `STATE_WITH_HEAD`, at the end of a transaction that holds the program: of its tasks those that the transaction wrote, and the keys of all in
 * order; a list of `SKIPPED_PARTS` is null where nothing in it changed. Takes the program's id and how long each of these lists was before.
 */
export const WRITTEN_WITH_HEAD = withHead([HEAD, ...LISTS_AFTER, TASK_KEYS].join(', '))

export interface StateRow extends Readonly<Record<StatePart | 'head', string>> {
  readonly contingency: string | null
  readonly id: string
  readonly revision: number
  readonly headRevision: number
  readonly sample: boolean
  readonly createdAt: string
}

export interface WithHead {
  readonly auditHead: string | null
}
export interface WrittenRow extends Omit<StateRow, SkippedPart>, Readonly<Record<SkippedPart, string | null>>, WithHead {
  readonly taskKeys: string
}
