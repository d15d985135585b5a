import { describe, expect, it } from 'vitest'
import { type SaidEvent, sayEvent } from './say-event.ts'

const event = (action: string, before: unknown, after: unknown, subjectKey = 'G3', subjectKind = 'gate'): SaidEvent => ({
  action,
  before,
  after,
  subjectKey,
  subjectKind,
})
const SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'

describe('an event in words', () => {
  it.each([
    [event('gate.submitted', { round: 0 }, { round: 2 }), 'Submitted for sign-off, round 2'],
    [event('gate.approved', {}, { approvals: 1, quorum: 3 }), 'Approved, 1 of 3'],
    [
      event('gate.approved', {}, { approvals: 2, quorum: 3, role: 'security', onBehalfOf: '@sec' }),
      'Approved as security for @sec, 2 of 3',
    ],
    [event('gate.signed', {}, { approvals: 3, quorum: 3, signedSha: SHA }), 'Signed on 9f3c1ab, 3 of 3: locked'],
    [event('gate.signed', {}, { approvals: 1, quorum: 1, signedSha: null }), 'Signed without a release commit, 1 of 1: locked'],
    [event('gate.returned', {}, { gaps: ['The log is cut', 'No owner'] }), 'Returned with 2 gaps: The log is cut; No owner'],
    [event('gate.gap_closed', {}, { gap: 'The log is cut', note: 'Attached whole.' }), 'Gap closed, “The log is cut”: Attached whole'],
    [event('gate.reopened', {}, { reason: 'Scope grew' }), 'Reopened: Scope grew'],
    [event('gate.edited', { at: 5, owners: ['@a'] }, { at: 6, owners: ['@a', '@b'] }), 'Edited: at 5 → 6, owners @a → @a @b'],
    [event('waiver.granted', null, { requirementKey: 'G3.2', reason: 'Later.' }), 'G3.2 waived: Later'],
    [event('evidence.attached', null, { title: 'Log', sha: SHA }, 'G3/G3.2', 'evidence'), 'G3.2: Log attached, about 9f3c1ab'],
    [event('evidence.withdrawn', {}, {}, 'G3/G3.2', 'evidence'), 'G3.2: evidence withdrawn'],
    [
      event('requirement.edited', { min: 1, workflow: null }, { min: 2, workflow: 'x.yml' }, 'G3/G3.1', 'requirement'),
      'G3.1 edited: min 1 → 2, workflow nothing → x.yml',
    ],
    [event('target.sha_set', { sha: null }, { sha: SHA }, 'releaseTarget', 'target'), 'Release SHA moved from none to 9f3c1ab'],
    [event('gate.something_new', { maxAge: 1 }, { maxAge: 2 }), 'Gate something new: max age 1 → 2'],
    [event('gate.something_new', null, null), 'Gate something new'],
    [event('waiver.revoked', {}, { requirementKey: 'G3.2', reason: 'No need.' }), 'Waiver of G3.2 taken back: No need'],
    [
      event('evidence.observed', {}, { observation: { detail: 'The section changed.' } }, 'G3/G3.1', 'evidence'),
      'G3.1: evidence looked at: The section changed',
    ],
    [
      event('delegation.added', null, { to: { userId: 'u', name: 'Roy' }, reason: 'Leave' }, '@owner-qa', 'owner'),
      'Roy stands in for @owner-qa: Leave',
    ],
    [
      event('delegation.ended', { to: { userId: 'u', name: 'Roy' } }, { to: { userId: 'u', name: 'Roy' } }, '@owner-qa', 'owner'),
      'Roy no longer stands in for @owner-qa',
    ],
    [event('go_no_go.opened', null, { question: 'Ship?' }, '1', 'go_no_go'), 'Lanes asked for go or no-go: Ship?'],
    [event('go_no_go.voted', null, { lane: 'L4', vote: 'no_go', note: 'Not yet.' }, '1', 'go_no_go'), 'L4: no-go: Not yet'],
    [event('go_no_go.deadline_moved', {}, { reason: 'Late build' }, '1', 'go_no_go'), 'Deadline of the go/no-go moved: Late build'],
    [
      event('go_no_go.decided', null, { word: 'go', override: true, verdict: 'NO-GO', reason: 'Known risk.' }, '1', 'go_no_go'),
      'Decided GO, against the verdict NO-GO: Known risk',
    ],
    [event('lane.added', null, { key: 'L9', name: 'Support' }, 'L9', 'lane'), 'Lane added: Support'],
    [event('risk.removed', { key: 'R1', title: 'No staff.' }, null, 'R1', 'risk'), 'Risk removed: No staff'],
    [event('task.status_set', { status: 'todo' }, { status: 'in_progress' }, 'L1-D1', 'task'), 'To do → In progress'],
    [event('task.status_set', { status: 'todo' }, { status: 'moved', movedTo: 'L2-D3' }, 'L1-D1', 'task'), 'To do → Moved, to L2-D3'],
    [event('task.checklist_set', {}, { checklist: [{ text: 'a', done: true }, { text: 'b' }] }, 'T', 'task'), 'Checklist: 1 of 2 ticked'],
    [event('task.edited', { checklist: [] }, { checklist: [{ text: 'a' }] }, 'T', 'task'), 'Task edited: checklist nothing → 1 entry'],
    [
      event('blocker.opened', null, { severity: 'P0', taskKey: 'L5-D5', title: 'No key.' }, 'B-1', 'blocker'),
      'P0 blocker opened on L5-D5: No key',
    ],
    [event('blocker.resolved', {}, { resolution: 'Key came.' }, 'B-1', 'blocker'), 'Blocker resolved: Key came'],
    [event('dependency.added', null, { kind: 'soft' }, 'A→B', 'dependency'), 'Soft dependency added'],
    [event('ci.read', null, { complete: true, error: null, runs: 3 }, 'a/b', 'release_target'), 'CI read: 3 runs'],
    [
      event('ci.read', null, { complete: false, error: 'rate_limited', runs: 0 }, 'a/b', 'release_target'),
      'CI could not be read in full: rate_limited',
    ],
    [
      event('program.imported', null, { counts: { tasks: 18, gates: 1, dependencies: 1, risks: 0 } }, 'p', 'program'),
      'Program created from a plan: 18 tasks, 1 gate, 1 dependency',
    ],
    [
      event('member.roles_set', { name: 'Dora', roles: ['owner'] }, { roles: ['owner', 'lead'] }, 'u', 'member'),
      'Dora: owner → owner, lead',
    ],
  ])('%#', (given, sentence) => expect(sayEvent(given)).toBe(sentence))
})
