/**
 * Asking every lane whether the release may go, and recording what a lead decides. The verdict is computed and stays what it is; lanes speak
 * beside it; the decision is a person's, and one against the verdict carries their name and reason.
 */
import { demand, refuseOne } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import type { AuditNote } from '../board/audit-note.ts'
import type { Board } from '../board/board.ts'
import { buildBoard } from '../board/build-board.ts'
import type { GoNoGo, GoNoGoFacts, GoNoGoVote, GoNoGoWord, ProgramState } from '../board/program-state.ts'
import { actorOf } from '../gates/entitlement.ts'
import { ok, type Result, refuse } from '../result.ts'

const pathOf = (id: string): string => `goNoGo.${id}`
const noteOn = (action: string, asked: Pick<GoNoGo, 'number'>, before: AuditNote['before'], after: AuditNote['after']): AuditNote => ({
  ...{ action, subjectKind: 'go_no_go', subjectKey: String(asked.number) },
  before,
  after,
})

const byId = (state: ProgramState, id: string): Result<GoNoGo> => {
  const asked = state.goNoGo.find((each) => each.id === id)
  return asked === undefined ? refuseOne('go_no_go_not_found', 'There is no such go/no-go.', pathOf(id)) : ok(asked)
}
/** As long as nobody has decided it. */
const undecided = (state: ProgramState, id: string): Result<GoNoGo> => {
  const found = byId(state, id)
  if (!found.ok || found.value.decision === null) return found
  const { decision, number } = found.value
  return refuseOne('go_no_go_closed', `Go/no-go ${number} was decided by ${decision.by.name}: ${decision.word}.`, pathOf(id))
}

const checkDeadline = (deadline: string, now: string): Result<string> => {
  const at = Date.parse(deadline)
  return Number.isNaN(at) || at <= Date.parse(now)
    ? refuseOne('deadline_invalid', 'The deadline lies in the future.', 'deadline')
    : ok(new Date(at).toISOString())
}

export interface OpenedGoNoGo {
  /** To insert with an id. */
  readonly asked: Omit<GoNoGo, 'id' | 'votes' | 'decision' | 'revision'>
  readonly audit: AuditNote
}

/** Opens the next one, by a lead. `go_no_go_open` while another waits for its decision. */
export const openGoNoGo = (
  state: ProgramState,
  actor: Approver,
  input: { readonly question: string; readonly deadline: string },
  now: string,
): Result<OpenedGoNoGo> => {
  const may = demand(actor, 'go_no_go.lead', 'goNoGo')
  if (!may.ok) return may
  const open = state.goNoGo.find(({ decision }) => decision === null)
  if (open !== undefined) return refuseOne('go_no_go_open', `Go/no-go ${open.number} waits for its decision.`, pathOf(open.id))
  const deadline = checkDeadline(input.deadline, now)
  if (!deadline.ok) return deadline
  const question = input.question.trim()
  if (question === '') return refuseOne('reason_required', 'Say what the lanes are asked.', 'goNoGo.question')
  const number = state.goNoGo.reduce((most, each) => Math.max(most, each.number), 0) + 1
  const asked = { number, question, openedAt: now, openedBy: actorOf(actor), deadline: deadline.value }
  return ok({ asked, audit: noteOn('go_no_go.opened', asked, null, { question, deadline: deadline.value }) })
}

export interface CastVote {
  readonly id: string
  readonly judgedRevision: number
  readonly vote: GoNoGoVote
  readonly audit: AuditNote
}

/** What a lane says, by one of its owners; its last word before the deadline counts. */
export const voteGoNoGo = (
  state: ProgramState,
  actor: Approver,
  input: { readonly id: string; readonly laneKey: string; readonly vote: GoNoGoWord; readonly note: string },
  now: string,
): Result<CastVote> => {
  const found = undecided(state, input.id)
  if (!found.ok) return found
  const asked = found.value
  const path = `${pathOf(asked.id)}.votes.${input.laneKey}`
  const lane = state.lanes.find(({ key }) => key === input.laneKey)
  if (lane === undefined) return refuseOne('key_unknown', `There is no lane ${input.laneKey}.`, path)
  const may = demand(actor, 'go_no_go.vote', path)
  if (!may.ok) return may
  const handle = lane.owners.find((owner) => actor.handles.includes(owner))
  if (handle === undefined) {
    const who =
      lane.owners.length === 0 ? `${lane.key} has no owner: a lead names one.` : `${lane.key} is spoken for by ${lane.owners.join(', ')}.`
    return refuseOne('not_a_lane_owner', who, path)
  }
  if (Date.parse(asked.deadline) <= Date.parse(now))
    return refuseOne('go_no_go_closed', 'The deadline has passed.', path, 'A lead may move it.')
  const note = input.note.trim()
  if (input.vote === 'no_go' && note === '') return refuseOne('reason_required', `Say why ${lane.key} is against it.`, `${path}.note`)
  const before = asked.votes.find(({ laneKey }) => laneKey === lane.key)
  const vote: GoNoGoVote = { laneKey: lane.key, laneName: lane.name, vote: input.vote, note, actor: actorOf(actor), handle, at: now }
  const told = (each: GoNoGoVote) => ({ lane: each.laneKey, vote: each.vote, note: each.note, handle: each.handle })
  return ok({
    id: asked.id,
    judgedRevision: asked.revision,
    vote,
    audit: noteOn('go_no_go.voted', asked, before === undefined ? null : told(before), told(vote)),
  })
}

