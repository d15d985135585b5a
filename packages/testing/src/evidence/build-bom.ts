import { Enums, Models, Serialize, Spec, SPDX, Validation } from '@cyclonedx/cyclonedx-library'
import type { LicenceByKey } from './installed-licences.ts'
import { keyOfPackage, type ProductionPackage } from './production-packages.ts'

const VERSION = Spec.Version.v1dot6

/** `pkg:npm/%40scope/name@1.2.3` */
export const purlOf = ({ name, version }: Pick<ProductionPackage, 'name' | 'version'>): string =>
  `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`

const licenceFor = (said: string): Models.License => {
  if (SPDX.isSupportedSpdxId(said)) return new Models.SpdxLicense(said)
  return / (OR|AND|WITH) /.test(said) ? new Models.LicenseExpression(said) : new Models.NamedLicense(said)
}

/** A lockfile pins the SHA-512 of the tarball in base64; a bill of materials says it in hex. */
const hashOf = (integrity: string | null): [Enums.HashAlgorithm, string][] =>
  integrity?.startsWith('sha512-')
    ? [[Enums.HashAlgorithm['SHA-512'], Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')]]
    : []

const componentOf = (each: ProductionPackage, licence: string | null): Models.Component => {
  const [group, name] = each.name.startsWith('@') ? (each.name.split('/') as [string, string]) : [undefined, each.name]
  return new Models.Component(Enums.ComponentType.Library, name, {
    ...(group === undefined ? {} : { group }),
    version: each.version,
    bomRef: keyOfPackage(each),
    purl: purlOf(each),
    scope: each.optional ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required,
    hashes: new Models.HashDictionary(hashOf(each.integrity)),
    licenses: new Models.LicenseRepository(licence === null ? [] : [licenceFor(licence)]),
  })
}

/** The bill of materials of the product. It has no date and no serial number: the same packages give the same bytes. */
export const buildBom = (packages: readonly ProductionPackage[], licences: LicenceByKey, version: string): Models.Bom => {
  const product = new Models.Component(Enums.ComponentType.Application, 'gatehouse', { version, bomRef: 'gatehouse' })
  const components = new Map(packages.map((each) => [keyOfPackage(each), componentOf(each, licences.get(keyOfPackage(each)) ?? null)]))
  for (const each of packages)
    for (const key of each.needs) {
      const needed = components.get(key)
      if (needed === undefined) throw new Error(`${keyOfPackage(each)} needs ${key}, which is not listed`)
      components.get(keyOfPackage(each))?.dependencies.add(needed.bomRef)
    }
  const needed = new Set(packages.flatMap((each) => each.needs))
  for (const [key, component] of components) if (!needed.has(key)) product.dependencies.add(component.bomRef)
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: product }) })
  for (const component of components.values()) bom.components.add(component)
  return bom
}

export const bomText = (bom: Models.Bom): string => {
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
  return `${serializer.serialize(bom, { sortLists: true })}\n`
}

/** What CycloneDX's own schema finds wrong with a bill of materials, in words; empty: nothing. */
export const findBomProblems = async (text: string): Promise<readonly string[]> => {
  const problems = await new Validation.JsonStrictValidator(VERSION).validate(text)
  return problems === null ? [] : (Array.isArray(problems) ? problems : [problems]).map((each) => JSON.stringify(each))
}
