import { z } from 'zod'
import { planFileSchema } from './plan-file-schema.ts'

/** JSON Schema (draft 2020-12) of a plan file as it may be written, for editors and for `GET /api/schema/plan.json`. */
export function planJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(planFileSchema, { target: 'draft-2020-12', io: 'input' }) as Record<string, unknown>
}
