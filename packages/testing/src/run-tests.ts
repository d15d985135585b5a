/** `pnpm test` (all) and `pnpm e2e`: every runner, then one closing line with the sums. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, runStep } from './run/steps.ts'

interface Count {
  passed: number
  failed: number
  skipped: number
}
const which = process.argv[2] === 'e2e' ? 'e2e' : 'all'
const reports = mkdtempSync(join(tmpdir(), 'gatehouse-tests-'))
const total: Count = { passed: 0, failed: 0, skipped: 0 }
let broken = false

if (which === 'all')
  await run(
    'unit tests',
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'vitest.json')}`],
    readVitest,
  )
await run('journeys', bin('playwright', 'apps/e2e'), ['test', '--config', 'apps/e2e/playwright.config.ts'], readPlaywright, {
  PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json'),
})
rmSync(reports, { recursive: true, force: true })
// A runner that broke before it could report is a failure, whatever it counted.
if (broken && total.failed === 0) total.failed = 1
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}\n`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)

async function run(name: string, command: string, args: readonly string[], read: () => Count, env: NodeJS.ProcessEnv = {}) {
  process.stdout.write(`\n— ${name}\n`)
  const { code } = await runStep(command, args, { env })
  try {
    const count = read()
    total.passed += count.passed
    total.failed += count.failed
    total.skipped += count.skipped
    if (code !== 0 || count.passed === 0) broken = true
  } catch (error) {
    process.stdout.write(`No report from the ${name}: ${String(error)}\n`)
    broken = true
  }
}

function readVitest(): Count {
  const report = JSON.parse(readFileSync(join(reports, 'vitest.json'), 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
  }
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }
}

function readPlaywright(): Count {
  const { stats } = JSON.parse(readFileSync(join(reports, 'playwright.json'), 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}
