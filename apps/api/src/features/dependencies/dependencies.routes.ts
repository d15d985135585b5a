import { routes } from '@gatehouse/contracts'
import { addDependency, type Board, type BoardDependency, type DependencyKind, type ProgramState, removeDependency } from '@gatehouse/core'
import { type DependencyKey, deleteDependency, insertDependency, saveDependency } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import { expectRevision, presentBoard, saveAndShow, withCurrent } from '../../board/save-and-show.ts'
import { decideDependencyEdit } from './decide-dependency-edit.ts'

const linkIn = <L extends { readonly from: string; readonly to: string; readonly kind: DependencyKind }>(
  links: readonly L[],
  key: DependencyKey,
): L | undefined => links.find((link) => link.from === key.from && link.to === key.to && link.kind === key.kind)

const linkOn =
  (key: DependencyKey) =>
  (board: Board): BoardDependency | undefined =>
    linkIn(board.dependencies, key)
const nameOf = ({ from, to }: DependencyKey): string => `${from}→${to}`
const expectSame = (program: ProgramState, key: DependencyKey, seen: number): void =>
  expectRevision('dependency', nameOf(key), linkIn(program.dependencies, key)?.revision, seen)

export const dependenciesRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.dependencies.list, async (ctx) => {
    const { dependencies, program } = await presentBoard(ctx)
    return withEtag(dependencies, program.revision)
  })
  registerRoute(app, routes.dependencies.add, async (ctx) => {
    const show = linkOn(ctx.body)
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => addDependency(program, ctx.approver, ctx.body, ctx.now),
        save: (tx, { dependency }, program) => insertDependency(tx, program.id, dependency),
        audit: (decision) => decision.audit,
        changed: () => [`dependency:${nameOf(ctx.body)}`],
      },
      show,
      show,
    )
    return withEtag({ programRevision, item }, item.revision)
  })
  registerRoute(app, routes.dependencies.edit, async (ctx) => {
    const { from, to, kind } = ctx.params
    const show = linkOn({ from, to, kind })
    const { programRevision, item } = await saveAndShow(
      ctx,
      {
        decide: (program) => {
          expectSame(program, ctx.params, ctx.ifMatch)
          return decideDependencyEdit(program, ctx.approver, { from, to, kind }, ctx.body, ctx.now)
        },
        save: (tx, { dependency, judgedRevision }, program) => saveDependency(tx, program.id, dependency, dependency, judgedRevision),
        audit: (decision) => decision.audit,
        changed: () => [`dependency:${from}→${to}`],
      },
      show,
      show,
    )
    return withEtag({ programRevision, item }, item.revision)
  })
  registerRoute(app, routes.dependencies.remove, async (ctx) => {
    const { from, to, kind } = ctx.params
    await withCurrent(
      async () => linkOn({ from, to, kind })(await presentBoard(ctx)),
      () =>
        runCommand(ctx, {
          decide: (program) => {
            expectSame(program, ctx.params, ctx.ifMatch)
            return removeDependency(program, ctx.approver, { from, to, kind }, ctx.now)
          },
          save: (tx, { dependency, judgedRevision }, program) => deleteDependency(tx, program.id, dependency, judgedRevision),
          audit: (decision) => decision.audit,
          changed: () => [`dependency:${from}→${to}`],
        }),
    )
  })
}
