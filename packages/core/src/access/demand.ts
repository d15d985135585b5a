import { ok, type RefusalCode, type Result, refuse } from '../result.ts'
import { type Approver, type Capability, can } from './roles.ts'

/** One reason, one refusal. */
export const refuseOne = (code: RefusalCode, message: string, path: string, hint?: string): Result<never> =>
  refuse(code, message, [{ code, message, path, ...(hint === undefined ? {} : { hint }) }])

const WHO: Readonly<Partial<Record<Capability, string>>> = {
  'plan.edit': 'Only a lead edits the plan.',
  'program.edit': 'Only a lead edits the program.',
  'task.progress': 'Progress is reported by owners and leads.',
  'blocker.write': 'Blockers are kept by owners and leads.',
  'target.set': 'Only a lead sets the release target.',
  'people.manage': 'Only a lead manages people.',
  'go_no_go.lead': 'Only a lead asks for go or no-go, and decides.',
  'go_no_go.vote': 'Lanes are spoken for by their owners.',
}

/** `forbidden` unless one of the person's roles grants it. */
export const demand = (person: Approver, capability: Capability, path: string): Result<true> =>
  can(person.roles, capability) ? ok(true) : refuseOne('forbidden', WHO[capability] ?? 'This takes another role.', path)
