/** The commit that everything is judged on, and the workflows that must be green on it. */
import { demand, refuseOne } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import { lapseApprovals } from '../gates/gate-decision.ts'
import type { PlanWorkflow } from '../plan/plan.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'
import type { ReleaseTarget } from './ci-run.ts'
import { isUntrustedEvent } from './run-selection.ts'

/** A gate whose given approvals lapse because what they were about has changed. */
export interface LapsedGate {
  readonly gateKey: string
  readonly judgedRevision: number
  readonly round: number
}
export interface TargetDecision {
  readonly judgedRevision: number | null
  readonly set: Partial<Pick<ReleaseTarget, 'repository' | 'repositoryId' | 'sha' | 'workflows'>>
  /** To add to the history; null when the SHA does not change. */
  readonly history: { readonly sha: string; readonly setAt: string; readonly setBy: string } | null
  /** The last reading of CI is about another repository: drop it. */
  readonly dropReading: boolean
  readonly lapsedGates: readonly LapsedGate[]
  readonly audit: AuditNote
}

const lapsedGates = (gates: readonly GateProgress[]): readonly LapsedGate[] =>
  gates.flatMap((gate) => {
    const { round } = lapseApprovals(gate)
    return round === undefined ? [] : [{ gateKey: gate.key, judgedRevision: gate.revision, round }]
  })

/** 40 hex digits in lower case, from upper case too. A short one is refused with how to get the rest. */
export const parseReleaseSha = (text: string): Result<string> => {
  const sha = text.trim().toLowerCase()
  if (/^[0-9a-f]{40}$/.test(sha)) return ok(sha)
  const short = /^[0-9a-f]{4,39}$/.test(sha)
  return refuseOne(
    'release_sha_invalid',
    short
      ? `${sha} is a shortened commit of ${sha.length} digits; a release is named by all 40.`
      : 'A release is named by the 40 hexadecimal digits of its commit.',
    'releaseTarget.sha',
    short ? `\`git rev-parse ${sha}\` prints the full one.` : '`git rev-parse HEAD` prints it.',
  )
}

/** Chooses the release commit. Signed gates stay signed and show that they are to be revalidated; approvals being gathered lapse. */
export const setReleaseSha = (
  state: ProgramState,
  actor: Approver,
  input: { readonly sha: string },
  now: string,
): Result<TargetDecision> => {
  const may = demand(actor, 'target.set', 'releaseTarget')
  if (!may.ok) return may
  const target = state.releaseTarget
  if (target === null) return refuseOne('release_target_missing', 'Name the repository first.', 'releaseTarget')
  const parsed = parseReleaseSha(input.sha)
  if (!parsed.ok) return parsed
  const sha = parsed.value
  const changed = sha !== target.sha
  return ok({
    judgedRevision: target.revision,
    set: { sha },
    history: changed ? { sha, setAt: now, setBy: actor.name } : null,
    dropReading: false,
    lapsedGates: changed ? lapsedGates(state.gates) : [],
    audit: noteChange<Partial<ReleaseTarget>>('target.sha_set', 'target', 'releaseTarget', target, { sha }),
  })
}

const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98})\/[A-Za-z0-9._-]{1,100}$/
const WORKFLOW_PATH = /^\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml$/

const targetIssues = (state: ProgramState, repository: string, workflows: readonly PlanWorkflow[]): readonly Issue[] => {
  const issues: Issue[] = []
  const bad = (message: string, path: string): void => {
    issues.push({ code: 'plan_invalid', message, path: `releaseTarget.${path}` })
  }
  const name = repository.split('/')[1]
  if (!REPOSITORY.test(repository) || name === '.' || name === '..') bad('A repository is written owner/name.', 'repository')
  const seen = new Set<string>()
  for (const workflow of workflows) {
    const path = `workflows.${workflow.path}`
    if (!WORKFLOW_PATH.test(workflow.path)) bad(`${workflow.path} is not a file under .github/workflows/.`, path)
    if (seen.has(workflow.path)) bad(`${workflow.path} is listed twice.`, path)
    seen.add(workflow.path)
    for (const event of workflow.events) {
      if (isUntrustedEvent(event)) bad(`${event} runs test another tree than their commit suggests and never count.`, path)
      else if (!/^[a-z_]{1,40}$/.test(event)) bad(`${event} is not the name of an event.`, path)
    }
  }
  for (const gate of state.gates)
    for (const requirement of gate.requirements)
      if (requirement.workflow !== null && !seen.has(requirement.workflow))
        bad(
          `${gate.key}, ${requirement.key} is bound to ${requirement.workflow}: keep it or change the requirement.`,
          `workflows.${requirement.workflow}`,
        )
  return issues
}

/**
 * Names the repository and its workflows. Pins (numeric ids) are kept for what stays; another repository is pinned anew at its
 * first reading, and the last reading is dropped.
 */
export const setTarget = (
  state: ProgramState,
  actor: Approver,
  input: { readonly repository: string; readonly workflows: readonly PlanWorkflow[] },
  _now: string,
): Result<TargetDecision> => {
  const may = demand(actor, 'target.set', 'releaseTarget')
  if (!may.ok) return may
  const issues = targetIssues(state, input.repository, input.workflows)
  if (issues.length > 0) return refuse('plan_invalid', issues[0]?.message ?? '', issues)
  const target = state.releaseTarget
  const sameRepository = target?.repository === input.repository
  const workflows = input.workflows.map(({ path, required, events }) => ({
    path,
    required,
    events,
    workflowId: sameRepository ? (target.workflows.find((workflow) => workflow.path === path)?.workflowId ?? null) : null,
  }))
  const set = { repository: input.repository, repositoryId: sameRepository ? target.repositoryId : null, workflows }
  return ok({
    judgedRevision: target?.revision ?? null,
    set,
    history: null,
    dropReading: !sameRepository,
    lapsedGates: lapsedGates(state.gates),
    audit: noteChange<Partial<ReleaseTarget>>('target.set', 'target', 'releaseTarget', target, set),
  })
}
