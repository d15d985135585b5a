import { diffPlans, isEmptyDiff, type Plan } from '@gatehouse/core'
import { loadSections, loadStoredProgram, planOfState, prismaOf } from '@gatehouse/db'
import { parsePlanFile } from '@gatehouse/plan-io'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  aLead,
  anOwner,
  aReviewer,
  aViewer,
  databaseDigest,
  type Persona,
  startTestApp,
  type TestApp,
  testPlanText,
} from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())
beforeEach(async () => {
  lead = await aLead(test)
})

const url = (rest: string): string => `/api/v1/programs/${lead.program.slug}${rest}`
const text = (): string => testPlanText(lead.program.slug)
const revisionNow = async (): Promise<number> => (await loadStoredProgram(test.db, { id: lead.program.id }))?.revision ?? 0
const preview = (body: object) => lead.post(url('/plan/preview'), { body })
const apply = async (body: object, headers: Record<string, string> = {}, ifMatch?: number) =>
  lead.post(url('/plan'), { body, headers, ifMatch: ifMatch ?? (await revisionNow()) })
const stored = async (): Promise<Plan> => {
  const program = await loadStoredProgram(test.db, { id: lead.program.id })
  if (program === null) throw new Error('the program is gone')
  return planOfState(program, await loadSections(test.db, program.id))
}
const parsed = (planText: string): Plan => {
  const read = parsePlanFile(planText)
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  return read.plan
}
/** Another title, a task gone, one added in a new lane, a gate with another requirement, another risk. */
const changed = (): string =>
  text()
    .replace('title: Build it', 'title: Build all of it')
    .replace(
      / {2}- \{key: T3.*\n/,
      '  - {key: T9, lane: L3, title: Translate, start: 2, finish: 6, gate: G2, after: [{ref: T1, kind: soft, lag: 1}]}\n',
    )
    .replace('lanes: [', 'lanes: [{key: L3, name: Language}, ')
    .replace('text: The tests ran,', 'text: All tests ran,')
    .replace('requirements: [{key: G1.1', 'requirements: [{key: G1.2, text: A list of parts}, {key: G1.1')
    .replace('title: It does not build', 'title: It builds too slowly')
    .replace('startsOn: 2026-02-20', 'startsOn: 2026-02-23')

const log = async (): Promise<string[]> =>
  (await lead.get(url('/log?limit=100')))
    .json()
    .events.map((event: { action: string; subjectKey: string }) => `${event.action} ${event.subjectKey}`)
const finish = async (key: string, body: object): Promise<void> => {
  const task = (await lead.get(url(`/tasks/${key}`))).json()
  expect((await lead.patch(url(`/tasks/${key}`), { ifMatch: task.revision, body })).statusCode).toBe(200)
}

describe('looking first', () => {
  it('tells what would change and stores nothing', async () => {
    const before = await databaseDigest(test.db)
    const answer = await preview({ text: changed() })
    expect(answer.statusCode).toBe(200)
    const { diff, refusals, warnings, revision } = answer.json()
    const named = (entries: { kind: string; key: string }[]): string[] => entries.map(({ kind, key }) => `${kind} ${key}`).sort()
    expect(named(diff.added)).toEqual(['dependency T1->T9', 'lane L3', 'requirement G1/G1.2', 'task T9'])
    expect(named(diff.gone)).toEqual(['task T3'])
    expect(named(diff.changed)).toEqual(['program program', 'requirement G2/G2.1', 'risks R1', 'task T1'])
    expect(diff.changed.find(({ key }: { key: string }) => key === 'T1').fields).toEqual([
      { field: 'title', before: 'Build it', after: 'Build all of it' },
    ])
    expect([refusals, warnings, revision]).toEqual([[], [], 1])
    expect(answer.headers.etag).toBe('"1"')
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('takes the plan document too, and reads a plan that is wrong line by line', async () => {
    const document = (await lead.get(url('/plan'))).json()
    const same = (await preview({ plan: document })).json()
    expect([same.diff.added, same.diff.changed, same.diff.gone, same.refusals]).toEqual([[], [], [], []])
    const wrong = await preview({ text: text().replace('lane: L1, title: Build', 'lane: L7, title: Build') })
    expect([wrong.statusCode, wrong.json().code, wrong.json().issues[0].line]).toEqual([400, 'plan_invalid', 13])
    expect((await preview({})).statusCode).toBe(400)
    expect((await preview({ text: text(), plan: document })).statusCode).toBe(400)
  })

  it('is for leads', async () => {
    for (const person of [await anOwner(test, lead.program), await aReviewer(test, lead.program), await aViewer(test, lead.program)]) {
      expect((await person.post(url('/plan/preview'), { body: { text: text() } })).statusCode).toBe(403)
      expect((await person.post(url('/plan'), { body: { text: text() }, ifMatch: 1 })).statusCode).toBe(403)
      expect((await person.post(url('/undo-creation'))).statusCode).toBe(403)
    }
  })
})

describe('importing again', () => {
  it('makes the program what the document says, in its order, with one revision and a record of each change', async () => {
    const answer = await apply({ text: changed() })
    expect(answer.statusCode).toBe(200)
    expect([answer.json().programRevision, answer.headers.etag]).toEqual([2, '"2"'])
    const plan = parsed(changed())
    expect(diffPlans(await stored(), plan)).toEqual({ added: [], changed: [], removed: [] })
    expect(await stored()).toEqual(plan)
    expect((await lead.get(url('/board'))).json().tasks.map(({ key }: { key: string }) => key)).toEqual(['T1', 'T2', 'T9'])
    // Newest first: the update as a whole was noted before its parts.
    expect((await log()).at(-1)).toBe(`program.plan_updated ${lead.program.slug}`)
    expect((await log()).sort()).toEqual(
      [
        `program.plan_updated ${lead.program.slug}`,
        'dependency.added T1→T9',
        'lane.added L3',
        'plan_entry.edited risks/R1',
        `program.edited ${lead.program.slug}`,
        'requirement.added G1/G1.2',
        'requirement.edited G2/G2.1',
        'task.added T9',
        'task.edited T1',
        'task.removed T3',
      ].sort(),
    )
  })

  it('with its own export writes nothing at all', async () => {
    await finish('T1', { status: 'done', checklist: [{ text: 'Compiled', done: true }] })
    const before = await databaseDigest(test.db)
    for (const format of ['yaml', 'json']) {
      const exported = (await lead.get(url(`/export?format=${format}`))).body
      const answer = await apply({ text: exported })
      expect([answer.statusCode, answer.json().programRevision]).toEqual([200, 2])
    }
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it('keeps status, ticks, actual periods, baseline, evidence and blockers', async () => {
    await finish('T1', { status: 'in_progress', checklist: [{ text: 'Compiled', done: true }], note: 'Nearly' })
    const owner = await anOwner(test, lead.program)
    const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build 17', url: 'https://ci.example/17' }
    expect((await owner.post(url('/evidence'), { body: proof })).statusCode).toBe(201)
    expect((await owner.post(url('/blockers'), { body: { taskKey: 'T2', title: 'No data', severity: 'P0' } })).statusCode).toBe(201)
    const was = await loadStoredProgram(test.db, { id: lead.program.id })
    const later = changed()
      .replace('start: 0, finish: 3', 'start: 1, finish: 4')
      .replace('A build that can be traced', 'A build of any kind')
    const answer = await apply({ text: later })
    expect(answer.statusCode).toBe(200)
    expect(answer.json().warnings.map(({ code }: { code: string }) => code)).toEqual(['calendar_changed', 'evidence_kept'])
    const program = await loadStoredProgram(test.db, { id: lead.program.id })
    expect(program?.tasks.find(({ key }) => key === 'T1')).toMatchObject({
      status: 'in_progress',
      start: 1,
      finish: 4,
      baselineStart: 0,
      baselineFinish: 3,
      actualStart: 5,
      note: 'Nearly',
      checklist: [{ text: 'Compiled', done: true }],
    })
    expect(program?.evidence).toEqual(was?.evidence)
    expect(program?.blockers).toEqual(was?.blockers)
    expect(program?.releaseTarget?.history).toEqual(was?.releaseTarget?.history)
  })

  it('takes the document’s word on progress only when asked to', async () => {
    const says = text()
      .replace('priority: P0, owners: ["@owner-dev"]', 'priority: P0, status: done, owners: ["@owner-dev"]')
      .replaceAll('1111', '2222')
    const looked = (await preview({ text: says })).json()
    expect(looked.diff.progress.map(({ key, taken }: { key: string; taken: boolean }) => [key, taken])).toEqual([
      ['T1', false],
      ['releaseTarget', false],
    ])
    expect((await apply({ text: says })).json().programRevision).toBe(1)
    expect((await apply({ text: says, progress: 'document' })).json().programRevision).toBe(2)
    const program = await loadStoredProgram(test.db, { id: lead.program.id })
    expect(program?.tasks[0]).toMatchObject({ status: 'done', actualFinish: 5 })
    expect(program?.releaseTarget).toMatchObject({
      sha: '2222'.repeat(10),
      history: [{ sha: '2222'.repeat(10), setBy: lead.name }, { sha: '1111'.repeat(10) }],
    })
  })

  it('carries what hangs on a task or gate over to its new key', async () => {
    const owner = await anOwner(test, lead.program)
    await finish('T2', { status: 'in_progress' })
    expect((await owner.post(url('/blockers'), { body: { taskKey: 'T2', title: 'No data', severity: 'P0' } })).statusCode).toBe(201)
    const proof = {
      gateKey: 'G2',
      requirementKey: 'G2.1',
      type: 'test',
      title: 'Run 3',
      details: { type: 'test', suite: 'suite', name: 'all' },
    }
    const attached = await owner.post(url('/evidence'), { body: proof })
    expect([attached.statusCode, attached.body.slice(0, 200)]).toEqual([201, expect.any(String)])
    const renamed = text()
      .replaceAll(/\bT2\b/g, 'T20')
      .replaceAll(/\bG2\b(?!\.)/g, 'G20')
    const offered = (await preview({ text: renamed })).json()
    expect(offered.diff.possibleRenames.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([
      ['T2', 'T20'],
      ['G2', 'G20'],
    ])
    expect(offered.refusals.map(({ code }: { code: string }) => code)).toEqual(['task_in_use', 'gate_in_use'])
    const { possibleRenames } = offered.diff
    const renames = possibleRenames.map(({ kind, from, to }: { kind: string; from: string; to: string }) => ({ kind, from, to }))
    const answer = await apply({ text: renamed, renames })
    expect([answer.statusCode, answer.json().diff?.renamed?.length]).toEqual([200, 2])
    const program = await loadStoredProgram(test.db, { id: lead.program.id })
    expect(isEmptyDiff(diffPlans(await stored(), { ...parsed(renamed), tasks: (await stored()).tasks }))).toBe(true)
    expect(program?.tasks.find(({ key }) => key === 'T20')?.status).toBe('in_progress')
    expect(program?.blockers[0]?.taskKey).toBe('T20')
    expect(program?.evidence[0]?.gateKey).toBe('G20')
    expect(program?.criticalPaths[0]?.steps).toEqual(['T1', 'T20', 'G20'])
    expect(await log()).toContain('task.renamed T20')
  })

  it('lets a key go and come again as something else', async () => {
    const swapped = text()
      .replace(/ {2}- \{key: T3.*\n/, '')
      .replace('milestones: [', 'milestones: [{key: T3, name: Written down, from: 4, to: 6}, ')
      .replace('owners: [{handle: "@owner-dev", name: Development}', 'owners: [{handle: "@owner-dev", name: Developers}')
    expect((await apply({ text: swapped })).statusCode).toBe(200)
    expect(await stored()).toEqual(parsed(swapped))
  })

  it('is told to whoever listens', async () => {
    const heard: unknown[] = []
    test.app.shell.live.onChange((change) => void heard.push(change))
    await apply({ text: changed() })
    expect(heard).toEqual([{ programId: lead.program.id, revision: 2, changed: ['program', '*'], actor: lead.name }])
    await apply({ text: changed() })
    expect(heard).toHaveLength(1)
  })
})

describe('an update that cannot be', () => {
  const signG1 = async (): Promise<void> => {
    const owner = await anOwner(test, lead.program)
    const reviewer = await aReviewer(test, lead.program)
    await finish('T1', { status: 'done' })
    const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build 17', url: 'https://ci.example/17' }
    expect((await owner.post(url('/evidence'), { body: proof })).statusCode).toBe(201)
    for (const [person, command] of [
      [owner, 'submit'],
      [reviewer, 'approve'],
    ] as const) {
      const { revision, frozen } = (await person.get(url('/gates/G1'))).json()
      const body = command === 'approve' ? { seen: frozen } : {}
      expect((await person.post(url(`/gates/G1/${command}`), { ifMatch: revision, body })).statusCode).toBe(200)
    }
  }

  it('because a gate is signed changes nothing, and names all that stands against it', async () => {
    await signG1()
    const before = await databaseDigest(test.db)
    const looked = (await preview({ text: changed() })).json()
    const answer = await apply({ text: changed() })
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'plan_update_refused'])
    expect(answer.json().issues).toEqual(looked.refusals)
    expect(looked.refusals.map(({ path }: { path: string }) => path).sort()).toEqual(['gates.G1', 'tasks.T1'])
    expect(looked.refusals[0].hint).toContain('Reopen G1')
    expect(await databaseDigest(test.db)).toBe(before)
    // What leaves the signed gate alone goes through.
    expect((await apply({ text: text().replace('title: Try it', 'title: Try all of it') })).statusCode).toBe(200)
  })

  it('because somebody changed the program is a 412 with the present revision', async () => {
    await lead.post(url('/owners'), { body: { handle: '@new', name: '' } })
    const before = await databaseDigest(test.db)
    const stale = await apply({ text: changed() }, {}, 1)
    expect([stale.statusCode, stale.json().code, stale.json().current]).toEqual([412, 'stale_revision', { revision: 2 }])
    expect((await lead.post(url('/plan'), { body: { text: changed() } })).statusCode).toBe(428)
    expect(await databaseDigest(test.db)).toBe(before)
  })

  it.each(['dependency', 'audit_event', 'plan_section_entry'])('because writing to %s fails leaves everything as it was', async (table) => {
    const prisma = prismaOf(test.db)
    await prisma.$executeRawUnsafe(
      `CREATE OR REPLACE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'power cut'; END $$`,
    )
    await prisma.$executeRawUnsafe(`CREATE TRIGGER fail_now BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION fail_now()`)
    const before = await databaseDigest(test.db)
    const answer = await apply({ text: changed() })
    await prisma.$executeRawUnsafe(`DROP TRIGGER fail_now ON "${table}"`)
    expect([answer.statusCode, answer.body.includes('power cut')]).toEqual([500, false])
    expect(await databaseDigest(test.db)).toBe(before)
    expect((await apply({ text: changed() })).statusCode).toBe(200)
  })
})

describe('a Markdown document', () => {
  const page = `# Bakery orders go live

| Day | Product |
| --- | --- |
| D0 | Bake the dough |
| D1 | Sell the bread |
`
  it('says what it says; what the reader had to assume about the program stays, and that is told', async () => {
    const looked = (await preview({ text: page, fileName: 'plan.md', head: { goal: 'Bread' } })).json()
    const head = looked.diff.changed.find(({ kind }: { kind: string }) => kind === 'program')
    const fields = head.fields.map(({ field }: { field: string }) => field)
    expect(fields).toEqual(expect.arrayContaining(['name', 'goal']))
    for (const kept of ['slug', 'startsOn', 'timeZone', 'workingDays']) expect(fields).not.toContain(kept)
    const told = looked.warnings.filter(({ code }: { code: string }) => code === 'program_kept')
    expect(told.map(({ path }: { path: string }) => path)).toContain('program.timeZone')
    expect(told.find(({ path }: { path: string }) => path === 'program.timeZone').message).toContain('Asia/Kolkata')
  })
})

describe('the same request twice', () => {
  it('has one effect under one key', async () => {
    const headers = { 'idempotency-key': `again-${lead.program.slug}` }
    const [first, second] = [await apply({ text: changed() }, headers, 1), await apply({ text: changed() }, headers, 1)]
    expect([first.statusCode, second.statusCode, second.headers['idempotency-replayed']]).toEqual([200, 200, 'true'])
    expect(second.json()).toEqual(first.json())
    expect(await revisionNow()).toBe(2)
  })
})
