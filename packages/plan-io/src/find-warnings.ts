import { type Issue, PLAN_SECTIONS, type Plan } from '@gatehouse/core'
import { unknownKey } from './schema/describe-problems.ts'
import { knownKeysAt } from './schema/known-keys.ts'
import { planFileSchema } from './schema/plan-file-schema.ts'
import { lineOfDottedPath, type SourceNode } from './source/source-node.ts'

/** What is allowed but probably not meant. */
export const findWarnings = (plan: Plan, root: SourceNode): Issue[] => [...warnOfUnknownFields(root), ...warnOfLooseWorkflows(plan, root)]

/** Lists without rules of their own keep fields that nobody knows, and say so. */
function warnOfUnknownFields(root: SourceNode): Issue[] {
  return PLAN_SECTIONS.flatMap((section) => {
    const known = new Set(knownKeysAt(planFileSchema, [section, 0]))
    const items = root.entries?.get(section)?.node.items ?? []
    return items.flatMap((item, index) =>
      [...(item.entries?.keys() ?? [])]
        .filter((key) => !known.has(key))
        .map((key) => {
          const issue = unknownKey(key, [section, index], root, planFileSchema)
          return { ...issue, code: 'unknown_field', message: `${issue.message} It is kept as written.` }
        }),
    )
  })
}

/** CI is read for the workflows of the release target only. */
function warnOfLooseWorkflows(plan: Plan, root: SourceNode): Issue[] {
  const read = new Set(plan.releaseTarget?.workflows.map((workflow) => workflow.path))
  return plan.gates.flatMap((gate) =>
    gate.requirements.flatMap(({ key, workflow }) => {
      if (workflow === null || read.has(workflow)) return []
      const path = `gates.${gate.key}.requirements.${key}.workflow`
      const message = `${key} follows ${workflow}, which the release target does not name, so nothing can prove it.`
      return [{ code: 'workflow_not_read', message, path, line: lineOfDottedPath(root, path), hint: 'Add it to releaseTarget.workflows.' }]
    }),
  )
}
