import type { Plan } from '@gatehouse/core'
import { toPlanDocument } from './to-plan-document.ts'
import { writeYaml } from './write-yaml.ts'

/**
 * The canonical, lossless form of a plan. Reading it back gives an equal plan, and equal plans give the same text. Defaults are
 * left out; a dependency stays where it was written, as `after` on its successor or in `dependencies`.
 */
export function writePlanFile(plan: Plan, format: 'yaml' | 'json'): string {
  const file = toPlanDocument(plan)
  return format === 'json' ? `${JSON.stringify(file, null, 2)}\n` : writeYaml(file)
}
