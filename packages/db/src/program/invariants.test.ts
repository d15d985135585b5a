import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../new-id.ts'
import { clientOf, type Database } from '../open/database.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { samplePlan } from '../testing/sample-plan.ts'
import { transact } from '../transact.ts'
import { appendAudit } from './audit.repo.ts'
import { listAudit } from './read-audit.repo.ts'
import { insertPlan } from './insert-plan.ts'
import { deleteProgram } from './programs.repo.ts'
import { insertSignOff } from './review.repo.ts'

const NOW = new Date('2026-02-25T09:30:00Z')
let databases: TestDatabases
beforeAll(async () => {
  databases = await openTestDatabases()
}, 120_000)
afterAll(() => databases.close())

const insertSigned = (db: Database, slug: string): Promise<string> =>
  transact(db, async (tx) => {
    const id = await insertPlan(tx, samplePlan(slug), { sample: false, now: NOW })
    await insertSignOff(tx, id, 'G1', {
      id: newId(),
      actor: { userId: 'u1', name: 'Una' },
      handle: '@adam',
      at: NOW.toISOString(),
      correlationId: 'c1',
      decision: 'approve',
      note: '',
      round: 1,
      gateRevision: 2,
      releaseSha: null,
      evidence: [],
      identity: null,
      role: null,
      onBehalfOf: null,
      frozen: null,
      frozenDigest: null,
      ci: [],
    })
    const entry = { programId: id, actor: null, correlationId: 'c1', action: 'gate.signed', subject: { kind: 'gate', key: 'G1' } }
    await appendAudit(tx, null, [{ ...entry, before: null, after: null, at: NOW.toISOString(), revision: 2, patch: null }])
    return id
  })

const run = (db: Database, sql: string): Promise<unknown> =>
  transact(db, (tx) => clientOf(tx).$executeRawUnsafe(sql)).catch((caught: unknown) => caught)

describe.each(KINDS)('what is written once on %s', (kind) => {
  it('refuses UPDATE, DELETE and TRUNCATE', async () => {
    const db = databases[kind]
    const id = await insertSigned(db, 'once')
    for (const table of ['sign_off', 'audit_event']) {
      const refused = { name: 'ConstraintViolation', kind: 'append_only' }
      expect(await run(db, `UPDATE ${table} SET correlation_id = 'forged' WHERE program_id = '${id}'`)).toMatchObject(refused)
      expect(await run(db, `DELETE FROM ${table} WHERE program_id = '${id}'`)).toMatchObject(refused)
      expect(await run(db, `TRUNCATE ${table}`)).toMatchObject(refused)
    }
    expect(await run(db, `DELETE FROM gate WHERE program_id = '${id}' AND key = 'G1'`)).toMatchObject({ kind: 'append_only' })
    expect(await run(db, `DELETE FROM program WHERE id = '${id}'`)).toMatchObject({ kind: 'append_only' })
    expect(await listAudit(db, id, { limit: 10 })).toHaveLength(1)
  })

  it('goes only with its own program, when that is deleted', async () => {
    const db = databases[kind]
    const [going, staying] = [await insertSigned(db, 'going'), await insertSigned(db, 'staying')]
    const foreign = transact(db, async (tx) => {
      await deleteProgram(tx, going)
      await clientOf(tx).$executeRawUnsafe(`DELETE FROM sign_off WHERE program_id = '${staying}'`)
    })
    await expect(foreign).rejects.toMatchObject({ kind: 'append_only' })
    expect(await transact(db, (tx) => deleteProgram(tx, going))).toBe(true)
    // The permission ended with its transaction.
    expect(await run(db, `DELETE FROM sign_off WHERE program_id = '${staying}'`)).toMatchObject({ kind: 'append_only' })
    expect(await listAudit(db, going, { limit: 10 })).toEqual([])
  })

  it('is one sign-off a person and round', async () => {
    const db = databases[kind]
    const id = await insertSigned(db, 'signed-twice')
    const again = run(
      db,
      `INSERT INTO sign_off (id, program_id, gate_key, round, actor_id, actor_name, at, correlation_id, decision, note, gate_revision, evidence)
       SELECT gen_random_uuid(), program_id, gate_key, round, actor_id, actor_name, at, correlation_id, decision, note, gate_revision, evidence
       FROM sign_off WHERE program_id = '${id}'`,
    )
    expect(await again).toMatchObject({ kind: 'unique' })
  })

  it('reports a COMMIT that fails', async () => {
    const db = databases[kind]
    await clientOf(db).$executeRawUnsafe(
      'CREATE TABLE late_check (id INTEGER PRIMARY KEY, before INTEGER REFERENCES late_check DEFERRABLE INITIALLY DEFERRED)',
    )
    expect(await run(db, 'INSERT INTO late_check VALUES (1, 2)')).toMatchObject({ name: 'ConstraintViolation', kind: 'foreign_key' })
    expect(await run(db, 'INSERT INTO late_check VALUES (1, 1)')).toBe(1)
  })
})

