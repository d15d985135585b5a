import type { Item, List } from '../../../document/document.ts'
import { wholeWord } from '../../../words/find-words.ts'
import { findWeekdays } from '../../../words/read-dates.ts'
import { findOffset } from '../../../words/read-offset.ts'
import { type Context, sectionEntity, under } from '../context.ts'
import { findLane } from '../find-lane.ts'
import { keyedName } from '../keyed-name.ts'
import { readMarks } from '../marks.ts'
import { memoryOf } from '../memory.ts'
import { periodAlone } from '../periods.ts'
import { fullText, mapItem, nestedItems } from '../records.ts'
import { bracketAtEnd, splitArrows } from '../text.ts'
import { addContingency } from '../paragraphs/contingency.ts'
import { addPath, isPath } from '../paragraphs/critical-path.ts'
import { addAllocation, isStaffing } from '../paragraphs/staffing.ts'
import { readChecklists, readNextActions, readRehearsals } from './checklists.ts'
import { readCheckpoints, readDeliverables, readExitCriteria, readObjectives } from './criteria.ts'
import { readDependencies } from './dependencies.ts'
import { readGates, readLaunchGate, readRequirements } from './gates.ts'
import { readLanes } from './lanes.ts'
import { readMilestone, readMilestones } from './milestones.ts'
import { readPhases } from './phases.ts'
import { readDecisions, readPeriodNotes, readRecords } from './records.ts'
import { addEscalationChain, readEscalation, readRituals } from './rhythm.ts'
import { readRisks } from './risks.ts'
import { isCountdown, readPlaybooks, readRunbook } from './runbook.ts'
import { readMetrics } from './scorecards.ts'
import { addNote, readDoneTasks, readTasks } from './tasks.ts'

type ListReader = (items: readonly Item[], context: Context) => void
const keep =
  (kind: string): ListReader =>
  (items, context) =>
    readRecords(kind, items, context)

/** What a list becomes by its topic. Topics that are not here say too little; the place and the shape of the list decide. */
const READERS: Readonly<Record<string, ListReader>> = {
  critical_path: keep('critical_path_note'),
  contingency_playbooks: readPlaybooks,
  risks: readRisks,
  launch_gate: readLaunchGate,
  gates: readGates,
  evidence_model: keep('evidence_type'),
  status_taxonomy: keep('gate_state'),
  signoff_process: readSignoffs,
  completed: readDoneTasks,
  open_items: readTasks,
  in_progress: readTasks,
  dependencies: readDependencies,
  hard_dependencies: readDependencies,
  soft_dependencies: readDependencies,
  checkpoints: readCheckpoints,
  milestones: readMilestones,
  allocations: readStaffing,
  scorecard: readMetrics,
  metrics: readMetrics,
  tools: keep('tool'),
  escalation: readEscalation,
  rituals: readRituals,
  kickoff: readKickoff,
  runbook: readRunbook,
  rehearsals: readRehearsals,
  checklists: readChecklists,
  decisions: readDecisions,
  raci: keep('raci'),
  next_actions: readNextActions,
  assumptions: keep('assumption'),
  daily_notes: readPeriodNotes,
  exit_criteria: readExitCriteria,
  deliverables: readDeliverables,
  objectives: readObjectives,
  features: readTasks,
  tasks: readTasks,
  tests: readExitCriteria,
  lanes: readLanes,
  phases: readPhases,
  hypercare: keep('follow_up'),
  references: keep('reference'),
}

/** Reads a list: items that speak for themselves first, the rest by topic, by the place, or by their shape. */
export function readList(list: List, context: Context): void {
  const rest = list.items.filter((item) => !readPlainItem(item, context))
  if (rest.length > 0) readerFor(rest, context)(rest, context)
}

/** `- Risk: …` is a risk wherever it stands, `T-2h` a step, `CP1: a → b → c` a path; a bare label opens a list of its own. */
function readPlainItem(item: Item, context: Context): boolean {
  const { label, rest, span } = item
  const { reading } = context
  if (isPath(item.text, label, context.topic)) {
    mapItem(context, item, addPath(label, label === null ? item.text : rest, [{ ...item, line: span.from }], context))
    return true
  }
  const contingency = addContingency(item.text, span.from, context)
  if (contingency) {
    mapItem(context, item, contingency)
    return true
  }
  if (readWorkOfLane(item, context)) return true
  if (label === null) return false
  const topic = wholeWord('topic', label)
  if (topic === 'escalation' && splitArrows(rest).length > 1) {
    mapItem(context, item, addEscalationChain(rest, span, context))
    return true
  }
  if (rest === '' && topic !== null && READERS[topic] !== undefined && nestedItems(item).length > 0 && isOpen(context.topic)) {
    reading.account.map(span, sectionEntity(topic, label))
    context.readInside(item.blocks, under(context, label))
    return true
  }
  if (context.topic !== 'risks' && wholeWord('label', label) === 'risk') {
    readRisks([item], context)
    return true
  }
  if (wholeWord('label', label) === 'lane' && isStaffing(rest)) {
    mapItem(context, item, addAllocation(rest, span, context))
    return true
  }
  if (context.topic !== 'milestones' && /^\p{L}/u.test(label) && isMilestone(label)) {
    readMilestone(item, context)
    return true
  }
  return false
}

