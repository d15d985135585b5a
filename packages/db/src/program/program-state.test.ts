import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConstraintViolation } from '../errors.ts'
import { newId } from '../new-id.ts'
import { transact } from '../transact.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { largePlan, samplePlan } from '../testing/sample-plan.ts'
import { insertPlan } from './insert-plan.ts'
import { loadProgramState, loadStoredProgram } from './load-program-state.ts'
import { planOfState } from './plan-of-state.ts'
import { bumpRevision, deleteProgram, listPrograms, programRevision } from './programs.repo.ts'
import { loadSections, saveSection } from './sections.repo.ts'

const NOW = new Date('2026-02-25T09:30:00.123Z')
let databases: TestDatabases
beforeAll(async () => {
  databases = await openTestDatabases()
}, 120_000)
afterAll(() => databases.close())

describe.each(KINDS)('a program on %s', (kind) => {
  it('comes back as the plan that was put in, order and all', async () => {
    const db = databases[kind]
    const plan = samplePlan('round-trip')
    const id = await transact(db, (tx) => insertPlan(tx, plan, { sample: true, now: NOW }))
    const state = await loadProgramState(db, 'round-trip')
    if (state === null) throw new Error('the program is not there')
    const exported = planOfState(state, await loadSections(db, id))
    expect(exported).toEqual(plan)
    expect(JSON.stringify(exported.sections.risks)).toBe(JSON.stringify(plan.sections.risks))
    expect(state).toMatchObject({ id, revision: 1, sample: true, createdAt: NOW.toISOString(), blockers: [], evidence: [], ci: null })
    expect(state.revisions).toMatchObject({
      head: 1,
      lanes: new Map([
        ['L2', 1],
        ['L1', 1],
      ]),
      owners: new Map([
        ['@zoe', 1],
        ['@adam', 1],
      ]),
    })
  })

  it('takes the plan as baseline and what is begun or done as gone to plan', async () => {
    const db = databases[kind]
    await transact(db, (tx) => insertPlan(tx, samplePlan('baseline'), { sample: false, now: NOW, by: { userId: 'u1', name: 'Lead' } }))
    const state = await loadProgramState(db, 'baseline')
    const task = (key: string): unknown => state?.tasks.find((each) => each.key === key)
    expect(task('T2')).toMatchObject({ baselineStart: 1, baselineFinish: 2, actualStart: 1, actualFinish: null, revision: 1 })
    expect(task('T3')).toMatchObject({ actualStart: 0, actualFinish: 1 })
    expect(task('T1')).toMatchObject({ actualStart: null, actualFinish: null, after: [] })
    expect(state?.gates[0]).toMatchObject({ state: 'NotStarted', baselineAt: 5, round: 0, after: [{ ref: 'T1', kind: 'hard', lag: 0 }] })
    expect(state?.releaseTarget?.history).toEqual([{ sha: samplePlan('x').releaseTarget?.sha, setAt: NOW.toISOString(), setBy: 'Lead' }])
    expect(state?.releaseTarget?.workflows[0]).toEqual({
      path: '.github/workflows/launch.yml',
      required: true,
      events: ['push'],
      workflowId: null,
    })
  })

  it('is stored whole or not at all', async () => {
    const db = databases[kind]
    const plan = samplePlan('half')
    const twice = { ...plan, dependencies: [...plan.dependencies, ...plan.dependencies] }
    const error = await transact(db, (tx) => insertPlan(tx, twice, { sample: false, now: NOW })).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ConstraintViolation)
    expect(error).toMatchObject({ kind: 'unique' })
    expect(await loadProgramState(db, 'half')).toBeNull()
    await transact(db, (tx) => insertPlan(tx, plan, { sample: false, now: NOW }))
    const taken = await transact(db, (tx) => insertPlan(tx, plan, { sample: false, now: NOW })).catch((caught: unknown) => caught)
    expect(taken).toMatchObject({ kind: 'unique', constraint: expect.stringContaining('slug') })
  })

  it('is not found by a malformed id, a foreign one or another slug', async () => {
    const db = databases[kind]
    for (const id of ['', 'x', "' OR 1=1 --", newId()]) {
      expect(await loadStoredProgram(db, { id })).toBeNull()
      expect(await programRevision(db, { id })).toBeNull()
    }
    expect(await programRevision(db, { slug: 'nope' })).toBeNull()
  })

  it('is listed for its members, and bumped only from the expected revision', async () => {
    const db = databases[kind]
    const id = await transact(db, (tx) => insertPlan(tx, samplePlan('listed'), { sample: false, now: NOW }))
    expect(await listPrograms(db, { userId: 'stranger' })).toEqual([])
    const all = await listPrograms(db, 'all')
    expect(all.find((program) => program.slug === 'listed')).toMatchObject({ id, roles: [], gates: 2, gatesSigned: 0, revision: 1 })
    expect(await bumpRevision(db, id, 1)).toBe(2)
    await expect(bumpRevision(db, id, 1)).rejects.toMatchObject({ name: 'StaleRevision', current: 2 })
    expect(await programRevision(db, { slug: 'listed' })).toEqual({ id, revision: 2 })
  })

  it('keeps the lists without tables as they are written', async () => {
    const db = databases[kind]
    const id = await transact(db, (tx) => insertPlan(tx, samplePlan('sections'), { sample: false, now: NOW }))
    await transact(db, (tx) =>
      saveSection(tx, id, 'decisions', [
        { key: 'D2', text: 'Second' },
        { key: 'D1', text: 'First' },
      ]),
    )
    const sections = await loadSections(db, id)
    expect(sections.decisions.map((entry) => entry['key'])).toEqual(['D2', 'D1'])
    expect(sections.notes).toHaveLength(2)
  })

  it('goes with everything in it, and only it', async () => {
    const db = databases[kind]
    const id = await transact(db, (tx) => insertPlan(tx, samplePlan('goes'), { sample: false, now: NOW }))
    await transact(db, (tx) => insertPlan(tx, samplePlan('stays'), { sample: false, now: NOW }))
    expect(await transact(db, (tx) => deleteProgram(tx, id))).toBe(true)
    expect(await transact(db, (tx) => deleteProgram(tx, id))).toBe(false)
    expect(await loadProgramState(db, 'goes')).toBeNull()
    expect((await loadProgramState(db, 'stays'))?.tasks).toHaveLength(4)
  })
})

describe('10,000 tasks with 20,000 dependencies on the embedded database', () => {
  it('are stored in seconds and read in well under one', async () => {
    const db = databases.embedded
    const began = performance.now()
    await transact(db, (tx) => insertPlan(tx, largePlan('large', 10_000), { sample: false, now: NOW }))
    const stored = performance.now()
    const state = await loadProgramState(db, 'large')
    const read = performance.now()
    expect(state?.tasks).toHaveLength(10_000)
    expect(state?.dependencies).toHaveLength(19_953)
    // Measured 1.8 s and 0.16 s on two cores; the bounds leave room for a busy machine.
    expect(stored - began).toBeLessThan(15_000)
    expect(read - stored).toBeLessThan(1_500)
  })
})
