import type { Evidence } from '@gatehouse/core'
import { Prisma } from '../generated/client.ts'
import { clientOf, type Tx } from '../open/database.ts'
import { instantOrNull, newRevision, ONE_MORE, REVISION } from './conditional-save.ts'

export type EvidenceRow = Omit<Evidence, 'revision'>

const dataOf = (evidence: EvidenceRow) => {
  const { gateKey, requirementKey, type, title, url, reference, sha, digest, attachedBy } = evidence
  return {
    gateKey,
    requirementKey,
    type,
    title,
    url,
    reference,
    sha,
    digest,
    details: { ...evidence.details },
    fileSha256: evidence.file?.sha256 ?? null,
    observation: evidence.observation === null ? Prisma.DbNull : { ...evidence.observation },
    replaces: evidence.replaces,
    withdrawReason: evidence.withdrawReason,
    producedAt: instantOrNull(evidence.producedAt),
    attachedAt: new Date(evidence.attachedAt),
    attachedById: attachedBy.userId,
    attachedByName: attachedBy.name,
    withdrawnAt: instantOrNull(evidence.withdrawnAt),
  }
}

/** Attaches a piece of evidence. The same digest twice on one requirement, neither withdrawn, is a `ConstraintViolation` of kind `unique`. */
export const insertEvidence = async (tx: Tx, programId: string, evidence: EvidenceRow): Promise<void> => {
  await clientOf(tx).evidence.create({ data: { programId, id: evidence.id, ...dataOf(evidence) }, select: REVISION })
}

/** Saves a piece of evidence (its withdrawal, its title …) at its expected revision; answers the new one. */
export const saveEvidence = async (tx: Tx, programId: string, evidence: EvidenceRow, expected: number): Promise<number> => {
  const { evidence: table } = clientOf(tx)
  const where = { programId, id: evidence.id }
  const data = { ...dataOf(evidence), ...ONE_MORE }
  const rows = await table.updateManyAndReturn({ where: { ...where, revision: expected }, data, select: REVISION })
  return newRevision({ entity: 'evidence', key: evidence.id, expected }, rows, () => table.findFirst({ where, select: REVISION }))
}
