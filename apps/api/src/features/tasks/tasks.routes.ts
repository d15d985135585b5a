import { routes } from '@gatehouse/contracts'
import { addTask, type Board, type BoardTask, removeTask } from '@gatehouse/core'
import { deleteTask, insertDependency, insertTask, saveTask } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import { expectRevision, presentBoard, saveAndShow, withCurrent } from '../../board/save-and-show.ts'
import { decideMoves } from './decide-moves.ts'
import { decideTaskPatch } from './decide-task-patch.ts'

const taskOn = (board: Board, key: string): BoardTask | undefined => board.tasks.find((task) => task.key === key)

export const tasksRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.tasks.list, async (ctx) => {
    const { tasks, program } = await presentBoard(ctx)
    return withEtag(tasks, program.revision)
  })
  registerRoute(app, routes.tasks.get, async (ctx) => {
    const task = taskOn(await presentBoard(ctx), ctx.params.key)
    if (task === undefined) throw new ShellError('task_not_found', `There is no task ${ctx.params.key}.`)
    return withEtag(task, task.revision)
  })
  registerRoute(app, routes.tasks.add, async (ctx) => {
    const { key } = ctx.body
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => addTask(program, ctx.approver, { ...ctx.body, status: 'todo', movedTo: null }, ctx.now),
        save: async (tx, decision, program) => {
          await insertTask(tx, program.id, decision.task)
          for (const dependency of decision.dependencies) await insertDependency(tx, program.id, dependency)
        },
        audit: (decision) => decision.audit,
        changed: () => [`task:${key}`],
      },
      (board) => taskOn(board, key),
      (board) => taskOn(board, key),
    )
    return withEtag({ programRevision, item }, item.revision)
  })
  registerRoute(app, routes.tasks.edit, async (ctx) => {
    const { key } = ctx.params
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => {
          expectRevision('task', key, program.tasks.find((task) => task.key === key)?.revision, ctx.ifMatch)
          return decideTaskPatch(program, key, ctx.approver, ctx.body, ctx.now)
        },
        save: (tx, { task, judgedRevision }, program) => saveTask(tx, program.id, task, judgedRevision),
        audit: (decision) => decision.audit,
        changed: () => [`task:${key}`],
      },
      (board) => taskOn(board, key),
      (board) => taskOn(board, key),
    )
    return withEtag({ programRevision, item }, item.revision)
  })
  registerRoute(app, routes.tasks.move, async (ctx) => {
    const { moves } = ctx.body
    const moved = (board: Board): BoardTask[] => moves.flatMap(({ key }) => taskOn(board, key) ?? [])
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => {
          for (const { key, revision } of moves) {
            expectRevision('task', key, program.tasks.find((task) => task.key === key)?.revision, revision)
          }
          return decideMoves(program, ctx.approver, moves, ctx.now)
        },
        save: async (tx, { tasks }, program) => {
          for (const task of tasks) await saveTask(tx, program.id, task, task.revision)
        },
        audit: (decision) => decision.notes,
        changed: () => moves.map(({ key }) => `task:${key}`),
      },
      moved,
      moved,
    )
    return { programRevision, items: item }
  })
  registerRoute(app, routes.tasks.remove, async (ctx) => {
    const { key } = ctx.params
    await withCurrent(
      async () => taskOn(await presentBoard(ctx), key),
      () =>
        runCommand(ctx, {
          decide: (program) => {
            expectRevision('task', key, program.tasks.find((task) => task.key === key)?.revision, ctx.ifMatch)
            return removeTask(program, key, ctx.approver, { withDependencies: true }, ctx.now)
          },
          save: (tx, { taskKey, judgedRevision }, program) => deleteTask(tx, program.id, taskKey, judgedRevision),
          audit: (decision) => decision.audit,
          changed: () => [`task:${key}`],
        }),
    )
  })
}
