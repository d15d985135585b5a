/**
 * A past that was recorded before some of today's fields existed. Patches are never rewritten: what they do not say is filled in here, in
 * one place, as it was then: unused.
 */
import type { Evidence, GateProgress, OwnerState, ProgramState, SignOff, Waiver } from '../board/program-state.ts'
import { plainDetails } from '../evidence/evidence-details.ts'
import type { ProgramHead, Requirement } from '../plan/plan.ts'

type FilledIn<T, K extends keyof T> = Readonly<Pick<T, K>>

const HEAD: FilledIn<ProgramHead, 'stepUp'> = { stepUp: false }
const OWNER: FilledIn<OwnerState, 'signsAs'> = { signsAs: [] }
const GATE: FilledIn<GateProgress, 'signRoles'> = { signRoles: [] }
const REQUIREMENT: FilledIn<Requirement, 'oneOf' | 'warnHours'> = { oneOf: [], warnHours: null }
const EVIDENCE: FilledIn<Evidence, 'file' | 'observation' | 'replaces' | 'withdrawReason'> = {
  ...{ file: null, observation: null, replaces: null, withdrawReason: '' },
}
const SIGN_OFF: FilledIn<SignOff, 'identity' | 'role' | 'onBehalfOf' | 'frozen' | 'frozenDigest' | 'ci'> = {
  ...{ identity: null, role: null, onBehalfOf: null, frozen: null, frozenDigest: null, ci: [] },
}
const WAIVER: FilledIn<Waiver, 'revokedAt' | 'revokedBy' | 'revokeReason'> = { revokedAt: null, revokedBy: null, revokeReason: '' }

/** The state with every field that a program has today. One that is complete stays as it is. */
export const completePast = (past: ProgramState): ProgramState => ({
  ...past,
  head: { ...HEAD, ...past.head },
  owners: past.owners.map((owner) => ({ ...OWNER, ...owner })),
  gates: past.gates.map((gate) => ({
    ...GATE,
    ...gate,
    requirements: gate.requirements.map((requirement) => ({ ...REQUIREMENT, ...requirement })),
    signOffs: gate.signOffs.map((signOff) => ({ ...SIGN_OFF, ...signOff })),
    waivers: gate.waivers.map((waiver) => ({ ...WAIVER, ...waiver })),
  })),
  evidence: past.evidence.map((piece) => ({ ...EVIDENCE, ...detailsOf(piece), ...piece })),
})

const detailsOf = ({ type }: Evidence): Partial<Evidence> => ({ details: plainDetails(type) })
