import { PGlite } from '@electric-sql/pglite'
import { embeddedAdapterFactory } from '../open/embedded-adapter.ts'
import { readMigrations } from './migrate.ts'
import { diffToDatamodel } from './schema-engine.ts'

const EMPTY = /^\s*(-- This is an empty migration\.)?\s*$/

/** SQL missing between the migrations and a datamodel (text of schema.prisma); empty when they agree. */
export const diffWithDatamodel = async (datamodel: string, folder?: string): Promise<string> => {
  const pglite = await PGlite.create()
  try {
    const sql = await diffToDatamodel(await readMigrations(folder), datamodel, () => embeddedAdapterFactory(pglite).connect())
    return EMPTY.test(sql) ? '' : sql
  } finally {
    await pglite.close()
  }
}
