import type { TestOutcome } from '@gatehouse/core'
import { isNamedTest, type NamedTest } from './match-test.ts'
import { type CaseOutcome, readJunitReport } from './read-junit-report.ts'

const BADNESS: Readonly<Record<CaseOutcome, number>> = { passed: 0, skipped: 1, failed: 2 }

/** What a report says of one test: of several cases by that name the worst counts, and none is `missing`. Throws `ReportUnreadable`. */
export const outcomeOfTest = async (bytes: AsyncIterable<Uint8Array>, test: NamedTest): Promise<TestOutcome> => {
  let worst: CaseOutcome | null = null as CaseOutcome | null
  await readJunitReport(bytes, (found) => {
    if (isNamedTest(test, found) && (worst === null || BADNESS[found.outcome] > BADNESS[worst])) worst = found.outcome
  })
  return worst ?? 'missing'
}
