import { createHash } from 'node:crypto'
import { envelopeOf, openCheckpoint, readPublicKey } from '@gatehouse/bundle'
import type { Response } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import { type ChainFault, MAX_FAULTS, openChainVerifier } from '@gatehouse/core'
import { auditHead, type CheckpointRow, type Database, listChain, listCheckpoints, listSigningKeys } from '@gatehouse/db'

const PAGE = 1_000
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
interface Fault extends Omit<ChainFault, 'code'> {
  readonly code: ChainFault['code'] | 'checkpoint_invalid'
}

const readEnvelope = (text: string): ReturnType<typeof envelopeOf> => {
  try {
    return envelopeOf(JSON.parse(text))
  } catch {
    return null
  }
}

/** Whether a stored checkpoint is what one of this installation's keys signed. */
const isGenuine = (programId: string, { seq, hash, keyId, envelope }: CheckpointRow, pems: ReadonlyMap<string, string>): boolean => {
  const pem = pems.get(keyId)
  const read = readEnvelope(envelope)
  const said = pem === undefined || read === null ? null : openCheckpoint(read, readPublicKey(pem))
  return said !== null && said.programId === programId && said.seq === seq && said.hash === hash
}

const readCheckpoints = async (db: Database, programId: string): Promise<readonly CheckpointRow[]> => {
  const all: CheckpointRow[] = []
  for (;;) {
    const before = all.at(-1)?.seq
    // Several may stand at one event: from the last one on, again, what is known is left out.
    const page = await listCheckpoints(db, programId, { limit: PAGE, ...(before === undefined ? {} : { before: before + 1 }) })
    const known = new Set(all.filter(({ seq }) => seq === before).map(({ reason }) => reason))
    const more = page.filter(({ seq, reason }) => seq !== before || !known.has(reason))
    all.push(...more)
    if (page.length < PAGE || more.length === 0) return all
  }
}

/**
 * Follows a program's record from its first event, with what each changed, and holds it against its head and its checkpoints. It reads pages
 * of a growing record: what is added meanwhile is followed too. Whoever controls the server controls this answer; bundles and checkpoints kept
 * elsewhere are for those who doubt it.
 */
export const verifyRecord = async (db: Database, programId: string): Promise<Response<typeof routes.record.verify>> => {
  const keys = await listSigningKeys(db)
  const pems = new Map(keys.map(({ keyId, publicKey }) => [keyId, publicKey]))
  const checkpoints = await readCheckpoints(db, programId)
  const head = await auditHead(db, programId)
  const forged = checkpoints
    .filter((checkpoint) => !isGenuine(programId, checkpoint, pems))
    .map(({ seq, reason }): Fault => {
      const message = `The ${reason.replace('_', '-')} checkpoint of event ${seq} is not what a key of this installation signed.`
      return { code: 'checkpoint_invalid', seq, message }
    })
  const verifier = openChainVerifier({ programId, sha256, checkpoints })
  let hashAtHead: string | null = null
  for (let from = 1; ; ) {
    const page = await listChain(db, programId, { from, limit: PAGE, patches: true })
    for (const entry of page) {
      verifier.take(entry)
      if (entry.seq === head?.seq) hashAtHead = entry.entryHash
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) break
    from = last.seq + 1
  }
  const { events, head: end, faults } = verifier.finish()
  const all: Fault[] = [...faults, ...forged]
  if (head !== null && hashAtHead !== head.hash && !all.some(({ code }) => code === 'truncated'))
    all.push({ code: 'truncated', seq: head.seq, message: `The record says that it ends with event ${head.seq}; that event is not there.` })
  const found = all.slice(0, MAX_FAULTS)
  return { events, head: end && { ...end }, checkpoints: checkpoints.length, faults: found.map((fault) => ({ ...fault })) }
}
