import { z } from 'zod'

/** The schema at a path of keys and indices, without its optional, nullable and default wrappers; null where there is none. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | null {
  let current: z.ZodType | null = unwrap(schema)
  for (const step of path) {
    if (current instanceof z.ZodObject) current = fieldOf(current, String(step))
    else if (current instanceof z.ZodArray) current = unwrap(current.element as z.ZodType)
    else return null
    if (current === null) return null
  }
  return current
}

/** The keys that a map at this path may have. */
export function knownKeysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, path)
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

/** May the map at this path leave the key out? */
export function isOptionalAt(schema: z.ZodType, path: readonly PropertyKey[], key: string): boolean {
  const owner = schemaAt(schema, path)
  const child: unknown = owner instanceof z.ZodObject ? owner.shape[key] : undefined
  return child instanceof z.ZodType && child.safeParse(undefined).success
}

/** The schema of a map's field, without its wrappers; null: it has no such field. */
export function fieldOf(schema: z.ZodObject, key: string): z.ZodType | null {
  const child: unknown = schema.shape[key]
  return child instanceof z.ZodType ? unwrap(child) : null
}

function unwrap(schema: z.ZodType): z.ZodType {
  let current = schema
  while (current instanceof z.ZodOptional || current instanceof z.ZodNullable || current instanceof z.ZodDefault) {
    current = current.unwrap() as z.ZodType
  }
  return current
}
