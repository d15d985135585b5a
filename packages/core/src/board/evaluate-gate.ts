import type { BoardGate, BoardToday, EntitledPerson } from './board.ts'
import { countApprovals } from '../gates/approve-gate.ts'
import { holdsGate } from '../gates/child-tasks.ts'
import { authorsOf, signOffsOfRound } from '../gates/entitlement.ts'
import { approveRefusals, evaluateRequirements, submitRefusals } from '../gates/gate-refusals.ts'
import type { ProgramFacts } from '../gates/program-facts.ts'
import { revalidationOf } from '../gates/revalidation.ts'
import type { ScheduleRow } from '../schedule/schedule.ts'
import type { GateProgress, OwnerState } from './program-state.ts'

type Barred = BoardGate['mayNotApprove'][number]

const personOf = (owners: ReadonlyMap<string, OwnerState>, handle: string): EntitledPerson => {
  const owner = owners.get(handle)
  return { handle, userId: owner?.userId ?? null, userName: owner?.userName ?? null }
}

/** Accounts that may not approve in this round, with the first reason that holds. */
const barredAccounts = (
  facts: ProgramFacts,
  gate: GateProgress,
): ReadonlyMap<string, { readonly why: Barred['why']; readonly name: string }> => {
  const barred = new Map<string, { why: Barred['why']; name: string }>()
  const bar = (userId: string, name: string, why: Barred['why']): void => {
    if (!barred.has(userId)) barred.set(userId, { why, name })
  }
  for (const signOff of signOffsOfRound(gate)) bar(signOff.actor.userId, signOff.actor.name, 'signed_already')
  if (gate.submittedBy !== null) bar(gate.submittedBy.userId, gate.submittedBy.name, 'submitted_it')
  const evidence = facts.evidenceByGate.get(gate.key) ?? []
  const authors = authorsOf(evidence, gate.key)
  for (const piece of evidence)
    if (authors.has(piece.attachedBy.userId)) bar(piece.attachedBy.userId, piece.attachedBy.name, 'wrote_its_evidence')
  return barred
}

const barredPeople = (barred: ReturnType<typeof barredAccounts>, gate: GateProgress, owners: readonly OwnerState[]): readonly Barred[] =>
  [...barred].flatMap(([userId, { why, name }]) => {
    const handles = owners.filter((owner) => owner.userId === userId).map((owner) => owner.handle)
    const shown = handles.filter((handle) => gate.reviewers.includes(handle))
    const listed = shown.length > 0 ? shown : handles.slice(0, 1)
    return (listed.length > 0 ? listed : ['']).map((handle) => ({ handle, userId, userName: name, why }))
  })

const approvalsOf = (gate: GateProgress, releaseSha: string | null): number =>
  gate.state === 'ReadyForSignoff'
    ? countApprovals(gate, releaseSha)
    : gate.state === 'SignedOff'
      ? countApprovals(gate, gate.signedSha)
      : 0

/** One gate as the board shows it. */
export const evaluateGate = (facts: ProgramFacts, gate: GateProgress, schedule: ScheduleRow, today: BoardToday): BoardGate => {
  const { state } = facts
  const owners = new Map(state.owners.map((owner) => [owner.handle, owner]))
  const requirements = evaluateRequirements(facts, gate)
  const revalidate = revalidationOf(state, gate)
  const barred = barredAccounts(facts, gate)
  const reviewers = gate.reviewers.map((handle) => personOf(owners, handle))
  return {
    ...gate,
    face: revalidate === null ? gate.state : 'Revalidate',
    requirements,
    proved: requirements.filter((requirement) => requirement.proved).length,
    submitRefusals: submitRefusals(facts, gate, requirements),
    approveRefusals: approveRefusals(facts, gate, requirements),
    maySubmit: gate.owners.map((handle) => personOf(owners, handle)),
    mayApprove: reviewers.filter((person) => person.userId === null || !barred.has(person.userId)),
    mayNotApprove: barredPeople(barred, gate, state.owners),
    approvals: approvalsOf(gate, state.releaseTarget?.sha ?? null),
    children: (facts.children.byGate.get(gate.key) ?? []).map((task) => ({ key: task.key, holds: holdsGate(task) })),
    openGaps: gate.gaps.filter((gap) => gap.closedAt === null).length,
    schedule,
    revalidate,
    due: today.period !== null && gate.at <= today.period && gate.state !== 'SignedOff',
  }
}
