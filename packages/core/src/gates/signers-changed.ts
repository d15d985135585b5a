import type { OwnerState, ProgramState } from '../board/program-state.ts'
import { signingHandles } from '../plan/check-signing.ts'
import type { LapsedGate } from '../freshness/set-release-target.ts'
import { lapseApprovals } from './gate-decision.ts'

/**
 * Who may sign a gate changes with the account behind a handle and with the roles that it may stand for. Approvals that are being gathered lapse
 * then: otherwise one seat could be signed by two people in turn, or a role be filled after the fact.
 */
export const lapsedByOwner = (state: ProgramState, before: OwnerState, after: OwnerState): readonly LapsedGate[] => {
  if (before.userId === after.userId && before.signsAs.join() === after.signsAs.join()) return []
  const owners = state.owners.map((owner) => (owner.handle === before.handle ? after : owner))
  return state.gates
    .filter((gate) => [state.owners, owners].some((each) => signingHandles(gate, each).has(before.handle)))
    .flatMap((gate) => {
      const { round } = lapseApprovals(gate)
      return round === undefined ? [] : [{ gateKey: gate.key, judgedRevision: gate.revision, round }]
    })
}
