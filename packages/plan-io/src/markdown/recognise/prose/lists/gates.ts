import type { DraftGate } from '../../../draft/draft-plan.ts'
import type { Item, Prose, Span } from '../../../document/document.ts'
import { labelOf } from '../../../words/concepts-of.ts'
import { findWords, wholeWord } from '../../../words/find-words.ts'
import { nounOfKey } from '../../../words/key-prefixes.ts'
import { readPeriods } from '../../../words/read-periods.ts'
import { splitListText } from '../../../words/split-activities.ts'
import type { Context } from '../context.ts'
import { type KeyedName, keyedName } from '../keyed-name.ts'
import { memoryOf } from '../memory.ts'
import { noteOwners } from '../owners.ts'
import { periodOptions, statedPeriod } from '../periods.ts'
import { allNestedItems, mapItem, nestedItems } from '../records.ts'
import { asText, asTitle, bracketAtEnd, firstBracket } from '../text.ts'
import { addChecklist } from './criteria.ts'
import { isPeople } from './lanes.ts'
import { dateAlone } from './milestones.ts'

/** `G3 Hosted CI green (D5): links to the runs. Owner: @ops`, with what it asks for nested or behind the colon. */
export function readGates(items: readonly Item[], context: Context): void {
  const isLoose = (item: Item): boolean =>
    gateName(item.label ?? item.text, context.topic === 'gates').key === null && nestedItems(item).length === 0 && !isGateWord(item.text)
  const loose = items.filter(isLoose)
  if (loose.length > 0) {
    const lines = loose.map((item) => ({ text: item.text, done: item.checked === true, span: item.span }))
    addChecklist(lines, 'criterion', context)
  }
  for (const item of items.filter((each) => !isLoose(each))) {
    const { name, details } = partsOfItem(item)
    const gate = addGate(name, item.span, context)
    for (const each of details) readDetail(each, gate, context)
    for (const each of nestedItems(item)) readDetail(each, gate, context)
  }
}

/** The same for a line of a paragraph. */
export const readGateLine = (line: Prose, span: Span, context: Context): void =>
  readGates([{ ...line, span, ordinal: null, checked: null, blocks: [] }], context)

/** `**G1 – Map** (W2) – evidence: map, photos. Owner: @ada`: its name with the bracket, and what is said behind. */
function partsOfItem(item: Item): { readonly name: string; readonly details: readonly Item[] } {
  const [bold = ''] = item.strong
  const isBold = item.label === null && bold !== '' && item.text.startsWith(bold)
  const behind = isBold ? /^\s*(\([^()]{1,200}\))?[\s:–—-]*(.*)$/su.exec(item.text.slice(bold.length)) : null
  const name = item.label ?? (isBold ? `${bold} ${behind?.[1] ?? ''}`.trim() : item.text)
  const rest = item.label === null ? (behind?.[2] ?? '') : item.rest
  const pieces = rest.split(/\s[–—-]\s|(?<=\.)\s+(?=\p{L}[\p{L} ]{2,30}:\s)/u).filter((piece) => piece.trim() !== '')
  const details = pieces.map((piece) => {
    const marked = /^([\p{L} ]{2,30}):\s+(.+)$/su.exec(piece)
    const isKnown = marked?.[1] !== undefined && labelOf(marked[1]) !== null
    return {
      ...item,
      blocks: [],
      text: piece,
      label: isKnown ? (marked?.[1] ?? null) : EVIDENCE,
      rest: isKnown ? (marked?.[2] ?? '') : piece,
    }
  })
  return { name, details }
}

const isGateWord = (text: string): boolean => findWords('label', text).some(({ concept }) => concept === 'gate')

/** Stands for the label of a piece that has none: what is said about a gate is what it asks for. */
const EVIDENCE = ''

function readDetail(item: Item, gate: DraftGate, context: Context): void {
  const concept = item.label === EVIDENCE ? 'evidence' : item.label === null ? null : labelOf(item.label)
  const { account } = context.reading
  const entity = { kind: 'gate', key: gate.key }
  if (concept === 'owner' && item.rest !== '')
    gate.owners.push(...noteOwners(context.reading, item.rest).filter((each) => !gate.owners.includes(each)))
  else if (concept === 'reviewer' && item.rest !== '')
    gate.reviewers.push(...noteOwners(context.reading, item.rest).filter((each) => !gate.reviewers.includes(each)))
  else if (concept === 'period' || concept === 'date') gate.at = readPeriods(item.rest, periodOptions(context.reading))?.to ?? gate.at
  else if ((concept === 'evidence' || concept === 'criteria') && item.rest !== '')
    for (const text of splitListText(item.rest)) addRequirement(gate, text, item.span, context)
  else if ((concept === 'evidence' || concept === 'criteria') && item.rest === '')
    for (const each of nestedItems(item)) addRequirement(gate, each.text, each.span, context)
  else addRequirement(gate, item.text, item.span, context)
  account.map(item.span, entity)
  for (const each of allNestedItems(item)) account.map(each.span, entity)
}

