import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../run/steps.ts'
import { countByWorkspace, coverageText, withoutPlace } from './test-reports.ts'

it('keeps out of reports where they were made', () => {
  const report = `<testsuite name="packages/core/a.test.ts" hostname="somebodys-machine" tests="1">${ROOT}/packages/core/a.ts:3</testsuite>`
  expect(withoutPlace(report)).toBe('<testsuite name="packages/core/a.test.ts" tests="1">packages/core/a.ts:3</testsuite>')
})

it('counts what passed by workspace', () => {
  const file = (path: string, ...statuses: string[]) => ({
    name: join(ROOT, path),
    assertionResults: statuses.map((status) => ({ status })),
  })
  const testResults = [
    file('packages/core/src/b.test.ts', 'passed', 'passed'),
    file('apps/web/src/x/a.test.tsx', 'passed', 'pending'),
    file('packages/core/src/c.test.ts', 'passed'),
  ]
  expect(countByWorkspace({ testResults })).toEqual({ 'apps/web': { files: 1, passed: 1 }, 'packages/core': { files: 2, passed: 3 } })
})

it('says coverage in one line per file', () => {
  const covered = (lines: number) => ({
    lines: { total: 10, covered: lines, pct: lines * 10 },
    branches: { total: 4, covered: 2, pct: 50 },
    functions: { total: 1, covered: 1, pct: 100 },
  })
  const text = coverageText({ total: covered(7), 'packages/core/src/a.ts': covered(9) })
  expect(text.split('\n')).toHaveLength(5)
  expect(JSON.parse(text)).toEqual({
    total: { lines: [7, 10], branches: [2, 4], functions: [1, 1] },
    'packages/core/src/a.ts': { lines: [9, 10], branches: [2, 4], functions: [1, 1] },
  })
})
