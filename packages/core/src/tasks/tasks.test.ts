import { describe, expect, it } from 'vitest'
import type { Result } from '../result.ts'
import { aBlocker, aDependency, aGate, aMilestone, aPerson, aProgram, aSignedGate, aTask, NOW } from '../testing/factories.ts'
import { addTask, removeTask } from './add-remove-task.ts'
import { addDependency, removeDependency } from './edit-dependencies.ts'
import { editTask, moveTask, setChecklist, setTaskStatus } from './edit-task.ts'

const lead = aPerson('lead')
const owner = aPerson('owner')
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)
const planTask = (over: Parameters<typeof aTask>[0]) => {
  const { key, lane, title, start, finish, priority, status, parent, gate, owners, checklist, after, movedTo, note } = aTask(over)
  return { key, lane, title, start, finish, priority, status, parent, gate, owners, checklist, after, movedTo, note }
}
const state = aProgram({
  tasks: [
    aTask({ key: 'A', start: 4, finish: 5 }),
    aTask({ key: 'B', start: 6 }),
    aTask({ key: 'S', start: 4 }),
    aTask({ key: 'S1', parent: 'S', start: 4 }),
    aTask({ key: 'OLD', start: 1 }),
  ],
  gates: [aSignedGate({ key: 'G0', at: 2 }), aGate({ key: 'G1', at: 7 })],
  milestones: [aMilestone()],
  dependencies: [aDependency('A', 'B'), aDependency('B', 'G1')],
})

describe('editing and moving', () => {
  it('a lead edits; owners report progress and notes', () => {
    expect(editTask(state, 'A', lead, { title: 'New', priority: 'P0' }, NOW)).toMatchObject({
      value: {
        taskKey: 'A',
        judgedRevision: 1,
        set: { title: 'New' },
        audit: { action: 'task.edited', before: { priority: 'P1' }, after: { priority: 'P0' } },
      },
    })
    expect(codeOf(editTask(state, 'A', owner, { title: 'New' }, NOW))).toBe('forbidden')
    expect(codeOf(editTask(state, 'A', owner, { note: 'half way' }, NOW))).toBe('ok')
    expect(codeOf(moveTask(state, 'A', owner, { start: 5, finish: 6 }, NOW))).toBe('forbidden')
    expect(codeOf(setChecklist(state, 'A', owner, { checklist: [{ text: 'x', done: true }] }, NOW))).toBe('ok')
    expect(codeOf(setChecklist(state, 'A', owner, { checklist: [{ text: '', done: true }] }, NOW))).toBe('plan_invalid')
    expect(codeOf(setChecklist(state, 'A', aPerson('viewer'), { checklist: [] }, NOW))).toBe('forbidden')
    expect(codeOf(editTask(state, 'Z', lead, { title: 'New' }, NOW))).toBe('task_not_found')
  })
  it('names must exist and parents not close a circle', () => {
    const result = editTask(state, 'A', lead, { lane: 'L9', gate: 'G9', owners: ['@x'], parent: 'P9' }, NOW)
    expect(codeOf(result)).toBe('key_unknown')
    expect(result.ok ? 0 : result.refusal.issues.length).toBe(4)
    expect(codeOf(editTask(state, 'S', lead, { parent: 'S1' }, NOW))).toBe('dependency_cycle')
    expect(codeOf(editTask(state, 'A', lead, { title: ' ' }, NOW))).toBe('plan_invalid')
  })
  it('a span is whole periods in order, within the program', () => {
    expect(moveTask(state, 'A', lead, { start: 6, finish: 7 }, NOW)).toMatchObject({
      value: { set: { start: 6, finish: 7 }, audit: { action: 'task.moved' } },
    })
    for (const span of [
      { start: 5, finish: 4 },
      { start: 5, finish: 15 },
      { start: -1, finish: 4 },
      { start: 4.5, finish: 5 },
    ])
      expect(codeOf(moveTask(state, 'A', lead, span, NOW))).toBe('task_bad_span')
  })
  it('a signed gate locks its tasks, and nothing is put under it', () => {
    expect(codeOf(editTask(state, 'OLD', lead, { note: 'x' }, NOW))).toBe('task_locked')
    expect(codeOf(setTaskStatus(state, 'OLD', owner, { status: 'done', movedTo: null }, NOW))).toBe('task_locked')
    expect(codeOf(moveTask(state, 'A', lead, { start: 1, finish: 2 }, NOW))).toBe('task_locked')
    expect(codeOf(editTask(state, 'A', lead, { gate: 'G0' }, NOW))).toBe('task_locked')
    expect(codeOf(editTask(state, 'A', lead, { parent: 'OLD' }, NOW))).toBe('task_locked')
    expect(codeOf(addTask(state, lead, planTask({ key: 'N', start: 2 }), NOW))).toBe('task_locked')
    expect(codeOf(addTask(state, lead, planTask({ key: 'N', start: 5, parent: 'OLD' }), NOW))).toBe('task_locked')
    expect(codeOf(removeTask(state, 'OLD', lead, { withDependencies: true }, NOW))).toBe('task_locked')
    expect(codeOf(addDependency(state, lead, { from: 'A', to: 'G0', kind: 'hard', lag: 0, note: '' }, NOW))).toBe('gate_locked')
    expect(codeOf(addDependency(state, lead, { from: 'A', to: 'OLD', kind: 'hard', lag: 0, note: '' }, NOW))).toBe('task_locked')
  })
})

