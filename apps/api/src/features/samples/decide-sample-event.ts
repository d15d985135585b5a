/** Each event of a sample through the rule that people's own requests go through. Pure. */
import {
  type Approver,
  approveGate,
  attachEvidence,
  type AttachedEvidence,
  type AuditNote,
  authoriseApprover,
  type Blocker,
  type BlockerDecision,
  completeDetails,
  evaluateRequirements,
  freezeGate,
  gatherFacts,
  gateByKey,
  type GateDecision,
  grantWaiver,
  ok,
  openBlocker,
  pauseBlocker,
  type ProgramState,
  type Result,
  refuse,
  setChecklist,
  setReleaseSha,
  setTaskStatus,
  startGate,
  submitGate,
  type TargetDecision,
  type TaskState,
} from '@gatehouse/core'
import { auditOfGate } from '../../board/saves/save-gate-decision.ts'
import type { SampleEvent } from './sample-events.ts'

export type SampleDecision = { readonly audit: AuditNote } & (
  | { readonly kind: 'task'; readonly task: TaskState }
  | { readonly kind: 'blocker'; readonly blocker: Blocker }
  | { readonly kind: 'blocker change'; readonly change: BlockerDecision }
  | { readonly kind: 'evidence'; readonly attached: AttachedEvidence }
  | { readonly kind: 'target'; readonly target: TargetDecision }
  | { readonly kind: 'gate'; readonly gate: GateDecision }
  | { readonly kind: 'nothing' }
)

const decideTask = (state: ProgramState, event: SampleEvent & { readonly kind: 'task' }, by: Approver): Result<SampleDecision> => {
  const { key, status, ticked = 0 } = event.task
  const moved = setTaskStatus(state, key, by, { status, movedTo: null }, event.at)
  if (!moved.ok) return moved
  const before = state.tasks.find((task) => task.key === key)
  if (before === undefined) return refuse('task_not_found', `There is no task ${key}.`)
  const checklist = before.checklist.map((item, index) => ({ ...item, done: index < ticked || status === 'done' }))
  const listed = checklist.length === 0 ? ok({ set: {} }) : setChecklist(state, key, by, { checklist }, event.at)
  if (!listed.ok) return listed
  // When it was begun and finished is told by the plan unless the file knows better, not by when it was reported.
  const task: TaskState = {
    ...before,
    ...moved.value.set,
    ...listed.value.set,
    actualStart: event.task.actualStart ?? before.start,
    actualFinish: status === 'done' ? (event.task.actualFinish ?? before.finish) : null,
  }
  return ok({ kind: 'task', task, audit: moved.value.audit })
}

const gateOf = (decided: Result<GateDecision>): Result<SampleDecision> =>
  decided.ok ? ok({ kind: 'gate', gate: decided.value, audit: auditOfGate(decided.value) }) : decided

const decideApproval = (state: ProgramState, event: SampleEvent & { readonly kind: 'approve' }, by: Approver): Result<SampleDecision> => {
  const approver = authoriseApprover(state, event.gateKey, by, event.at)
  if (!approver.ok) return approver
  const found = gateByKey(state, event.gateKey)
  if (!found.ok) return found
  const facts = gatherFacts(state, event.at)
  const seen = freezeGate(facts, found.value, evaluateRequirements(facts, found.value))
  return gateOf(approveGate(state, event.gateKey, approver.value, { gateRevision: found.value.revision, seen, note: event.note }, event.at))
}

export const decideSampleEvent = (state: ProgramState, event: SampleEvent, by: Approver): Result<SampleDecision> => {
  switch (event.kind) {
    case 'task':
      return decideTask(state, event, by)
    case 'blocker': {
      const { task: taskKey, title, severity, key, escalationLevel } = event.blocker
      const opened = openBlocker(state, by, { taskKey, title, severity }, event.at)
      if (!opened.ok) return opened
      const blocker = { ...opened.value.blocker, key, escalationLevel }
      return ok({ kind: 'blocker', blocker, audit: { ...opened.value.audit, subjectKey: key } })
    }
    case 'pause': {
      const paused = pauseBlocker(state, event.blocker.key, by, { reason: event.reason }, event.at)
      return paused.ok ? ok({ kind: 'blocker change', change: paused.value, audit: paused.value.audit }) : paused
    }
    case 'evidence': {
      const { gate: gateKey, requirement: requirementKey, type, title, url, reference, sha, test } = event.evidence
      const attached = attachEvidence(
        state,
        {
          ...{
            gateKey,
            requirementKey,
            type,
            title,
            url,
            reference,
            sha,
            producedAt: event.at,
            file: null,
            replaces: null,
            byToken: false,
          },
          details: completeDetails(
            { type, url, reference, details: test && { type: 'test', ...test } },
            state.releaseTarget?.repository ?? null,
          ),
        },
        by,
        event.at,
      )
      if (!attached.ok) return attached
      const [audit] = attached.value.audit
      if (audit === undefined) throw new Error('evidence was attached without a note')
      return ok({ kind: 'evidence', attached: attached.value, audit })
    }
    case 'waiver': {
      const { gate: gateKey, requirement: requirementKey, reason } = event.waiver
      return gateOf(grantWaiver(state, gateKey, by, { requirementKey, reason, expiresAt: event.expiresAt }, event.at))
    }
    case 'release': {
      const chosen = setReleaseSha(state, by, { sha: event.sha }, event.at)
      return chosen.ok ? ok({ kind: 'target', target: chosen.value, audit: chosen.value.audit }) : chosen
    }
    case 'start': {
      // Its first evidence may have begun it already.
      const gate = state.gates.find((candidate) => candidate.key === event.gateKey)
      if (gate !== undefined && gate.state !== 'NotStarted') {
        return ok({
          kind: 'nothing',
          audit: { action: 'gate.started', subjectKind: 'gate', subjectKey: gate.key, before: null, after: null },
        })
      }
      return gateOf(startGate(state, event.gateKey, by, {}, event.at))
    }
    case 'submit':
      return gateOf(submitGate(state, event.gateKey, by, {}, event.at))
    case 'approve':
      return decideApproval(state, event, by)
  }
}
