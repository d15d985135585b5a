/** The demo programs of a new instance: imported and brought to their present through the rules that everybody's requests go through. */
import { randomUUID } from 'node:crypto'
import type { Approver, Refusal } from '@gatehouse/core'
import {
  claimSetting,
  countUsers,
  type Database,
  listPrograms,
  loadStoredProgram,
  recordChange,
  type StoredProgram,
  transact,
  type Tx,
} from '@gatehouse/db'
import { loadSamplePlans, parsePlanFile, readSampleProgress, type SamplePlan } from '@gatehouse/plan-io'
import { importWithin } from '../../board/import-plan.ts'
import { decideSampleEvent } from './decide-sample-event.ts'
import { type SampleEvent, sampleEvents } from './sample-events.ts'
import { addSamplePeople } from './sample-people.ts'
import { saveSampleDecision } from './save-sample-decision.ts'
import { startForPeriod } from './start-for-period.ts'

/** Set once, so that samples that were deleted do not come back. */
const MARK = 'samples.loaded'
const HOUR = 3_600_000

const refused = (slug: string, event: SampleEvent, { detail, issues }: Refusal): Error =>
  new Error(`sample ${slug}, ${event.kind} by ${event.by} at ${event.at}: ${[detail, ...issues.map((issue) => issue.message)].join('; ')}`)

/** All events as one write, under one revision, each decided on what the ones before it left and recorded with what it changed. */
const applyEvents = async (
  tx: Tx,
  loaded: StoredProgram,
  events: readonly SampleEvent[],
  people: ReadonlyMap<string, Approver>,
  correlationId: string,
): Promise<void> => {
  let program = loaded
  for (const event of events) {
    const person = people.get(event.by)
    if (person === undefined) throw new Error(`${event.by} is not an owner in the sample`)
    const decided = decideSampleEvent(program, event, person)
    if (!decided.ok) throw refused(program.head.slug, event, decided.refusal)
    if (decided.value.kind === 'nothing') continue
    const by = { userId: person.userId, name: person.name }
    await saveSampleDecision(tx, program, decided.value, { now: event.at, correlationId, by })
    const { action, subjectKind: kind, subjectKey: key, before, after } = decided.value.audit
    const note = { actor: by, at: event.at, correlationId, revision: loaded.revision + 1, action, subject: { kind, key }, before, after }
    program = await recordChange(tx, loaded.id, program, [note])
  }
}

const loadSample = async (tx: Tx, { slug, planText, progressText }: SamplePlan, now: string): Promise<void> => {
  const parsed = parsePlanFile(planText, { format: 'yaml' })
  if (!parsed.ok) throw new Error(`sample ${slug}: ${parsed.issues.map(({ line, message }) => `line ${line ?? 0}: ${message}`).join('\n')}`)
  const progress = readSampleProgress(progressText)
  const plan = startForPeriod(parsed.plan, progress.today, now)
  const correlationId = randomUUID()
  const dayBefore = new Date(Date.parse(`${plan.program.startsOn}T00:00:00Z`) - 24 * HOUR).toISOString()
  const { id } = await importWithin(tx, { plan, by: null, correlationId, now: dayBefore, sample: true, members: [] })
  const people = await addSamplePeople(tx, { id, slug }, plan.owners, progress)
  const program = await loadStoredProgram(tx, { id })
  if (program === null) throw new Error(`sample ${slug} is gone while it is loaded`)
  await applyEvents(tx, program, sampleEvents(program, progress, now), people, correlationId)
}

/**
 * Loads the samples into an instance that nobody has used: no program, no account, and never before. In one transaction: a start
 * that is killed leaves nothing half loaded, and of several replicas one loads them. Answers whether it did.
 */
export const loadSamples = async ({ db, now }: { readonly db: Database; readonly now: string }): Promise<boolean> => {
  const samples = loadSamplePlans()
  return transact(db, async (tx) => {
    if ((await countUsers(tx)) > 0 || (await listPrograms(tx, 'all')).length > 0) return false
    if (!(await claimSetting(tx, MARK, now))) return false
    for (const sample of samples) await loadSample(tx, sample, now)
    return true
  })
}
