import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { bin, ROOT, runStep } from '../../run/steps.ts'
import { type EvidenceStep, StepFailed } from '../step.ts'
import { jsonText, writeArtifact } from './write-artifact.ts'

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly { readonly status: string }[] }[]
}
type CoverageSummary = Readonly<Record<string, Readonly<Record<string, { readonly pct: number }>>>>

/** Reports must not tell where they were made: no machine's name, no paths but those in the repository. */
export const withoutPlace = (text: string): string => text.replaceAll(`${ROOT}/`, '').replace(/ hostname="[^"]*"/g, '')

/** Passed tests by workspace, with the number of files. */
export const countByWorkspace = ({
  testResults,
}: VitestReport): Readonly<Record<string, { readonly files: number; readonly passed: number }>> => {
  const counts: Record<string, { files: number; passed: number }> = {}
  for (const { name, assertionResults } of testResults) {
    const workspace = relative(ROOT, name).split('/').slice(0, 2).join('/')
    const count = (counts[workspace] ??= { files: 0, passed: 0 })
    count.files += 1
    count.passed += assertionResults.filter(({ status }) => status === 'passed').length
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)))
}

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
      writeArtifact(folder, 'coverage/summary.json', linePerMember(coverage))
      writeArtifact(folder, 'coverage/lcov.info', withoutPlace(read('coverage/lcov.info')))
      return {
        passed,
        skipped,
        linesCovered: coverage['total']?.['lines']?.pct ?? 0,
        branchesCovered: coverage['total']?.['branches']?.pct ?? 0,
      }
    } finally {
      rmSync(reports, { recursive: true, force: true })
    }
  },
}

/** One line per file: hundreds of them stay small and can still be compared. */
const linePerMember = (value: object): string =>
  `{\n${Object.entries(value)
    .map(([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`)
    .join(',\n')}\n}\n`
