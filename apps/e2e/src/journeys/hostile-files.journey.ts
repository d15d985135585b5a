import { expect, test } from '@playwright/test'
import { setUpLead, signIn } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, startServer } from '../support/server.ts'

const RUN = 'parent.__ran = window.__ran = 1'
const FILES: readonly (readonly [string, string])[] = [
  ['page.html', `<!doctype html><title>x</title><script>${RUN}</script>`],
  ['drawing.svg', `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script></svg>`],
  ['page.xhtml', `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${RUN}</script></html>`],
  ['code.js', `${RUN}`],
  ['late.txt', `${'a'.repeat(2_000)}<script>${RUN}</script>`],
]

test('uploaded pages, drawings and scripts are downloads; none of them runs, opened or built into a page', async ({ page }) => {
  const server = await startServer()
  const lead = await setUpLead(server)
  await lead.api.send('POST', '/api/v1/programs/import', { text: launchPlan('rocket') })
  await signIn(page, server, lead, '/p/rocket/overview')
  const addresses: string[] = []
  for (const [name, text] of FILES) {
    const response = await fetch(`${server.url}/api/v1/programs/rocket/files?name=${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lead.api.token}`, 'content-type': 'application/octet-stream' },
      body: text,
    })
    expect([name, response.status]).toEqual([name, 201])
    addresses.push(`${server.url}/api/v1/programs/rocket/files/${((await response.json()) as { sha256: string }).sha256}`)
  }

  for (const [index, address] of addresses.entries()) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.goto(address).catch(() => null)])
    expect(download.suggestedFilename()).toBe(FILES[index]?.[0])
    expect(page.url()).toContain('/p/rocket/overview')
  }

  // A page of our own origin without a policy of its own, as an attacker would wish for: the files' headers have to hold by themselves.
  const built = addresses
    .map(
      (at) =>
        `<iframe src="${at}"></iframe><object data="${at}"></object><embed src="${at}"><img src="${at}"><script src="${at}"></script>`,
    )
    .join('')
  await page.route('**/attack', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html>${built}` }))
  const asked: number[] = []
  page.on('response', (response) => {
    if (addresses.includes(response.url())) asked.push(response.status())
  })
  await page.goto(`${server.url}/attack`, { waitUntil: 'load' })
  await page.waitForTimeout(500)
  expect(asked.length).toBeGreaterThan(addresses.length)
  expect(new Set(asked)).toEqual(new Set([200]))
  for (const frame of page.frames()) expect(await frame.evaluate(() => (window as { __ran?: number }).__ran)).toBeUndefined()
  // That it would be seen: the same page, served as what it is.
  await page.route('**/control', (route) => route.fulfill({ contentType: 'text/html', body: FILES[0]?.[1] ?? '' }))
  await page.goto(`${server.url}/control`)
  expect(await page.evaluate(() => (window as { __ran?: number }).__ran)).toBe(1)
  await server.stop()
  removeData(server)
})
