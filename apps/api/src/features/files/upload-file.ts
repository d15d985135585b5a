import { Readable } from 'node:stream'
import type { StoredFile } from '@gatehouse/core'
import { ConstraintViolation, holdFile, saveStoredFile, transact } from '@gatehouse/db'
import type { FastifyRequest } from 'fastify'
import { noSuchProgram, ShellError } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { cleanName } from '../../files/clean-name.ts'
import { FileTooLarge, type KeptFile } from '../../files/file-store.ts'
import { releaseFiles } from '../../files/release-files.ts'
import { fromStore } from './from-store.ts'

/** A sender that is silent this long is gone. */
const IDLE_MS = 60_000

const tooLarge = (maxBytes: number): ShellError =>
  new ShellError('payload_too_large', `A file may have at most ${maxBytes / 1_000_000} MB here (GATEHOUSE_MAX_FILE_MB).`)
const empty = (): ShellError => new ShellError('bad_request', 'The file is empty: it proves nothing.')

/** The body, left open when nobody reads on: an answer before its end would otherwise be lost with the connection. */
async function* bytesOf(body: Readable): AsyncGenerator<Uint8Array> {
  const giveUp = setTimeout(() => body.destroy(), IDLE_MS)
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      giveUp.refresh()
      yield chunk
    }
  } finally {
    clearTimeout(giveUp)
  }
}

const keepBytes = async (request: FastifyRequest, take: (bytes: AsyncIterable<Uint8Array>) => Promise<KeptFile>): Promise<KeptFile> => {
  const { body } = request
  if (!(body instanceof Readable)) throw empty()
  try {
    return await take(bytesOf(body))
  } catch (error) {
    if (error instanceof FileTooLarge) throw tooLarge(error.maxBytes)
    if (body.readableAborted) throw new ShellError('bad_request', 'The upload ended before its last byte; nothing was kept.')
    throw error
  }
}

/** Keeps the bytes first and the program's row after them; whatever fails in between leaves neither. */
export const uploadFile = async (ctx: ProgramContext, givenName: string): Promise<StoredFile> => {
  const { shell, program, actor, now } = ctx
  const { request } = ctx.http
  const { maxBytes } = shell.config.files
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const kept = await fromStore(
    ctx,
    keepBytes(request, (bytes) => shell.files.put(bytes, { maxBytes })),
  )
  try {
    if (kept.size === 0) throw empty()
    return await transact(shell.db, async (tx) => {
      await holdFile(tx, kept.sha256)
      // The same bytes, unnamed for a day, may have been swept away between the two.
      if (!(await fromStore(ctx, shell.files.has(kept.sha256))))
        throw new ShellError('unavailable', 'The file was just being removed. Upload it again.')
      const by = { actor: { userId: actor.userId, name: actor.name }, at: now }
      return saveStoredFile(tx, program.id, { ...kept, name: cleanName(givenName) }, by)
    })
  } catch (error) {
    await releaseFiles(shell, [kept.sha256])
    if (error instanceof ConstraintViolation && error.kind === 'foreign_key') throw noSuchProgram()
    throw error
  }
}
