/** The private key in the data directory: outside the database, so that whoever can write there cannot sign as well. */
import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { KeyInvalid, newSigningKey, readSigner, type Signer } from '@gatehouse/bundle'
import { SigningKeyUnusable } from './signing-key-unusable.ts'

export const keyFileOf = (dataDir: string): string => join(dataDir, 'keys', 'signing-key.pem')

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'error'
const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0')
/** Windows keeps no such modes. */
const HAS_MODES = process.platform !== 'win32'

const refuseLooseModes = async (path: string): Promise<void> => {
  if (!HAS_MODES) return
  const [file, folder] = await Promise.all([stat(path), stat(dirname(path))])
  if ((file.mode & 0o077) !== 0)
    throw new SigningKeyUnusable(
      `The signing key ${path} can be read by others (mode ${octal(file.mode)}). Who could read it can sign in this server's name: if nobody did, run chmod 600 on it; if somebody may have, change the key.`,
    )
  if ((folder.mode & 0o022) !== 0)
    throw new SigningKeyUnusable(
      `Others can put another key into ${dirname(path)} (mode ${octal(folder.mode)}). Run chmod 700 on it and check the key's fingerprint.`,
    )
}

/** Reads a private key that a person gave, in `setting` or in a file. Throws `SigningKeyUnusable`. */
export const signerOf = (pem: string, where: string): Signer => {
  try {
    return readSigner(pem)
  } catch (error) {
    if (error instanceof KeyInvalid) throw new SigningKeyUnusable(`${where} holds no key to sign with: ${error.message}`)
    throw error
  }
}

/** Writes a key to a new file, mode 0600, in a folder that is ours alone. */
const writeKey = async (path: string, pem: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(pem)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The key of the data directory; null where there is none. Throws `SigningKeyUnusable` where others may read it, or it is no Ed25519 key. */
export const readKeyFile = async (dataDir: string): Promise<Signer | null> => {
  const path = keyFileOf(dataDir)
  try {
    await refuseLooseModes(path)
    return signerOf(await readFile(path, 'utf8'), path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    if (error instanceof SigningKeyUnusable) throw error
    throw new SigningKeyUnusable(`The signing key ${path} cannot be read (${codeOf(error)}).`)
  }
}

/** Makes the first key of a data directory. Of two processes that share it and start at once, both get the same. */
export const makeKeyFile = async (dataDir: string): Promise<Signer> => {
  const path = keyFileOf(dataDir)
  const temporary = `${path}.${randomUUID()}`
  try {
    await writeKey(temporary, newSigningKey())
    // Unlike a rename, a link never takes the place of a key that is there.
    await link(temporary, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
  } catch (error) {
    throw new SigningKeyUnusable(`The signing key cannot be written to ${path} (${codeOf(error)}).`)
  } finally {
    await rm(temporary, { force: true })
  }
  const made = await readKeyFile(dataDir)
  if (made === null) throw new SigningKeyUnusable(`The signing key ${path} is gone.`)
  return made
}

const nextFileOf = (dataDir: string, keyId: string): string => join(dirname(keyFileOf(dataDir)), `next-${keyId}.pem`)

/** Makes the key that follows the one of a data directory. It signs nothing until `takeNextKeyFile` puts it in the other's place. */
export const makeNextKeyFile = async (dataDir: string): Promise<Signer> => {
  const pem = newSigningKey()
  const signer = readSigner(pem)
  await writeKey(nextFileOf(dataDir, signer.publicKey.keyId), pem)
  return signer
}

/** Puts a key that was made to follow in the place of the one before it, whose file is thereby gone. False: there is no such key. */
export const takeNextKeyFile = async (dataDir: string, keyId: string): Promise<boolean> => {
  try {
    await rename(nextFileOf(dataDir, keyId), keyFileOf(dataDir))
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Throws away a key that was made to follow and is not needed. */
export const dropNextKeyFile = (dataDir: string, keyId: string): Promise<void> => rm(nextFileOf(dataDir, keyId), { force: true })
