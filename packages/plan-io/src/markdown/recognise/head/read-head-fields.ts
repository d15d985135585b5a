import type { Paragraph, Prose } from '../../document/document.ts'
import { wholeWord } from '../../words/find-words.ts'
import type { ConceptOf } from '../../words/synonyms.ts'
import { withoutEmoji } from '../prose/text.ts'
import type { BlockRecogniser, Place, Reading } from '../recogniser.ts'
import { keepFact, setCommit, setDate, setGoal, setHorizon, setLead, setName, setRepository, setTimeZone } from './set-head-fields.ts'

export type HeadConcept = ConceptOf<'head'>
/** A label with what it says, and the line that says it. */
export interface HeadLine {
  readonly line: number
  readonly label: string
  readonly prose: Prose
}
/** Keeps what the line says; false: it says nothing that it could be. */
export type HeadSetter = (at: HeadLine, reading: Reading) => boolean

const SETTERS: Readonly<Record<HeadConcept, HeadSetter>> = {
  name: setName,
  slug: keepFact,
  goal: setGoal,
  repository: setRepository,
  commit: setCommit,
  start: setDate,
  end: keepFact,
  date: setDate,
  time_zone: setTimeZone,
  horizon: setHorizon,
  lead: setLead,
  fact: keepFact,
}

/** `Repo: …`, `**Date:** …`, `Goal: …` at the top of a document or under it; a paragraph, a list or the lines of front matter. */
export const readHeadFields: BlockRecogniser = (block, place, reading) => {
  if (block.kind === 'paragraph') return readParagraph(block, place, reading)
  if (block.kind !== 'list' || !isTop(place)) return false
  const fields = block.items.map((item) => fieldOf(item, item.span.from))
  if (fields.filter((each) => each !== null).length * 2 <= fields.length || block.items.some(({ blocks }) => blocks.length > 0))
    return false
  block.items.forEach((item, index) => {
    const field = fields[index]
    if (field) apply(field, reading)
    else if (item.label !== null) keepFact({ line: item.span.from, label: item.label, prose: item }, reading)
  })
  return true
}

const isTop = (place: Place): boolean => place.path.length <= 1

function readParagraph(block: Paragraph, place: Place, reading: Reading): boolean {
  const fields = block.lines.map((line) => fieldOf(line, line.line))
  const known = fields.filter((each) => each !== null)
  const facts = known.filter(({ concept }) => concept === 'fact' || concept === 'date')
  // Far from the top only a block of such lines is meant: who wrote the document, when, which version.
  if (known.length === 0 || (!isTop(place) && (facts.length < 2 || known.length < block.lines.length / 2))) return false
  block.lines.forEach((line, index) => {
    const field = fields[index]
    if (field) apply(isTop(place) ? field : { ...field, concept: 'fact' }, reading)
    else if (line.label !== null && line.rest !== '') keepFact({ line: line.line, label: line.label, prose: line }, reading)
    else if (index > 0 && fields[index - 1]) keepFact({ line: line.line, label: fields[index - 1]?.at.label ?? '', prose: line }, reading)
  })
  return true
}

interface Field {
  readonly concept: HeadConcept
  readonly at: HeadLine
}

function fieldOf(prose: Prose, line: number): Field | null {
  if (prose.label === null || prose.label.length > 60) return null
  const concept = wholeWord('head', withoutEmoji(prose.label))
  return concept === null ? null : { concept, at: { line, label: prose.label, prose } }
}

/** The same for a table of names and values: takes a row whose name is a word for something about the program as a whole. */
export function readHeadRow(name: string, value: Prose, line: number, reading: Reading): boolean {
  const concept = wholeWord('head', withoutEmoji(name))
  if (concept === null || concept === 'fact' || value.text === '') return false
  const prose = { ...value, label: name, rest: value.text }
  return SETTERS[concept]({ line, label: name, prose }, reading)
}

/** Does this name something about the program as a whole: `Start`, `Time zone`, `Version`? */
export const isHeadWord = (name: string): boolean => wholeWord('head', withoutEmoji(name)) !== null

function apply({ concept, at }: Field, reading: Reading): void {
  if (at.prose.rest === '') reading.account.map(at.line, { kind: 'program', key: 'program' })
  else if (!SETTERS[concept](at, reading)) keepFact(at, reading)
}
