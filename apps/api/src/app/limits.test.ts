import { expect, it } from 'vitest'
import { anonymous, startTestApp } from '../testing/index.ts'

it('one address may use up invitations and set-up links only so fast', async () => {
  const test = await startTestApp({ limits: 'on' })
  const codes: number[] = []
  for (let attempt = 0; attempt < 70; attempt += 1) {
    codes.push(
      (
        await anonymous(test).post('/api/v1/invitations/guess/accept', {
          body: { account: null },
          headers: { 'x-forwarded-for': `203.0.113.${attempt}` },
        })
      ).statusCode,
    )
  }
  expect(new Set(codes.slice(0, 60))).toEqual(new Set([410]))
  expect(new Set(codes.slice(60))).toEqual(new Set([429]))
  const limited = await anonymous(test).post('/api/v1/invitations/guess/accept', { body: { account: null } })
  expect(limited.json().code).toBe('rate_limited')
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
  await test.close()
})
