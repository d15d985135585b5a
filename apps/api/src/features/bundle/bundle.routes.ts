import { createHash } from 'node:crypto'
import { finished, Readable } from 'node:stream'
import { type Signer, writeBundle } from '@gatehouse/bundle'
import { routes } from '@gatehouse/contracts'
import type { FastifyInstance } from 'fastify'
import { ANSWERED, rawAnswer } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { bundleInput, requireFiles } from './bundle-input.ts'
import { loadSnapshot, type Snapshot } from './load-snapshot.ts'

/** Bytes that wait for a slow reader. */
const WAITING_BYTES = 65_536
/** A bundle reads everything that a program has. */
const PER_MINUTE = 30

const etagOf = ({ state, head, board }: Snapshot, signer: Signer): string => {
  const parts = [state.revision, head.hash, board.computedAt, signer.publicKey.keyId]
  return `"${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)}"`
}

/** Notes how a download ended: whole, left by the reader, or broken off because something was not what it should be. */
const follow = (stream: Readable, { shell, log, program, actor }: ProgramContext, { head, state }: Snapshot): void => {
  const about = { program: program.slug, revision: state.revision, seq: head.seq, by: actor.userId }
  finished(stream, { writable: false }, (error) => {
    const wasLeft = error?.code === 'ERR_STREAM_PREMATURE_CLOSE'
    const outcome = error == null ? 'complete' : wasLeft ? 'left' : 'failed'
    shell.metrics.bundles.inc({ outcome })
    if (outcome === 'failed') log.error({ ...about, err: error }, 'a bundle was broken off')
    else log.info({ ...about, outcome }, 'bundle sent')
  })
}

/** The signed bundle of a program. */
export const bundleRoutes = (app: FastifyInstance): void => {
  registerRoute(
    app,
    routes.bundle.get,
    async (ctx) => {
      const { shell, http } = ctx
      const snapshot = await loadSnapshot(shell, ctx.program.id)
      const { signer } = shell
      const etag = etagOf(snapshot, signer)
      const kept = { etag, 'cache-control': 'private, no-cache' }
      if (http.request.headers['if-none-match'] === etag) return rawAnswer('', kept, 304)
      await requireFiles(shell, snapshot)
      const headers = {
        ...kept,
        'content-type': 'application/x-tar',
        'content-disposition': `attachment; filename="${snapshot.state.head.slug}-${snapshot.head.seq}-bundle.tar"`,
      }
      if (http.request.method === 'HEAD') return rawAnswer('', headers)
      const pieces = writeBundle(bundleInput(shell, snapshot), signer)
      const stream = Readable.from(pieces, { objectMode: false, highWaterMark: WAITING_BYTES })
      follow(stream, ctx, snapshot)
      void http.reply.headers(headers).send(stream)
      return ANSWERED
    },
    { compress: false, perMinute: PER_MINUTE },
  )
}
