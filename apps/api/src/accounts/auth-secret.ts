import { randomBytes } from 'node:crypto'
import { claimSetting, type Database, readSetting } from '@gatehouse/db'

const KEY = 'auth.secret'

/**
 * The key that signs session cookies. It is made once and kept in the database, so that replicas share it and a restart does not
 * end everybody's session; whoever can read the database can read the sessions there as well.
 */
export const readAuthSecret = async (db: Database): Promise<string> => {
  await claimSetting(db, KEY, randomBytes(48).toString('base64url'))
  const secret = await readSetting(db, KEY)
  if (secret === null) throw new Error('the key of the session cookies was not stored')
  return secret
}
