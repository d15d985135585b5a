import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type GivenCheckpoint, KeyInvalid, type PublicKey, readEnvelopes, readPublicKey } from '@gatehouse/bundle'
import { CliError } from '../../app/cli-error.ts'

const unreadable = (file: string, error: unknown): CliError =>
  new CliError('file_unreadable', `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`, {
    mend: 'Name a file that exists and may be read.',
  })

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw unreadable(file, error)
  }
}

export const readKey = async (file: string): Promise<PublicKey> => {
  const pem = await readText(file)
  try {
    return readPublicKey(pem)
  } catch (error) {
    if (!(error instanceof KeyInvalid)) throw error
    throw new CliError('key_invalid', `${file}: ${error.message}`, {
      mend: 'Give the public key as the server publishes it, a file that begins with -----BEGIN PUBLIC KEY-----.',
    })
  }
}

/** One checkpoint, or one on each line. */
export const readCheckpoints = async (file: string): Promise<readonly GivenCheckpoint[]> => {
  const envelopes = readEnvelopes(await readText(file))
  const name = basename(file)
  return envelopes.map((envelope, index) => ({ name: envelopes.length === 1 ? name : `${name} number ${index + 1}`, envelope }))
}

/** The bytes of a bundle; `-` from standard input. */
export const bytesOf = async function* (file: string, stdin: NodeJS.ReadableStream): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of file === '-' ? stdin : createReadStream(file)) yield Buffer.from(piece as Uint8Array)
  } catch (error) {
    throw unreadable(file === '-' ? 'Standard input' : file, error)
  }
}
