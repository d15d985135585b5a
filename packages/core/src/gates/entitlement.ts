/**
 * Who may submit and sign a gate. Source: DESIGN.md section 2, THREATS.md rows 1 to 3.
 *
 * Permission to sign is proven by a type: only `authoriseApprover` makes an `AuthorisedApprover`, and `approveGate` takes nothing
 * else. It is good for the one gate and round that it was made for.
 */
import { type Approver, can } from '../access/roles.ts'
import type { BoardGate, SigningPerson } from '../board/board.ts'
import type { Actor, GateProgress, ProgramState } from '../board/program-state.ts'
import { signingHandles } from '../plan/check-signing.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'
import { signingOf } from './cover-roles.ts'
import type { SignerIdentity } from './frozen-gate.ts'
import { type Bar, barsOf, type Standing, standingsOf } from './standing.ts'

declare const authorised: unique symbol
/** A person who may decide on one gate in one round: list its gaps. */
export interface AuthorisedReviewer extends Pick<Standing, 'handle' | 'onBehalfOf'> {
  readonly [authorised]: 'reviewer' | 'approver'
  readonly actor: Actor
  readonly gateKey: string
  readonly round: number
  /** How the server knows who it is; null where nobody asked (samples, tests). */
  readonly identity: SignerIdentity | null
}
/** …and who may also approve: neither its submitter nor an author of its evidence, nor who waived one of its requirements. */
export interface AuthorisedApprover extends AuthorisedReviewer {
  readonly [authorised]: 'approver'
}

export const actorOf = (person: Approver): Actor => ({ userId: person.userId, name: person.name })

/** Named by the gate, by a role that it asks for or in somebody's place, or (where it names nobody) holding a role that reviews. */
export const isReviewer = (gate: Pick<BoardGate, 'signers'>, person: Approver): boolean =>
  can(person.roles, 'gate.review') && (gate.signers.length === 0 || gate.signers.some((signer) => isSigner(signer, person)))

/** This one of the people whom the gate names is this person: by a handle of theirs, or standing in for somebody. */
export const isSigner = ({ handle, userId, onBehalfOf }: SigningPerson, person: Approver): boolean =>
  onBehalfOf === null ? person.handles.includes(handle) : userId === person.userId

/** A lead, or one of the gate's owners; where it names nobody, anyone whose role submits. */
export const isSubmitter = (gate: Pick<GateProgress, 'owners'>, person: Approver): boolean =>
  can(person.roles, 'gate.submit') &&
  (person.roles.includes('lead') || gate.owners.length === 0 || gate.owners.some((handle) => person.handles.includes(handle)))

export const gateByKey = (state: Pick<ProgramState, 'gates'>, gateKey: string): Result<GateProgress> => {
  const gate = state.gates.find((candidate) => candidate.key === gateKey)
  return gate === undefined
    ? refuse('gate_not_found', `There is no gate ${gateKey}.`, [
        { code: 'gate_not_found', message: `There is no gate ${gateKey}.`, path: `gates.${gateKey}` },
      ])
    : ok(gate)
}

type DecisionState = Pick<ProgramState, 'gates' | 'evidence' | 'owners' | 'delegations' | 'releaseTarget'>

const personIssue = (code: string, message: string, gateKey: string): Issue => ({ code, message, path: `gates.${gateKey}` })

const sayWhoSigns = (state: DecisionState, gate: GateProgress): string => {
  const named = [...signingHandles(gate, state.owners)]
  return named.length === 0
    ? `${gate.key} names no reviewers: signing it takes the role of reviewer or lead.`
    : `${gate.key} is signed by ${named.join(', ')}, with the role of reviewer or lead.`
}

const BAR_SENTENCES: Readonly<Record<Bar, { readonly code: 'already_signed' | 'self_approval'; say(name: string, key: string): string }>> =
  {
    signed_already: { code: 'already_signed', say: (name, key) => `${name} has decided on ${key} in this round.` },
    represented: { code: 'already_signed', say: (name, key) => `Somebody has signed ${key} in this round in place of ${name}.` },
    submitted_it: { code: 'self_approval', say: (name, key) => `${name} submitted ${key}.` },
    wrote_its_evidence: { code: 'self_approval', say: (name, key) => `${name} attached evidence to ${key}.` },
    waived_its_requirement: { code: 'self_approval', say: (name, key) => `${name} waived a requirement of ${key}.` },
  }
const DECIDED: readonly Bar[] = ['signed_already', 'represented']

interface Asked {
  readonly state: DecisionState
  readonly gate: GateProgress
  readonly person: Approver
  /** Handle under which the person wishes to sign; null: whichever helps most. */
  readonly as: string | null
  readonly now: string
}

