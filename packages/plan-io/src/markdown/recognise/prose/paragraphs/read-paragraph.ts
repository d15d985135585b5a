import type { Paragraph, Prose, Span } from '../../../document/document.ts'
import { labelOf } from '../../../words/concepts-of.ts'
import { findWords, wholeWord } from '../../../words/find-words.ts'
import { readFigure } from '../../../words/read-figure.ts'
import { findDates, findWeekdays } from '../../../words/read-dates.ts'
import { findOffset } from '../../../words/read-offset.ts'
import { type Context, entityAround, isIntroduction, isNameInBold, isTopicLine, sectionEntity } from '../context.ts'
import { blockAfter, memoryOf } from '../memory.ts'
import { noteOwners } from '../owners.ts'
import { addRecord } from '../records.ts'
import { addCriteria, addObjective } from '../lists/criteria.ts'
import { addDependency } from '../lists/dependencies.ts'
import { addLane, addOwners } from '../lists/lanes.ts'
import { readRiskLine } from '../lists/risks.ts'
import { addEscalationChain, addRitual } from '../lists/rhythm.ts'
import { asText, asTitle, cut, hasArrow, headingWords, sentencesOf, slugOf, withoutEmoji, withoutEnd } from '../text.ts'
import { addContingency } from './contingency.ts'
import { addPath, isPath } from './critical-path.ts'
import { nounOfKey } from '../../../words/key-prefixes.ts'
import { gateName, readGateLine } from '../lists/gates.ts'
import { addInlineGates } from './inline-gates.ts'
import { addLabelled } from './labelled-line.ts'
import { addPeak } from './staffing.ts'
import { addStreams } from './streams.ts'

type Line = Prose & { readonly line: number }

/** Takes the lines of a paragraph that say something structured; says whether there were any. */
export function readParagraph(block: Paragraph, context: Context): boolean {
  const { lines, whole } = block
  if (isPath(whole.text, whole.label, context.topic) && lines.every((line) => !isRule(line, context))) {
    const { account } = context.reading
    account.map(block.span, addPath(whole.label, whole.label === null ? whole.text : whole.rest, lines, context))
    return true
  }
  const whatHappens = addContingency(whole.text, block.span.from, context)
  if (whatHappens) {
    context.reading.account.map(block.span, whatHappens)
    return true
  }
  const [only] = lines
  if (lines.length === 1 && only && addLaneOverList(block, only, context)) return true
  let taken = 0
  for (const line of lines) if (readLine(line, context)) taken += 1
  if (taken < lines.length && addAsProse(block, context)) return true
  return taken > 0
}

const isRule = (line: Line, { reading, title }: Context): boolean => {
  const before = reading.draft.contingency
  const rule = addContingency(line.text, line.line, { reading, title })
  if (rule) reading.account.map(line.line, rule)
  return rule !== null && before === null
}

/** `**Squad Alpha** — lead @ada` in a section of lanes, with a list below it. */
function addLaneOverList(block: Paragraph, line: Line, context: Context): boolean {
  const { place, reading } = context
  if (place.topic !== 'lanes' || !isNameInBold(line) || blockAfter(block, place.section)?.kind !== 'list') return false
  const [bold = ''] = line.strong
  const lane = addLane(bold, line.line, context)
  const behind = withoutEmoji(line.text)
    .slice(bold.length)
    .replace(/^[\s:–—-]+/u, '')
  const owner = findWords('label', behind).find(({ concept, at }) => concept === 'owner' && at === 0)
  if (behind !== '' && (owner || behind.startsWith('@')))
    addOwners(lane, owner ? behind.slice(owner.to).replace(/^\s*:\s*/u, '') : behind, context)
  else if (behind !== '') lane.mission = asText(behind)
  reading.account.map(block.span, { kind: 'lane', key: lane.key })
  return true
}

function readLine(line: Line, context: Context): boolean {
  const { reading, topic } = context
  const { account } = reading
  const span: Span = { from: line.line, to: line.line }
  const label = line.label
  if (isIntroduction(line) && label !== null) return readIntroduction(label, span, context)
  if (isTopicLine(line)) return readIntroduction(line.text, span, context)
  if (addTimedStep(line, span, context)) return true
  if (label !== null && addMeeting(label, line.rest, span, context)) return true
  if (label !== null && addInlineGates(label, line, span, context)) return true
  if (isPath(line.text, label, topic)) {
    account.map(span, addPath(label, label === null ? line.text : line.rest, [line], context))
    return true
  }
  if (label !== null && isKeyedGate(label)) {
    readGateLine(line, span, context)
    return true
  }
  const peak = label === null ? null : addPeak(label, line.rest, line.line, context)
  if (peak) return true
  if (topic === 'escalation' && hasArrow(line.text)) {
    account.map(span, addEscalationChain(line.text, span, context))
    return true
  }
  if (topic === 'risks' || (label !== null && (labelOf(label) === 'risk' || nounOfKey(label) === 'risk'))) {
    if (label === null && !hasArrow(line.text)) return false
    readRiskLine(label, line.rest, line.text, span, context)
    return true
  }
  if ((topic === 'dependencies' || topic === 'hard_dependencies' || topic === 'soft_dependencies') && isLink(line.text)) {
    addDependency(line.text, line.line, context)
    account.map(span, { kind: 'section', key: 'dependencies' })
    return true
  }
  if (label === null) return readUnlabelled(line, span, context)
  const [first = '', ...others] = line.rest.split(/(?<=[.;])\s+(?=\p{L}[\p{L} ]{2,30}:\s)/u)
  if (addLabelled(label, others.length > 0 ? withoutEnd(first) : first, span, context)) {
    for (const other of others) {
      const [name = '', ...value] = other.split(': ')
      addLabelled(name, value.join(': '), span, context)
    }
    return true
  }
  if (topic === 'rituals') {
    addRitual(label, line.rest, [], span, context)
    return true
  }
  return addStreams(line.rest, line.line, context)
}

