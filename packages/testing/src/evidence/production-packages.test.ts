import { describe, expect, it } from 'vitest'
import { readProductionPackages } from './production-packages.ts'

const LOCKFILE = `
lockfileVersion: '9.0'
importers:
  .:
    devDependencies:
      tool: {specifier: 1.0.0, version: 1.0.0}
  apps/api:
    dependencies:
      '@own/db': {specifier: workspace:*, version: link:../../packages/db}
      web-server: {specifier: 2.0.0, version: 2.0.0(peer@1.0.0)}
    devDependencies:
      tool: {specifier: 1.0.0, version: 1.0.0}
  apps/other:
    dependencies:
      elsewhere: {specifier: 1.0.0, version: 1.0.0}
  packages/db:
    dependencies:
      '@scope/driver': {specifier: 3.0.0, version: 3.0.0}
      renamed: {specifier: npm:real@4.0.0, version: real@4.0.0}
packages:
  '@scope/driver@3.0.0': {resolution: {integrity: sha512-AAAA}}
  binary@1.0.0: {resolution: {integrity: sha512-BBBB}, os: [plan9]}
  below@1.0.0: {resolution: {integrity: sha512-CCCC}}
  peer@1.0.0: {resolution: {integrity: sha512-DDDD}}
  companion@1.0.0: {resolution: {integrity: sha512-EEEE}}
  web-server@2.0.0:
    resolution: {integrity: sha512-FFFF}
    peerDependencies: {companion: '*', peer: '*'}
    peerDependenciesMeta: {companion: {optional: true}}
  real@4.0.0: {resolution: {integrity: sha512-GGGG}}
  tool@1.0.0: {resolution: {integrity: sha512-HHHH}}
  elsewhere@1.0.0: {resolution: {integrity: sha512-IIII}}
snapshots:
  '@scope/driver@3.0.0':
    dependencies: {below: 1.0.0}
    optionalDependencies: {binary: 1.0.0}
  binary@1.0.0: {}
  below@1.0.0: {}
  peer@1.0.0: {}
  companion@1.0.0:
    dependencies: {below: 1.0.0}
  web-server@2.0.0(peer@1.0.0):
    dependencies: {companion: 1.0.0, peer: 1.0.0}
  real@4.0.0: {}
  tool@1.0.0: {}
  elsewhere@1.0.0: {}
`

describe('the packages that the product runs with', () => {
  const packages = readProductionPackages(LOCKFILE, ['apps/api'])

  it('are all that is reached without development dependencies, through workspaces, each once', () => {
    expect(packages.map(({ name, version }) => `${name}@${version}`)).toEqual([
      '@scope/driver@3.0.0',
      'below@1.0.0',
      'binary@1.0.0',
      'companion@1.0.0',
      'peer@1.0.0',
      'real@4.0.0',
      'web-server@2.0.0',
    ])
  })

  it('are optional where everything that needs them can do without', () => {
    expect(packages.filter(({ optional }) => optional).map(({ name }) => name)).toEqual(['binary', 'companion'])
  })

  it('say their digest and what they need themselves', () => {
    expect(packages.find(({ name }) => name === 'web-server')).toEqual({
      ...{ name: 'web-server', version: '2.0.0', integrity: 'sha512-FFFF', optional: false },
      needs: ['companion@1.0.0', 'peer@1.0.0'],
    })
  })

  it('cannot be read from a lockfile that lacks one', () => {
    expect(() => readProductionPackages(LOCKFILE.replace('  below@1.0.0: {}\n', ''), ['apps/api'])).toThrow('the lockfile has no package')
    expect(() => readProductionPackages(LOCKFILE, ['apps/nowhere'])).toThrow('no workspace apps/nowhere')
    expect(() => readProductionPackages('lockfileVersion: "6.0"', [])).toThrow()
  })
})