/** Adds a gate, or finds the one that has this key already. The bracket gives its period and owner. */
export function addGate(text: string, span: Span, context: Context): DraftGate {
  const { reading, place } = context
  const options = periodOptions(reading)
  const named = gateName(text, context.topic === 'gates')
  const memory = memoryOf(reading.draft)
  const bracket = bracketAtEnd(named.name) ?? firstBracket(named.name)
  const period = bracket ? whenOf(bracket.inside, reading) : readPeriods(named.name, options)
  const handles = bracket?.inside.match(/@[A-Za-z][\w-]{0,40}/g) ?? []
  const isAside = period !== null || handles.length > 0
  // `Gate A (week 2)` has no name but its word and key.
  const bare = bracket?.outside || bracketAtEnd(text)?.outside || text
  const title = asTitle(isAside && bracket ? bare : named.name || text)
  const known = named.key === null ? null : memory.gate(named.key)
  const gate = known ?? {
    key: named.key === null ? reading.draft.nextKey('G') : reading.draft.keyFor(named.key),
    title,
    at: null,
    owners: [],
    reviewers: [],
    quorum: null,
    requirements: [],
    line: span.from,
  }
  if (!known) reading.draft.gates.push(gate)
  gate.at ??= period?.to ?? place.period?.to ?? null
  for (const handle of handles) gate.owners.push(...noteOwners(reading, handle).filter((each) => !gate.owners.includes(each)))
  const entity = { kind: 'gate', key: gate.key }
  memory.latest = entity
  reading.account.map(span, entity)
  return gate
}

/** What a bracket behind a gate's name says about its time: a period, `T2` where nobody counts in weeks, or a date. */
function whenOf(inside: string, reading: Context['reading']): { readonly to: number } | null {
  const isDay = reading.draft.head.cadence !== 'week' && /^T\d{1,3}$/.test(inside)
  return statedPeriod(inside, reading) ?? (isDay ? readPeriods(inside, { bare: 'day' }) : null) ?? dateAlone(inside, reading)
}

/** The key of a gate must be a gate's (`G3`, `QG1`, `Gate 2`), unless the text stands among gates. */
export function gateName(text: string, isAmong = false): KeyedName {
  const named = keyedName(text, 'gate')
  return isAmong || named.key === null || nounOfKey(named.key) === 'gate' || isGateWord(text) ? named : { key: null, name: text }
}

export function addRequirement(gate: DraftGate, text: string, span: Span, { reading }: Context): void {
  gate.requirements.push({ text: asText(text), line: span.from, workflow: null })
  reading.account.map(span, { kind: 'requirement', key: `${gate.key}.${gate.requirements.length}` })
}

/** What stands in a list under a gate's heading. */
export function readRequirements(items: readonly Item[], gate: DraftGate, context: Context): void {
  for (const item of items) readDetail(item, gate, context)
}

/** A checklist of sign-offs is one gate; each sign-off is a requirement, and who gives it reviews the gate. */
export function readLaunchGate(items: readonly Item[], context: Context): void {
  const { reading, place } = context
  const { draft, account } = reading
  const known = place.owner?.kind === 'gate' ? memoryOf(draft).gate(place.owner.key) : null
  const gate = known ?? {
    key: draft.keyFor('LG'),
    title: asTitle(launchTitle(context.title)),
    at: place.period?.to ?? null,
    owners: [],
    reviewers: [],
    quorum: null,
    requirements: [],
    line: items[0]?.span.from ?? 1,
  }
  if (!known) draft.gates.push(gate)
  const entity = { kind: 'gate', key: gate.key }
  memoryOf(draft).latest = entity
  for (const item of items) {
    addRequirement(gate, item.text, item.span, context)
    const role = signerOf(item)
    if (role !== null)
      for (const handle of noteOwners(reading, role)) {
        if (!gate.reviewers.includes(handle)) gate.reviewers.push(handle)
        account.infer(item.span.from, entity, 'reviewers', handle, `The document asks for a sign-off by “${role}”.`)
      }
    for (const each of allNestedItems(item)) addRequirement(gate, each.text, each.span, context)
    mapItem(context, item, entity)
    if (item.checked === true) account.map(item.span, entity, 'Ticked in the document; here its reviewer signs it.')
  }
  if (gate.reviewers.length === 0) return
  gate.quorum = gate.reviewers.length
  account.infer(gate.line, entity, 'quorum', String(gate.quorum), 'Each sign-off is asked for, so everybody named has to sign.')
}

/** `Launch gate checklist` → `Launch gate`: a gate is no list. */
function launchTitle(title: string): string {
  const words = title.split(' ')
  const isList = words.length > 1 && wholeWord('topic', words.at(-1) ?? '') === 'checklists'
  return (isList ? words.slice(0, -1).join(' ') : title) || 'Launch gate'
}

/** `Security` of `Security sign-off (no findings)`, `Ana` of `Ana: firmware`. */
function signerOf(item: Item): string | null {
  if (item.label !== null && item.rest !== '' && isPeople(item.label)) return item.label
  const [signed] = findWords('prose', item.text).filter(({ concept }) => concept === 'sign_off')
  if (!signed || signed.from === 0) return null
  const role = item.text.slice(0, signed.from).trim()
  return role.length > 0 && role.length <= 60 ? role : null
}