/** Statements that must break exactly the named constraint; `P` is the program's id. */
const REFUSED: readonly [constraint: string, sql: string][] = [
  ['program_slug_format', `UPDATE program SET slug = 'Not A Slug' WHERE id = 'P'`],
  ['program_slug_format', `UPDATE program SET slug = 'a' WHERE id = 'P'`],
  ['program_cadence_known', `UPDATE program SET cadence = 'month' WHERE id = 'P'`],
  ['program_span', `UPDATE program SET first = 20 WHERE id = 'P'`],
  ['program_span', `UPDATE program SET last = 2000000000 WHERE id = 'P'`],
  ['program_starts_on_is_date', `UPDATE program SET starts_on = 'tomorrow' WHERE id = 'P'`],
  ['program_working_days_are_weekdays', `UPDATE program SET working_days = '{8}' WHERE id = 'P'`],
  ['program_working_days_are_weekdays', `UPDATE program SET working_days = '{}' WHERE id = 'P'`],
  ['program_contingency_is_object', `UPDATE program SET contingency = '[]' WHERE id = 'P'`],
  ['owner_handle_format', `UPDATE owner SET handle = 'zoe' WHERE program_id = 'P' AND handle = '@zoe'`],
  ['phase_span', `UPDATE phase SET "from" = 9 WHERE program_id = 'P'`],
  ['milestone_span', `UPDATE milestone SET "from" = 9 WHERE program_id = 'P'`],
  ['plan_node_kind_known', `UPDATE plan_node SET kind = 'lane' WHERE program_id = 'P'`],
  ['task_span', `UPDATE task SET start = finish + 1 WHERE program_id = 'P'`],
  ['task_span', `UPDATE task SET finish = 100001 WHERE program_id = 'P'`],
  ['task_baseline_span', `UPDATE task SET baseline_start = 99 WHERE program_id = 'P'`],
  ['task_actual_span', `UPDATE task SET actual_start = 5, actual_finish = 4 WHERE program_id = 'P'`],
  ['task_priority_known', `UPDATE task SET priority = 'P4' WHERE program_id = 'P'`],
  ['task_status_known', `UPDATE task SET status = 'green' WHERE program_id = 'P'`],
  ['task_checklist_is_list', `UPDATE task SET checklist = '{}' WHERE program_id = 'P'`],
  ['task_not_its_own_parent', `UPDATE task SET parent_key = key WHERE program_id = 'P'`],
  ['task_program_id_parent_key_fkey', `UPDATE task SET parent_key = 'T99' WHERE program_id = 'P'`],
  ['task_program_id_gate_key_fkey', `UPDATE task SET gate_key = 'G99' WHERE program_id = 'P'`],
  ['task_program_id_lane_key_fkey', `UPDATE task SET lane_key = 'L99' WHERE program_id = 'P'`],
  ['dependency_kind_known', `UPDATE dependency SET kind = 'firm' WHERE program_id = 'P'`],
  ['dependency_lag_bounds', `UPDATE dependency SET lag = 10001 WHERE program_id = 'P'`],
  ['dependency_not_on_itself', `UPDATE dependency SET "to" = "from" WHERE program_id = 'P' AND kind = 'soft' AND "from" = 'T3'`],
  ['dependency_program_id_to_fkey', `UPDATE dependency SET "to" = 'T99' WHERE program_id = 'P' AND "from" = 'T3'`],
  ['plan_section_entry_section_known', `UPDATE plan_section_entry SET section = 'misc' WHERE program_id = 'P' AND section = 'risks'`],
  ['plan_section_entry_data_is_object', `UPDATE plan_section_entry SET data = '[]' WHERE program_id = 'P'`],
  ['gate_quorum_positive', `UPDATE gate SET quorum = 0 WHERE program_id = 'P'`],
  ['gate_state_known', `UPDATE gate SET state = 'Green' WHERE program_id = 'P'`],
  ['gate_signed_has_time', `UPDATE gate SET state = 'SignedOff' WHERE program_id = 'P'`],
  ['gate_submitted_by_somebody', `UPDATE gate SET state = 'ReadyForSignoff' WHERE program_id = 'P'`],
  ['gate_signed_sha_format', `UPDATE gate SET signed_sha = 'abc1234' WHERE program_id = 'P'`],
  ['requirement_accepts_known', `UPDATE requirement SET accepts = '{promise}' WHERE program_id = 'P'`],
  ['requirement_freshness_known', `UPDATE requirement SET freshness = 'recent' WHERE program_id = 'P'`],
  ['requirement_rule_known', `UPDATE requirement SET rule = 'all_well' WHERE program_id = 'P'`],
  ['requirement_max_age_positive', `UPDATE requirement SET max_age_hours = 0 WHERE program_id = 'P'`],
  ['release_target_sha_format', `UPDATE release_target SET sha = upper(sha) WHERE program_id = 'P'`],
  ['release_target_sha_format', `UPDATE release_target SET sha = 'abc1234' WHERE program_id = 'P'`],
  ['release_target_repository_format', `UPDATE release_target SET repository = 'acme' WHERE program_id = 'P'`],
  ['release_sha_change_sha_format', `UPDATE release_sha_change SET sha = 'main' WHERE program_id = 'P'`],
  ['membership_roles_known', `INSERT INTO membership (program_id, user_id, roles) VALUES ('P', 'u1', '{owner,king}')`],
  [
    'invitation_kind_known',
    `INSERT INTO invitation (id, token_hash, kind, roles, expires_at) VALUES (gen_random_uuid(), repeat('a', 64), 'gift', '{}', now())`,
  ],
  [
    'api_token_scopes_known',
    `INSERT INTO api_token (id, user_id, name, token_hash, hint, scopes) VALUES (gen_random_uuid(), 'u1', '', repeat('a', 64), '', '{all}')`,
  ],
  [
    'blocker_clock',
    `INSERT INTO blocker (program_id, key, task_key, title, severity, opened_at, opened_by_id, opened_by_name, paused_ms) VALUES ('P', 'B1', 'T1', '', 'P0', now(), 'u', 'U', -1)`,
  ],
  [
    'blocker_severity_known',
    `INSERT INTO blocker (program_id, key, task_key, title, severity, opened_at, opened_by_id, opened_by_name) VALUES ('P', 'B1', 'T1', '', 'high', now(), 'u', 'U')`,
  ],
  [
    'evidence_url_is_web',
    `INSERT INTO evidence (id, program_id, gate_key, requirement_key, type, title, url, reference, digest, attached_at, attached_by_id, attached_by_name) VALUES (gen_random_uuid(), 'P', 'G1', 'G1.1', 'link', '', 'javascript:alert(1)', '', 'd', now(), 'u', 'U')`,
  ],
  [
    'evidence_program_id_gate_key_fkey',
    `INSERT INTO evidence (id, program_id, gate_key, requirement_key, type, title, reference, digest, attached_at, attached_by_id, attached_by_name) VALUES (gen_random_uuid(), 'P', 'G9', 'G1.1', 'link', '', '', 'd', now(), 'u', 'U')`,
  ],
  [
    'waiver_has_reason_and_end',
    `INSERT INTO waiver (id, program_id, gate_key, requirement_key, reason, approver_id, approver_name, granted_at, expires_at) VALUES (gen_random_uuid(), 'P', 'G1', 'G1.1', '', 'u', 'U', now(), now())`,
  ],
]