describe('progress', () => {
  it('records the period in which work began and ended', () => {
    expect(setTaskStatus(state, 'A', owner, { status: 'in_progress', movedTo: null }, NOW)).toMatchObject({
      value: { set: { actualStart: 5, actualFinish: null } },
    })
    expect(setTaskStatus(state, 'A', owner, { status: 'done', movedTo: null }, NOW)).toMatchObject({
      value: { set: { actualStart: 5, actualFinish: 5 } },
    })
    expect(setTaskStatus(state, 'A', owner, { status: 'done', movedTo: null }, '2026-01-01T00:00:00.000Z')).toMatchObject({
      value: { set: { actualStart: 0, actualFinish: 0 } },
    })
    const begun = aProgram({ tasks: [aTask({ key: 'A', status: 'in_progress', actualStart: 2 })] })
    expect(setTaskStatus(begun, 'A', owner, { status: 'done', movedTo: null }, NOW)).toMatchObject({
      value: { set: { actualStart: 2, actualFinish: 5 } },
    })
    const done = aProgram({ tasks: [aTask({ key: 'A', status: 'done', actualStart: 1, actualFinish: 2 })] })
    expect(setTaskStatus(done, 'A', owner, { status: 'done', movedTo: null }, NOW)).toMatchObject({
      value: { set: { actualStart: 1, actualFinish: 2 } },
    })
    expect(setTaskStatus(done, 'A', owner, { status: 'in_progress', movedTo: null }, NOW)).toMatchObject({
      value: { set: { actualStart: 1, actualFinish: null } },
    })
    expect(setTaskStatus(done, 'A', owner, { status: 'todo', movedTo: null }, NOW)).toMatchObject({ value: { set: { actualStart: null } } })
  })
  it('moved names where to; a summary is done when its parts are', () => {
    expect(codeOf(setTaskStatus(state, 'A', owner, { status: 'moved', movedTo: ' ' }, NOW))).toBe('task_moved_nowhere')
    expect(setTaskStatus(state, 'A', owner, { status: 'moved', movedTo: 'B' }, NOW)).toMatchObject({
      value: { set: { status: 'moved', movedTo: 'B' } },
    })
    expect(codeOf(setTaskStatus(state, 'S', owner, { status: 'done', movedTo: null }, NOW))).toBe('task_has_children')
  })
})

