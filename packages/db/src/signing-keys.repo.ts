import { clientOf, type Store, type Tx } from './open/database.ts'

/** The public half of a key that this installation signs with, or signed with. Private halves are never in the database. */
export interface SigningKeyRow {
  /** SHA-256 of the public key's DER, hex. */
  readonly keyId: string
  /** SPKI, PEM. */
  readonly publicKey: string
  /** ISO instants. */
  readonly createdAt: string
  /** null: it is the one that signs. */
  readonly retiredAt: string | null
  /** The statement that names its successor, a DSSE envelope signed by both keys; null: it signs still, or it was lost. */
  readonly rotation: string | null
}

/** All keys, the one that signs first, then the latest retired. */
export const listSigningKeys = async (store: Store): Promise<readonly SigningKeyRow[]> => {
  const rows = await clientOf(store).signingKey.findMany({
    orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
  })
  return rows.map(({ createdAt, retiredAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    retiredAt: retiredAt?.toISOString() ?? null,
  }))
}

/** All keys, and nobody else changes them until the transaction ends: of two servers that start at once, the second waits. */
export const holdSigningKeys = async (tx: Tx): Promise<readonly SigningKeyRow[]> => {
  await clientOf(tx).$executeRaw`LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE`
  return listSigningKeys(tx)
}

/** Writes down the key that signs from now on. */
export const insertSigningKey = async (
  tx: Tx,
  { keyId, publicKey, createdAt }: Pick<SigningKeyRow, 'keyId' | 'publicKey' | 'createdAt'>,
): Promise<void> => {
  await clientOf(tx).signingKey.create({ data: { keyId, publicKey, createdAt: new Date(createdAt) } })
}

/** Retires a key; `rotation` null: it was lost, so nothing vouches for its successor. */
export const retireSigningKey = async (tx: Tx, keyId: string, retiredAt: string, rotation: string | null): Promise<void> => {
  await clientOf(tx).signingKey.update({ where: { keyId }, data: { retiredAt: new Date(retiredAt), rotation } })
}
