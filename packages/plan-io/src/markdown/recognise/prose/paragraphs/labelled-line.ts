import type { Span } from '../../../document/document.ts'
import { labelOf } from '../../../words/concepts-of.ts'
import { findWords } from '../../../words/find-words.ts'
import { readFigure } from '../../../words/read-figure.ts'
import { readPeriods } from '../../../words/read-periods.ts'
import { splitListText } from '../../../words/split-activities.ts'
import { type Context, entityAround } from '../context.ts'
import { addCriteria, addObjective } from '../lists/criteria.ts'
import { addLinks } from '../lists/dependencies.ts'
import { addOwners } from '../lists/lanes.ts'
import { addPhase } from '../lists/phases.ts'
import { addAttribute, addNote } from '../lists/tasks.ts'
import { memoryOf } from '../memory.ts'
import { noteOwners } from '../owners.ts'
import { periodOptions } from '../periods.ts'
import { addRecord } from '../records.ts'
import { asText, asTitle, bracketAtEnd, cut, slugOf } from '../text.ts'
import { addAllocation, isStaffing } from './staffing.ts'

/** `Team: …`, `Owner: …`, `Objective: …` and the like: says something about what it stands under. Says false where nothing fits. */
export function addLabelled(label: string, rest: string, span: Span, context: Context): boolean {
  const { reading, place } = context
  const { account } = reading
  const concept = labelOf(label)
  if (findWords('prose', label).some((found) => found.concept === 'coverage') && readFigure(rest))
    return addCoverage(label, rest, span, context)
  if (!isInside(context)) return false
  if ((concept === 'lane' || concept === 'fte' || concept === 'role') && isStaffing(rest)) {
    addAllocation(rest, span, context)
    return true
  }
  if (concept === 'phase') return addToPhase(rest, span, context)
  if (concept === 'mission' || concept === 'focus') return addObjective(rest, span, context)
  if (concept === 'deliverable' && place.lane !== null && !place.period) {
    reading.draft.laneByKey(place.lane)?.deliverables.push(...splitListText(rest).map(asText))
    account.map(span, entityAround(context))
    return true
  }
  if (concept === 'deliverable' || concept === 'criteria') {
    addCriteria([{ text: rest, done: false, span }], context)
    return true
  }
  return addToOwner(label, rest, span, context) || addToLane(concept, rest, span, context) || addRemark(label, rest, span, context)
}

const isInside = ({ place }: Context): boolean =>
  place.owner !== null || place.lane !== null || place.period !== null || Boolean(place.phase)

/** `Phase: Build` in a week names the phase that the week belongs to; in a phase it says more about it. */
function addToPhase(rest: string, span: Span, context: Context): boolean {
  const { reading, place } = context
  const memory = memoryOf(reading.draft)
  const around = memory.phase(place.owner?.kind === 'phase' ? place.owner.key : (place.phase ?? ''))
  if (around) {
    around.focus = asText(around.focus === '' ? rest : `${rest}. ${around.focus}`)
    reading.account.map(span, { kind: 'phase', key: around.key })
    return true
  }
  if (!place.period) return false
  const phase = addPhase(bracketAtEnd(rest)?.outside || rest, place.period, span.from, context)
  reading.account.map(span, { kind: 'phase', key: phase.key })
  return true
}

function addToOwner(label: string, rest: string, span: Span, context: Context): boolean {
  const { reading, place } = context
  const memory = memoryOf(reading.draft)
  const concept = labelOf(label)
  const task = place.owner?.kind === 'task' ? memory.task(place.owner.key) : null
  const gate = place.owner?.kind === 'gate' ? memory.gate(place.owner.key) : null
  if (task) {
    if (!addAttribute(label, rest, task, span.from, context)) addNote(task, [`${label}: ${rest}`])
  } else if (gate) {
    if (concept === 'owner') gate.owners.push(...noteOwners(reading, rest).filter((each) => !gate.owners.includes(each)))
    else if (concept === 'reviewer') gate.reviewers.push(...noteOwners(reading, rest).filter((each) => !gate.reviewers.includes(each)))
    else if (concept === 'period' || concept === 'date') gate.at = readPeriods(rest, periodOptions(reading))?.to ?? gate.at
    else if (concept === 'depends_on' || concept === 'blocks') addLinks(rest, gate.key, span.from, concept === 'blocks', reading)
    else
      for (const text of concept === 'evidence' ? splitListText(rest) : [`${label}: ${rest}`])
        gate.requirements.push({ text: asText(text), line: span.from, workflow: null })
  } else if (place.owner?.kind === 'milestone') memory.milestone(place.owner.key)?.criteria.push(asText(`${label}: ${rest}`))
  else return false
  reading.account.map(span, entityAround(context))
  return true
}

function addToLane(concept: string | null, rest: string, span: Span, context: Context): boolean {
  const { place, reading } = context
  const lane = place.lane === null || place.period ? null : reading.draft.laneByKey(place.lane)
  if (!lane || concept !== 'owner') return false
  addOwners(lane, rest, context)
  reading.account.map(span, { kind: 'lane', key: lane.key })
  return true
}

/** Coverage is a criterion of the phase around it, else a figure to watch. */
function addCoverage(label: string, rest: string, span: Span, context: Context): boolean {
  if (context.place.phase || context.place.owner) addCriteria([{ text: `${label}: ${rest}`, done: false, span }], context)
  else addRecord(context, 'metrics', 'metric', slugOf(label), { title: asTitle(label), target: cut(rest, 300) }, span)
  return true
}

/** Whatever else is said about a phase or lane stays with it. */
function addRemark(label: string, rest: string, span: Span, context: Context): boolean {
  const { place, reading } = context
  const fields = {
    kind: 'attribute',
    title: asTitle(label),
    text: asText(rest),
    lane: place.lane,
    from: place.period?.from,
    to: place.period?.to,
  }
  if (rest === '') return false
  const kept = addRecord(context, 'notes', 'attribute', 'N#', fields, null)
  const around = entityAround(context)
  reading.account.map(span, around.kind === 'section' ? kept : around)
  return true
}
