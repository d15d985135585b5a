import { connect } from 'node:net'
import { prismaOf } from '@gatehouse/db'
import { expect, it } from 'vitest'
import { aLead, anonymous, startTestApp } from '../testing/index.ts'

it('a request that runs while the server stops is answered', async () => {
  const test = await startTestApp()
  const lead = await aLead(test)
  const { port } = new URL(await test.app.listen({ port: 0, host: '127.0.0.1' }))
  const body = JSON.stringify({ handle: '@late', name: '' })
  const socket = connect(Number(port), '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString()
  })
  const ended = new Promise((resolve) => socket.on('close', resolve))
  const head = [
    `POST /api/v1/programs/${lead.program.slug}/owners HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `origin: http://127.0.0.1:${port}`,
    `cookie: ${lead.cookie}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const begun = performance.now()
  const closing = test.app.close()
  setTimeout(() => socket.write(body.slice(5)), 300)
  await Promise.all([closing, ended])
  expect(answer).toMatch(/^HTTP\/1\.1 201 /)
  expect(performance.now() - begun).toBeLessThan(10_000)
  await test.db.close()
})

it('is not ready on a database that a newer program has migrated', async () => {
  const test = await startTestApp()
  expect((await anonymous(test).get('/readyz')).statusCode).toBe(200)
  await prismaOf(test.db).$executeRawUnsafe(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ('x', 'x', now(), '29991231000000_later', 1)`,
  )
  const answer = await anonymous(test).get('/readyz')
  expect([answer.statusCode, answer.json().reason]).toEqual([503, expect.stringContaining('29991231000000_later')])
  await test.close()
})
