import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, runStep } from '../../run/steps.ts'
import { type EvidenceStep, StepFailed } from '../step.ts'
import { type CoverageSummary, countByWorkspace, coverageText, type VitestReport, withoutPlace } from '../test-reports.ts'
import { jsonText, writeArtifact } from './write-artifact.ts'

const SOURCES = ['packages/*/src/**/*.ts', 'apps/*/src/**/*.{ts,tsx}']
const NO_SOURCES = ['**/*.test.{ts,tsx}', '**/testing/**', '**/generated/**', 'packages/testing/**', 'apps/e2e/**']

export const testsStep: EvidenceStep = {
  name: 'tests',
  command: 'pnpm test:unit --coverage.enabled',
  artifacts: [
    {
      path: 'tests/unit.junit.xml',
      what: 'Every unit test by name, with its outcome (JUnit XML): rules, API on real SQL, screens, races on a real Postgres.',
      proves: ['QUA.1', 'SEC.1'],
      kept: 'local',
    },
    { path: 'tests/unit.json', what: 'The same in sums, by workspace.', proves: ['QUA.1'], kept: 'git' },
    {
      path: 'coverage/summary.json',
      what: 'Lines, branches and functions that the unit tests ran, by file.',
      proves: ['QUA.3'],
      kept: 'git',
    },
    { path: 'coverage/lcov.info', what: 'The same by line.', proves: ['QUA.3'], kept: 'local' },
  ],
  run: async (folder) => {
    const reports = mkdtempSync(join(tmpdir(), 'gatehouse-evidence-'))
    try {
      const { code } = await runStep(bin('vitest'), [
        'run',
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'vitest.json')}`],
        ...['--reporter=junit', `--outputFile.junit=${join(reports, 'junit.xml')}`],
        ...['--coverage.enabled', '--coverage.provider=v8', `--coverage.reportsDirectory=${join(reports, 'coverage')}`],
        ...['--coverage.reporter=json-summary', '--coverage.reporter=lcovonly'],
        ...SOURCES.map((each) => `--coverage.include=${each}`),
        ...NO_SOURCES.map((each) => `--coverage.exclude=${each}`),
      ])
      const read = (path: string): string => readFileSync(join(reports, path), 'utf8')
      if (code !== 0) throw new StepFailed('the unit tests do not all pass')
      const report = JSON.parse(read('vitest.json')) as VitestReport
      const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report
      if (passed === 0 || failed > 0) throw new StepFailed(`${passed} unit tests passed, ${failed} failed`)
      const coverage = JSON.parse(withoutPlace(read('coverage/coverage-summary.json'))) as CoverageSummary
      writeArtifact(folder, 'tests/unit.junit.xml', withoutPlace(read('junit.xml')))
      writeArtifact(folder, 'tests/unit.json', jsonText({ passed, failed, skipped, workspaces: countByWorkspace(report) }))
      writeArtifact(folder, 'coverage/summary.json', coverageText(coverage))
      writeArtifact(folder, 'coverage/lcov.info', withoutPlace(read('coverage/lcov.info')))
      return {
        passed,
        skipped,
        linesCovered: coverage.total.lines.pct,
        branchesCovered: coverage.total.branches.pct,
      }
    } finally {
      rmSync(reports, { recursive: true, force: true })
    }
  },
}
