import { expect, it } from 'vitest'
import { issueSetUpLink } from '../accounts/set-up.ts'
import { anonymous, startTestApp } from '../testing/index.ts'

it('behind https the cookie is Secure, browsers are told to stay, and links begin with the public address', async () => {
  const test = await startTestApp({ config: { publicUrl: 'https://gate.example.test' } })
  const body = {
    token: await issueSetUpLink(test.db, test.clock()),
    name: 'First',
    email: 'first@example.test',
    password: 'a good long password',
  }
  // The proxy talks plain HTTP to us: the browser's origin is the public one.
  const headers = { origin: 'https://gate.example.test', host: '127.0.0.1:4310' }
  const answer = await anonymous(test).post('/api/v1/setup', { body, headers })
  expect(answer.statusCode).toBe(201)
  expect(answer.cookies[0]).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax' })
  expect(answer.cookies[0]?.name).toMatch(/^__Secure-/)
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  const again = await anonymous(test).post('/api/v1/session', { body: { email: body.email, password: body.password }, headers })
  expect([again.statusCode, again.cookies[0]?.secure]).toEqual([200, true])
  const { name = '', value = '' } = again.cookies[0] ?? {}
  const cookie = `${name}=${encodeURIComponent(value)}`
  expect((await anonymous(test).get('/api/v1/session', { headers: { cookie } })).json().user.email).toBe(body.email)
  const foreign = await anonymous(test).delete('/api/v1/session', { headers: { cookie, origin: 'http://gate.example.test' } })
  expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'csrf'])
  await test.close()
})
