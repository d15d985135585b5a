/**
 * Who may submit and sign a gate. Source: DESIGN.md section 2, THREATS.md rows 1 to 3.
 *
 * Permission to sign is proven by a type: only `authoriseApprover` makes an `AuthorisedApprover`, and `approveGate` takes nothing
 * else. It is good for the one gate and round that it was made for.
 */
import { type Approver, can } from '../access/roles.ts'
import type { Actor, Evidence, GateProgress, ProgramState, SignOff } from '../board/program-state.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'

declare const authorised: unique symbol
/** A person who may decide on one gate in one round: list its gaps. */
export interface AuthorisedReviewer {
  readonly [authorised]: 'reviewer' | 'approver'
  readonly actor: Actor
  readonly gateKey: string
  readonly round: number
  /** Handle under which the person is entitled; null: by role, where the gate names no reviewers. */
  readonly handle: string | null
}
/** …and who may also approve: neither its submitter nor an author of its evidence. */
export interface AuthorisedApprover extends AuthorisedReviewer {
  readonly [authorised]: 'approver'
}

export const actorOf = (person: Approver): Actor => ({ userId: person.userId, name: person.name })

/** Handles by which this person reviews the gate: those on its list that are bound to the account. */
export const reviewingHandle = (gate: Pick<GateProgress, 'reviewers'>, person: Pick<Approver, 'handles'>): string | null =>
  gate.reviewers.find((handle) => person.handles.includes(handle)) ?? null

/** On the gate's list, or (where it names nobody) holding a role that reviews. Without such a role nobody reviews anything. */
export const isReviewer = (gate: Pick<GateProgress, 'reviewers'>, person: Approver): boolean =>
  can(person.roles, 'gate.review') && (gate.reviewers.length === 0 || reviewingHandle(gate, person) !== null)

/** A lead, or one of the gate's owners; where it names nobody, anyone whose role submits. */
export const isSubmitter = (gate: Pick<GateProgress, 'owners'>, person: Approver): boolean =>
  can(person.roles, 'gate.submit') &&
  (person.roles.includes('lead') || gate.owners.length === 0 || gate.owners.some((handle) => person.handles.includes(handle)))

export const signOffsOfRound = (gate: GateProgress): readonly SignOff[] => gate.signOffs.filter((signOff) => signOff.round === gate.round)

export const authorsOf = (evidence: readonly Evidence[], gateKey: string): ReadonlySet<string> =>
  new Set(evidence.filter((piece) => piece.gateKey === gateKey && piece.withdrawnAt === null).map((piece) => piece.attachedBy.userId))

export const gateByKey = (state: Pick<ProgramState, 'gates'>, gateKey: string): Result<GateProgress> => {
  const gate = state.gates.find((candidate) => candidate.key === gateKey)
  return gate === undefined
    ? refuse('gate_not_found', `There is no gate ${gateKey}.`, [
        { code: 'gate_not_found', message: `There is no gate ${gateKey}.`, path: `gates.${gateKey}` },
      ])
    : ok(gate)
}

const personIssue = (code: string, message: string, gateKey: string): Issue => ({ code, message, path: `gates.${gateKey}` })

const reviewIssues = (gate: GateProgress, person: Approver): readonly Issue[] => {
  const issues: Issue[] = []
  if (!isReviewer(gate, person))
    issues.push(
      personIssue(
        'not_a_reviewer',
        gate.reviewers.length === 0
          ? `${gate.key} names no reviewers: signing it takes the role of reviewer or lead.`
          : `${gate.key} is signed by ${gate.reviewers.join(', ')}, with the role of reviewer or lead.`,
        gate.key,
      ),
    )
  if (signOffsOfRound(gate).some((signOff) => signOff.actor.userId === person.userId))
    issues.push(personIssue('already_signed', `${person.name} has decided on ${gate.key} in this round.`, gate.key))
  return issues
}

const selfApprovalIssues = (state: Pick<ProgramState, 'evidence'>, gate: GateProgress, person: Approver): readonly Issue[] => {
  const issues: Issue[] = []
  if (gate.submittedBy?.userId === person.userId)
    issues.push(personIssue('self_approval', `${person.name} submitted ${gate.key}.`, gate.key))
  if (authorsOf(state.evidence, gate.key).has(person.userId))
    issues.push(personIssue('self_approval', `${person.name} attached evidence to ${gate.key}.`, gate.key))
  return issues
}

type DecisionState = Pick<ProgramState, 'gates' | 'evidence'>

const prove = (gate: GateProgress, person: Approver): Omit<AuthorisedReviewer, typeof authorised> => ({
  actor: actorOf(person),
  gateKey: gate.key,
  round: gate.round,
  handle: reviewingHandle(gate, person),
})

const refuseFirst = (issues: readonly Issue[]): Result<never> => {
  const first = issues[0]
  const code = first?.code === 'already_signed' || first?.code === 'self_approval' ? first.code : 'not_a_reviewer'
  return refuse(code, first?.message ?? '', issues)
}

/** Proves that a person may list gaps: `not_a_reviewer`, `already_signed`. */
export const authoriseReviewer = (state: DecisionState, gateKey: string, person: Approver): Result<AuthorisedReviewer> => {
  const gate = gateByKey(state, gateKey)
  if (!gate.ok) return gate
  const issues = reviewIssues(gate.value, person)
  return issues.length > 0 ? refuseFirst(issues) : ok(prove(gate.value, person) as AuthorisedReviewer)
}

/** Proves that a person may approve: `not_a_reviewer`, `already_signed`, `self_approval`; all reasons at once in the issues. */
export const authoriseApprover = (state: DecisionState, gateKey: string, person: Approver): Result<AuthorisedApprover> => {
  const gate = gateByKey(state, gateKey)
  if (!gate.ok) return gate
  const issues = [...reviewIssues(gate.value, person), ...selfApprovalIssues(state, gate.value, person)]
  return issues.length > 0 ? refuseFirst(issues) : ok(prove(gate.value, person) as AuthorisedApprover)
}
