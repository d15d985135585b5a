import type { CiReadState, Evidence, GateGap, GateProgress, Requirement, SignOff, Waiver } from '@gatehouse/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../new-id.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { NOW, onProgram, pick } from '../testing/on-program.ts'
import { samplePlan } from '../testing/sample-plan.ts'
import { transact } from '../transact.ts'
import { insertEvidence, saveEvidence } from './evidence.repo.ts'
import { insertGate, saveGate, saveRequirements, touchGate } from './gates.repo.ts'
import { loadStoredProgram } from './load-program-state.ts'
import { recordShaChange, saveCiReading, saveReleaseTarget } from './release-target.repo.ts'
import { closeGap, insertGap, insertSignOff, insertWaiver, revokeWaiver } from './review.repo.ts'

const LATER = '2026-02-26T10:00:00.000Z'
const SHA = 'a'.repeat(40)
const UNA = { userId: 'u-una', name: 'Una' }
const STALE = { name: 'StaleRevision' }

let databases: TestDatabases
beforeAll(async () => {
  databases = await openTestDatabases()
}, 120_000)
afterAll(() => databases.close())

describe.each(KINDS)('gates, proof and CI on %s', (kind) => {
  it('gates with all that hangs on them', async () => {
    const gap: GateGap = {
      id: newId(),
      text: 'Missing',
      requirementKey: 'G2.1',
      openedAt: NOW,
      openedBy: UNA,
      closedAt: null,
      closedBy: null,
      closingNote: '',
    }
    const waiver: Waiver = {
      id: newId(),
      requirementKey: 'G2.1',
      reason: 'Agreed',
      approver: UNA,
      grantedAt: NOW,
      expiresAt: LATER,
      revokedAt: null,
      revokedBy: null,
      revokeReason: '',
    }
    const revoked = { ...waiver, id: '00000000-0000-7000-8000-000000000001', revokedAt: LATER, revokedBy: UNA, revokeReason: 'Proof came' }
    const signOff: SignOff = {
      id: newId(),
      actor: UNA,
      handle: '@zoe',
      at: NOW,
      correlationId: 'c',
      decision: 'approve',
      note: 'ok',
      round: 1,
      gateRevision: 2,
      releaseSha: SHA,
      evidence: [{ id: 'e1', requirementKey: 'G2.1', digest: 'd1' }],
      identity: { via: 'session', account: 'una@example.org', issuer: 'password', token: null, steppedUp: true },
      role: 'security',
      onBehalfOf: '@adam',
      frozen: {
        gateKey: 'G2',
        title: 'Second',
        gateRevision: 2,
        round: 1,
        releaseSha: SHA,
        requirements: [{ key: 'G2.1', text: 't', state: 'fresh' }],
        evidence: [],
        waivers: [],
        ci: [],
      },
      frozenDigest: 'd'.repeat(64),
      ci: [],
    }
    const requirement: Requirement = {
      key: 'G2.1',
      text: 't',
      accepts: ['doc', 'test'] as const,
      min: 1,
      oneOf: [['doc'], ['test', 'doc']] as const,
      freshness: 'none' as const,
      maxAgeHours: null,
      warnHours: 3,
      workflow: null,
      rule: null,
    }
    const changes = {
      title: 'Changed',
      at: 9,
      owners: ['@zoe'],
      reviewers: [],
      quorum: 3,
      signRoles: [{ role: 'security', count: 1 }],
      state: 'SignedOff' as const,
      round: 1,
      submittedBy: UNA,
      submittedAt: NOW,
      signedAt: LATER,
      signedSha: SHA,
    }
    const program = await onProgram(databases[kind], async (tx, id, before) => {
      const gate: GateProgress = { ...pick(before.gates, 'G2'), ...changes }
      expect(await saveGate(tx, id, gate, 1)).toBe(2)
      await expect(saveGate(tx, id, gate, 1)).rejects.toMatchObject({ ...STALE, entity: 'gate', current: 2 })
      expect(await touchGate(tx, id, 'G2', 2)).toBe(3)
      await expect(touchGate(tx, id, 'G2', 2)).rejects.toMatchObject(STALE)
      expect(await saveRequirements(tx, id, 'G2', [requirement], 3)).toBe(4)
      await insertGap(tx, id, 'G2', gap)
      await closeGap(tx, id, { ...gap, closedAt: LATER, closedBy: UNA, closingNote: 'Found' })
      await expect(closeGap(tx, id, { ...gap, closedAt: LATER, closedBy: UNA })).rejects.toMatchObject(STALE)
      await insertWaiver(tx, id, 'G2', waiver)
      await insertWaiver(tx, id, 'G2', { ...waiver, id: revoked.id })
      await revokeWaiver(tx, id, revoked)
      await expect(revokeWaiver(tx, id, revoked)).rejects.toMatchObject(STALE)
      await insertSignOff(tx, id, 'G2', signOff)
      await insertGate(tx, id, {
        key: 'G3',
        title: 'Third',
        at: 12,
        owners: [],
        reviewers: ['@zoe'],
        quorum: 1,
        signRoles: [],
        requirements: [requirement],
      })
    })
    expect(pick(program.gates, 'G2')).toEqual({
      key: 'G2',
      baselineAt: 10,
      ...changes,
      revision: 4,
      after: [{ ref: 'G1', kind: 'hard', lag: 2 }],
      requirements: [requirement],
      gaps: [{ ...gap, closedAt: LATER, closedBy: UNA, closingNote: 'Found' }],
      signOffs: [signOff],
      waivers: expect.arrayContaining([waiver, revoked]),
    })
    expect(pick(program.gates, 'G3')).toMatchObject({ state: 'NotStarted', baselineAt: 12, revision: 1, requirements: [requirement] })
  })

  it('evidence, once each while it is not withdrawn', async () => {
    const piece: Omit<Evidence, 'revision'> = {
      id: newId(),
      gateKey: 'G1',
      requirementKey: 'G1.1',
      type: 'link',
      title: 't',
      url: 'https://example.org/a',
      reference: 'r',
      sha: SHA,
      digest: 'd1',
      details: { type: 'link' },
      file: null,
      observation: null,
      replaces: null,
      withdrawReason: '',
      producedAt: null,
      attachedAt: NOW,
      attachedBy: UNA,
      withdrawnAt: null,
    }
    const again = { ...piece, id: newId(), producedAt: LATER }
    const db = databases[kind]
    const program = await onProgram(db, async (tx, id) => {
      await insertEvidence(tx, id, piece)
      expect(await saveEvidence(tx, id, { ...piece, withdrawnAt: LATER }, 1)).toBe(2)
      await expect(saveEvidence(tx, id, piece, 1)).rejects.toMatchObject({ ...STALE, entity: 'evidence' })
      await insertEvidence(tx, id, again)
    })
    expect(program.evidence).toEqual([
      { ...piece, withdrawnAt: LATER, revision: 2 },
      { ...again, revision: 1 },
    ])
    const twice = transact(db, (tx) => insertEvidence(tx, program.id, { ...again, id: newId() }))
    await expect(twice).rejects.toMatchObject({ kind: 'unique' })
  })

  it('release target, its history and the newest reading of CI', async () => {
    const target = {
      repository: 'acme/other',
      repositoryId: 9_007_199_254_740_991,
      sha: SHA,
      workflows: [{ path: 'w.yml', workflowId: 5_000_000_000, required: true, events: [] }],
    }
    const reading: CiReadState = {
      sha: SHA,
      readAt: NOW,
      complete: true,
      repositoryId: 5_000_000_000,
      error: { code: 'http_502', message: 'm', at: LATER },
      workflows: [{ path: 'w.yml', workflowId: 5_000_000_000, runs: [], lastGreenElsewhere: null }],
    }
    const program = await onProgram(databases[kind], async (tx, id) => {
      expect(await saveReleaseTarget(tx, id, target, 1)).toBe(2)
      await expect(saveReleaseTarget(tx, id, target, 1)).rejects.toMatchObject({ ...STALE, current: 2 })
      await recordShaChange(tx, id, { sha: SHA, setAt: LATER, setBy: UNA })
      await saveCiReading(tx, id, { ...reading, complete: false, error: null })
      await saveCiReading(tx, id, reading)
    })
    expect(program.releaseTarget).toMatchObject({ ...target, revision: 2 })
    expect(program.releaseTarget?.history.map(({ sha, setAt, setBy }) => [sha, setAt, setBy])).toEqual([
      [SHA, LATER, 'Una'],
      [samplePlan('x').releaseTarget?.sha, NOW, 'Plan import'],
    ])
    expect(program.ci).toEqual(reading)
    await transact(databases[kind], (tx) => saveCiReading(tx, program.id, null))
    expect((await loadStoredProgram(databases[kind], { id: program.id }))?.ci).toBeNull()
  })
})
