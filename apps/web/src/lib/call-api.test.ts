import { routes } from '@gatehouse/contracts'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../testing/fake-api.ts'
import { ApiProblem } from './api-problem.ts'
import { callApi, urlOf } from './call-api.ts'
import { PROBLEM_SENTENCES, problemSentence } from './problem-sentences.ts'

describe('callApi', () => {
  it('fills the path, sends the revision it is based on, and a key that makes a repeated POST harmless', async () => {
    const api = fakeApi(
      answer(routes.accounts.revokeToken, null),
      answer(routes.ci.read, { programRevision: 2, judged: { read: null, workflows: [] } }),
      answer(routes.lanes.remove, null),
    )
    await callApi(routes.lanes.remove, { params: { slug: 'credity12', key: 'L1' }, revision: 7 })
    await callApi(routes.ci.read, { params: { slug: 'credity12' }, body: {} })
    expect(api.calls.map((call) => call.call)).toEqual([
      'DELETE /api/v1/programs/credity12/lanes/L1',
      'POST /api/v1/programs/credity12/ci/read',
    ])
    expect(api.calls[0]?.headers.get('if-match')).toBe('"7"')
    expect(api.calls[0]?.headers.get('idempotency-key')).toBeNull()
    expect(api.calls[1]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('rejects with the code and every issue of problem JSON', async () => {
    const issues = [
      { code: 'requirement_missing', message: 'G1.1 has no evidence.' },
      { code: 'gap_open', message: 'A gap is open.' },
    ]
    fakeApi(answer(routes.programs.list, () => refused(409, 'gate_not_submittable', 'Not yet.', { issues })))
    const problem = await callApi(routes.programs.list).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({ code: 'gate_not_submittable', status: 409, issues, requestId: 'req-1' })
    expect(problemSentence(problem as ApiProblem)).toBe(PROBLEM_SENTENCES.gate_not_submittable)
  })

  it('says offline when nothing answers, and does not trust a proxy that answers in HTML', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    await expect(callApi(routes.programs.list)).rejects.toMatchObject({ code: 'offline' })
    globalThis.fetch = () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    await expect(callApi(routes.programs.list)).rejects.toMatchObject({ code: 'unavailable', status: 502 })
    globalThis.fetch = () => Promise.resolve(new Response('[{"id": "p1", ', { status: 200 }))
    await expect(callApi(routes.programs.list)).rejects.toMatchObject({ code: 'unreadable_answer' })
  })

  it('escapes what goes into an address', () => {
    expect(urlOf({ url: '/a/:slug/b/:key' }, { slug: 'x', key: '../y z' }, { q: 'a&b', none: undefined })).toBe('/a/x/b/..%2Fy%20z?q=a%26b')
  })
})
