import { z } from 'zod'
import { fieldOf } from './schema/known-keys.ts'

/**
 * A plain value with its fields in one order: those that the schema knows in its order, others by name. A store may hand fields
 * back in an order of its own, and equal plans must still give equal files.
 */
export function orderFields(value: unknown, schema: z.ZodType | null): unknown {
  if (Array.isArray(value))
    return value.map((item) => orderFields(item, schema instanceof z.ZodArray ? (schema.element as z.ZodType) : null))
  if (typeof value !== 'object' || value === null) return value
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  const fields = value as Readonly<Record<string, unknown>>
  const others = Object.keys(fields)
    .filter((name) => !known.includes(name))
    .sort((a, b) => (a < b ? -1 : 1))
  const ordered = [...known.filter((name) => Object.hasOwn(fields, name)), ...others]
  return Object.fromEntries(
    ordered.map((name) => [name, orderFields(fields[name], schema instanceof z.ZodObject ? fieldOf(schema, name) : null)]),
  )
}
