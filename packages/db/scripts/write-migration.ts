/**
 * Writes the SQL that is missing between prisma/migrations and prisma/schema.prisma into a new migration, to be reviewed and
 * completed by hand (checks, partial indexes and triggers are not in the datamodel):
 *   node --import tsx packages/db/scripts/write-migration.ts <name>
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { diffWithDatamodel } from '../src/migrate/diff-with-datamodel.ts'

const [name] = process.argv.slice(2)
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write('Give the migration a name: a-z, 0-9 and _, such as add_waivers\n')
  process.exit(2)
}
const prisma = new URL('../../../prisma/', import.meta.url)
const sql = await diffWithDatamodel(await readFile(new URL('schema.prisma', prisma), 'utf8'))
if (sql === '') {
  process.stdout.write('Nothing to do: the migrations make exactly what the datamodel says.\n')
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = new URL(`migrations/${stamp}_${name}/`, prisma)
  await mkdir(folder, { recursive: true })
  await writeFile(new URL('migration.sql', folder), sql)
  process.stdout.write(`Written: ${fileURLToPath(folder)}migration.sql. Review it and add what the datamodel cannot say.\n`)
}
