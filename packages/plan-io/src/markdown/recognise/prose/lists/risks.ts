import type { Item, Span } from '../../../document/document.ts'
import { labelOf, topicOf } from '../../../words/concepts-of.ts'
import { wholeWords } from '../../../words/find-words.ts'
import { nounOfKey } from '../../../words/key-prefixes.ts'
import { readLevel } from '../../../words/read-level.ts'
import type { Context } from '../context.ts'
import { noteOwners } from '../owners.ts'
import { periodAlone, spanFields } from '../periods.ts'
import { addRecord, allNestedItems, mapItem, nestedItems, nestedTexts } from '../records.ts'
import { asText, asTitle, splitArrows, withoutEmoji } from '../text.ts'

interface RiskFields {
  title: string
  trigger?: string
  impact?: string
  impactLevel?: string
  probability?: string
  mitigation?: string
  owners?: readonly string[]
  from?: number
  to?: number
  note?: string
}

export function readRisks(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const fields = riskOf(item.label, item.rest, item.text, context)
    const loose: string[] = [...nestedTexts(item)]
    for (const nested of nestedItems(item)) {
      if (!addField(nested.label, nested.rest, fields, context)) loose.push(nested.text)
      for (const inner of allNestedItems(nested)) loose.push(inner.text)
    }
    if (loose.length > 0) {
      if (fields.mitigation === undefined) fields.mitigation = asText(loose.join(' '))
      else fields.note = asText(loose.join('\n'))
    }
    mapItem(context, item, addRecord(context, 'risks', 'risk', 'R#', { ...spanFields(context.place.period), ...fields }, item.span))
  }
}

/** A risk in one line of a paragraph. */
export function readRiskLine(label: string | null, rest: string, text: string, span: Span, context: Context): void {
  const fields = riskOf(label, rest, text, context)
  addRecord(context, 'risks', 'risk', 'R#', { ...spanFields(context.place.period), ...fields }, span)
}

/** `Risk: x`, `Title: what to do`, `Blocker: x → Mitigation: y`, `x → y`, `x (high / medium)`. */
function riskOf(label: string | null, rest: string, text: string, context: Context): RiskFields {
  const [first = '', ...others] = splitArrows(label === null ? withoutEmoji(text) : rest)
  const fields: RiskFields = { title: '' }
  if (label !== null && (labelOf(label) === 'risk' || nounOfKey(label) === 'risk')) fields.title = asTitle(first)
  else if (label !== null && others.length > 0) fields.title = asTitle(`${label}: ${first}`)
  else if (label !== null && topicOf(label) !== 'risks') {
    fields.title = asTitle(label)
    if (rest !== '') fields.mitigation = asText(rest)
  } else fields.title = asTitle(label === null ? first : `${label}: ${first}`)
  takeLevels(fields)
  takeInline(fields, context)
  for (const piece of others) {
    const marked = /^([\p{L} -]{1,40}):\s*(.+)$/su.exec(piece)
    if (!(marked?.[1] && marked[2] && addField(marked[1], marked[2], fields, context)))
      fields.mitigation = asText([fields.mitigation ?? '', piece].filter((each) => each !== '').join(' → '))
  }
  return fields
}

/** `(probability high, impact medium)`, `(low/high)`: two levels in a bracket, the likelihood first; and behind a dash what is done. */
function takeLevels(fields: RiskFields): void {
  const found = /\(([^()]{3,80})\)/u.exec(fields.title)
  const levels = found?.[1]?.split(/[,;/]/).map((piece) => readLevel(piece.replace(/^[^:]*:/u, '')) ?? readLevel(lastWord(piece))) ?? []
  const isBoth = levels.length === 2 && levels.every((level) => level !== null)
  if (found && isBoth) {
    fields.probability = levels[0] ?? 'medium'
    fields.impactLevel = levels[1] ?? 'medium'
    fields.title = `${fields.title.slice(0, found.index).trim()}${fields.title.slice(found.index + found[0].length)}`
  }
  const dash = /\s[–—-]\s/u.exec(fields.title)
  if (!dash || fields.mitigation !== undefined) return
  fields.mitigation = asText(fields.title.slice(dash.index + dash[0].length))
  fields.title = asTitle(fields.title.slice(0, dash.index))
}

const lastWord = (text: string): string => text.trim().split(/\s+/).at(-1) ?? ''

/** `The licence ends in week 4. Mitigation: renew early.`: fields inside the sentence itself. */
function takeInline(fields: RiskFields, context: Context): void {
  fields.title = asTitle(takeMarked(fields.title, fields, context))
  const { mitigation } = fields
  if (mitigation === undefined) return
  fields.mitigation = ''
  const rest = takeMarked(mitigation, fields, context)
  fields.mitigation = asText([rest, fields.mitigation].filter((each) => each !== '').join(' '))
}

/** The text in front of the first field inside it. */
function takeMarked(text: string, fields: RiskFields, context: Context): string {
  const found = text.matchAll(/(?:^|[.;,|–—-]\s+|\s\()(\p{L}[\p{L} -]{2,30}):\s+/gu)
  const marks = [...found].filter((match) => labelOf(match[1] ?? '') !== null)
  let rest = text
  marks.forEach((match, index) => {
    const value = text.slice(match.index + match[0].length, marks[index + 1]?.index ?? text.length).replace(/\)$/, '')
    if (addField(match[1] ?? '', value.replace(/\s*[|;]\s*$/u, ''), fields, context) && index === 0)
      rest = text.slice(0, match.index).trim()
  })
  return rest
}

function addField(label: string | null, value: string, fields: RiskFields, context: Context): boolean {
  // `Maßnahme` is a task elsewhere.
  const concept = label === null ? null : wholeWords('label', label).includes('mitigation') ? 'mitigation' : labelOf(label)
  if (value === '') return false
  const level = readLevel(value)
  if (concept === 'mitigation') fields.mitigation = asText(`${fields.mitigation ?? ''} ${value}`)
  else if (concept === 'trigger') fields.trigger = asText(value)
  else if (concept === 'probability' && level !== null) fields.probability = level
  else if (concept === 'impact') {
    fields.impact = asText(value)
    if (level !== null) fields.impactLevel = level
  } else if (concept === 'owner') fields.owners = noteOwners(context.reading, value)
  else if (concept === 'period' || concept === 'date') {
    const period = periodAlone(value, context.reading)
    if (!period) return false
    Object.assign(fields, spanFields(period))
  } else return false
  return true
}
