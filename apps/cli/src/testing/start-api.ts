/** A real server of its own: a child process with its own data directory and port, and people in it made through invitations. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '../../../..')
export const LEAD_TOKEN = 'planted-bootstrap-token-of-the-command-line-tests'
/** A cold start on a busy machine; a hook that waits for it needs some more. */
const STARTS_WITHIN_MS = 200_000
export const START_TIMEOUT = STARTS_WITHIN_MS + 60_000

const BUSY_TRIES = 30

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'
export interface Person {
  readonly token: string
  readonly cookie: string
  /** Throws where the answer is not 2xx; `revision` goes into If-Match. */
  send<T>(method: Method, path: string, body?: unknown, revision?: number): Promise<T>
}
export interface RunningApi {
  readonly url: string
  readonly lead: Person
  /** Somebody with a token of the scope, bound to the handle. Known names are invited into one more program. */
  invite(slug: string, name: string, role: 'owner' | 'reviewer' | 'viewer', handle: string | null): Promise<Person>
  stop(): Promise<void>
}

export const startApi = async (env: Readonly<Record<string, string>> = {}): Promise<RunningApi> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'))
  const own = { PORT: '0', GATEHOUSE_DATA_DIR: dataDir, GATEHOUSE_SAMPLES: 'off', GATEHOUSE_BOOTSTRAP_TOKEN: LEAD_TOKEN }
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/api/src/main.ts'], {
    cwd: ROOT,
    env: { PATH, HOME, ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  const url = await new Promise<string>((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`The server did not start:\n${output}`)), STARTS_WITHIN_MS)
    const take = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /^Gatehouse is at (\S+)$/m.exec(output)?.[1]
      if (found === undefined) return
      clearTimeout(giveUp)
      resolve(found)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    void ended.then(() => reject(new Error(`The server ended:\n${output}`)))
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })

  const request = async <T>(headers: Readonly<Record<string, string>>, method: Method, path: string, body?: unknown) => {
    const send = () =>
      fetch(`${url}${path}`, {
        method,
        headers: { ...headers, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    let response = await send()
    // On a busy machine the server turns requests away before it looks at them.
    for (let tried = 0; response.status === 503 && tried < BUSY_TRIES; tried += 1) {
      await sleep(1_000)
      response = await send()
    }
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
    return { body: (text === '' ? null : JSON.parse(text)) as T, cookie: cookie.join('; ') }
  }
  const personWith = (token: string, cookie = ''): Person => ({
    token,
    cookie,
    send: async <T>(method: Method, path: string, body?: unknown, revision?: number) => {
      // A person signs as a person: tokens may not.
      const by: Record<string, string> = cookie === '' ? { authorization: `Bearer ${token}` } : { cookie }
      const match: Record<string, string> = revision === undefined ? {} : { 'if-match': `"${revision}"` }
      return (await request<T>({ ...by, ...match }, method, path, body)).body
    },
  })
  const lead = personWith(LEAD_TOKEN)
  const known = new Map<string, Person>()

  return {
    url,
    lead,
    invite: async (slug, name, role, handle) => {
      const invitation = await lead.send<{ url: string }>('POST', `/api/v1/programs/${slug}/invitations`, { roles: [role], handle })
      const accept = `/api/v1/invitations/${new URL(invitation.url).pathname.split('/').at(-1) ?? ''}/accept`
      const before = known.get(name)
      if (before !== undefined) {
        await request({ cookie: before.cookie }, 'POST', accept, { account: null })
        return before
      }
      const account = { name, email: `${randomUUID().slice(0, 8)}@example.test`, password: 'a long enough password' }
      const { cookie } = await request({}, 'POST', accept, { account })
      const made = await request<{ token: string }>({ cookie }, 'POST', '/api/v1/tokens', { name: 'tests', scopes: ['write'] })
      const person = personWith(made.body.token, cookie)
      known.set(name, person)
      return person
    },
    stop,
  }
}
