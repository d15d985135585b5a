/**
 * Takes a new reading of CI into the program: pins ids that were never pinned, keeps the pins that there are, and notes every
 * workflow whose judgement changed. A reading of another commit or repository than the present target's is refused: the target moved
 * while the host was asked.
 */
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { ProgramState } from '../board/program-state.ts'
import { foundTheSame } from '../record/state-patch.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { CiReadState, ReleaseTarget } from './ci-run.ts'
import { judgeWorkflow } from './judge-workflow.ts'

export interface AcceptedReading {
  readonly reading: CiReadState
  /** The target with its new pins; null: nothing to pin. */
  readonly pinned: ReleaseTarget | null
  readonly notes: readonly AuditNote[]
}

/** Refusals: `release_target_missing` where no commit is chosen, or the chosen one is not what was read. */
export const acceptCiReading = (state: ProgramState, repository: string, reading: CiReadState, now: string): Result<AcceptedReading> => {
  const target = state.releaseTarget
  if (target === null || target.sha === null)
    return refuse('release_target_missing', 'No release SHA is chosen, so there is no CI to read.')
  if (target.sha !== reading.sha || target.repository !== repository)
    return refuse('release_target_missing', 'The release target changed while CI was read. Read it again.')
  const pinned = pin(target, reading)
  const judgedBy = pinned ?? target
  const notes = target.workflows.flatMap((workflow, at) => {
    const before = judgeWorkflow(target, workflow, state.ci, now)
    const after = judgeWorkflow(judgedBy, judgedBy.workflows[at] ?? workflow, reading, now)
    if (before.freshness === after.freshness && before.run?.id === after.run?.id && before.run?.attempt === after.run?.attempt) return []
    const facts = (verdict: typeof before) => ({ freshness: verdict.freshness, reason: verdict.reason, run: verdict.run?.id ?? null })
    return [noteChange('ci.judged', 'workflow', workflow.path, facts(before), facts(after), { sha: reading.sha })]
  })
  if (notes.length === 0 && (pinned !== null || !foundTheSame(state.ci, reading)))
    notes.push(noteChange('ci.read', 'release_target', repository, factsOf(state.ci), factsOf(reading), { sha: reading.sha }))
  return ok({ reading, pinned, notes })
}

/** What a reading that changed no judgement is remembered by. */
const factsOf = (reading: CiReadState | null) =>
  reading && {
    complete: reading.complete,
    error: reading.error?.code ?? null,
    runs: reading.workflows.reduce((sum, workflow) => sum + workflow.runs.length, 0),
  }

/** Ids are pinned once, from a reading that went well, and never changed by one: a different id later is an alarm. */
const pin = (target: ReleaseTarget, reading: CiReadState): ReleaseTarget | null => {
  if (reading.error !== null || !reading.complete) return null
  const repositoryId = target.repositoryId ?? reading.repositoryId
  const workflows = target.workflows.map((workflow) => ({
    ...workflow,
    workflowId: workflow.workflowId ?? reading.workflows.find((read) => read.path === workflow.path)?.workflowId ?? null,
  }))
  const isNew =
    repositoryId !== target.repositoryId || workflows.some((workflow, at) => workflow.workflowId !== target.workflows[at]?.workflowId)
  return isNew ? { ...target, repositoryId, workflows } : null
}
