import { routes } from '@gatehouse/contracts'
import { auditHead, listChain } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { rawAnswer } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { boardsOf } from '../../board/boards.ts'
import { checkpointRoutes } from './checkpoint.routes.ts'
import { exportRecord, type RecordFormat } from './export-record.ts'
import { createFacets } from './facets.ts'
import { listLog } from './list-log.ts'
import { createPasts } from './pasts.ts'
import { isEmptyFilter, readFilter } from './read-filter.ts'
import { readPast } from './read-past.ts'
import { verifyRecord } from './verify-record.ts'

/** What reads a whole record: a person presses a button for it. */
const HEAVY = { perMinute: 60 }

const FILES: Readonly<Record<RecordFormat, { readonly type: string; readonly name: string }>> = {
  csv: { type: 'text/csv', name: 'log.csv' },
  json: { type: 'application/json', name: 'log.json' },
  tsv: { type: 'text/tab-separated-values', name: 'audit-chain.tsv' },
}

export const recordRoutes = (app: FastifyInstance): void => {
  const facets = createFacets(app.shell.db)
  registerRoute(app, routes.record.log, (ctx) => listLog(ctx.shell.db, facets, ctx.program.id, ctx.query))
  registerChain(app)
  registerPast(app)
  checkpointRoutes(app)
}

/** The record as it is hashed, and as a file. */
const registerChain = (app: FastifyInstance): void => {
  registerRoute(app, routes.record.chain, async (ctx) => {
    const { db } = ctx.shell
    const events = await listChain(db, ctx.program.id, { ...ctx.query, patches: false })
    const head = await auditHead(db, ctx.program.id)
    return {
      programId: ctx.program.id,
      head: head && { seq: head.seq, hash: head.hash },
      events: events.map(({ seq, prevHash, entryHash, payload }) => ({ seq, prevHash, entryHash, payload })),
    }
  })
  registerRoute(app, routes.record.verify, (ctx) => verifyRecord(ctx.shell.db, ctx.program.id), HEAVY)
  registerRoute(
    app,
    routes.record.export,
    (ctx) => {
      const { format, ...asked } = ctx.query
      const filter = readFilter(asked)
      if (format === 'tsv' && !isEmptyFilter(filter))
        throw new ShellError('bad_request', 'The chain is exported whole, or its hashes would prove nothing: tsv takes no filter.')
      const { type, name } = FILES[format]
      return rawAnswer(exportRecord(ctx.shell.db, ctx.program.id, format, filter), {
        'content-type': `${type}; charset=utf-8`,
        'content-disposition': `attachment; filename="${ctx.program.slug}.${name}"`,
        'cache-control': 'private, no-store',
      })
    },
    HEAVY,
  )
}

const registerPast = (app: FastifyInstance): void => {
  const { db } = app.shell
  const pasts = createPasts(db)
  registerRoute(
    app,
    routes.record.past,
    async (ctx) => {
      const { board: present } = await boardsOf(ctx.shell).boardOf(ctx.program.id)
      const past = await readPast({ db, pasts, present, programId: ctx.program.id, now: ctx.now }, ctx.query)
      return rawAnswer(JSON.stringify(past), { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' })
    },
    HEAVY,
  )
}
