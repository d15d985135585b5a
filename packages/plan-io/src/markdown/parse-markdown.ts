import type { Issue } from '@gatehouse/core'
import { MAX_PLAN_BYTES } from '../limits.ts'
import type { ParsedPlanText, ReadTextOptions } from '../report/parsed-plan-text.ts'
import { readDocument } from './document/read-document.ts'
import { splitLines } from './document/split-lines.ts'
import { Account } from './draft/account.ts'
import { DraftPlan } from './draft/draft-plan.ts'
import { buildReport } from './finish/build-report.ts'
import { finishPlan } from './finish/finish-plan.ts'
import { settleCadence } from './recognise/head/settle-cadence.ts'
import { finishProse } from './recognise/prose/index.ts'
import type { Reading } from './recognise/recogniser.ts'
import { walkDocument } from './walk-document.ts'

/**
 * Reads a document (Markdown, or text copied from a rendered page) as a plan and accounts for every line of it. Pure; never throws. The
 * plan is null where nothing of a plan was recognised; otherwise core's `checkPlan` finds nothing wrong with it.
 */
export function parseMarkdown(text: string, options: ReadTextOptions = {}): ParsedPlanText {
  if (text.length > MAX_PLAN_BYTES)
    return refuse(text.slice(0, 200_000), 'too_large', `The document has more than ${MAX_PLAN_BYTES / 1_000_000} MB.`)
  const document = readDocument(text)
  const reading: Reading = { document, draft: new DraftPlan(), account: new Account() }
  settleCadence(document, reading.draft)
  walkDocument(reading)
  finishProse(reading)
  const plan = finishPlan(reading, options)
  const { account } = reading
  if (plan === null)
    account.warn(
      'nothing_recognised',
      1,
      'Nothing of a plan was recognised in this document.',
      'Give tasks, gates or milestones in tables or lists under headings.',
    )
  return { plan, report: buildReport(reading, plan) }
}

function refuse(text: string, code: string, message: string): ParsedPlanText {
  const issue: Issue = { code, message, line: 1, hint: 'Split the document, or leave out what is no part of the plan.' }
  const lines = splitLines(text).map((each, index) => ({
    line: index + 1,
    text: each,
    status: 'unmapped' as const,
    entities: [],
    reason: message,
  }))
  return { plan: null, report: { format: 'markdown', lines, warnings: [issue], inferred: [], unresolved: [] } }
}
