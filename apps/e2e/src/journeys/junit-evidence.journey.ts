import { expect, test } from '@playwright/test'
import { type Job, startJob } from '../support/command-line.ts'
import { invite, type Person, setUpLead, signIn, watchConsole } from '../support/people.ts'
import { launchPlan } from '../support/plans.ts'
import { removeData, type Server, startServer } from '../support/server.ts'

const SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
const report = (cases: string) => `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="vitest tests" tests="2" failures="0" errors="0">
  <testsuite name="src/engine/ignition.test.ts" tests="2" failures="0">${cases}</testsuite>
</testsuites>`
const OTHER = '<testcase classname="src/engine/ignition.test.ts" name="ignition &gt; warms up" time="0.1"/>'
const WANTED = '<testcase classname="src/engine/ignition.test.ts" name="ignition &gt; stops when a sensor fails" time="0.1"/>'

let server: Server
let lead: Person
let owner: Person
let job: Job
test.beforeAll(async () => {
  server = await startServer()
  lead = await setUpLead(server)
  const text = launchPlan('rocket').replace(
    '{key: G1.2, text: Firing software at the release commit, accepts: [code]',
    '{key: G1.2, text: Ignition stops when a sensor fails, accepts: [test]',
  )
  const imported = await lead.api.send('POST', '/api/v1/programs/import', { text })
  expect(imported.status, JSON.stringify(imported.body)).toBe(201)
  owner = await invite(server, lead, 'rocket', 'Ed Engine', ['owner'], '@owner-engine')
  job = startJob(server.url, owner.api.token)
})
test.afterAll(async () => {
  job.remove()
  await server.stop()
  removeData(server)
})

test('a CI job posts a green report without the test: the gate stays unmet; the report with the test, passed, proves it', async ({
  page,
  context,
}) => {
  const errors = watchConsole(context)
  const add = (...more: readonly string[]) =>
    job.run(
      ...['evidence', 'add', '--program', 'rocket', '--gate', 'G1', '--requirement', 'G1.2', '--run', '1871', '--sha', SHA],
      ...['--suite', 'ignition', '--test', 'stops when a sensor fails', '--report', 'out/junit.xml', ...more],
    )
  const requirement = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^G1\.2 / }) })
  await signIn(page, server, owner, '/p/rocket/gates/G1?requirement=G1.2')
  await expect(requirement).toContainText('Missing')

  const first = await test.step('the run is green, and the named test is not in its report', async () => {
    job.write('out/junit.xml', report(OTHER))
    const { code, stdout, stderr } = await add('--json')
    expect([code, stderr]).toEqual([0, ''])
    const answer = JSON.parse(stdout) as { evidence: { id: string; freshness: string; details: object } }
    expect(answer.evidence).toMatchObject({ freshness: 'unknown', details: { outcome: 'missing' } })
    // Told live: nobody loads the page again.
    await expect(requirement).toContainText('Unknown')
    await expect(requirement).toContainText('is not in the report, so it proves nothing')
    return answer.evidence.id
  })

  await test.step('it came before the gate was begun, and did not begin it; submitting is refused by nothing but what is missing', async () => {
    const gate = await owner.api.get<{ state: string; requirements: { key: string; proved: boolean }[] }>(
      '/api/v1/programs/rocket/gates/G1',
    )
    expect(gate.state).toBe('NotStarted')
    expect(gate.requirements.find(({ key }) => key === 'G1.2')?.proved).toBe(false)
  })

  await test.step('the job runs again and has nothing new to say', async () => {
    const { code, stdout } = await add()
    expect(code).toBe(0)
    expect(stdout).toContain('Attached already to G1/G1.2 of rocket')
    expect(stdout).toContain('It is unknown')
  })

  await test.step('a report in which it failed is worse, and one in which it passed is proof', async () => {
    job.write('out/junit.xml', report(OTHER + WANTED.replace('/>', '><failure message="late"/></testcase>')))
    const failed = await add('--replaces', first, '--json')
    expect(failed.code, failed.stderr).toBe(0)
    await expect(requirement).toContainText('Failed')
    const id = (JSON.parse(failed.stdout) as { evidence: { id: string } }).evidence.id
    job.write('out/junit.xml', report(OTHER + WANTED))
    const passed = await add('--replaces', id)
    expect(passed.code, passed.stderr).toBe(0)
    expect(passed.stdout).toContain('It is fresh')
    await expect(requirement).toContainText('Fresh')
  })

  await test.step('the piece tells its test, its report and the two before it', async () => {
    await requirement.getByRole('link', { name: 'ignition: stops when a sensor fails' }).click()
    const detail = page.getByRole('region', { name: 'ignition: stops when a sensor fails' })
    await expect(detail).toContainText('Reportthe test passed')
    await expect(detail.getByRole('list', { name: 'Revisions' }).getByRole('listitem')).toHaveCount(3)
    const download = page.waitForEvent('download')
    await detail.getByRole('link', { name: 'junit.xml' }).click()
    expect((await download).suggestedFilename()).toBe('junit.xml')
  })
  expect(errors()).toEqual([])
})