describe('adding and removing', () => {
  it('a new task’s plan is its baseline, and its predecessors come with it', () => {
    expect(
      addTask(state, lead, planTask({ key: 'N', start: 8, finish: 9, after: [{ ref: 'B', kind: 'hard', lag: 1 }] }), NOW),
    ).toMatchObject({
      value: { task: { baselineStart: 8, baselineFinish: 9, revision: 1 }, dependencies: [{ from: 'B', to: 'N', lag: 1, listed: false }] },
    })
    expect(codeOf(addTask(state, lead, planTask({ key: 'G1', start: 8 }), NOW))).toBe('key_taken')
    expect(codeOf(addTask(state, lead, planTask({ key: 'M1', start: 8 }), NOW))).toBe('key_taken')
    expect(codeOf(addTask(state, lead, planTask({ key: 'N', start: 8, after: [{ ref: 'Q', kind: 'hard', lag: 0 }] }), NOW))).toBe(
      'dependency_unknown_end',
    )
    expect(
      codeOf(addTask(state, lead, planTask({ key: 'N', start: 8, after: [{ ref: 'S', kind: 'hard', lag: 0 }], parent: 'S' }), NOW)),
    ).toBe('dependency_cycle')
  })
  it('a task with parts or dependencies does not go by itself', () => {
    expect(codeOf(removeTask(state, 'S', lead, { withDependencies: true }, NOW))).toBe('task_has_children')
    const result = removeTask(state, 'B', lead, { withDependencies: false }, NOW)
    expect(result.ok ? [] : result.refusal.issues.map((issue) => issue.message)).toEqual(['A → B, hard', 'B → G1, hard'])
    const blocked = { ...state, blockers: [aBlocker({ taskKey: 'B' })] }
    expect(removeTask(blocked, 'B', lead, { withDependencies: true }, NOW)).toMatchObject({
      value: { dependencies: [{ to: 'B' }, { to: 'G1' }], blockers: ['B-1'] },
    })
    const target = { ...state, contingency: { from: 11, to: 14, tolerance: 1, target: 'B' } }
    expect(codeOf(removeTask(target, 'B', lead, { withDependencies: true }, NOW))).toBe('plan_invalid')
  })
})

describe('dependencies', () => {
  const link = (from: string, to: string, kind: 'hard' | 'soft' = 'hard') => ({ from, to, kind, lag: 0, note: '' })
  it('are refused with the whole way round when they close a cycle', () => {
    const result = addDependency(state, lead, link('G1', 'A'), NOW)
    expect(codeOf(result)).toBe('dependency_cycle')
    expect(result.ok ? '' : result.refusal.detail).toMatch(/A → B → G1 → A|B → G1 → A → B|G1 → A → B → G1/)
    expect(codeOf(addDependency(state, lead, link('A', 'A'), NOW))).toBe('dependency_cycle')
    expect(codeOf(addDependency(state, lead, link('S1', 'S'), NOW))).toBe('dependency_cycle')
    expect(codeOf(addDependency(state, lead, link('G1', 'A', 'soft'), NOW))).toBe('ok')
  })
  it('join known things once', () => {
    expect(addDependency(state, lead, link('M1', 'B'), NOW)).toMatchObject({
      value: { dependency: { listed: true }, audit: { subjectKey: 'M1→B' } },
    })
    expect(codeOf(addDependency(state, lead, link('A', 'B'), NOW))).toBe('dependency_exists')
    expect(codeOf(addDependency(state, lead, link('A', 'Q'), NOW))).toBe('dependency_unknown_end')
    expect(codeOf(addDependency(state, lead, { ...link('A', 'S1'), lag: 0.5 }, NOW))).toBe('plan_invalid')
    expect(codeOf(addDependency(state, owner, link('A', 'S1'), NOW))).toBe('forbidden')
    expect(codeOf(removeDependency(state, lead, link('A', 'B'), NOW))).toBe('ok')
    expect(codeOf(removeDependency(state, lead, link('A', 'B', 'soft'), NOW))).toBe('dependency_not_found')
  })
})
