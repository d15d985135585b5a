/**
 * Somebody signs in a reviewer's place while they are away. It is a loan of one handle for a time: it passes on what the handle may sign and
 * nothing else, is never passed on again, and ends by itself.
 */
import { refuseOne } from '../access/demand.ts'
import { type Approver, can, type Role } from '../access/roles.ts'
import type { AuditNote } from '../board/audit-note.ts'
import type { Actor, Delegation, OwnerState, ProgramState } from '../board/program-state.ts'
import { actorOf } from '../gates/entitlement.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'

export const DELEGATION_DAYS_MAX = 60
const DAY_MS = 86_400_000

/** Whoever is to stand in, as a member of the program. */
export interface Delegate extends Actor {
  readonly roles: readonly Role[]
}
export interface DelegationInput {
  readonly handle: string
  /** null: no member of the program. */
  readonly to: Delegate | null
  /** ISO instants; the end is exclusive. */
  readonly from: string
  readonly until: string
  readonly reason: string
}
export interface AddedDelegation {
  /** To insert with an id. */
  readonly delegation: Omit<Delegation, 'id'>
  readonly audit: AuditNote
}

const path = 'delegation'
const issue = (code: string, message: string, field: string, hint?: string): Issue => ({
  ...{ code, message, path: `${path}.${field}` },
  ...(hint === undefined ? {} : { hint }),
})

const spanIssues = ({ from, until }: DelegationInput, now: string): readonly Issue[] => {
  const [start, end, at] = [Date.parse(from), Date.parse(until), Date.parse(now)]
  if (Number.isNaN(start) || Number.isNaN(end)) return [issue('bad_span', 'Beginning and end are ISO 8601 instants.', 'from')]
  if (end <= start) return [issue('bad_span', 'It ends before it begins.', 'until')]
  const issues: Issue[] = []
  if (end <= at) issues.push(issue('bad_span', 'It would have ended already.', 'until'))
  if (start < at - DAY_MS) issues.push(issue('bad_span', 'It cannot begin in the past.', 'from'))
  if (end - start > DELEGATION_DAYS_MAX * DAY_MS)
    issues.push(issue('bad_span', `It lasts at most ${DELEGATION_DAYS_MAX} days.`, 'until', 'Bind the handle to whoever signs for good.'))
  return issues
}

const overlaps = (a: Pick<Delegation, 'from' | 'until'>, b: Pick<Delegation, 'from' | 'until'>): boolean =>
  Date.parse(a.from) < Date.parse(b.until) && Date.parse(b.from) < Date.parse(a.until)

/** What else is lent in that time, and stands against it. */
const loanIssues = (state: ProgramState, input: DelegationInput, holder: OwnerState, to: Delegate): readonly Issue[] => {
  const others = state.delegations.filter((each) => each.revokedAt === null && overlaps(each, input))
  const holderOf = (handle: string): string | null => state.owners.find((owner) => owner.handle === handle)?.userId ?? null
  return others.flatMap((other) => {
    if (other.handle === input.handle)
      return [issue('lent_already', `${other.to.name} stands in for ${other.handle} in that time.`, 'from', 'End that first.')]
    if (holderOf(other.handle) === to.userId)
      return [
        issue('chain', `${to.name} is away then: ${other.to.name} stands in for ${other.handle}.`, 'to', 'Choose somebody who is there.'),
      ]
    if (other.to.userId === holder.userId)
      return [
        issue(
          'chain',
          `${other.to.name} stands in for ${other.handle} in that time.`,
          'handle',
          'End that first: a loan is not passed on.',
        ),
      ]
    return []
  })
}

/**
 * Lends a handle to a member; by its holder or a lead. Refusals: `key_unknown`, `forbidden`, and `delegation_refused` with every reason: no
 * holder, no member, no right to review, oneself, a bad span (over, longer than 60 days), lent already, or a chain.
 */
export const addDelegation = (state: ProgramState, actor: Approver, input: DelegationInput, now: string): Result<AddedDelegation> => {
  const holder = state.owners.find((owner) => owner.handle === input.handle)
  if (holder === undefined) return refuseOne('key_unknown', `${input.handle} is not an owner of this program.`, `${path}.handle`)
  if (!actor.roles.includes('lead') && holder.userId !== actor.userId)
    return refuseOne('forbidden', `Only the holder of ${input.handle} or a lead lends it.`, `${path}.handle`)
  const { to } = input
  const issues: Issue[] = [...spanIssues(input, now)]
  if (holder.userId === null) issues.push(issue('not_held', `Nobody holds ${input.handle}: bind it to an account instead.`, 'handle'))
  if (to === null) issues.push(issue('not_a_member', 'Whoever stands in is a member of the program.', 'to'))
  else {
    if (to.userId === holder.userId) issues.push(issue('oneself', `${to.name} holds ${input.handle} already.`, 'to'))
    if (!can(to.roles, 'gate.review'))
      issues.push(issue('not_a_reviewer', `${to.name} does not review in this program: the role of reviewer or lead is needed.`, 'to'))
    issues.push(...loanIssues(state, input, holder, to))
  }
  const reason = input.reason.trim()
  if (reason === '') issues.push(issue('reason_required', 'Say why somebody stands in.', 'reason'))
  if (issues.length > 0 || to === null) return refuse('delegation_refused', issues[0]?.message ?? '', issues)
  const delegation = {
    handle: input.handle,
    to: { userId: to.userId, name: to.name },
    from: new Date(input.from).toISOString(),
    until: new Date(input.until).toISOString(),
    reason,
    createdAt: now,
    createdBy: actorOf(actor),
    revokedAt: null,
  }
  return ok({
    delegation,
    audit: { action: 'delegation.added', subjectKind: 'owner', subjectKey: input.handle, before: null, after: { ...delegation } },
  })
}

export interface EndedDelegation {
  readonly id: string
  readonly revokedAt: string
  readonly audit: AuditNote
}

/** Ends a loan now; by the holder, whoever made it, or a lead. `delegation_not_found` when it has ended. */
export const endDelegation = (state: ProgramState, actor: Approver, id: string, now: string): Result<EndedDelegation> => {
  const found = state.delegations.find((each) => each.id === id)
  if (found === undefined || found.revokedAt !== null || Date.parse(found.until) <= Date.parse(now))
    return refuseOne('delegation_not_found', 'There is no such delegation, or it has ended.', `${path}.${id}`)
  const holder = state.owners.find((owner) => owner.handle === found.handle)
  if (!actor.roles.includes('lead') && holder?.userId !== actor.userId && found.createdBy.userId !== actor.userId)
    return refuseOne('forbidden', `Only the holder of ${found.handle}, whoever made it or a lead ends it.`, `${path}.${id}`)
  const { handle, to, from, until } = found
  return ok({
    id,
    revokedAt: now,
    audit: {
      action: 'delegation.ended',
      subjectKind: 'owner',
      subjectKey: handle,
      before: { handle, to, from, until, revokedAt: null },
      after: { handle, to, from, until, revokedAt: now },
    },
  })
}
