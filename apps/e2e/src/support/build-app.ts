import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Journeys run on the built app, so it is built first, once. */
export default function buildApp(): void {
  const web = join(import.meta.dirname, '../../../web')
  const run = spawnSync(process.execPath, [join(web, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: web, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`The web app does not build:\n${run.stdout}\n${run.stderr}`)
}
