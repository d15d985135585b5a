import { describe, expect, it } from 'vitest'
import {
  aCiRead,
  aProgram,
  aReading,
  aRun,
  aTarget,
  aWorkflow,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
  REPOSITORY_ID,
  WORKFLOW_ID,
} from '../testing/index.ts'
import { acceptCiReading } from './accept-ci-reading.ts'

const unpinned = aTarget({ repositoryId: null, workflows: [aWorkflow({ workflowId: null })] })
const green = aCiRead({ workflows: [aReading({ runs: [aRun()] })] })
const accept = (releaseTarget = unpinned, reading = green, ci = null as typeof green | null) =>
  acceptCiReading(aProgram({ releaseTarget, ci }), releaseTarget.repository, reading, NOW)

describe('acceptCiReading', () => {
  it('pins what was never pinned and notes the workflow that turned fresh by it', () => {
    const accepted = accept()
    expect(accepted).toMatchObject({
      ok: true,
      value: { pinned: { repositoryId: REPOSITORY_ID, workflows: [{ workflowId: WORKFLOW_ID }] } },
    })
    expect(accepted.ok && accepted.value.notes).toMatchObject([
      { action: 'ci.judged', before: { freshness: 'unknown' }, after: { freshness: 'fresh', sha: RELEASE_SHA } },
    ])
  })
  it('never re-pins: another id later stays an alarm', () => {
    const accepted = accept(aTarget(), aCiRead({ repositoryId: 999 }))
    expect(accepted).toMatchObject({ ok: true, value: { pinned: null } })
  })
  it('pins nothing from a failed or partial reading', () => {
    expect(accept(unpinned, { ...green, complete: false })).toMatchObject({ ok: true, value: { pinned: null } })
    expect(accept(unpinned, { ...green, error: { code: 'host_error', message: 'HTTP 502', at: NOW } })).toMatchObject({
      ok: true,
      value: { pinned: null },
    })
  })
  it('notes nothing when nothing changed', () => {
    expect(accept(aTarget(), green, green)).toMatchObject({ ok: true, value: { notes: [] } })
  })
  it.each([
    ['another commit', aTarget({ sha: OLDER_SHA })],
    ['no commit', aTarget({ sha: null })],
  ])('refuses a reading when the target is %s by now', (_name, target) => {
    expect(accept(target)).toMatchObject({ ok: false, refusal: { code: 'release_target_missing' } })
  })
  it('refuses a reading of another repository', () => {
    expect(acceptCiReading(aProgram({ releaseTarget: aTarget() }), 'acme/elsewhere', green, NOW)).toMatchObject({ ok: false })
  })
})
