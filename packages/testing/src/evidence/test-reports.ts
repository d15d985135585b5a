import { relative } from 'node:path'
import { ROOT } from '../run/steps.ts'

/** Vitest's JSON report, as far as it is read here. */
export interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly { readonly status: string }[] }[]
}

/** Reports must not tell where they were made: no machine's name, no paths but those in the repository. */
export const withoutPlace = (text: string): string => text.replaceAll(`${ROOT}/`, '').replace(/ hostname="[^"]*"/g, '')

/** Test files and passed tests by workspace. */
export const countByWorkspace = ({
  testResults,
}: Pick<VitestReport, 'testResults'>): Readonly<Record<string, { readonly files: number; readonly passed: number }>> => {
  const counts: Record<string, { files: number; passed: number }> = {}
  for (const { name, assertionResults } of testResults) {
    const workspace = relative(ROOT, name).split('/').slice(0, 2).join('/')
    const count = (counts[workspace] ??= { files: 0, passed: 0 })
    count.files += 1
    count.passed += assertionResults.filter(({ status }) => status === 'passed').length
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)))
}

const MEASURES = ['lines', 'branches', 'functions'] as const
type Covered = Readonly<Record<(typeof MEASURES)[number], { readonly total: number; readonly covered: number; readonly pct: number }>>
/** Istanbul's `coverage-summary.json`: `total`, and each file by its path. */
export type CoverageSummary = Readonly<Record<string, Covered>> & { readonly total: Covered }

/** The same with one line per file, `[covered, of]` each: hundreds of files stay small and can be compared. */
export const coverageText = (summary: CoverageSummary): string => {
  const line = ([path, covered]: [string, Covered]): string => {
    const counts = Object.fromEntries(MEASURES.map((each) => [each, [covered[each].covered, covered[each].total]]))
    return `${JSON.stringify(path)}: ${JSON.stringify(counts)}`
  }
  return `{\n${Object.entries(summary).map(line).join(',\n')}\n}\n`
}
