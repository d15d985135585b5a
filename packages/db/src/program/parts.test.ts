import type { TaskState } from '@gatehouse/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../open/database.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { NOW, onProgram, pick } from '../testing/on-program.ts'
import { samplePlan, sampleTask } from '../testing/sample-plan.ts'
import { transact } from '../transact.ts'
import { insertBlocker, saveBlocker } from './blockers.repo.ts'
import { deleteDependency, insertDependency, saveDependency } from './dependencies.repo.ts'
import { deleteGate, saveGate, saveRequirements } from './gates.repo.ts'
import { saveContingency, saveCriticalPaths, saveHead } from './head.repo.ts'
import { insertPlan } from './insert-plan.ts'
import { loadStoredProgram } from './load-program-state.ts'
import {
  deleteLane,
  deleteMilestone,
  deletePhase,
  insertLane,
  insertMilestone,
  insertPhase,
  saveLane,
  saveMilestone,
  savePhase,
} from './outline.repo.ts'
import { bindOwner, deleteOwner, insertOwner, saveOwner } from './owners.repo.ts'
import { saveReleaseTarget } from './release-target.repo.ts'
import { deleteTask, insertTask, saveTask } from './tasks.repo.ts'

const LATER = '2026-02-26T10:00:00.000Z'
const UNA = { userId: 'u-una', name: 'Una' }

let databases: TestDatabases
beforeAll(async () => {
  databases = await openTestDatabases()
  for (const kind of KINDS) {
    await clientOf(databases[kind]).user.create({ data: { id: UNA.userId, name: UNA.name, email: 'una@example.org' } })
  }
}, 120_000)
afterAll(() => databases.close())

const STALE = { name: 'StaleRevision' }