describe.each(KINDS)('the schema on %s', (kind) => {
  it('refuses rows that make no sense, each by its own constraint', async () => {
    const db = databases[kind]
    const id = await transact(db, (tx) => insertPlan(tx, samplePlan('checked'), { sample: false, now: NOW }))
    for (const [constraint, sql] of REFUSED) {
      const error = await run(db, sql.replaceAll(`'P'`, `'${id}'`))
      expect({ sql, error }).toMatchObject({ sql, error: { name: 'ConstraintViolation' } })
      expect(`${sql}: ${String(error)}`).toContain(`"${constraint}"`)
    }
  })

  it('holds one account per address however it is written, and one open set-up link', async () => {
    const db = databases[kind]
    await run(db, `INSERT INTO user_account (id, name, email) VALUES ('u-a', 'A', 'a@example.org')`)
    const twice = await run(db, `INSERT INTO user_account (id, name, email) VALUES ('u-b', 'B', 'A@Example.org')`)
    expect(twice).toMatchObject({ name: 'ConstraintViolation', kind: 'unique' })
    const link = (hash: string): Promise<unknown> =>
      run(
        db,
        `INSERT INTO invitation (id, token_hash, kind, roles, expires_at) VALUES (gen_random_uuid(), repeat('${hash}', 64), 'setup', '{}', now())`,
      )
    expect(await link('a')).toBe(1)
    expect(await link('b')).toMatchObject({ kind: 'unique' })
  })
})
