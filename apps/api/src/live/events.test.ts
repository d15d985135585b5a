import { liveEvent } from '@gatehouse/contracts'
import { deleteSessions } from '@gatehouse/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anAdmin, aProgram, aStranger, aViewer, type Persona, startTestApp, type TestApp } from '../testing/index.ts'
import { LISTENERS_PER_USER } from './live-hub.ts'

let test: TestApp
let url: string
beforeAll(async () => {
  test = await startTestApp()
  url = await test.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => test.close())

interface Stream {
  readonly status: number
  readonly headers: Headers
  /** What arrived so far. */
  text(): string
  messages(): ReturnType<typeof liveEvent.parse>[]
  /** Resolves when the server ends it. */
  readonly ended: Promise<void>
  close(): void
}
const open = async (person: Persona, headers: Record<string, string> = {}, slug = person.program.slug): Promise<Stream> => {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/v1/programs/${slug}/events`, {
    headers: { cookie: person.cookie, ...headers },
    signal: stop.signal,
  })
  let text = ''
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk)
  }
  const ended = read().catch(() => undefined)
  const messages = () => [...text.matchAll(/^data: (\{"revision.*)$/gm)].map(([, data]) => liveEvent.parse(JSON.parse(data ?? '')))
  return { status: response.status, headers: response.headers, text: () => text, messages, ended, close: () => stop.abort() }
}
const addOwner = (person: Persona, handle: string) =>
  person.post(`/api/v1/programs/${person.program.slug}/owners`, { body: { handle, name: '' } })
const within = async (promise: Promise<void>, ms: number): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), ms))])

describe('the event stream', () => {
  it('tells the present revision, then each change with what and who', async () => {
    const lead = await aLead(test)
    const stream = await open(lead)
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(stream.headers.get('content-encoding')).toBeNull()
    await expect.poll(() => stream.messages()).toEqual([{ revision: 1, changed: ['*'], actor: null }])
    await addOwner(lead, '@live')
    await expect.poll(() => stream.messages()[1]).toEqual({ revision: 2, changed: ['people', 'owner:@live'], actor: lead.name })
    expect(stream.text()).toContain('id: 2\n')
    stream.close()
  })

  it('says nothing of the past to whoever has seen the present', async () => {
    const lead = await aLead(test)
    const stream = await open(lead, { 'last-event-id': '1' })
    await addOwner(lead, '@next')
    await expect.poll(() => stream.messages().map(({ revision }) => revision)).toEqual([2])
    const behind = await open(lead, { 'last-event-id': '1' })
    await expect.poll(() => behind.messages()).toEqual([{ revision: 2, changed: ['*'], actor: null }])
    stream.close()
    behind.close()
  })

  it('is for members, and of one program only', async () => {
    const lead = await aLead(test)
    const stranger = await aStranger(test)
    expect((await open(stranger, {}, lead.program.slug)).status).toBe(404)
    const stream = await open(lead)
    await addOwner(stranger, '@elsewhere')
    await addOwner(lead, '@here')
    await expect.poll(() => stream.messages().length).toBe(2)
    expect(stream.text()).not.toContain('@elsewhere')
    stream.close()
  })

  it('closes within 5 s of signing out, losing the role, or being disabled', async () => {
    const program = await aProgram(test)
    const lead = await aLead(test, program)
    const admin = await anAdmin(test, program)
    const [signedOut, removed, disabled, staying] = [
      await aViewer(test, program),
      await aViewer(test, program),
      await aViewer(test, program),
      await aViewer(test, program),
    ]
    const streams = await Promise.all([signedOut, removed, disabled, staying].map((person) => open(person)))
    await signedOut.delete('/api/v1/session')
    await lead.delete(`/api/v1/programs/${program.slug}/members/${removed.userId}`)
    await admin.patch(`/api/v1/accounts/${disabled.userId}`, { body: { disabled: true } })
    const [first, second, third, fourth] = streams
    for (const stream of [first, second, third]) expect(await within(stream?.ended ?? Promise.reject(), 5_000)).toBe(true)
    expect(first?.text()).toContain('event: closed')
    expect(await within(fourth?.ended ?? Promise.resolve(), 200)).toBe(false)
    fourth?.close()
  })

  it('closes even when nobody told of the end', async () => {
    const person = await aViewer(test)
    const stream = await open(person)
    await deleteSessions(test.db, person.userId)
    expect(await within(stream.ended, 12_000)).toBe(true)
  })

  it(`is open at most ${LISTENERS_PER_USER} times for one account`, async () => {
    const person = await aViewer(test)
    const streams = await Promise.all(Array.from({ length: LISTENERS_PER_USER }, () => open(person)))
    const before = test.app.shell.live.size
    const refused = await open(person)
    expect(refused.status).toBe(429)
    for (const stream of streams) stream.close()
    await expect.poll(() => test.app.shell.live.size).toBe(before - LISTENERS_PER_USER)
    expect((await open(person)).status).toBe(200)
  })

  it('ends when the server stops', async () => {
    const own = await startTestApp()
    const address = await own.app.listen({ port: 0, host: '127.0.0.1' })
    const person = await aViewer(own)
    const response = await fetch(`${address}/api/v1/programs/${person.program.slug}/events`, { headers: { cookie: person.cookie } })
    const ended = response.text()
    const begun = performance.now()
    await own.close()
    expect(await ended).toContain('data: ')
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})
