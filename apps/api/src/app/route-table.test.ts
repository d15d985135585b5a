import { fileURLToPath } from 'node:url'
import { type Route, routes } from '@gatehouse/contracts'
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../testing/index.ts'
import type { RouteRow } from './route-table.ts'

/** Routes that are not contracts, and why nobody needs an account for them. */
const WITHOUT_CONTRACT: Readonly<Record<string, string>> = {
  '/healthz': 'a supervisor asks whether the process lives',
  '/readyz': 'a load balancer asks whether it may send requests',
  '/metrics': 'Prometheus reads counters; no program appears in them',
  '/api/openapi.json': 'the description of the interface is public',
  '/api/schema/plan.json': 'editors fetch the schema of plan files',
  '/api/docs': 'a page over the description',
  '/api/docs/': 'a page over the description',
  '/api/docs/*': 'files of that page',
  '/api/docs/static/*': 'files of that page',
  '/api/docs/json': 'the description again, for that page',
  '/api/docs/yaml': 'the description again',
  '/api/docs/uiConfig': 'settings of that page',
  '/api/docs/initOAuth': 'settings of that page',
  '/api/docs/static/index.html': 'files of that page',
  '/api/docs/static/swagger-initializer.js': 'files of that page',
  '/api/v1/webhooks/github': 'the signature over the body is the proof',
  '/': 'the web app, which asks everybody to sign in',
  '/*': 'files of the web app',
}

/** Every route that the server has, as its router sees them. */
const routeTable = async (): Promise<readonly RouteRow[]> => {
  const test = await startTestApp({
    webRoot: fileURLToPath(new URL('..', import.meta.url)),
    config: { github: { apiUrl: 'http://127.0.0.1:1', credentials: { kind: 'none' }, webhookSecret: 'x'.repeat(20) } },
  })
  const table = test.app.routeTable
  await test.close()
  return table
}

describe('the route table', () => {
  it('holds nothing that does not declare who may call it', async () => {
    const table = await routeTable()
    const undeclared = table.filter(({ url, contract }) => contract === undefined && WITHOUT_CONTRACT[url] === undefined)
    expect(undeclared).toEqual([])
    expect(table.length).toBeGreaterThan(20)
  })

  it('serves every contract, at its own address and method', async () => {
    const table = await routeTable()
    const served = new Set(table.flatMap(({ contract }) => (contract === undefined ? [] : [contract])))
    const missing = Object.entries(routes).flatMap(([noun, byName]) =>
      Object.entries<Route>(byName)
        .filter(([, route]) => !served.has(route))
        .map(([name]) => `${noun}.${name}`),
    )
    expect(missing).toEqual([])
    for (const { method, url, contract } of table) {
      if (contract !== undefined) expect([method === 'HEAD' ? 'GET' : method, url]).toEqual([contract.method, contract.url])
    }
  })
})
