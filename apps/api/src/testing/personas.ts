import { randomUUID } from 'node:crypto'
import type { Role } from '@gatehouse/core'
import { bindOwner, insertMembership, insertPlan, insertUser, loadStoredProgram, savePassword, transact } from '@gatehouse/db'
import { parsePlanFile } from '@gatehouse/plan-io'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { TestApp } from './start-test-app.ts'
import { newSlug, testPlanText } from './test-plan.ts'

export interface TestProgram {
  readonly id: string
  readonly slug: string
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export interface SendOptions {
  readonly body?: unknown
  readonly ifMatch?: number | string
  readonly headers?: Readonly<Record<string, string>>
}
export type Send = (url: string, options?: SendOptions) => Promise<LightMyRequestResponse>

/** Somebody who can make requests. */
export interface Sender {
  send(method: Method, url: string, options?: SendOptions): Promise<LightMyRequestResponse>
  readonly get: Send
  readonly post: Send
  readonly put: Send
  readonly patch: Send
  readonly delete: Send
}
/** Somebody with an account and a session; in `program` with `roles`. */
export interface Persona extends Sender {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly cookie: string
  readonly program: TestProgram
}

const HOST = 'gatehouse.test'

/** Requests as our own page would make them: same origin, JSON. Headers that are given win. */
export const senderWith = (test: TestApp, auth: Readonly<Record<string, string>>): Sender => {
  const send: Sender['send'] = (method, url, { body, ifMatch, headers } = {}) => {
    const always = { host: HOST, ...(method === 'GET' ? {} : { origin: `http://${HOST}` }), ...auth }
    const match: Record<string, string> =
      ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }
    const payload: Pick<InjectOptions, 'payload'> =
      body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    return test.app.inject({ method, url, ...payload, headers: { ...always, ...match, ...type, ...headers } })
  }
  const by =
    (method: Method): Send =>
    (url, options) =>
      send(method, url, options)
  return { send, get: by('GET'), post: by('POST'), put: by('PUT'), patch: by('PATCH'), delete: by('DELETE') }
}
export const anonymous = (test: TestApp): Sender => senderWith(test, {})
export const withToken = (test: TestApp, token: string): Sender => senderWith(test, { authorization: `Bearer ${token}` })

/** Imports the test plan (or another text) as a new program that nobody is a member of yet. */
export const aProgram = async (test: TestApp, planText?: (slug: string) => string, sample = false): Promise<TestProgram> => {
  const slug = newSlug()
  const parsed = parsePlanFile((planText ?? testPlanText)(slug))
  if (!parsed.ok) throw new Error(`the test plan is wrong: ${JSON.stringify(parsed.issues)}`)
  const id = randomUUID()
  await transact(test.db, (tx) => insertPlan(tx, parsed.plan, { id, sample, now: new Date(test.clock()) }))
  return { id, slug }
}

export const PASSWORD = 'correct horse battery staple'
const hashes = new Map<string, string>()
const hashOf = async (test: TestApp, password: string): Promise<string> => {
  const hash = hashes.get(password) ?? (await test.app.shell.auth.hashPassword(password))
  hashes.set(password, hash)
  return hash
}

export interface PersonaOptions {
  readonly name?: string
  readonly isAdmin?: boolean
  /** The password that can sign in; without it only the planted session does. */
  readonly password?: string
  /** Handle of the plan to bind. */
  readonly handle?: string
}

/** An account with a planted session; a member of `program` where roles are given. */
export const aPersona = async (
  test: TestApp,
  program: TestProgram,
  roles: readonly Role[],
  options: PersonaOptions = {},
): Promise<Persona> => {
  const userId = randomUUID()
  const name = options.name ?? `Person ${userId.slice(0, 4)}`
  const email = `${userId.slice(0, 8)}@example.test`
  const hash = options.password === undefined ? null : await hashOf(test, options.password)
  const owner = (await loadStoredProgram(test.db, { id: program.id }))?.revisions.owners.get(options.handle ?? '')
  await transact(test.db, async (tx) => {
    await insertUser(tx, { id: userId, name, email, isAdmin: options.isAdmin === true })
    if (hash !== null) await savePassword(tx, userId, hash, new Date())
    if (roles.length > 0) await insertMembership(tx, program.id, userId, roles)
    if (options.handle !== undefined && owner !== undefined) await bindOwner(tx, program.id, options.handle, userId, owner)
  })
  const { cookies } = await test.app.shell.auth.startSession(userId, { address: '127.0.0.1', userAgent: 'tests' })
  // What the app does by itself when roles change; here they change behind its back.
  test.app.shell.access.forget({ userId })
  const cookie = cookies.map((each) => each.split(';')[0] ?? '').join('; ')
  return { userId, name, email, cookie, program, ...senderWith(test, { cookie }) }
}

const inProgram = async (test: TestApp, program: TestProgram | undefined): Promise<TestProgram> => program ?? aProgram(test)

export const aLead = async (test: TestApp, program?: TestProgram, options?: PersonaOptions): Promise<Persona> =>
  aPersona(test, await inProgram(test, program), ['lead'], { name: 'Lena Lead', ...options })
/** Bound to @owner-dev, who owns the test plan's gates. */
export const anOwner = async (test: TestApp, program?: TestProgram, options?: PersonaOptions): Promise<Persona> =>
  aPersona(test, await inProgram(test, program), ['owner'], { name: 'Otto Owner', handle: '@owner-dev', ...options })
/** Bound to @owner-qa, who reviews the test plan's gates. */
export const aReviewer = async (test: TestApp, program?: TestProgram, options?: PersonaOptions): Promise<Persona> =>
  aPersona(test, await inProgram(test, program), ['reviewer'], { name: 'Rita Reviewer', handle: '@owner-qa', ...options })
export const aViewer = async (test: TestApp, program?: TestProgram, options?: PersonaOptions): Promise<Persona> =>
  aPersona(test, await inProgram(test, program), ['viewer'], { name: 'Vera Viewer', ...options })
/** Lead of a program of their own, nothing in this one. */
export const aStranger = async (test: TestApp, options?: PersonaOptions): Promise<Persona> =>
  aPersona(test, await aProgram(test), ['lead'], { name: 'Stan Stranger', ...options })
export const anAdmin = async (test: TestApp, program?: TestProgram, options?: PersonaOptions): Promise<Persona> =>
  aPersona(test, await inProgram(test, program), [], { name: 'Ada Admin', isAdmin: true, ...options })
