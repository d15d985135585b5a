/** The process under load: the whole server, and a bare Fastify that sends the same ready-made bytes. Told apart by their ports. */
import type { AddressInfo } from 'node:net'
import { loadSamplePlans } from '@gatehouse/plan-io'
import { type FastifyInstance, fastify } from 'fastify'
import { aLead, startTestApp } from '../src/testing/index.ts'

export interface Servers {
  readonly board: string
  readonly bareBoard: string
  readonly bareUnchanged: string
  readonly cookie: string
  readonly token: string
  readonly etag: string
  readonly bytes: number
}

const portOf = (app: FastifyInstance): number => (app.server.address() as AddressInfo).port

const test = await startTestApp({ now: new Date().toISOString() })
// What the server writes about each request is part of its price; what tests keep of it in memory is not.
test.app.log.level = 'info'
const lead = await aLead(test)
await lead.post('/api/v1/programs/import', { body: { text: loadSamplePlans()[0]?.planText ?? '' } })
const url = '/api/v1/programs/credity12/board'
const first = await lead.get(url, { headers: { 'accept-encoding': 'gzip' } })
const made = await lead.post('/api/v1/tokens', { body: { name: 'bench', scopes: ['read'] } })
await test.app.listen({ port: 0, host: '127.0.0.1' })

const bare = fastify()
const etag = String(first.headers.etag)
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip', etag }
bare.get('/board', (_request, reply) => reply.headers(headers).send(first.rawPayload))
bare.get('/unchanged', (_request, reply) => reply.code(304).header('etag', etag).send())
await bare.listen({ port: 0, host: '127.0.0.1' })

const servers: Servers = {
  board: `http://127.0.0.1:${portOf(test.app)}${url}`,
  bareBoard: `http://127.0.0.1:${portOf(bare)}/board`,
  bareUnchanged: `http://127.0.0.1:${portOf(bare)}/unchanged`,
  cookie: lead.cookie,
  token: made.json().token,
  etag,
  bytes: first.rawPayload.length,
}
process.send?.(servers)
process.on('disconnect', () => process.exit(0))
