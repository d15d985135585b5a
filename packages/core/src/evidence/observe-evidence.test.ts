import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeEvidence } from '../freshness/judge-evidence.ts'
import { aGate, anEvidence, aProgram, aRequirement, aRun, aTarget, NOW, OLDER_SHA, RELEASE_SHA } from '../testing/factories.ts'
import type { Evidence } from '../board/program-state.ts'
import { type Look, lookAtRun, lookAtSection, lookInVain, observeEvidence } from './observe-evidence.ts'

const doc = anEvidence({ details: { type: 'doc', path: 'docs/a.md', heading: 'Open points', sectionDigest: 'a'.repeat(64) } })
const run = anEvidence({ type: 'ci_run', sha: null, details: { type: 'ci_run', repository: 'acme/credity12', runId: 1412, attempt: null } })
const observe = (piece: Evidence, look: Look) => {
  const result = observeEvidence(aProgram({ gates: [aGate()], evidence: [piece] }), { evidenceId: piece.id, look }, NOW)
  if (!result.ok) return result.refusal.code
  return result.value === null ? piece : { ...piece, ...result.value.set }
}
const after = (piece: Evidence, look: Look): Evidence => {
  const seen = observe(piece, look)
  if (typeof seen === 'string') throw new Error(seen)
  return seen
}

describe('looking at a section', () => {
  it('says whether it is the same, drifted or gone, and where', () => {
    expect(lookAtSection(doc, 'a'.repeat(64), RELEASE_SHA)).toMatchObject({ outcome: 'same' })
    expect(lookAtSection(doc, 'b'.repeat(64), RELEASE_SHA)).toMatchObject({
      outcome: 'drifted',
      detail: 'In 9f3c1ab, “Open points” of docs/a.md says something else than when it was attached.',
    })
    expect(lookAtSection(doc, null, null)).toMatchObject({
      outcome: 'gone',
      detail: 'In the text that was given there is no “Open points” of docs/a.md any more.',
    })
    expect(lookAtSection(anEvidence(), 'a'.repeat(64), null).outcome).toBe('unreadable')
  })
  it('is recorded once, with an event', () => {
    const look = lookAtSection(doc, 'b'.repeat(64), RELEASE_SHA)
    const result = observeEvidence(aProgram({ gates: [aGate()], evidence: [doc] }), { evidenceId: doc.id, look }, NOW)
    expect(result).toMatchObject({
      value: { judgedRevision: 1, set: { observation: { at: NOW } }, audit: { action: 'evidence.observed', subjectKey: 'G1/R1' } },
    })
    const seen = after(doc, look)
    expect(observeEvidence(aProgram({ gates: [aGate()], evidence: [seen] }), { evidenceId: doc.id, look }, NOW)).toEqual({
      ok: true,
      value: null,
    })
  })
  it('a text that somebody gives does not undo a drift that was read in the repository', () => {
    const drifted = after(doc, lookAtSection(doc, 'b'.repeat(64), RELEASE_SHA))
    expect(observe(drifted, lookAtSection(doc, 'a'.repeat(64), null))).toBe('evidence_not_accepted')
    expect(after(drifted, lookAtSection(doc, 'a'.repeat(64), RELEASE_SHA)).observation?.outcome).toBe('same')
    const told = after(doc, lookAtSection(doc, 'b'.repeat(64), null))
    expect(after(told, lookAtSection(doc, 'a'.repeat(64), null)).observation?.outcome).toBe('same')
  })
  it('withdrawn pieces are left alone', () => {
    expect(observe({ ...doc, withdrawnAt: NOW }, lookInVain('No.'))).toBe('evidence_not_found')
  })
})

describe('looking at a run', () => {
  it.each([
    [aRun(), 'success'],
    [aRun({ conclusion: 'failure' }), 'failed'],
    [aRun({ status: 'queued', conclusion: null }), 'pending'],
    [aRun({ conclusion: 'neutral' }), 'unreadable'],
    [aRun({ event: 'pull_request_target' }), 'unreadable'],
    [aRun({ headRepositoryId: null }), 'unreadable'],
  ])('%#', (read, outcome) => {
    expect(lookAtRun(read).outcome).toBe(outcome)
  })
  it('keeps what was read of a run that the host has deleted, and says so once', () => {
    const seen = after(run, lookAtRun(aRun()))
    const gone = after(seen, lookInVain('GitHub knows no such run.'))
    expect(gone.observation).toMatchObject({ outcome: 'success', run: { attempt: 1 } })
    expect(gone.observation?.detail).toMatch(/does not show it any more/)
    expect(after(gone, lookInVain('GitHub knows no such run.'))).toBe(gone)
    expect(judgeEvidence(gone, aRequirement({ freshness: 'release_sha' }), aTarget(), NOW).freshness).toBe('fresh')
    expect(after(run, lookInVain('GitHub knows no such run.')).observation?.outcome).toBe('unreadable')
  })
  it('a look in vain never improves a state', () => {
    const RANK = { fresh: 0, pending: 1, unknown: 2, stale: 3, failed: 4 }
    const looks = fc.constantFrom(
      lookAtRun(aRun()),
      lookAtRun(aRun({ conclusion: 'failure' })),
      lookAtRun(aRun({ attempt: 2, status: 'in_progress', conclusion: null })),
      lookAtRun(aRun({ headSha: OLDER_SHA })),
    )
    fc.assert(
      fc.property(fc.array(looks, { maxLength: 4 }), (seen) => {
        const judge = (piece: Evidence) => RANK[judgeEvidence(piece, aRequirement({ freshness: 'release_sha' }), aTarget(), NOW).freshness]
        const before = seen.reduce(after, run)
        if (before.observation === null) return
        expect(judge(after(before, lookInVain('GitHub answered with HTTP 404.')))).toBeGreaterThanOrEqual(judge(before))
      }),
    )
  })
})
