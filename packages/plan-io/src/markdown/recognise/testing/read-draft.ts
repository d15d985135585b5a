import { readDocument } from '../../document/read-document.ts'
import { Account } from '../../draft/account.ts'
import { DraftPlan } from '../../draft/draft-plan.ts'
import { walkDocument } from '../../walk-document.ts'
import { settleCadence } from '../head/settle-cadence.ts'
import { finishProse } from '../prose/index.ts'
import type { Reading } from '../recogniser.ts'

export interface DraftRead extends Reading {
  /** What the first line with this fragment became, as `kind/key`. */
  readonly at: (fragment: string) => readonly string[]
}

/** What the recognisers make of a document, before anything is concluded from it. */
export function readDraft(text: string): DraftRead {
  const document = readDocument(text)
  const reading: Reading = { document, draft: new DraftPlan(), account: new Account() }
  settleCadence(document, reading.draft)
  walkDocument(reading)
  finishProse(reading)
  const at = (fragment: string): readonly string[] => {
    const index = document.lines.findIndex((line) => line.includes(fragment))
    if (index < 0) throw new Error(`No line has “${fragment}”.`)
    return (reading.account.at(index + 1)?.entities ?? []).map(({ kind, key }) => `${kind}/${key}`)
  }
  return { ...reading, at }
}
