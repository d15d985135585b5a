/** For every contract: a request that would be carried out if its sender were allowed to make it. */
import type { Route } from '@gatehouse/contracts'
import { z } from 'zod'

export interface Ids {
  readonly slug: string
  readonly userId: string
}
const UUID = '00000000-0000-7000-8000-000000000000'

/** What an address is nothing without. */
const QUERIES: Readonly<Record<string, string>> = { past: '?seq=1' }

/** The contract's address with parameters that exist in the test plan where they can. */
export const exampleUrl = (route: Route, ids: Ids): string => {
  const noun = route.url.split('/')[5] ?? ''
  const keys: Readonly<Record<string, string>> = { lanes: 'L1', phases: 'A', milestones: 'M1', tasks: 'T1', gates: 'G1', blockers: 'B1' }
  const values: Readonly<Record<string, string>> = {
    slug: ids.slug,
    key: keys[noun] ?? 'T1',
    seq: '1',
    id: route.url.startsWith('/api/v1/accounts') ? ids.userId : UUID,
    userId: ids.userId,
    handle: '@owner-dev',
    requirement: 'G1.1',
    from: 'T1',
    to: 'T2',
    kind: 'hard',
    token: 'no-such-token',
    keyId: 'a'.repeat(64),
    sha256: '0'.repeat(64),
  }
  const path = route.url.replaceAll(/:([A-Za-z0-9]+)/g, (_match, name: string) => encodeURIComponent(values[name] ?? 'x'))
  return `${path}${QUERIES[noun] ?? ''}`
}

/** Any body that fits a schema: the smallest that its JSON Schema allows. */
const exampleOf = (schema: JsonSchema, field = ''): unknown => {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const [variant] = schema.anyOf ?? []
  if (variant !== undefined) return exampleOf(variant, field)
  if (schema.type === 'object') {
    const required = schema.required ?? []
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name]) => required.includes(name))
        .map(([name, each]) => [name, exampleOf(each, name)]),
    )
  }
  if (schema.type === 'array') return (schema.minItems ?? 0) > 0 && schema.items !== undefined ? [exampleOf(schema.items, field)] : []
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  return textFor(schema, field)
}
const TEXTS: Readonly<Record<string, string>> = {
  handle: '@example',
  slug: 'example-program',
  email: 'example@example.test',
  sha: 'a'.repeat(40),
  startsOn: '2026-02-20',
  timeZone: 'UTC',
  repository: 'acme/example',
  path: '.github/workflows/gate.yml',
  lane: 'L1',
  taskKey: 'T1',
  gateKey: 'G1',
  requirementKey: 'G1.1',
  from: 'T1',
  to: 'T3',
  prefix: 'D',
}
const textFor = (schema: JsonSchema, field: string): string =>
  schema.format === 'date-time' ? '2099-01-01T00:00:00Z' : (TEXTS[field] ?? 'example'.padEnd(schema.minLength ?? 0, 'x'))

interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
}

export const exampleBody = (route: Route): unknown =>
  route.body === undefined ? undefined : exampleOf(z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
