import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/index.ts'

let root: string
let test: TestApp
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatehouse-web-'))
  await mkdir(join(root, 'assets'))
  await writeFile(join(root, 'index.html'), '<!doctype html><title>The app</title>')
  await writeFile(join(root, 'assets/main-abc123.js'), 'console.log("hello")'.repeat(200))
  await writeFile(join(root, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(root, '.built-from'), 'digest')
  test = await startTestApp({ webRoot: root })
})
afterAll(async () => {
  await test.close()
  await rm(root, { recursive: true, force: true })
})
const get = (url: string, accept = 'text/html,application/xhtml+xml') => test.app.inject({ url, headers: { accept } })

describe('the web app', () => {
  it('is at every address that somebody opens, and never kept', async () => {
    for (const url of ['/', '/login', '/programs/credity12/timeline?lane=L4', '/programs/a.b/gates']) {
      const answer = await get(url)
      expect([url, answer.statusCode, answer.headers['cache-control'], answer.body]).toEqual([
        url,
        200,
        'no-cache',
        '<!doctype html><title>The app</title>',
      ])
      expect(answer.headers['content-security-policy']).toContain("script-src 'self';")
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it('has hashed files that are kept for ever, compressed', async () => {
    const answer = await test.app.inject({ url: '/assets/main-abc123.js', headers: { 'accept-encoding': 'gzip' } })
    expect([answer.statusCode, answer.headers['cache-control'], answer.headers['content-encoding']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      'gzip',
    ])
    expect((await get('/icon.svg', 'image/*')).headers['cache-control']).toBe('no-cache')
  })

  it('is no answer to a script, a missing file or an unknown address of the API', async () => {
    expect((await get('/nowhere', 'application/json')).statusCode).toBe(404)
    expect((await get('/assets/missing.js')).statusCode).toBe(404)
    expect((await get('/api/v1/nothing')).headers['content-type']).toContain('application/problem+json')
    expect((await test.app.inject({ method: 'POST', url: '/login', headers: { accept: 'text/html' } })).statusCode).toBe(404)
  })

  it('gives away nothing but its files', async () => {
    for (const url of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/.built-from',
      '/assets/../../etc/passwd',
      '/%00',
    ]) {
      const answer = await get(url, '*/*')
      expect([url, answer.statusCode >= 400 && answer.statusCode < 500]).toEqual([url, true])
    }
  })
})
