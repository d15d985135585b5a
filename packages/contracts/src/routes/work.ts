import { z } from 'zod'
import { boardBlocker, boardDependency, boardTask } from '../board-schema.ts'
import * as p from '../primitives.ts'
import { route } from '../route.ts'

const read = { kind: 'program', capability: 'program.read' } as const
const plan = { kind: 'program', capability: 'plan.edit' } as const
const progress = { kind: 'program', capability: 'task.progress' } as const
const block = { kind: 'program', capability: 'blocker.write' } as const
const savedTask = z.strictObject({ programRevision: z.int(), item: boardTask })
const savedBlocker = z.strictObject({ programRevision: z.int(), item: boardBlocker })
const checklist = z.array(z.strictObject({ text: p.title, done: z.boolean() })).max(200)
const after = z
  .array(z.strictObject({ ref: p.key, kind: p.dependencyKind.default('hard'), lag: z.int().min(-400).max(400).default(0) }))
  .max(200)

const taskInput = z.strictObject({
  key: p.key,
  lane: p.key,
  title: p.title,
  start: p.period,
  finish: p.period,
  priority: p.priority.default('P1'),
  parent: p.key.nullable().default(null),
  gate: p.key.nullable().default(null),
  owners: z.array(p.handle).max(20).default([]),
  checklist: checklist.default([]),
  after: after.default([]),
  note: p.note.default(''),
})
/** Plan fields need `plan.edit`; status, checklist, note and movedTo are progress. The route asks for the weaker one, the service for each field's own. */
const taskPatch = z
  .strictObject({
    lane: p.key,
    title: p.title,
    start: p.period,
    finish: p.period,
    priority: p.priority,
    parent: p.key.nullable(),
    gate: p.key.nullable(),
    owners: z.array(p.handle).max(20),
    checklist,
    note: p.note,
    status: p.taskStatus,
    movedTo: p.title.nullable(),
    actualStart: p.period.nullable(),
    actualFinish: p.period.nullable(),
  })
  .partial()

export const taskRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/tasks',
    access: read,
    summary: 'All tasks with their schedule',
    tag: 'Tasks',
    params: p.programParams,
    response: z.array(boardTask),
  }),
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/tasks/:key',
    access: read,
    summary: 'One task',
    tag: 'Tasks',
    params: p.keyParams,
    response: boardTask,
  }),
  add: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/tasks',
    access: plan,
    summary: 'Add a task',
    tag: 'Tasks',
    params: p.programParams,
    body: taskInput,
    response: savedTask,
    status: 201,
  }),
  edit: route({
    method: 'PATCH',
    url: '/api/v1/programs/:slug/tasks/:key',
    access: progress,
    summary: 'Edit a task, its status, span or checklist',
    tag: 'Tasks',
    params: p.keyParams,
    body: taskPatch,
    response: savedTask,
    ifMatch: 'required',
  }),
  move: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/schedule/moves',
    access: plan,
    summary: 'Save a what-if: exactly these moves, all or nothing',
    tag: 'Tasks',
    params: p.programParams,
    body: z.strictObject({
      moves: z
        .array(z.strictObject({ key: p.key, start: p.period, finish: p.period, revision: p.revision }))
        .min(1)
        .max(200),
    }),
    response: z.strictObject({ programRevision: z.int(), items: z.array(boardTask) }),
  }),
  remove: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug/tasks/:key',
    access: plan,
    summary: 'Remove a task and the dependencies that touch it',
    tag: 'Tasks',
    params: p.keyParams,
    response: p.noContent,
    status: 204,
    ifMatch: 'required',
  }),
}

const dependencyParams = z.strictObject({ slug: p.slug, from: p.key, to: p.key, kind: p.dependencyKind })
export const dependencyRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/dependencies',
    access: read,
    summary: 'All dependencies',
    tag: 'Tasks',
    params: p.programParams,
    response: z.array(boardDependency),
  }),
  add: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/dependencies',
    access: plan,
    summary: 'Add a dependency',
    tag: 'Tasks',
    params: p.programParams,
    body: z.strictObject({
      from: p.key,
      to: p.key,
      kind: p.dependencyKind.default('hard'),
      lag: z.int().min(-400).max(400).default(0),
      note: p.text.default(''),
    }),
    response: z.strictObject({ programRevision: z.int(), item: boardDependency }),
    status: 201,
  }),
  edit: route({
    method: 'PATCH',
    url: '/api/v1/programs/:slug/dependencies/:from/:to/:kind',
    access: plan,
    summary: 'Edit lag or note',
    tag: 'Tasks',
    params: dependencyParams,
    body: z.strictObject({ lag: z.int().min(-400).max(400), note: p.text }).partial(),
    response: z.strictObject({ programRevision: z.int(), item: boardDependency }),
    ifMatch: 'required',
  }),
  remove: route({
    method: 'DELETE',
    url: '/api/v1/programs/:slug/dependencies/:from/:to/:kind',
    access: plan,
    summary: 'Remove a dependency',
    tag: 'Tasks',
    params: dependencyParams,
    response: p.noContent,
    status: 204,
    ifMatch: 'required',
  }),
}

const blockerCommand = <const N extends string, B extends z.ZodType>(name: N, summary: string, body: B) =>
  route({
    method: 'POST',
    url: `/api/v1/programs/:slug/blockers/:key/${name}` as const,
    access: block,
    summary,
    tag: 'Blockers',
    params: p.keyParams,
    body,
    response: savedBlocker,
    ifMatch: 'required',
  })
const reason = z.strictObject({ reason: z.string().trim().min(1).max(p.LIMITS.note) })
export const blockerRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/blockers',
    access: read,
    summary: 'All blockers with their clocks',
    tag: 'Blockers',
    params: p.programParams,
    response: z.array(boardBlocker),
  }),
  open: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/blockers',
    access: block,
    summary: 'Open a blocker on a task; starts its clock',
    tag: 'Blockers',
    params: p.programParams,
    body: z.strictObject({ taskKey: p.key, title: p.title, severity: p.severity }),
    response: savedBlocker,
    status: 201,
  }),
  edit: route({
    method: 'PATCH',
    url: '/api/v1/programs/:slug/blockers/:key',
    access: block,
    summary: 'Edit title or severity',
    tag: 'Blockers',
    params: p.keyParams,
    body: z.strictObject({ title: p.title, severity: p.severity }).partial(),
    response: savedBlocker,
    ifMatch: 'required',
  }),
  pause: blockerCommand('pause', 'Stop its clock while an outsider is waited for', reason),
  resume: blockerCommand('resume', 'Let its clock run on', z.strictObject({})),
  escalate: blockerCommand('escalate', 'Raise its escalation level by one', reason),
  resolve: blockerCommand('resolve', 'Close it', z.strictObject({ resolution: z.string().trim().min(1).max(p.LIMITS.note) })),
}