/** What bars an account from this decision, as issues. `only`: the bars that count for it. */
const barIssues = ({ state, gate, now }: Asked, userId: string, name: string, only: readonly Bar[] | null): readonly Issue[] =>
  (barsOf(state, gate, state.evidence, now).get(userId)?.why ?? [])
    .filter((why) => only === null || only.includes(why))
    .map((why) => personIssue(BAR_SENTENCES[why].code, BAR_SENTENCES[why].say(name, gate.key), gate.key))

const holderOf = (state: DecisionState, standing: Standing) => state.owners.find((owner) => owner.handle === standing.onBehalfOf)

/** The standing that brings the gate furthest: one that takes an open role before one that only counts, one's own before a lent one. */
const bestStanding = ({ state, gate, person }: Asked, usable: readonly Standing[]): Standing | null => {
  const releaseSha = state.releaseTarget?.sha ?? null
  const openSeats = (gateThen: GateProgress): number =>
    signingOf(state.owners, gateThen, releaseSha).roles.reduce((sum, { open }) => sum + open, 0)
  const before = openSeats(gate)
  const fills = ({ handle, onBehalfOf, roles }: Standing): boolean =>
    roles.some((role) => {
      const given = { ...PROBE, actor: actorOf(person), handle, onBehalfOf, role, round: gate.round, releaseSha }
      return openSeats({ ...gate, signOffs: [...gate.signOffs, given] }) < before
    })
  return (before === 0 ? undefined : usable.find(fills)) ?? usable[0] ?? null
}
/** A signature as it would be, to see which seat it takes. */
const PROBE = {
  id: '',
  at: '',
  correlationId: '',
  decision: 'approve',
  note: '',
  gateRevision: 0,
  evidence: [],
  identity: null,
  frozen: null,
  frozenDigest: null,
  ci: [],
} as const

const authorise = (asked: Asked, bars: readonly Bar[] | null): Result<Omit<AuthorisedReviewer, typeof authorised>> => {
  const { state, gate, person, as, now } = asked
  const all = can(person.roles, 'gate.review') ? standingsOf(state, gate, person, now) : []
  const standings = as === null ? all : all.filter((standing) => standing.handle === as)
  const issues: Issue[] = []
  if (standings.length === 0)
    issues.push(
      personIssue(
        'not_a_reviewer',
        as === null || all.length === 0 ? sayWhoSigns(state, gate) : `${person.name} does not sign ${gate.key} as ${as}.`,
        gate.key,
      ),
    )
  issues.push(...barIssues(asked, person.userId, person.name, bars))
  const lentIssues = (standing: Standing): readonly Issue[] => {
    const holder = holderOf(state, standing)
    return holder === undefined || holder.userId === null ? [] : barIssues(asked, holder.userId, holder.userName ?? holder.handle, bars)
  }
  const usable = standings.filter((standing) => lentIssues(standing).length === 0)
  if (usable.length === 0) issues.push(...standings.flatMap(lentIssues))
  const standing = bestStanding(asked, usable)
  const first = issues[0]
  if (first !== undefined || standing === null) {
    const code = first?.code === 'already_signed' || first?.code === 'self_approval' ? first.code : 'not_a_reviewer'
    return refuse(code, first?.message ?? '', issues)
  }
  const { handle, onBehalfOf } = standing
  return ok({ actor: actorOf(person), gateKey: gate.key, round: gate.round, handle, onBehalfOf, identity: person.identity ?? null })
}

/** Proves that a person may list gaps: `not_a_reviewer`, `already_signed`. */
export const authoriseReviewer = (
  state: DecisionState,
  gateKey: string,
  person: Approver,
  now: string,
  as: string | null = null,
): Result<AuthorisedReviewer> => {
  const gate = gateByKey(state, gateKey)
  if (!gate.ok) return gate
  const proved = authorise({ state, gate: gate.value, person, as, now }, DECIDED)
  return proved.ok ? ok(proved.value as AuthorisedReviewer) : proved
}

/**
 * Proves that a person may approve: `not_a_reviewer`, `already_signed`, `self_approval`; all reasons at once in the issues. `as`: the handle
 * to sign under, their own or one that was lent to them; null: whichever brings the gate furthest.
 */
export const authoriseApprover = (
  state: DecisionState,
  gateKey: string,
  person: Approver,
  now: string,
  as: string | null = null,
): Result<AuthorisedApprover> => {
  const gate = gateByKey(state, gateKey)
  if (!gate.ok) return gate
  const proved = authorise({ state, gate: gate.value, person, as, now }, null)
  return proved.ok ? ok(proved.value as AuthorisedApprover) : proved
}
