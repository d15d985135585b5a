import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes one artifact below a folder, with the folders above it. */
export const writeArtifact = (folder: string, path: string, content: string): void => {
  const target = join(folder, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, content)
}

/** As people and `git diff` read it best. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
