import type { Problem, ProblemCode } from '@gatehouse/contracts'
import type { Issue } from '@gatehouse/core'

/** A code that the server gave, or one for what happened before it could answer. */
export type ClientCode = ProblemCode | 'offline' | 'unreadable_answer'

/** Any answer other than the expected one. `detail` and `issues` are the server's; the sentence is chosen by `problemSentence`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  constructor(
    readonly code: ClientCode,
    readonly status: number,
    readonly detail: string,
    readonly issues: readonly Issue[] = [],
    readonly requestId: string | null = null,
    /** 412: the present state, so that a form can show what changed. */
    readonly current: unknown = undefined,
  ) {
    super(`${code}: ${detail}`)
  }
}

export const isApiProblem = (error: unknown, code?: ClientCode): error is ApiProblem =>
  error instanceof ApiProblem && (code === undefined || error.code === code)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Reads problem JSON with care: a proxy in between may answer with anything. */
export const toApiProblem = (status: number, body: unknown): ApiProblem => {
  if (!isRecord(body) || typeof body.code !== 'string' || typeof body.detail !== 'string') {
    return new ApiProblem(status >= 500 ? 'unavailable' : 'unreadable_answer', status, `The answer had status ${status}.`)
  }
  const problem = body as unknown as Problem
  return new ApiProblem(
    problem.code,
    status,
    problem.detail,
    Array.isArray(problem.issues) ? (problem.issues as readonly Issue[]) : [],
    typeof problem.requestId === 'string' ? problem.requestId : null,
    problem.current,
  )
}
