/** Whether the signatures that a gate asks for can ever be given. Source: DESIGN.md section 2. */
import type { Gate, PlanOwner, Requirement } from './plan.ts'
import type { PlanIssue } from './plan-issue.ts'

/** How a sign-off role is written: `security`, `site-reliability`. */
export const SIGN_ROLE = /^[a-z][a-z0-9-]{0,39}$/

type Terms = Pick<Gate, 'key' | 'reviewers' | 'quorum' | 'signRoles'>

/** Handles that may sign: those named, and those that may stand for a role that is asked for. Both empty: whoever reviews. */
export const signingHandles = (gate: Pick<Gate, 'reviewers' | 'signRoles'>, owners: readonly PlanOwner[]): ReadonlySet<string> => {
  const asked = new Set(gate.signRoles.map(({ role }) => role))
  return new Set([
    ...gate.reviewers,
    ...owners.filter((owner) => owner.signsAs.some((role) => asked.has(role))).map(({ handle }) => handle),
  ])
}

export const checkSigning = (gate: Terms, owners: readonly PlanOwner[]): readonly PlanIssue[] => {
  const path = `gates.${gate.key}`
  const issues: PlanIssue[] = []
  const wrong = (code: PlanIssue['code'], message: string, field: string, hint?: string): void => {
    issues.push({ code, message, path: `${path}.${field}`, ...(hint === undefined ? {} : { hint }) })
  }
  if (!Number.isInteger(gate.quorum) || gate.quorum < 1) wrong('number_invalid', 'A gate needs at least one signature.', 'quorum')
  const seen = new Set<string>()
  for (const { role, count } of gate.signRoles) {
    if (!SIGN_ROLE.test(role))
      wrong('sign_role_invalid', `“${role}” is no role: use up to 40 of a-z, 0-9 and -, such as security.`, 'signRoles')
    if (seen.has(role))
      wrong('sign_role_twice', `The role ${role} is asked for twice.`, 'signRoles', 'Ask once, with the number of signatures.')
    seen.add(role)
    if (!Number.isInteger(count) || count < 1)
      wrong('number_invalid', `The role ${role} is asked for at least once, or left out.`, 'signRoles')
    const holders = owners.filter((owner) => owner.signsAs.includes(role)).length
    if (holders < count)
      wrong(
        'sign_role_unheld',
        holders === 0 ? `Nobody may sign as ${role}.` : `${count} signatures as ${role} are asked for, and only ${holders} may give one.`,
        'signRoles',
        `Write ${role} into signsAs of an owner.`,
      )
  }
  const roleSeats = gate.signRoles.reduce((sum, { count }) => sum + count, 0)
  if (roleSeats > gate.quorum)
    wrong(
      'quorum_too_small',
      `The roles alone ask for ${roleSeats} signatures, the quorum for ${gate.quorum}.`,
      'quorum',
      `Raise it to ${roleSeats}.`,
    )
  const eligible = signingHandles(gate, owners).size
  if (eligible > 0 && gate.quorum > eligible)
    wrong(
      'quorum_too_large',
      `It needs ${gate.quorum} signatures, but only ${eligible} may sign.`,
      'quorum',
      'Name more reviewers or ask for fewer signatures.',
    )
  return issues
}

/** What a requirement asks of its proof beyond type and number. */
export const checkProofTerms = (requirement: Requirement, path: string): readonly PlanIssue[] => {
  const issues: PlanIssue[] = []
  requirement.oneOf.forEach((group, index) => {
    if (group.length === 0)
      issues.push({
        code: 'one_of_empty',
        message: 'A group of types names none.',
        path: `${path}.oneOf.${index}`,
        hint: 'Name its types or leave the group out.',
      })
    const strangers = group.filter((type) => !requirement.accepts.includes(type))
    if (strangers.length > 0)
      issues.push({
        code: 'one_of_not_accepted',
        message: `A group names ${strangers.join(', ')}, which the requirement does not take.`,
        path: `${path}.oneOf.${index}`,
        hint: 'Add it to accepts.',
      })
  })
  if (requirement.warnHours !== null) {
    const limit = requirement.freshness === 'max_age' ? requirement.maxAgeHours : null
    if (!Number.isInteger(requirement.warnHours) || requirement.warnHours < 0 || (limit !== null && requirement.warnHours >= limit))
      issues.push({
        code: 'number_invalid',
        message: 'The warning comes some whole hours before the largest age, and not before the proof is made.',
        path: `${path}.warnHours`,
      })
  }
  return issues
}