export interface MovedDeadline {
  readonly id: string
  readonly judgedRevision: number
  readonly deadline: string
  readonly audit: AuditNote
}

/** Moves the deadline to another instant to come, by a lead, with a reason. One that has passed is opened again by it. */
export const moveGoNoGoDeadline = (
  state: ProgramState,
  actor: Approver,
  input: { readonly id: string; readonly deadline: string; readonly reason: string },
  now: string,
): Result<MovedDeadline> => {
  const may = demand(actor, 'go_no_go.lead', pathOf(input.id))
  if (!may.ok) return may
  const found = undecided(state, input.id)
  if (!found.ok) return found
  const deadline = checkDeadline(input.deadline, now)
  if (!deadline.ok) return deadline
  const reason = input.reason.trim()
  if (reason === '') return refuseOne('reason_required', 'Say why the deadline moves.', `${pathOf(input.id)}.reason`)
  const asked = found.value
  return ok({
    id: asked.id,
    judgedRevision: asked.revision,
    deadline: deadline.value,
    audit: noteOn('go_no_go.deadline_moved', asked, { deadline: asked.deadline }, { deadline: deadline.value, reason }),
  })
}

/** What the board says at the moment of a decision. */
export const factsOf = (board: Board): GoNoGoFacts => ({
  verdict: board.verdict.word,
  reasons: board.verdict.reasons.map(({ title, detail }) => ({ title, detail })),
  waivers: board.gates.flatMap((gate) =>
    gate.waivers
      .filter(({ state }) => state === 'active')
      .map(({ requirementKey, reason, expiresAt }) => ({ gateKey: gate.key, requirementKey, reason, expiresAt })),
  ),
  releaseSha: board.releaseTarget?.sha ?? null,
  repository: board.releaseTarget?.repository ?? null,
  readiness: board.readiness.score,
  gatesSigned: board.gates.filter(({ state }) => state === 'SignedOff').length,
  gatesTotal: board.gates.length,
  slip: board.schedule.slip,
  contingencyLeft: board.contingency?.left ?? null,
})

export interface DecidedGoNoGo {
  readonly id: string
  readonly judgedRevision: number
  readonly decision: NonNullable<GoNoGo['decision']>
  readonly audit: AuditNote
}

/**
 * Records the decision for good, by a lead. GO while the verdict is neither GO nor GO WITH WAIVERS: `override_needed` unless it is meant, and
 * then with a reason; NO-GO has a reason too. `verdict` is what was looked at; when it is another by now: `review_outdated`.
 */
export const decideGoNoGo = (
  state: ProgramState,
  actor: Approver,
  input: {
    readonly id: string
    readonly word: 'GO' | 'NO-GO'
    readonly reason: string
    readonly override: boolean
    readonly verdict: GoNoGoFacts['verdict']
  },
  now: string,
): Result<DecidedGoNoGo> => {
  const path = pathOf(input.id)
  const may = demand(actor, 'go_no_go.lead', path)
  if (!may.ok) return may
  const found = undecided(state, input.id)
  if (!found.ok) return found
  const asked = found.value
  const facts = factsOf(buildBoard(state, now))
  if (facts.verdict !== input.verdict) {
    const message = `The verdict was ${input.verdict}, is ${facts.verdict}.`
    return refuse('review_outdated', message, [
      { code: 'verdict_changed', message, path: `${path}.verdict`, hint: 'Look again, then decide.' },
    ])
  }
  const against = input.word === 'GO' && facts.verdict !== 'GO' && facts.verdict !== 'GO WITH WAIVERS'
  if (against && !input.override) {
    const issues = facts.reasons.map(({ title, detail }) => ({
      code: 'verdict_reason',
      message: `${title}: ${detail}`,
      path: `${path}.verdict`,
    }))
    return refuse('override_needed', `The verdict is ${facts.verdict}: a GO against it is an override, by name and with a reason.`, issues)
  }
  const reason = input.reason.trim()
  if (reason === '' && (against || input.word === 'NO-GO'))
    return refuseOne('reason_required', against ? 'Say why it goes against the verdict.' : 'Say why it does not go.', `${path}.reason`)
  const decision = { word: input.word, by: actorOf(actor), at: now, reason, override: against, facts }
  return ok({
    id: asked.id,
    judgedRevision: asked.revision,
    decision,
    audit: noteOn('go_no_go.decided', asked, null, {
      ...{ word: decision.word, override: against, reason, verdict: facts.verdict, releaseSha: facts.releaseSha },
    }),
  })
}
