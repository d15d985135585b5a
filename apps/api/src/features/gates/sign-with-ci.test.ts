import type { BoardGate, CiReadState } from '@gatehouse/core'
import { bumpRevision, programRevision, saveCiReading, saveReleaseTarget, transact } from '@gatehouse/db'
import { afterEach, describe, expect, it } from 'vitest'
import type { CiReader, Shell } from '../../app/shell.ts'
import {
  aLead,
  anOwner,
  aPersona,
  approve,
  aProgram,
  aReviewer,
  lookAt,
  type Persona,
  startTestApp,
  type TestApp,
  testPlanText,
} from '../../testing/index.ts'

const PATH = '.github/workflows/gate.yml'
const SHA = '1'.repeat(40)

let test: TestApp
afterEach(() => test.close())

const readingAt = (at: string, conclusion: string): CiReadState => ({
  sha: SHA,
  readAt: at,
  complete: true,
  error: null,
  repositoryId: 1,
  workflows: [
    {
      path: PATH,
      workflowId: 7,
      lastGreenElsewhere: null,
      runs: [
        {
          ...{ id: 1, attempt: 1, runNumber: 1, workflowId: 7, path: PATH, name: 'gate', event: 'push', headSha: SHA, headBranch: 'main' },
          ...{ headRepositoryId: 1, repositoryId: 1, status: 'completed', conclusion, createdAt: at, startedAt: at, updatedAt: at },
          url: 'https://github.com/acme/x/actions/runs/1',
        },
      ],
    },
  ],
})

/** A reader whose host says `conclusion`; counts how often it was asked. */
const readerOf =
  (conclusion: string, asked: string[]) =>
  (shell: Omit<Shell, 'ci'>): CiReader => ({
    apiUrl: 'https://api.github.test',
    dispatch: () => Promise.reject(new Error('nobody asks for this')),
    observe: () => Promise.resolve(null),
    readNow: async (slug) => {
      asked.push(slug)
      const program = await programRevision(shell.db, { slug })
      if (program === null) return 'no_target'
      const revision = await transact(shell.db, async (tx) => {
        await saveCiReading(tx, program.id, readingAt(shell.clock(), conclusion))
        return bumpRevision(tx, program.id, program.revision)
      })
      await shell.live.publish({ programId: program.id, revision, changed: ['ci'], actor: 'Gatehouse' })
      return 'read'
    },
  })

/** A submitted G1 whose only requirement is the workflow, read half an hour ago. */
const submitted = async (): Promise<{ readonly reviewer: Persona; readonly url: (rest: string) => string; readonly seen: BoardGate }> => {
  const text = (slug: string): string =>
    testPlanText(slug).replace(
      '{key: G1.1, text: A build that can be traced, accepts: [code, link], min: 1}',
      `{key: G1.1, text: CI is green, workflow: ${PATH}}`,
    )
  const program = await aProgram(test, text)
  const lead = await aLead(test, program)
  const owner = await anOwner(test, program)
  const reviewer = await aReviewer(test, program)
  const url = (rest: string): string => `/api/v1/programs/${program.slug}${rest}`
  const target = (await lead.get(url('/release-target'))).json()
  const pinned = { ...readingAt(test.clock(), 'success') }
  await transact(test.db, (tx) => saveCiReading(tx, program.id, pinned))
  await transact(test.db, (tx) =>
    saveReleaseTarget(
      tx,
      program.id,
      { ...target, repositoryId: 1, workflows: [{ path: PATH, workflowId: 7, required: true, events: [] }] },
      target.revision,
    ),
  )
  await owner.patch(url('/tasks/T1'), { ifMatch: 1, body: { status: 'done' } })
  await owner.post(url('/gates/G1/start'), { ifMatch: 1, body: {} })
  const answer = await owner.post(url('/gates/G1/submit'), { ifMatch: 2, body: {} })
  expect(answer.statusCode).toBe(200)
  test.clock.advance({ minutes: 20 })
  return { reviewer, url, seen: await lookAt(reviewer, url('')) }
}

describe('signing a gate that CI proves', () => {
  it('reads CI again first, and signs when it is green', async () => {
    const asked: string[] = []
    test = await startTestApp({ makeCiReader: readerOf('success', asked) })
    const { reviewer, url, seen } = await submitted()
    const signed = await approve(reviewer, url(''), seen)
    expect([signed.statusCode, signed.json().item?.state]).toEqual([200, 'SignedOff'])
    expect(asked).toHaveLength(1)
  })

  it('does not sign when the newest answer is red', async () => {
    const asked: string[] = []
    test = await startTestApp({ makeCiReader: readerOf('failure', asked) })
    const { reviewer, url, seen } = await submitted()
    const refused = await approve(reviewer, url(''), seen)
    expect([refused.statusCode, refused.json().code]).toEqual([412, 'review_outdated'])
    const told = refused.json().issues.map((issue: { code: string }) => issue.code)
    expect(told).toEqual(['requirement_changed', 'ci_changed', 'ci_changed'])
    expect(asked).toHaveLength(1)
    // Whoever looks again sees it red, and cannot sign that either.
    const again = await approve(reviewer, url(''), refused.json().current)
    expect([again.statusCode, again.json().code]).toEqual([409, 'gate_not_submittable'])
    expect(again.json().issues.map((issue: { code: string }) => issue.code)).toContain('requirement_unproved')
  })

  it('says what is missing on a server without access to GitHub', async () => {
    test = await startTestApp()
    const { reviewer, url, seen } = await submitted()
    const refused = await approve(reviewer, url(''), seen)
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'github_not_configured'])
    expect(refused.json().issues[0].hint).toContain('GITHUB_TOKEN')
    expect((await reviewer.get(url('/gates/G1'))).json().state).toBe('ReadyForSignoff')
  })

  it('does not ask the host for somebody who may not sign', async () => {
    const asked: string[] = []
    test = await startTestApp({ makeCiReader: readerOf('success', asked) })
    const { reviewer, url, seen } = await submitted()
    const other = await aPersona(test, reviewer.program, ['reviewer'])
    const refused = await approve(other, url(''), seen)
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'not_a_reviewer'])
    expect(asked).toEqual([])
  })
})
