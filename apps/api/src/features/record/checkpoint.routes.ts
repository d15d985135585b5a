import { type Response, routes } from '@gatehouse/contracts'
import { auditHead, type CheckpointRow, type Database, findCheckpoint, listCheckpoints } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { rawAnswer } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { checkpointFileName } from '../../checkpoints/hand-over.ts'
import type { Config } from '../../config/read-config.ts'

type Page = Response<typeof routes.record.checkpoints>

const presentCheckpoint = ({ seq, hash, at, reason, keyId, deliveredAt, deliveryError }: CheckpointRow): Page['checkpoints'][number] => ({
  ...{ seq, hash, at, reason, keyId, deliveredAt, deliveryError },
})

const listPage = async (
  { db, config }: { readonly db: Database; readonly config: Config },
  programId: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Page> => {
  const found = await listCheckpoints(db, programId, { before, limit: limit + 1 })
  const extra = found[limit]
  // Those of one event stay together, because the next page begins with an earlier event.
  const page = extra === undefined ? found : found.slice(0, limit).filter(({ seq }) => seq > extra.seq)
  const head = await auditHead(db, programId)
  return {
    checkpoints: page.map(presentCheckpoint),
    next: extra === undefined ? null : (page.at(-1)?.seq ?? null),
    head: head && { seq: head.seq, hash: head.hash },
    destinations: { webhook: config.checkpoints.webhookUrl !== null, mail: config.checkpoints.mail !== null },
  }
}

export const checkpointRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.record.checkpoints, (ctx) => listPage(ctx.shell, ctx.program.id, ctx.query))
  registerRoute(app, routes.record.makeCheckpoint, async (ctx) => {
    const made = await ctx.shell.checkpoints.make(ctx.program.id, 'manual')
    if (made === null) throw new ShellError('past_not_recorded', 'Nothing is on the record of this program yet.')
    return presentCheckpoint(made)
  })
  registerRoute(app, routes.record.checkpoint, async (ctx) => {
    const { seq } = ctx.params
    const found = await findCheckpoint(ctx.shell.db, ctx.program.id, seq, ctx.query.reason)
    if (found === null) throw new ShellError('not_found', `There is no such checkpoint of event ${seq}.`)
    return rawAnswer(found.envelope, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${checkpointFileName(ctx.program.slug, found)}"`,
      'cache-control': 'private, no-store',
    })
  })
}
