import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyOfPackage } from './production-packages.ts'

/** What a package says about its licence: an SPDX expression, or null when it says nothing that can be read. */
export type LicenceByKey = ReadonlyMap<string, string | null>

interface Manifest {
  readonly name?: unknown
  readonly version?: unknown
  readonly license?: unknown
  readonly licenses?: unknown
}

/** Older packages write `{type}`, or a list of such, of which any may be chosen. */
export const licenceOf = ({ license, licenses }: Manifest): string | null => {
  const said = license ?? licenses
  const list = (Array.isArray(said) ? said : [said]).map((each: unknown) =>
    typeof each === 'object' && each !== null && 'type' in each ? each.type : each,
  )
  const names = list
    .filter((each): each is string => typeof each === 'string' && each !== '')
    // As SPDX writes it; some write these two small.
    .map((each) => each.replace(/ (and|or) /g, (word) => word.toUpperCase()))
  if (names.length < 2) return names[0] ?? null
  return `(${names.join(' OR ')})`
}

const readManifest = (path: string): Manifest | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest
  } catch {
    return null
  }
}

/** The licence whose name a text begins with, for packages that only bring the text. */
export const licenceOfText = (text: string): string | null => (/^\s*\(?(The )?MIT License\b/.test(text) ? 'MIT' : null)

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The licence of every installed package, by `name@version`, from its own package.json or else its LICENSE. `store` is `node_modules/.pnpm`. */
export const readInstalledLicences = (store: string): LicenceByKey => {
  const licences = new Map<string, string | null>()
  const take = (folder: string): void => {
    const manifest = readManifest(join(folder, 'package.json'))
    if (typeof manifest?.name !== 'string' || typeof manifest.version !== 'string') return
    licences.set(
      keyOfPackage({ name: manifest.name, version: manifest.version }),
      licenceOf(manifest) ?? licenceOfText(readText(join(folder, 'LICENSE'))),
    )
  }
  for (const entry of readdirSync(store, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === 'node_modules') continue
    const modules = join(store, entry.name, 'node_modules')
    // What a package needs stands beside it as a link; its own folder is none.
    for (const own of readFolders(modules))
      if (own.name.startsWith('@')) for (const scoped of readFolders(join(modules, own.name))) take(join(modules, own.name, scoped.name))
      else take(join(modules, own.name))
  }
  return licences
}

const readFolders = (folder: string) => {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  } catch {
    return []
  }
}
