import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { LIMITS } from '@gatehouse/contracts'
import { CliError } from '../../app/cli-error.ts'

export interface PlanText {
  readonly text: string
  /** Tells the server the format by its extension; absent for standard input. */
  readonly fileName?: string
}

const readAll = async (stream: NodeJS.ReadableStream): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    chunks.push(bytes)
    // Enough to know that it is too much.
    if (size > LIMITS.planText * 4) break
  }
  return Buffer.concat(chunks)
}

const readBytes = async (file: string, stdin: NodeJS.ReadableStream): Promise<Buffer> => {
  if (file === '-') return readAll(stdin)
  try {
    return await readFile(file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw new CliError('file_unreadable', `${file} cannot be read (${code}).`, {
      mend: 'Name a file that exists and may be read, or - for standard input.',
    })
  }
}

/** The document as text, `-` from standard input. Bytes that are no UTF-8 are refused rather than replaced: a replaced letter is a changed plan. */
export const readDocument = async (file: string, stdin: NodeJS.ReadableStream): Promise<PlanText> => {
  const bytes = await readBytes(file, stdin)
  const name = file === '-' ? 'Standard input' : file
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new CliError('not_utf8', `${name} is not UTF-8 text.`, { mend: 'Save it as UTF-8, then import it again.' })
  }
  if (text.trim() === '') throw new CliError('empty_document', `${name} is empty.`, { mend: 'Give a plan file or a document with a plan.' })
  if (text.length > LIMITS.planText)
    throw new CliError('payload_too_large', `${name} has ${text.length} characters; at most ${LIMITS.planText} are taken.`)
  return { text, ...(file === '-' ? {} : { fileName: basename(file) }) }
}
