// Writes the Prisma client to packages/db/src/generated. Prisma wants a schema-engine binary even for `generate` and would
// download one; nothing of it is used here, so any executable satisfies the check and the command works offline.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const require = createRequire(join(root, 'package.json'))
const manifest = require.resolve('prisma/package.json')
const cli = join(dirname(manifest), require(manifest).bin.prisma)
const run = spawnSync(process.execPath, [cli, 'generate', '--schema', join(root, 'prisma/schema.prisma')], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
})
if (run.status !== 0) {
  process.stderr.write(`prisma generate failed:\n${run.stdout}\n${run.stderr}\n`)
  process.exit(run.status ?? 1)
}
