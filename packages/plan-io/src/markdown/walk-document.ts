import type { Section } from './document/document.ts'
import { COMMENT, TAGS } from './document/read-html.ts'
import { blockRecognisers, headingRecognisers } from './recognise/index.ts'
import type { Place, Reading } from './recognise/recogniser.ts'
import { slugOf } from './recognise/prose/text.ts'

/** Asks the recognisers about every heading and block, in document order. */
export function walkDocument(reading: Reading): void {
  const section = reading.document.root
  walk(section, { section, path: [], topic: null, period: null, lane: null, owner: null }, reading)
}

function walk(section: Section, outer: Place, reading: Reading): void {
  const place = section.heading === null ? outer : readHeading(section, outer, reading)
  for (const block of section.blocks) {
    if (block.kind === 'code' && (block.language === COMMENT || block.language === TAGS))
      reading.account.reject(block.span, block.language === COMMENT ? 'A comment is not kept.' : 'Markup without words.')
    else blockRecognisers.some((recognise) => recognise(block, place, reading))
  }
  for (const each of section.sections) walk(each, place, reading)
}

function readHeading(section: Section, outer: Place, reading: Reading): Place {
  const { heading } = section
  if (heading === null) return outer
  const here: Place = { ...outer, section, path: [...outer.path, heading] }
  let settled: Partial<Place> | null = null
  for (const recognise of headingRecognisers) {
    settled = recognise(section, here, reading)
    if (settled !== null) break
  }
  const place = { ...here, ...settled }
  const entities = reading.account.at(heading.line)?.entities ?? []
  const [own] = entities.length > 0 ? entities : [{ kind: 'section', key: place.topic ?? slugOf(heading.text) }]
  if (own) reading.account.map(heading.span, own)
  return place
}
