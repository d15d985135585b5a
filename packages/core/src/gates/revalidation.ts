import type { GateProgress, ProgramState } from '../board/program-state.ts'
import { isSameSha } from '../freshness/run-selection.ts'
import type { Requirement } from '../plan/plan.ts'

/** Its proof is about one commit: another release SHA makes it old. */
export const isAboutReleaseSha = (requirement: Requirement): boolean =>
  requirement.workflow !== null ||
  requirement.rule === 'workflows_green' ||
  (requirement.rule === null && requirement.freshness === 'release_sha')

/**
 * A new release SHA does not rewrite history: the gate stays signed, and shows that it was signed on another commit. Gates none
 * of whose requirements are about a commit (a plan freeze) have nothing to revalidate. null: nothing to revalidate.
 */
export const revalidationOf = (
  state: Pick<ProgramState, 'releaseTarget'>,
  gate: GateProgress,
): { readonly signedSha: string; readonly releaseSha: string } | null => {
  const releaseSha = state.releaseTarget?.sha ?? null
  if (gate.state !== 'SignedOff' || gate.signedSha === null || releaseSha === null || isSameSha(gate.signedSha, releaseSha)) return null
  return gate.requirements.some(isAboutReleaseSha) ? { signedSha: gate.signedSha, releaseSha } : null
}
