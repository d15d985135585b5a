import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const WEB = join(ROOT, 'apps/web')
const STAMP = join(WEB, 'dist/.built-from')
/** What ends up in the bundle. */
const SOURCES = ['apps/web/src', 'apps/web/public', 'packages/contracts/src', 'packages/core/src']
const FILES = ['apps/web/index.html', 'apps/web/vite.config.ts', 'apps/web/package.json', 'pnpm-lock.yaml', 'tsconfig.base.json']

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name))
}

/** A digest of everything that the bundle is made from; times and checkouts do not matter. */
const sourcesDigest = async (): Promise<string> => {
  const nested = await Promise.all(SOURCES.map((folder) => filesBelow(join(ROOT, folder))))
  const files = [...nested.flat(), ...FILES.map((file) => join(ROOT, file))].filter((file) => existsSync(file)).sort()
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(`${relative(ROOT, file)}\n`).update(await readFile(file))
  return hash.digest('hex')
}

/** Builds the web app unless the one that is there was built from exactly these sources. True when it built. */
export const buildWebApp = async (say: (line: string) => void): Promise<boolean> => {
  const digest = await sourcesDigest()
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === digest) return false
  say('Building the web app …')
  // vite is the web app's tool: found from there, in the version that it pins.
  const vite: typeof import('vite') = await import(createRequire(join(WEB, 'package.json')).resolve('vite'))
  await vite.build({ root: WEB, logLevel: 'warn' })
  await writeFile(STAMP, digest)
  return true
}
