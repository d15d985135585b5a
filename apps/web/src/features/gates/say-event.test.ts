import { describe, expect, it } from 'vitest'
import { isAboutGate, type LogEvent, sayEvent } from './say-event.ts'

const event = (action: string, before: unknown, after: unknown, subjectKey = 'G3', subjectKind = 'gate'): LogEvent => ({
  ...{ seq: 1, at: '2026-02-25T08:00:00.000Z', actor: 'Rita', correlationId: 'c', revision: 1 },
  ...{ action, before, after, subjectKey, subjectKind },
})
const SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'

describe('an event in words', () => {
  it.each([
    [event('gate.submitted', { round: 0 }, { round: 2 }), 'Submitted for sign-off, round 2'],
    [event('gate.approved', {}, { approvals: 1, quorum: 3 }), 'Approved, 1 of 3'],
    [event('gate.signed', {}, { approvals: 3, quorum: 3, signedSha: SHA }), 'Signed on 9f3c1ab, 3 of 3: locked'],
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
  ])('%#', (given, sentence) => expect(sayEvent(given)).toBe(sentence))

  it('belongs to a gate by the gate, its evidence, its requirements, its workflows and the release commit', () => {
    const about = (kind: string, key: string, action = 'x') => isAboutGate(event(action, null, null, key, kind), 'G3', new Set(['a.yml']))
    expect([about('gate', 'G3'), about('evidence', 'G3/G3.1'), about('requirement', 'G3/G3.1'), about('workflow', 'a.yml')]).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect([about('gate', 'G30'), about('evidence', 'G30/G30.1'), about('workflow', 'b.yml'), about('task', 'G3')]).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(about('target', 'releaseTarget', 'target.sha_set')).toBe(true)
    expect(isAboutGate(event('target.sha_set', null, null, 'releaseTarget', 'target'), 'G3', new Set())).toBe(false)
  })
})