/** `Catalogue (Wenke)` with a list below it, where Catalogue is a lane: work of that lane. */
function readWorkOfLane(item: Item, context: Context): boolean {
  const nested = nestedItems(item)
  if (nested.length === 0 || !(context.topic === null || isWork(context.topic) || context.topic === 'schedule')) return false
  const name = bracketAtEnd(item.label ?? item.text)?.outside || (item.label ?? item.text)
  const lane = findLane(name, context.reading)
  if (lane === null) return false
  context.reading.account.map(item.span, { kind: 'lane', key: lane })
  readTasks(nested, { ...context, place: { ...context.place, lane } })
  return true
}

/** In a section about something of its own, a label inside is a part of that, whatever word it is. */
const isOpen = (topic: string | null): boolean => topic === null || READERS[topic] === undefined || topic === 'lanes' || topic === 'phases'

const isWork = (topic: string | null): boolean => topic === 'tasks' || topic === 'features'

/** `Milestone A (D0-D3)`: the word and a key. */
const isMilestone = (label: string): boolean => {
  const { key } = keyedName(label, 'milestone')
  return key !== null && /^(?:[A-Z]|M\d+)$/.test(key) && !/^M\d/.test(label)
}

function readerFor(items: readonly Item[], context: Context): ListReader {
  const gate = context.place.owner?.kind === 'gate' ? memoryOf(context.reading.draft).gate(context.place.owner.key) : null
  if (gate && (context.topic === null || OF_GATE.has(context.topic))) return (list) => readRequirements(list, gate, context)
  const byTopic = context.topic === null ? undefined : READERS[context.topic]
  if (context.topic === 'tools' && context.place.owner !== null) return readRemarks
  if (byTopic) return byTopic
  return byPlace(context) ?? byShape(items, context)
}

/** Whatever is listed under a gate is asked for at it. */
const OF_GATE: ReadonlySet<string> = new Set([
  'gates',
  'launch_gate',
  'exit_criteria',
  'deliverables',
  'checklists',
  'checkpoints',
  'evidence_model',
  'dependencies',
])

function byPlace(context: Context): ListReader | null {
  const { owner, lane, period, phase } = context.place
  if (context.topic === 'notes' || context.topic === 'summary') return null
  if (owner?.kind === 'milestone' || owner?.kind === 'issue') return readExitCriteria
  if (owner?.kind === 'task' && context.place.period === null) return readExitCriteria
  if (lane !== null || period !== null || phase) return readTasks
  return null
}

function byShape(items: readonly Item[], context: Context): ListReader {
  const { reading } = context
  const share = (test: (item: Item) => boolean): boolean => items.filter(test).length * 2 > items.length
  if (isCountdown(items)) return readRunbook
  if (share((item) => item.label !== null && periodAlone(item.label, reading) !== null)) return readPeriodNotes
  if (share((item) => /^Q?G\d/.test(item.text) && keyedName(item.text, 'gate').key !== null)) return readGates
  if (share((item) => findWeekdays(item.text.slice(0, 24)).length > 0)) return readRituals
  if (share((item) => isIssue(item, reading))) return readTasks
  if (share((item) => item.checked !== null)) return context.topic === 'schedule' ? readTasks : readChecklists
  if (context.topic === 'schedule') return readTasks
  if (share((item) => findOffset(item.text.slice(0, 20)) !== null)) return readRunbook
  return keep('note')
}

/** A number or key in front, or somebody who does it: work, not a mere point to tick off. */
const isIssue = (item: Item, reading: Context['reading']): boolean => {
  const { id, priority, period } = readMarks(item.text, reading)
  return id !== null || priority !== null || period !== null || /(?<![\p{L}\p{N}.])@[A-Za-z]/u.test(item.text)
}

/** Sign-offs to tick off are a gate; anything else says how sign-off goes. */
function readSignoffs(items: readonly Item[], context: Context): void {
  if (items.every((item) => item.checked !== null)) readLaunchGate(items, context)
  else readRecords('gate_life', items, context)
}

function readStaffing(items: readonly Item[], context: Context): void {
  for (const item of items) mapItem(context, item, addAllocation(item.text, item.span, context))
}

/** What a week or phase works with: said about it, no list of the whole program. */
function readRemarks(items: readonly Item[], context: Context): void {
  const { owner } = context.place
  const task = owner?.kind === 'task' ? memoryOf(context.reading.draft).task(owner.key) : null
  if (!owner || !task) return readRecords('tool', items, context)
  addNote(task, [`${context.title}:`, ...items.map((item) => `- ${fullText(item)}`)])
  for (const item of items) mapItem(context, item, owner)
}

/** What opens the work: an agenda with its length is a meeting, the rest is prepared beforehand. */
function readKickoff(items: readonly Item[], context: Context): void {
  for (const item of items) {
    const isMeeting = nestedItems(item).length > 0
    if (isMeeting) readRituals([item], context)
    else readRecords('preparation', [item], context)
  }
}
