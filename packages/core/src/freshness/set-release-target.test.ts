import { describe, expect, it } from 'vitest'
import type { Result } from '../result.ts'
import {
  aGate,
  aPerson,
  aProgram,
  aSignOff,
  aSubmittedGate,
  aTarget,
  aWorkflow,
  aWorkflowRequirement,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
  REPOSITORY_ID,
  WORKFLOW_ID,
  WORKFLOW_PATH,
} from '../testing/factories.ts'
import { setReleaseSha, setTarget } from './set-release-target.ts'

const lead = aPerson('lead')
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)
const state = aProgram({ releaseTarget: aTarget() })

describe('the release SHA', () => {
  it('is the full 40 digits, lowered', () => {
    expect(setReleaseSha(state, lead, { sha: ` ${OLDER_SHA.toUpperCase()} ` }, NOW)).toMatchObject({
      value: {
        set: { sha: OLDER_SHA },
        history: { sha: OLDER_SHA, setAt: NOW },
        audit: { action: 'target.sha_set', before: { sha: RELEASE_SHA } },
      },
    })
    for (const sha of ['', '9f3c1ab', 'main', `${RELEASE_SHA}0`, 'g'.repeat(40)])
      expect(codeOf(setReleaseSha(state, lead, { sha }, NOW))).toBe('release_sha_invalid')
    const short = setReleaseSha(state, lead, { sha: '9f3c1ab' }, NOW)
    expect(short.ok ? '' : short.refusal.issues[0]?.hint).toBe('`git rev-parse 9f3c1ab` prints the full one.')
  })
  it('set again to itself adds no history', () => {
    expect(setReleaseSha(state, lead, { sha: RELEASE_SHA }, NOW)).toMatchObject({ value: { history: null, lapsedGates: [] } })
  })
  it('makes approvals lapse that are being gathered on the old one', () => {
    const waiting = aProgram({
      releaseTarget: aTarget(),
      gates: [aSubmittedGate({ quorum: 2, signOffs: [aSignOff()] }), aSubmittedGate({ key: 'G2' })],
    })
    expect(setReleaseSha(waiting, lead, { sha: OLDER_SHA }, NOW)).toMatchObject({ value: { lapsedGates: [{ gateKey: 'G1', round: 2 }] } })
  })
  it('is set by a lead on a known repository', () => {
    expect(codeOf(setReleaseSha(state, aPerson('owner'), { sha: OLDER_SHA }, NOW))).toBe('forbidden')
    expect(codeOf(setReleaseSha(aProgram(), lead, { sha: OLDER_SHA }, NOW))).toBe('release_target_missing')
  })
})

describe('the target', () => {
  const workflows = [{ path: WORKFLOW_PATH, required: true, events: [] }]
  it('keeps its pins while the repository stays and drops them with another', () => {
    const other = { path: '.github/workflows/quality.yml', required: false, events: ['push'] }
    expect(setTarget(state, lead, { repository: 'acme/credity12', workflows: [...workflows, other] }, NOW)).toMatchObject({
      value: { set: { repositoryId: REPOSITORY_ID, workflows: [{ workflowId: WORKFLOW_ID }, { workflowId: null }] }, dropReading: false },
    })
    expect(setTarget(state, lead, { repository: 'acme/other', workflows }, NOW)).toMatchObject({
      value: { set: { repositoryId: null, workflows: [{ workflowId: null }] }, dropReading: true },
    })
    expect(setTarget(aProgram(), lead, { repository: 'acme/other', workflows }, NOW)).toMatchObject({ value: { judgedRevision: null } })
  })
  it.each([
    ['not owner/name', 'acme', workflows],
    ['a path upwards', 'acme/..', workflows],
    ['a file elsewhere', 'acme/x', [{ path: 'ci.yml', required: true, events: [] }]],
    ['twice the same', 'acme/x', [...workflows, ...workflows]],
    ['pull requests', 'acme/x', [{ path: WORKFLOW_PATH, required: true, events: ['pull_request_target'] }]],
    ['no event', 'acme/x', [{ path: WORKFLOW_PATH, required: true, events: ['on push'] }]],
  ])('refuses %s', (_name, repository, list) => {
    expect(codeOf(setTarget(state, lead, { repository, workflows: list }, NOW))).toBe('plan_invalid')
  })
  it('keeps a workflow that a requirement is bound to', () => {
    const bound = aProgram({
      releaseTarget: aTarget({ workflows: [aWorkflow()] }),
      gates: [aGate({ requirements: [aWorkflowRequirement()] })],
    })
    expect(codeOf(setTarget(bound, lead, { repository: 'acme/credity12', workflows: [] }, NOW))).toBe('plan_invalid')
  })
})
