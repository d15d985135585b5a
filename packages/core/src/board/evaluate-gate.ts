import { evaluateRequirements, approveRefusals, submitRefusals } from '../gates/gate-refusals.ts'
import { holdsGate } from '../gates/child-tasks.ts'
import { isWaiverActive } from '../gates/evaluate-requirement.ts'
import { saySigning, type Signing, signingOf } from '../gates/cover-roles.ts'
import { freezeGate } from '../gates/freeze-gate.ts'
import type { ProgramFacts } from '../gates/program-facts.ts'
import { revalidationOf } from '../gates/revalidation.ts'
import { barsOf, isDelegationActive } from '../gates/standing.ts'
import { signingHandles } from '../plan/check-signing.ts'
import type { ScheduleRow } from '../schedule/schedule.ts'
import type { BoardGate, BoardSignRole, BoardToday, BoardWaiver, EntitledPerson, SigningPerson } from './board.ts'
import type { GateProgress, OwnerState, Waiver } from './program-state.ts'

type Barred = BoardGate['mayNotApprove'][number]
type Bars = ReturnType<typeof barsOf>

const personOf = (owners: ReadonlyMap<string, OwnerState>, handle: string): EntitledPerson => {
  const owner = owners.get(handle)
  return { handle, userId: owner?.userId ?? null, userName: owner?.userName ?? null }
}

/** Everybody whom the gate names to decide: holders of the handles, and who stands in for them at this instant. */
const signersOf = (facts: ProgramFacts, gate: GateProgress, owners: ReadonlyMap<string, OwnerState>): readonly SigningPerson[] => {
  const { state, now } = facts
  const handles = [...signingHandles(gate, state.owners)]
  const rolesOf = (handle: string): readonly string[] =>
    gate.signRoles.map(({ role }) => role).filter((role) => owners.get(handle)?.signsAs.includes(role) === true)
  const own = handles.map((handle) => ({ ...personOf(owners, handle), roles: rolesOf(handle), onBehalfOf: null }))
  const lent = state.delegations
    .filter(({ handle, to }) => handles.includes(handle) && owners.get(handle)?.userId !== to.userId)
    .filter((delegation) => isDelegationActive(delegation, now))
    .map(({ handle, to }) => ({ handle, userId: to.userId, userName: to.name, roles: rolesOf(handle), onBehalfOf: handle }))
  return [...own, ...lent]
}

const mayApprove = (signers: readonly SigningPerson[], bars: Bars, owners: ReadonlyMap<string, OwnerState>): readonly SigningPerson[] =>
  signers.filter(({ userId, onBehalfOf }) => {
    const holder = onBehalfOf === null ? null : (owners.get(onBehalfOf)?.userId ?? null)
    return (userId === null || !bars.has(userId)) && (holder === null || !bars.has(holder))
  })

const barredPeople = (bars: Bars, signers: readonly SigningPerson[], owners: readonly OwnerState[]): readonly Barred[] =>
  [...bars].flatMap(([userId, { why, name }]) => {
    const shown = signers.filter((signer) => signer.userId === userId && signer.onBehalfOf === null).map((signer) => signer.handle)
    const handles =
      shown.length > 0
        ? shown
        : owners
            .filter((owner) => owner.userId === userId)
            .map((owner) => owner.handle)
            .slice(0, 1)
    const first = why[0]
    if (first === undefined) return []
    return (handles.length > 0 ? handles : ['']).map((handle) => ({ handle, userId, userName: name, why: first }))
  })

const NOBODY: Omit<Signing, 'quorum'> = { approvals: [], roles: [], isComplete: false }

const signingNow = (facts: ProgramFacts, gate: GateProgress): Signing => {
  const { owners, releaseTarget } = facts.state
  if (gate.state === 'ReadyForSignoff') return signingOf(owners, gate, releaseTarget?.sha ?? null)
  if (gate.state === 'SignedOff') return signingOf(owners, gate, gate.signedSha)
  const roles = gate.signRoles.map(({ role, count }) => ({ role, count, ids: [], open: count }))
  return { ...NOBODY, quorum: Math.max(1, gate.quorum), roles }
}

const presentRoles = (signing: Signing, may: readonly SigningPerson[]): readonly BoardSignRole[] =>
  signing.roles.map(({ role, count, ids, open }) => ({
    role,
    count,
    signed: signing.approvals
      .filter(({ id }) => ids.includes(id))
      .map(({ id, actor, handle, onBehalfOf }) => ({ signOffId: id, actor, handle, onBehalfOf })),
    open,
    may: may.filter((person) => person.roles.includes(role)),
  }))

const presentWaiver = (waiver: Waiver, now: string): BoardWaiver => ({
  ...waiver,
  state: waiver.revokedAt !== null ? 'revoked' : isWaiverActive(waiver, now) ? 'active' : 'expired',
})

/** One gate as the board shows it. */
export const evaluateGate = (facts: ProgramFacts, gate: GateProgress, schedule: ScheduleRow, today: BoardToday): BoardGate => {
  const { state, now } = facts
  const owners = new Map(state.owners.map((owner) => [owner.handle, owner]))
  const requirements = evaluateRequirements(facts, gate)
  const revalidate = revalidationOf(state, gate)
  const bars = barsOf(state, gate, facts.evidenceByGate.get(gate.key) ?? [], now)
  const signers = signersOf(facts, gate, owners)
  const may = mayApprove(signers, bars, owners)
  const signing = signingNow(facts, gate)
  const isSubmitted = gate.state === 'ReadyForSignoff'
  return {
    ...gate,
    face: revalidate === null ? gate.state : 'Revalidate',
    requirements,
    proved: requirements.filter((requirement) => requirement.proved).length,
    submitRefusals: submitRefusals(facts, gate, requirements),
    approveRefusals: approveRefusals(facts, gate, requirements),
    maySubmit: gate.owners.map((handle) => personOf(owners, handle)),
    signers,
    mayApprove: may,
    mayNotApprove: barredPeople(bars, signers, state.owners),
    approvals: signing.approvals.length,
    roles: presentRoles(signing, may),
    waitsFor: isSubmitted ? saySigning(signing) : null,
    frozen: isSubmitted ? freezeGate(facts, gate, requirements) : null,
    waivers: gate.waivers.map((waiver) => presentWaiver(waiver, now)),
    children: (facts.children.byGate.get(gate.key) ?? []).map((task) => ({ key: task.key, holds: holdsGate(task) })),
    openGaps: gate.gaps.filter((gap) => gap.closedAt === null).length,
    schedule,
    revalidate,
    due: today.period !== null && gate.at <= today.period && gate.state !== 'SignedOff',
  }
}