/** `Gate A (end of week 2)`, `G3 Green`: a gate's word or letters, and its key. */
const isKeyedGate = (label: string): boolean => {
  const { key } = gateName(label)
  return key !== null && (nounOfKey(key) === 'gate' || labelOf(label.split(/\s/)[0] ?? '') === 'gate')
}

/** `T-30 min Drain the replicas`: a step of the countdown, wherever it stands. */
function addTimedStep(line: Line, span: Span, context: Context): boolean {
  const found = findOffset(line.text.slice(0, 40))
  if (!found || found.start > 2) return false
  const zero = found.offset === 'T0' ? /^\W*T\s?[+−–±-]?\s?0?(?![\d.,])/u.exec(line.text)?.[0].length : undefined
  const text = line.text.slice(zero ?? found.end).replace(/^[\s:–—)\]-]+/u, '')
  if (text === '') return false
  const owners = (text.match(/(?<![\p{L}\p{N}.])@[A-Za-z][\w-]{0,40}/gu) ?? []).flatMap((handle) => noteOwners(context.reading, handle))
  addRecord(context, 'runbook', 'runbook_step', 'S#', { offset: found.offset, text: asText(text), owners }, span)
  return true
}

/** `Jour fixe: Tuesdays 10:00, 45 minutes`: a name, and weekdays that are no date. */
function addMeeting(label: string, rest: string, span: Span, context: Context): boolean {
  if (rest.length > 120 || findWeekdays(rest).length === 0 || findDates(rest).length > 0 || findWeekdays(label).length > 0) return false
  if (labelOf(label) !== null && labelOf(label) !== 'ritual') return false
  addRitual(`${label} (${rest})`, '', [], span, context)
  return true
}

const isLink = (text: string): boolean =>
  hasArrow(text) || findWords('link', text).some(({ concept, from }) => from > 0 && (concept === 'blocks' || concept === 'depends_on'))

/** `Exit criteria:` in front of a list. It names what follows; the list itself says what that became. */
function readIntroduction(label: string, span: Span, context: Context): boolean {
  const { place } = context
  const topic = wholeWord('topic', headingWords(label))
  const isAttribute =
    place.owner !== null &&
    (topic === null || topic === 'exit_criteria' || topic === 'deliverables' || topic === 'tasks' || topic === 'objectives')
  context.reading.account.map(span, isAttribute ? entityAround(context) : sectionEntity(topic, label))
  return true
}

function readUnlabelled(line: Line, span: Span, context: Context): boolean {
  if (context.topic === 'exit_criteria' || context.topic === 'deliverables') {
    if (!isInside(context)) return false
    addCriteria([{ text: line.text, done: false, span }], context)
    return true
  }
  return addStreams(line.text, line.line, context)
}

const isInside = ({ place }: Context): boolean => place.owner !== null || place.lane !== null || Boolean(place.phase)

/** Sentences that together are the aim of what they stand under. */
function addAsProse(block: Paragraph, context: Context): boolean {
  const { topic, reading, place } = context
  const free = block.lines.filter((line) => !reading.account.isTaken(line.line))
  if (free.length === 0) return false
  const text = free.map((line) => line.text).join(' ')
  const span = (line: Line): Span => ({ from: line.line, to: line.line })
  const isAim =
    topic === 'objectives' ||
    (topic === null && isInside(context)) ||
    (topic === 'lanes' && place.lane !== null) ||
    (topic === 'phases' && isInside(context))
  if (isAim && isInside(context)) {
    if (place.owner?.kind === 'gate' || place.owner?.kind === 'milestone') addOwnText(text, context)
    else if (!addObjective(text, span(free[0] as Line), context)) return false
    for (const line of free) reading.account.map(span(line), entityAround(context))
    return true
  }
  const kind = KEPT[topic ?? '']
  if (kind === undefined) return false
  const fields = { kind, text: asText(text), category: context.title === '' ? undefined : asTitle(context.title) }
  const entity = addRecord(context, 'notes', kind, 'N#', fields, null)
  for (const line of free) reading.account.map(span(line), entity)
  return true
}

/** Topics whose sentences are a statement of their own kind. */
const KEPT: Readonly<Record<string, string>> = {
  assumptions: 'assumption',
  evidence_model: 'evidence_model',
  status_taxonomy: 'gate_life',
  signoff_process: 'gate_life',
  references: 'reference',
  tools: 'tool',
}

function addOwnText(text: string, { place, reading }: Context): void {
  const memory = memoryOf(reading.draft)
  const { kind = '', key = '' } = place.owner ?? {}
  if (kind === 'milestone') memory.milestone(key)?.criteria.push(asText(text))
  else
    for (const sentence of sentencesOf(text))
      memory.gate(key)?.requirements.push({ text: asText(sentence), line: reading.draft.gates.at(-1)?.line ?? 1, workflow: null })
}

/** A figure of its own line, such as `Target coverage: 85%`. */
export const addFigure = (label: string, rest: string, span: Span, context: Context): boolean => {
  if (readFigure(rest) === null) return false
  addRecord(context, 'metrics', 'metric', slugOf(label), { title: asTitle(label), target: cut(rest, 300), lane: context.place.lane }, span)
  return true
}
