/**
 * What a plan must satisfy as a whole, whoever wrote it. Fields on their own (types, missing keys) are the reader's business; here are
 * the rules between them. Everything wrong is reported at once; `path` is dotted and names list entries by key, such as
 * `tasks.L4-D1.after.L4-D0`, `gates.G3.requirements.G3.1` or `dependencies.L4-D1->G7`.
 */
import { checkLinks } from './check-links.ts'
import { checkNames } from './check-names.ts'
import { checkSizes } from './check-sizes.ts'
import { checkValues } from './check-values.ts'
import type { Plan } from './plan.ts'
import type { PlanIssue } from './plan-issue.ts'

/** Every problem of a plan; empty: it may be stored and scheduled. Never throws on a plan of the right shape. */
export const checkPlan = (plan: Plan): PlanIssue[] => [...checkSizes(plan), ...checkValues(plan), ...checkNames(plan), ...checkLinks(plan)]
