import { parse } from 'yaml'
import { z } from 'zod'

/** A package that the product runs with. */
export interface ProductionPackage {
  readonly name: string
  readonly version: string
  /** `sha512-…` of the tarball, as the lockfile pins it; null: it has none. */
  readonly integrity: string | null
  /** Keys (`name@version`) of the packages that it needs itself. */
  readonly needs: readonly string[]
  /** Everything that needs it can do without: another platform's binary, or a tool that it would work with. */
  readonly optional: boolean
}

const links = z.record(z.string(), z.string()).default({})
const direct = z.record(z.string(), z.object({ version: z.string() })).default({})
const lockfileSchema = z.object({
  lockfileVersion: z.literal('9.0'),
  importers: z.record(z.string(), z.object({ dependencies: direct, optionalDependencies: direct })),
  packages: z.record(
    z.string(),
    z.object({
      resolution: z.object({ integrity: z.string().optional() }).default({}),
      peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().default(false) })).default({}),
    }),
  ),
  snapshots: z.record(
    z.string(),
    z
      .object({ dependencies: links, optionalDependencies: links })
      .nullable()
      .transform((each) => each ?? { dependencies: {}, optionalDependencies: {} }),
  ),
})

/** `@scope/name@1.2.3(peer@4.0.0)` → `@scope/name@1.2.3`: peers tell copies of one package apart, not packages. */
const withoutPeers = (key: string): string => (key.includes('(') ? key.slice(0, key.indexOf('(')) : key)
const splitKey = (key: string): { readonly name: string; readonly version: string } => {
  const at = key.lastIndexOf('@')
  return { name: key.slice(0, at), version: key.slice(at + 1) }
}
const joinPath = (from: string, to: string): string => new URL(to, `file:///${from}/`).pathname.slice(1)

/**
 * What the workspaces named in `roots` (folders, as the lockfile writes them) need to run, through the workspaces that they use: everything but
 * development dependencies, each once, by name. Throws when the text is no lockfile of the form it knows, or a package is missing in it.
 */
export const readProductionPackages = (lockfileText: string, roots: readonly string[]): readonly ProductionPackage[] => {
  const { importers, packages, snapshots } = lockfileSchema.parse(parse(lockfileText))
  const workspaces = new Set<string>()
  const begun: { readonly key: string; readonly optional: boolean }[] = []
  const takeWorkspace = (folder: string): void => {
    if (workspaces.has(folder)) return
    workspaces.add(folder)
    const importer = importers[folder]
    if (importer === undefined) throw new Error(`the lockfile has no workspace ${folder}`)
    for (const [optional, list] of [
      [false, importer.dependencies],
      [true, importer.optionalDependencies],
    ] as const)
      for (const [name, { version }] of Object.entries(list))
        if (version.startsWith('link:')) takeWorkspace(joinPath(folder, version.slice('link:'.length)))
        else begun.push({ key: keyOf(name, version), optional })
  }
  /** A version may name another package: an alias. */
  const keyOf = (name: string, version: string): string => (`${name}@${version}` in snapshots ? `${name}@${version}` : version)

  for (const root of roots) takeWorkspace(root)
  const optionalByKey = new Map<string, boolean>()
  const needsByKey = new Map<string, Set<string>>()
  const queue = [...begun]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { key, optional } = next
    const known = optionalByKey.get(key)
    // Once seen as needed, or as optional again: nothing new.
    if (known === false || known === optional) continue
    optionalByKey.set(key, optional)
    const snapshot = snapshots[key]
    if (snapshot === undefined) throw new Error(`the lockfile has no package ${key}`)
    const needs = needsByKey.get(withoutPeers(key)) ?? new Set()
    needsByKey.set(withoutPeers(key), needs)
    for (const [isOptional, list] of [
      [optional, snapshot.dependencies],
      [true, snapshot.optionalDependencies],
    ] as const)
      for (const [name, version] of Object.entries(list)) {
        // The workspace's own packages may stand among peers; they are no packages of others.
        if (version.startsWith('link:')) continue
        const needed = keyOf(name, version)
        const isOptionalPeer = packages[withoutPeers(key)]?.peerDependenciesMeta[name]?.optional === true
        needs.add(withoutPeers(needed))
        queue.push({ key: needed, optional: isOptional || isOptionalPeer })
      }
  }
  const isOptional = new Map<string, boolean>()
  for (const [key, optional] of optionalByKey) isOptional.set(withoutPeers(key), optional && (isOptional.get(withoutPeers(key)) ?? true))
  return [...needsByKey.keys()].sort().map((key) => ({
    ...splitKey(key),
    integrity: packages[key]?.resolution.integrity ?? null,
    needs: [...(needsByKey.get(key) ?? [])].sort(),
    optional: isOptional.get(key) ?? false,
  }))
}

export const keyOfPackage = ({ name, version }: Pick<ProductionPackage, 'name' | 'version'>): string => `${name}@${version}`
