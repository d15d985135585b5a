import { routes } from '@gatehouse/contracts'
import { findStoredFile } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { type RawAnswer, rawAnswer } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { downloadHeaders } from '../../files/download-headers.ts'
import { readRange } from '../../files/read-range.ts'
import { fromStore } from './from-store.ts'
import { uploadFile } from './upload-file.ts'

const noSuchFile = (): ShellError => new ShellError('not_found', 'There is no such file in this program.')

const sendFile = async (ctx: ProgramContext, sha256: string): Promise<RawAnswer> => {
  const { shell, program } = ctx
  const { headers: asked } = ctx.http.request
  // Digests are no secret: only the program's own row opens a file.
  const file = await findStoredFile(shell.db, program.id, sha256)
  if (file === null) throw noSuchFile()
  const headers = downloadHeaders(file)
  if (asked['if-none-match']?.split(',').some((tag) => tag.trim() === headers['etag']) === true) return rawAnswer('', headers, 304)
  const isOutdated = asked['if-range'] !== undefined && asked['if-range'] !== headers['etag']
  const range = isOutdated ? null : readRange(asked.range, file.size)
  if (range === 'unsatisfiable')
    return rawAnswer('', { ...headers, 'content-type': 'text/plain; charset=utf-8', 'content-range': `bytes */${file.size}` }, 416)
  const bytes = await fromStore(ctx, shell.files.open(sha256, range ?? undefined))
  if (bytes === null) {
    // Evidence may rest on it: somebody has to look.
    shell.metrics.fileStoreErrors.inc()
    ctx.log.error({ sha256, program: program.slug }, 'the bytes of a file are not in the store')
    throw noSuchFile()
  }
  if (range === null) return rawAnswer(bytes, { ...headers, 'content-length': String(file.size) })
  const { start, end } = range
  return rawAnswer(
    bytes,
    { ...headers, 'content-length': String(end - start + 1), 'content-range': `bytes ${start}-${end}/${file.size}` },
    206,
  )
}

/** Uploads, and the bytes of what was uploaded. That evidence names a file is recorded where evidence is attached. */
export const filesRoutes = (app: FastifyInstance): void => {
  void app.register(async (scope) => {
    // Bytes, and nothing that a page of another site could send without asking.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
    scope.addContentTypeParser('*', (_request, _payload, done) =>
      done(new ShellError('unsupported_media_type', 'Send the bytes of the file as application/octet-stream.')),
    )
    registerRoute(scope, routes.files.upload, (ctx) => uploadFile(ctx, ctx.query.name), { bytes: true })
  })
  registerRoute(app, routes.files.get, (ctx) => sendFile(ctx, ctx.params.sha256), { compress: false })
}
