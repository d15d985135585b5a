import type { Reading } from '../../recogniser.ts'
import { wholeWords } from '../../../words/find-words.ts'
import { readLevel } from '../../../words/read-level.ts'
import { readStatus } from '../../../words/read-status.ts'
import { noteOwners } from '../../prose/owners.ts'
import { asText, asTitle } from '../../prose/text.ts'
import { readWhen, settleDates, takeWhen } from '../read-when.ts'
import { addRowRecord, keyIn, mapHead } from '../row-entity.ts'
import { type Column, ColumnPicker, restOf, type TableView, textAt } from '../table-view.ts'

/** Risks: one per row, columns in any order. */
export function readRisks(view: TableView, reading: Reading): void {
  const picker = new ColumnPicker(view)
  const ids = picker.take('id')
  const probabilities = picker.take('probability') ?? picker.takeWhere(isLetter('probability_letter'))
  const mitigations = picker.take('mitigation')
  const triggers = picker.take('trigger')
  const impacts = picker.take('impact') ?? picker.takeWhere(isLetter('impact_letter'))
  const levels = picker.take('impact')
  const owners = picker.take('owner')
  const statuses = picker.take('status')
  const named = picker.take('risk', 'title')
  const when = takeWhen(view, picker)
  const titles = named ?? picker.takeWhere(({ concepts }) => concepts.length === 0) ?? picker.takeWhere(() => true)
  settleDates(view, when, reading)
  mapHead(view, 'risks', reading)
  for (const row of view.table.rows) {
    const title = textAt(row, titles) || textAt(row, triggers)
    if (title === '') {
      reading.account.reject(row.span, 'This row of risks names none.')
      continue
    }
    const impact = [textAt(row, impacts), textAt(row, levels)].filter((each) => each !== '')
    const level = impact.map(readLevel).find((each) => each !== null) ?? null
    const said = impact.filter((each) => readLevel(each) === null).join('; ')
    const probability = textAt(row, probabilities)
    const likely = readLevel(probability)
    const span = readWhen(row, when, { ...view.place, period: null }, reading)
    const rest = [likely === null && probability !== '' ? `${headOf(view, probabilities)}: ${probability}` : '', restOf(row, picker.rest)]
    const id = keyIn(textAt(row, ids))
    addRowRecord(
      reading,
      'risks',
      'risk',
      id ?? (/^\d{1,3}\.?$/.test(textAt(row, ids)) ? `R${Number.parseInt(textAt(row, ids), 10)}` : 'R#'),
      {
        title: asTitle(title),
        trigger: asText(textAt(row, triggers)),
        impact: asText(said),
        impactLevel: level,
        probability: likely,
        mitigation: asText(textAt(row, mitigations)),
        owners: noteOwners(reading, textAt(row, owners)),
        ...(span ? { from: span.from, to: span.to } : {}),
        status: statusOf(textAt(row, statuses)),
        note: rest.filter((each) => each !== '').join('\n'),
      },
      row,
    )
  }
}

const headOf = ({ columns }: TableView, index: number | null): string => (index === null ? '' : (columns[index]?.head ?? ''))

/** `P` and `I` stand for probability and impact in a register of risks. */
const isLetter =
  (concept: 'probability_letter' | 'impact_letter') =>
  ({ head }: Column): boolean =>
    wholeWords('mark', head).includes(concept)

function statusOf(text: string): 'open' | 'mitigating' | 'occurred' | 'closed' | null {
  const status = text === '' ? null : readStatus(text)
  if (status === null) return null
  return ({ todo: 'open', in_progress: 'mitigating', blocked: 'occurred', done: 'closed', dropped: 'closed', moved: 'open' } as const)[
    status
  ]
}
