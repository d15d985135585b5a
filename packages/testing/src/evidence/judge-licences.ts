import type { LicenceByKey } from './installed-licences.ts'
import { keyOfPackage, type ProductionPackage } from './production-packages.ts'

/** Licences under which the project takes code: permissive, or weak copyleft that asks nothing of a program that merely uses the package. */
const TAKEN = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-4.0',
  'EPL-2.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]

export interface LicensedPackage {
  readonly key: string
  readonly licence: string | null
}
export interface LicenceJudgement {
  readonly taken: readonly LicensedPackage[]
  /** Another licence, or none that can be read. */
  readonly refused: readonly LicensedPackage[]
  /** Optional packages that this platform does not install: their licence is not here to be read. */
  readonly notInstalled: readonly string[]
}

/** Whether an SPDX expression allows taking: of alternatives one must be taken, of a combination all. */
export const isTaken = (expression: string): boolean => {
  const text = expression.trim().replace(/^\((.*)\)$/, '$1')
  if (text.includes(' OR ')) return text.split(' OR ').some(isTaken)
  if (text.includes(' AND ')) return text.split(' AND ').every(isTaken)
  return TAKEN.includes(text)
}

/** Judges the licences of packages by what their installed copies say. A package that must be there and is not is refused. */
export const judgeLicences = (packages: readonly ProductionPackage[], licences: LicenceByKey): LicenceJudgement => {
  const isAbsent = (each: ProductionPackage): boolean => each.optional && !licences.has(keyOfPackage(each))
  const present = packages
    .filter((each) => !isAbsent(each))
    .map((each): LicensedPackage => ({ key: keyOfPackage(each), licence: licences.get(keyOfPackage(each)) ?? null }))
  const isFine = ({ licence }: LicensedPackage): boolean => licence !== null && isTaken(licence)
  return {
    taken: present.filter(isFine),
    refused: present.filter((each) => !isFine(each)),
    notInstalled: packages.filter(isAbsent).map(keyOfPackage),
  }
}