describe.each(KINDS)('parts of a program on %s', (kind) => {
  it('head, contingency and critical paths', async () => {
    const head = { ...samplePlan('renamed').program, slug: `renamed-${kind}`, workingDays: [1, 7], holidays: [], name: 'Renamed' }
    const program = await onProgram(databases[kind], async (tx, id) => {
      expect(await saveHead(tx, id, head, 1)).toBe(2)
      expect(await saveContingency(tx, id, null, 2)).toBe(3)
      await expect(saveContingency(tx, id, null, 2)).rejects.toMatchObject({ ...STALE, current: 3 })
      expect(await saveContingency(tx, id, { from: 12, to: 13, tolerance: 0, target: null }, 3)).toBe(4)
      await saveCriticalPaths(tx, id, [
        { key: 'Z', name: 'Zed', steps: ['T1'] },
        { key: 'A', name: 'Ay', steps: [] },
      ])
    })
    expect(program.head).toEqual(head)
    expect(program.contingency).toEqual({ from: 12, to: 13, tolerance: 0, target: null })
    expect(program.criticalPaths.map(({ key }) => key)).toEqual(['Z', 'A'])
    expect(program.revisions.head).toBe(4)
  })

  it('owners: added, renamed, bound, unbound, deleted', async () => {
    const program = await onProgram(databases[kind], async (tx, id) => {
      await insertOwner(tx, id, { handle: '@new', name: 'New', signsAs: [] })
      expect(await saveOwner(tx, id, { handle: '@new', name: 'Newer', signsAs: ['security'] }, 1)).toBe(2)
      expect(await bindOwner(tx, id, '@new', UNA.userId, 2)).toBe(3)
      expect(await bindOwner(tx, id, '@zoe', UNA.userId, 1)).toBe(2)
      expect(await bindOwner(tx, id, '@zoe', null, 2)).toBe(3)
      await expect(bindOwner(tx, id, '@zoe', null, 2)).rejects.toMatchObject({ ...STALE, entity: 'owner', key: '@zoe', current: 3 })
      await deleteOwner(tx, id, '@adam', 1)
      await expect(deleteOwner(tx, id, '@adam', 1)).rejects.toMatchObject({ ...STALE, current: null })
    })
    expect(program.owners).toEqual([
      { handle: '@zoe', name: 'Zoë', signsAs: ['security', 'operations'], userId: null, userName: null },
      { handle: '@new', name: 'Newer', signsAs: ['security'], userId: UNA.userId, userName: 'Una' },
    ])
  })

  it('lanes, phases and milestones', async () => {
    const lane = { key: 'L3', name: 'Third', mission: 'm', deliverables: ['d'], owners: ['@zoe'] }
    const phase = { key: 'B', name: 'Next', from: 4, to: 5, focus: 'f', exitCriteria: ['e'] }
    const milestone = { key: 'M2', name: 'Two', from: 6, to: 6, criteria: ['c'] }
    const program = await onProgram(databases[kind], async (tx, id) => {
      await insertLane(tx, id, { ...lane, name: 'x' })
      expect(await saveLane(tx, id, lane, 1)).toBe(2)
      await expect(saveLane(tx, id, lane, 1)).rejects.toMatchObject(STALE)
      await expect(deleteLane(tx, id, 'L3', 1)).rejects.toMatchObject(STALE)
      await insertPhase(tx, id, { ...phase, focus: 'x' })
      expect(await savePhase(tx, id, phase, 1)).toBe(2)
      await deletePhase(tx, id, 'A', 1)
      await insertMilestone(tx, id, { ...milestone, from: 5 })
      expect(await saveMilestone(tx, id, milestone, 1)).toBe(2)
      await expect(deleteMilestone(tx, id, 'M1', 2)).rejects.toMatchObject({ ...STALE, current: 1 })
      await deleteMilestone(tx, id, 'M1', 1)
    })
    expect(pick(program.lanes, 'L3')).toEqual(lane)
    expect(program.lanes.map(({ key }) => key)).toEqual(['L2', 'L1', 'L3'])
    expect(program.phases).toEqual([phase])
    expect(program.milestones).toEqual([milestone])
    expect(program.dependencies.some(({ from, to }) => from === 'M1' || to === 'M1')).toBe(false)
    expect(program.revisions.lanes.get('L3')).toBe(2)
  })

  it('tasks', async () => {
    const { after: _, ...plain } = sampleTask({
      key: 'T9',
      lane: 'L2',
      parent: 'T1',
      gate: 'G1',
      owners: ['@zoe'],
      movedTo: 'G2',
      note: 'n',
    })
    const row = {
      ...plain,
      checklist: [{ text: 'é "q"', done: false }],
      baselineStart: 0,
      baselineFinish: 1,
      actualStart: null,
      actualFinish: null,
    }
    const saved: Omit<TaskState, 'after' | 'revision'> = {
      ...row,
      start: 2,
      finish: 3,
      status: 'done',
      actualStart: 2,
      actualFinish: 4,
      gate: null,
    }
    const program = await onProgram(databases[kind], async (tx, id) => {
      await insertTask(tx, id, row)
      expect(await saveTask(tx, id, saved, 1)).toBe(2)
      await expect(saveTask(tx, id, saved, 1)).rejects.toMatchObject({ ...STALE, entity: 'task', key: 'T9', expected: 1, current: 2 })
      await expect(deleteTask(tx, id, 'T4', 3)).rejects.toMatchObject({ ...STALE, current: 1 })
      await deleteTask(tx, id, 'T4', 1)
    })
    expect(pick(program.tasks, 'T9')).toEqual({ ...saved, after: [], revision: 2 })
    expect(program.tasks.map(({ key }) => key)).toEqual(['T2', 'T1', 'T3', 'T9'])
    expect(program.dependencies.some(({ from }) => from === 'T4')).toBe(false)
  })

  it('refuses a key that is taken by another kind of thing, and to orphan children or tasks', async () => {
    const db = databases[kind]
    const id = await transact(db, (tx) => insertPlan(tx, samplePlan(`taken-${kind}`), { sample: false, now: new Date(NOW) }))
    const milestone = { key: 'T1', name: '', from: 0, to: 0, criteria: [] }
    await expect(transact(db, (tx) => insertMilestone(tx, id, milestone))).rejects.toMatchObject({ kind: 'unique' })
    await expect(transact(db, (tx) => deleteTask(tx, id, 'T1', 1))).rejects.toMatchObject({ kind: 'foreign_key' })
    await expect(transact(db, (tx) => deleteLane(tx, id, 'L1', 1))).rejects.toMatchObject({ kind: 'foreign_key' })
    await expect(transact(db, (tx) => deleteGate(tx, id, 'G1', 1))).rejects.toMatchObject({ kind: 'foreign_key' })
  })

  it('dependencies', async () => {
    const program = await onProgram(databases[kind], async (tx, id) => {
      await insertDependency(tx, id, { from: 'T1', to: 'T4', kind: 'hard', lag: 1, note: '', listed: false })
      const key = { from: 'T1', to: 'T4', kind: 'hard' } as const
      expect(await saveDependency(tx, id, key, { kind: 'soft', lag: -2, note: 'n' }, 1)).toBe(2)
      await expect(saveDependency(tx, id, key, { kind: 'soft', lag: 0, note: '' }, 1)).rejects.toMatchObject({ ...STALE, current: null })
      await deleteDependency(tx, id, { from: 'M1', to: 'G1', kind: 'hard' }, 1)
      await expect(deleteDependency(tx, id, { from: 'G1', to: 'G2', kind: 'hard' }, 5)).rejects.toMatchObject({ ...STALE, current: 1 })
    })
    expect(program.dependencies).toHaveLength(6 - 1 + 1)
    expect(program.dependencies.at(-1)).toEqual({ from: 'T1', to: 'T4', kind: 'soft', lag: -2, note: 'n', listed: false, revision: 2 })
    expect(pick(program.tasks, 'T4').after).toEqual([{ ref: 'T1', kind: 'soft', lag: -2 }])
  })

  it('blockers, with clocks beyond 32 bits', async () => {
    const blocker = { key: 'B-1', taskKey: 'T1', title: 'Stuck', severity: 'P0', openedAt: NOW, openedBy: UNA, escalationLevel: 1 } as const
    const open = { ...blocker, pausedAt: null, pauseReason: '', pausedMs: 0, resolvedAt: null, resolution: '' }
    const paused = { ...open, escalationLevel: 2, pausedAt: LATER, pauseReason: 'vendor', pausedMs: 9_000_000_000 }
    const program = await onProgram(databases[kind], async (tx, id) => {
      await insertBlocker(tx, id, open)
      expect(await saveBlocker(tx, id, paused, 1)).toBe(2)
      await expect(saveBlocker(tx, id, paused, 1)).rejects.toMatchObject(STALE)
    })
    expect(program.blockers).toEqual([{ ...paused, revision: 2 }])
  })

  it('touches no other program', async () => {
    const db = databases[kind]
    const other = await onProgram(db, async () => undefined)
    await onProgram(db, async (tx, id, program) => {
      const task = pick(program.tasks, 'T1')
      await saveTask(tx, id, { ...task, title: 'Mine' }, 1)
      await saveGate(tx, id, { ...pick(program.gates, 'G1'), title: 'Mine' }, 1)
      await saveReleaseTarget(tx, id, { repository: 'acme/mine', repositoryId: null, sha: null, workflows: [] }, 1)
      await saveRequirements(tx, id, 'G1', [], 2)
    })
    expect(await loadStoredProgram(db, { id: other.id })).toEqual(other)
  })
})

describe('a JSON column with something else in it', () => {
  it('is reported, not passed on', async () => {
    const db = databases.embedded
    const { id } = await onProgram(db, async () => undefined)
    await clientOf(db).$executeRaw`UPDATE task SET checklist = '[{"text": 1}]' WHERE program_id = ${id}::uuid AND key = 'T1'`
    await expect(loadStoredProgram(db, { id })).rejects.toMatchObject({ name: 'CorruptRow', message: expect.stringContaining('task T1') })
  })
})
