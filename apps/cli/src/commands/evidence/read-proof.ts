/** The local files behind a proof: what is uploaded, and the text that is sent. */
import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { routes } from '@gatehouse/contracts'
import { CliError } from '../../app/cli-error.ts'
import type { Server } from '../../connection/call-server.ts'
import { readDocument } from '../import/read-document.ts'
import type { EvidenceDraft } from './evidence-of-options.ts'

const unreadable = (file: string, error: unknown): CliError =>
  new CliError('file_unreadable', `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`, {
    mend: 'Name a file that exists and may be read.',
  })

/** SHA-256 of a file, read piece by piece. */
export const digestOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file), hash)
  } catch (error) {
    throw unreadable(file, error)
  }
  return hash.digest('hex')
}

/** Sends a file as a stream; the server must have read the very bytes that were digested here. */
export const uploadFile = async (server: Server, slug: string, file: string, digest: string): Promise<void> => {
  const bytes = await openAsBlob(file).catch((error: unknown) => {
    throw unreadable(file, error)
  })
  const { body } = await server.call(routes.files.upload, { params: { slug }, query: { name: basename(file) }, bytes })
  if (body.sha256 !== digest)
    throw new CliError('file_changed', `${file} changed while it was sent.`, { mend: 'Run it again once the file is complete.' })
}

/** Text of a document, or null where it was not named and is not here. */
export const textOf = async (draft: EvidenceDraft, stdin: NodeJS.ReadableStream): Promise<string | null> => {
  if (draft.text === null) return null
  const { file, isAsked } = draft.text
  const isHere =
    isAsked ||
    (await stat(file).then(
      (found) => found.isFile(),
      () => false,
    ))
  return isHere ? (await readDocument(file, stdin)).text : null
}
