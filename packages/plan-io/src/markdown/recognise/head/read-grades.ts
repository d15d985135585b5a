import type { Block, Prose } from '../../document/document.ts'
import { findWords } from '../../words/find-words.ts'
import { conceptsOf } from '../../words/concepts-of.ts'
import { type Figure, readFigure } from '../../words/read-figure.ts'
import { asTitle, sentencesOf } from '../prose/text.ts'
import type { BlockRecogniser, Reading } from '../recogniser.ts'
import { setHorizon } from './set-head-fields.ts'

type Role = 'baseline' | 'target'
interface Grade {
  readonly role: Role
  readonly figure: Figure
  /** As written: `90+`. */
  readonly text: string
  readonly title: string
}

/** How ready the release is and must become, as the document grades it: `Current grade: 68/100`, `Target grade: 90+/100`. One metric holds both. */
export const readGrades: BlockRecogniser = (block, place, reading) => {
  const isAbout = place.topic === 'baseline'
  const texts = textsOf(block)
  if (!isAbout && !(place.path.length <= 2 && texts.some(({ prose }) => gradesIn(prose).some(({ figure }) => figure.of === 100))))
    return false
  let taken = false
  for (const { line, prose } of texts) {
    const grades = gradesIn(prose)
    if (grades.length > 0) taken = keepGrades(grades, line, reading) || taken
    else if (isAbout && prose.label !== null) taken = setHorizon({ line, label: prose.label, prose }, reading) || taken
  }
  return taken
}

function textsOf(block: Block): readonly { readonly line: number; readonly prose: Prose }[] {
  if (block.kind === 'paragraph') return block.lines.map((line) => ({ line: line.line, prose: line }))
  if (block.kind === 'list')
    return block.items.filter(({ blocks }) => blocks.length === 0).map((item) => ({ line: item.span.from, prose: item }))
  return []
}

/** Each sentence with a label that says baseline or target, and a figure. */
function gradesIn({ text }: Prose): readonly Grade[] {
  if (!/\d/.test(text)) return []
  return sentencesOf(text).flatMap((sentence) => {
    const colon = sentence.search(/:\s/)
    const label = colon > 0 ? sentence.slice(0, colon) : sentence.slice(0, sentence.search(/\d/))
    const rest = colon > 0 ? sentence.slice(colon + 1) : sentence.slice(label.length)
    const figure = readFigure(rest)
    const written = /\d[\d.,]{0,12}\s?\+?/.exec(rest.slice(0, 200))?.[0].trim().replace(/[.,]$/, '')
    const role = roleOf(label)
    if (role === null || figure === null || written === undefined || label.length > 80) return []
    return [{ role, figure, text: written, title: label.trim() }]
  })
}

function roleOf(label: string): Role | null {
  if (findWords('grade', label).length === 0) return null
  const concepts = conceptsOf(label)
  if (concepts.includes('target')) return 'target'
  return concepts.includes('baseline') || findWords('grade', label).some(({ concept }) => concept === 'own') ? 'baseline' : null
}

function keepGrades(grades: readonly Grade[], line: number, { draft, account }: Reading): boolean {
  for (const { role, figure, text, title } of grades) {
    const metrics = draft.sections.get('metrics') ?? []
    const known = metrics.findIndex(({ key }) => key === KEY)
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text
    const unit = figure.of === null ? figure.unit : `/${figure.of}`
    if (known >= 0) metrics[known] = { ...metrics[known], [role]: value }
    else
      draft.add('metrics', {
        key: draft.recordKeyFor('metrics', KEY),
        title: asTitle(title),
        ...(unit === '' ? {} : { unit }),
        [role]: value,
        direction: 'up',
      })
    account.map(line, { kind: 'metric', key: KEY })
  }
  return grades.length > 0
}

const KEY = 'readiness'
