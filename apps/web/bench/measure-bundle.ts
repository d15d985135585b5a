import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

/** Everything that a chunk needs before it runs. */
const withImports = (manifest: Manifest, name: string, found: Map<string, string>): void => {
  const chunk = manifest[name]
  if (!chunk || found.has(name)) return
  found.set(name, chunk.file)
  for (const other of chunk.imports ?? []) withImports(manifest, other, found)
}

/** JavaScript that is loaded before the named screen shows, gzipped, in kB of 1,000 bytes; with each file's share. */
export const initialScript = (
  folder: string,
  entries: readonly string[],
): { readonly kb: number; readonly files: readonly (readonly [string, number])[] } => {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
  const found = new Map<string, string>()
  for (const entry of entries) {
    if (!manifest[entry]) throw new Error(`${entry} is not in the build's manifest`)
    withImports(manifest, entry, found)
  }
  const files = [...new Set(found.values())]
    .filter((file) => file.endsWith('.js'))
    .map((file) => [file, gzipSync(readFileSync(join(folder, file))).length / 1_000] as const)
  return { kb: files.reduce((sum, [, kb]) => sum + kb, 0), files }
}
