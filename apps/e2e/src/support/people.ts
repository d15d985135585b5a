/** People of a journey: made through the same set-up and invitation links that people use. */
import type { BrowserContext, Page } from '@playwright/test'
import { type Api, apiOf } from './api.ts'
import type { Server } from './server.ts'

export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly api: Api
}
type Role = 'lead' | 'owner' | 'reviewer' | 'viewer'
const PASSWORD = 'a long enough password'

async function post(
  server: Server,
  path: string,
  body: unknown,
  cookie?: string,
): Promise<{ readonly cookie: string; readonly body: unknown }> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url, ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`)
  const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  return { cookie: cookies.join('; '), body: text === '' ? null : JSON.parse(text) }
}

async function withToken(server: Server, name: string, email: string, cookie: string): Promise<Person> {
  const { body } = await post(server, '/api/v1/tokens', { name: 'journey', scopes: ['read', 'write', 'evidence'] }, cookie)
  return { name, email, password: PASSWORD, api: apiOf(server.url, (body as { token: string }).token) }
}

/** The first account, through the printed set-up link. */
export async function setUpLead(server: Server, name = 'Lena Lead'): Promise<Person> {
  const token = new URL(server.setupUrl ?? '').searchParams.get('token') ?? ''
  const email = 'lena@example.test'
  const { cookie } = await post(server, '/api/v1/setup', { token, name, email, password: PASSWORD })
  return withToken(server, name, email, cookie)
}

/** Somebody invited into a program, who accepts with a new account. */
export async function invite(
  server: Server,
  lead: Person,
  slug: string,
  name: string,
  roles: readonly Role[],
  handle: string | null = null,
): Promise<Person> {
  const invited = await lead.api.send<{ url: string }>('POST', `/api/v1/programs/${slug}/invitations`, { roles, handle, email: null })
  if (invited.status !== 201) throw new Error(`invite: ${invited.status} ${JSON.stringify(invited.body)}`)
  const token = new URL(invited.body.url, server.url).pathname.split('/').at(-1) ?? ''
  const email = `${name.split(' ')[0]?.toLowerCase()}@example.test`
  const { cookie } = await post(server, `/api/v1/invitations/${token}/accept`, { account: { name, email, password: PASSWORD } })
  return withToken(server, name, email, cookie)
}

/** Signs in through the log-in screen and opens a path. */
export async function signIn(page: Page, server: Server, person: Person, path = '/'): Promise<void> {
  await page.goto(`${server.url}/login?next=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
  if (new URL(page.url()).pathname !== path.split('?')[0]) await page.goto(`${server.url}${path}`)
}

/** Console errors and failed scripts of all pages of a context. A refused request (4xx) is news for the screen, not for the console. */
export function watchConsole(context: BrowserContext): () => readonly string[] {
  const errors: string[] = []
  context.on('weberror', (error) => errors.push(String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text())) errors.push(message.text())
  })
  return () => errors
}
