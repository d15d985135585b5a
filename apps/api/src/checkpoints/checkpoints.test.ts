import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { envelopeOf, openCheckpoint, readSigner } from '@gatehouse/bundle'
import { type Response, routes } from '@gatehouse/contracts'
import { prismaOf } from '@gatehouse/db'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '../config/read-config.ts'
import {
  aLead,
  anOwner,
  aReviewer,
  aViewer,
  type Persona,
  startTestApp,
  type TestApp,
  type TestProgram,
  TEST_SIGNING_KEY,
} from '../testing/index.ts'

type Listed = Response<typeof routes.record.checkpoints>
const { publicKey } = readSigner(TEST_SIGNING_KEY)

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
const listening = async (server: {
  listen(port: number, host: string, done: () => void): unknown
  address(): unknown
}): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

interface Posted {
  readonly type: string
  readonly seq: number
  readonly reason: string
  readonly program: { readonly id: string; readonly slug: string }
  readonly envelope: never
}
/** A webhook on loopback that answers as it is told. */
const startWebhook = async () => {
  const state = { status: 204, posted: [] as Posted[], elsewhere: 0 }
  const server: Server = createServer(async (request, response) => {
    const text = await textOf(request)
    if (request.url !== '/secret-path') state.elsewhere += 1
    else if (state.status < 300) state.posted.push(JSON.parse(text))
    response.writeHead(state.status, state.status === 302 ? { location: '/elsewhere' } : {}).end('received')
  })
  const port = await listening(server)
  const close = () => new Promise((resolve) => server.close(resolve))
  return { state, url: `http://127.0.0.1:${port}/secret-path`, close }
}
/** A mail server on loopback that keeps what it is sent. */
const startMailServer = async () => {
  const state = { mails: [] as { readonly to: readonly string[]; readonly text: string }[], isRefusing: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'keeper' && password === 'mail-secret-word' ? done(null, { user: username }) : done(new Error('wrong')),
    onRcptTo: (_address, _session, done) =>
      done(state.isRefusing ? Object.assign(new Error('no mail-secret-word'), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      let text = ''
      stream.on('data', (chunk) => (text += String(chunk)))
      stream.on('end', () => {
        state.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  const port = await listening(server.server)
  return {
    state,
    url: `smtp://keeper:mail-secret-word@127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})
const start = async (checkpoints: Partial<Config['checkpoints']> = {}): Promise<TestApp> => {
  const test = await startTestApp({ config: { checkpoints: { webhookUrl: null, mail: null, ...checkpoints } } })
  closers.push(() => test.close())
  return test
}
const urlOf = ({ slug }: TestProgram, rest: string): string => `/api/v1/programs/${slug}${rest}`
const list = async (by: Persona): Promise<Listed> => (await by.get(urlOf(by.program, '/checkpoints'))).json()
const seen = async (by: Persona): Promise<string[]> => (await list(by)).checkpoints.map(({ seq, reason }) => `${seq} ${reason}`)
/** One more event on the record. */
const work = async (lead: Persona): Promise<void> => {
  const { revision } = (await lead.get(urlOf(lead.program, '/tasks/T1'))).json()
  expect((await lead.patch(urlOf(lead.program, '/tasks/T1'), { ifMatch: revision, body: { note: `at ${revision}` } })).statusCode).toBe(200)
}
const sign = async (test: TestApp, lead: Persona): Promise<number> => {
  const { program } = lead
  const owner = await anOwner(test, program)
  const reviewer = await aReviewer(test, program)
  const gate = async () => (await owner.get(urlOf(program, '/gates/G1'))).json()
  const { revision } = (await owner.get(urlOf(program, '/tasks/T1'))).json()
  await owner.patch(urlOf(program, '/tasks/T1'), { ifMatch: revision, body: { status: 'done' } })
  const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Build', url: 'https://ci.example/1' }
  await owner.post(urlOf(program, '/evidence'), { body: proof })
  await owner.post(urlOf(program, '/gates/G1/submit'), { ifMatch: (await gate()).revision, body: {} })
  const looked = await gate()
  return (await reviewer.post(urlOf(program, '/gates/G1/approve'), { ifMatch: looked.revision, body: { seen: looked.frozen } })).statusCode
}
/** Until what runs in the background has come to this. */
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + 10_000
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('checkpoints', () => {
  it('are made when a gate is signed, each day on which something happened, and when a lead asks', async () => {
    const test = await start()
    const lead = await aLead(test)
    expect(await list(lead)).toEqual({ checkpoints: [], next: null, head: null, destinations: { webhook: false, mail: false } })
    expect((await lead.post(urlOf(lead.program, '/checkpoints'))).json()).toMatchObject({ code: 'past_not_recorded' })
    expect(await sign(test, lead)).toBe(200)
    expect(await seen(lead)).toEqual(['4 sign_off'])
    await test.app.shell.checkpoints.tick()
    expect(await seen(lead)).toEqual(['4 sign_off'])
    await lead.post(urlOf(lead.program, '/lanes'), { body: { key: 'L9', name: 'Late' } })
    await test.app.shell.checkpoints.tick()
    await test.app.shell.checkpoints.tick()
    expect(await seen(lead)).toEqual(['5 daily', '4 sign_off'])
    const made = await lead.post(urlOf(lead.program, '/checkpoints'))
    expect([made.statusCode, made.json()]).toEqual([
      201,
      expect.objectContaining({ seq: 5, reason: 'manual', deliveredAt: null, deliveryError: null }),
    ])
    expect((await lead.post(urlOf(lead.program, '/checkpoints'))).json()).toEqual(made.json())
    const listed = await list(lead)
    expect(routes.record.checkpoints.response.parse(listed)).toEqual(listed)
    expect(listed.head).toMatchObject({ seq: 5, hash: made.json().hash })
    const short: Listed = (await lead.get(urlOf(lead.program, '/checkpoints?limit=3&before=5'))).json()
    expect(short).toMatchObject({ checkpoints: [{ seq: 4 }], next: null })
    expect((await (await aViewer(test, lead.program)).post(urlOf(lead.program, '/checkpoints'))).statusCode).toBe(403)
  })

  it('are made daily again after a clock that was far ahead is put right', async () => {
    const test = await start()
    const lead = await aLead(test)
    const today = test.clock()
    await work(lead)
    test.clock.advance({ days: 4_000 })
    await test.app.shell.checkpoints.tick()
    expect(await seen(lead)).toEqual(['1 daily'])
    test.clock.set(today)
    await work(lead)
    await test.app.shell.checkpoints.tick()
    await work(lead)
    await test.app.shell.checkpoints.tick()
    expect(await seen(lead)).toEqual(['2 daily', '1 daily'])
  })

  it('are files that say, signed, where the record ended', async () => {
    const test = await start()
    const lead = await aLead(test)
    await work(lead)
    const { seq, hash, keyId, at } = (await lead.post(urlOf(lead.program, '/checkpoints'))).json()
    const file = await lead.get(urlOf(lead.program, '/checkpoints/1'))
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${lead.program.slug}-1-manual.checkpoint.json"`)
    const envelope = envelopeOf(file.json())
    expect(envelope && openCheckpoint(envelope, publicKey)).toEqual({
      ...{ programId: lead.program.id, slug: lead.program.slug, seq, hash, at, reason: 'manual' },
    })
    expect(keyId).toBe(publicKey.keyId)
    expect((await lead.get(urlOf(lead.program, '/checkpoints/2'))).statusCode).toBe(404)
    expect((await lead.get(urlOf(lead.program, '/checkpoints/1?reason=daily'))).statusCode).toBe(404)
  })

  it('never keep a signature from being saved, and are made up for later', async () => {
    const test = await start()
    const lead = await aLead(test)
    const prisma = prismaOf(test.db)
    await prisma.$executeRawUnsafe(
      `CREATE FUNCTION refuse_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$`,
    )
    await prisma.$executeRawUnsafe(
      'CREATE TRIGGER refuse_checkpoint BEFORE INSERT ON checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_checkpoint()',
    )
    expect(await sign(test, lead)).toBe(200)
    await test.app.shell.checkpoints.tick()
    expect(await seen(lead)).toEqual([])
    expect(test.logText()).toContain('background work failed: checkpoints')
    await prisma.$executeRawUnsafe('DROP TRIGGER refuse_checkpoint ON checkpoint')
    await test.app.shell.checkpoints.tick()
    expect(await seen(lead)).toEqual(['4 sign_off'])
  })
})

describe('whoever keeps checkpoints', () => {
  let webhook: Awaited<ReturnType<typeof startWebhook>>
  let mail: Awaited<ReturnType<typeof startMailServer>>
  beforeEach(async () => {
    webhook = await startWebhook()
    mail = await startMailServer()
    closers.push(webhook.close, mail.close)
  })
  const both = () => ({
    webhookUrl: webhook.url,
    mail: { smtpUrl: mail.url, from: 'gatehouse@example.test', to: ['audit@example.test', 'second@example.test'] },
  })

  it('has them by webhook and by mail, with the envelope', async () => {
    const test = await start(both())
    const lead = await aLead(test)
    expect(await sign(test, lead)).toBe(200)
    await until(async () => (await list(lead)).checkpoints.every(({ deliveredAt }) => deliveredAt !== null))
    expect((await list(lead)).destinations).toEqual({ webhook: true, mail: true })
    const [posted] = webhook.state.posted
    expect(posted).toMatchObject({
      type: 'gatehouse.checkpoint',
      seq: 4,
      reason: 'sign_off',
      program: { id: lead.program.id, slug: lead.program.slug },
    })
    const file = await lead.get(urlOf(lead.program, '/checkpoints/4'))
    expect(posted?.envelope).toEqual(file.json())
    const [sent] = mail.state.mails
    expect(sent?.to).toEqual(['audit@example.test', 'second@example.test'])
    expect(sent?.text).toContain(`filename=${lead.program.slug}-4-sign-off.checkpoint.json`)
    const attached = /name=\S+\.checkpoint\.json[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(sent?.text ?? '')?.[1] ?? ''
    const text = Buffer.from(attached.replaceAll(/\s/g, ''), 'base64').toString()
    expect(`${text}${attached}`).toContain(posted === undefined ? 'nothing' : (file.json() as { payload: string }).payload.slice(0, 60))
    await test.app.shell.checkpoints.tick()
    expect([webhook.state.posted.length, mail.state.mails.length]).toEqual([1, 1])
  })

  it('has them later when it was away: the signature stands, the reason is shown, and nobody is told twice', async () => {
    const test = await start(both())
    const lead = await aLead(test)
    webhook.state.status = 500
    expect(await sign(test, lead)).toBe(200)
    await until(async () => (await list(lead)).checkpoints[0]?.deliveryError !== null)
    expect((await list(lead)).checkpoints[0]).toMatchObject({ deliveredAt: null, deliveryError: 'The webhook answered with status 500.' })
    webhook.state.status = 200
    await test.app.shell.checkpoints.tick()
    expect(webhook.state.posted).toEqual([])
    test.clock.advance({ minutes: 2 })
    await test.app.shell.checkpoints.tick()
    expect((await list(lead)).checkpoints[0]).toMatchObject({ deliveredAt: test.clock(), deliveryError: null })
    expect([webhook.state.posted.length, mail.state.mails.length]).toEqual([1, 1])
  })

  it('is not followed elsewhere, and neither its address nor a password is told to anybody', async () => {
    const test = await start(both())
    const lead = await aLead(test)
    webhook.state.status = 302
    mail.state.isRefusing = true
    await work(lead)
    expect((await lead.post(urlOf(lead.program, '/checkpoints'))).statusCode).toBe(201)
    await until(async () => (await list(lead)).checkpoints[0]?.deliveryError !== null)
    const error = (await list(lead)).checkpoints[0]?.deliveryError ?? ''
    expect(error).toContain('redirect (302)')
    expect(error).toMatch(/The mail could not be sent \(E[A-Z]+, 550\)/)
    expect(webhook.state.elsewhere).toBe(0)
    await webhook.close()
    await mail.close()
    test.clock.advance({ hours: 1 })
    await test.app.shell.checkpoints.tick()
    expect((await list(lead)).checkpoints[0]?.deliveryError).toMatch(/cannot be reached \([A-Z_]+\)\. The mail could not be sent/)
    expect(`${test.logText()}${JSON.stringify(await list(lead))}`).not.toMatch(/secret-path|mail-secret-word/)
  })

  it('is given up after a week', async () => {
    const test = await start(both())
    const lead = await aLead(test)
    webhook.state.status = 503
    await work(lead)
    await lead.post(urlOf(lead.program, '/checkpoints'))
    await until(async () => (await list(lead)).checkpoints[0]?.deliveryError !== null)
    webhook.state.status = 200
    test.clock.advance({ days: 8 })
    await test.app.shell.checkpoints.tick()
    expect(webhook.state.posted).toEqual([])
  })
})
