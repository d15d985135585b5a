import { createHash } from 'node:crypto'
import { type Database, prismaOf } from '@gatehouse/db'

/** What a refused request may leave behind: counters of attempts, answers kept for keys, and when a token was last used. */
const IGNORED = ['login_attempt', 'idempotency_key', 'api_token', 'session', '_prisma_migrations']

/** One digest of everything that is stored: the same before and after a refused request. */
export const databaseDigest = async (db: Database): Promise<string> => {
  const prisma = prismaOf(db)
  const tables = await prisma.$queryRawUnsafe<{ name: string }[]>(
    `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  const hash = createHash('sha256')
  for (const { name } of tables.filter((table) => !IGNORED.includes(table.name))) {
    const [row] = await prisma.$queryRawUnsafe<{ text: string }[]>(
      `SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS text FROM "${name}" t`,
    )
    hash.update(`${name}\n${row?.text ?? ''}\n`)
  }
  return hash.digest('hex')
}
