import type { PlanEntity } from '../../../../report/map-lines.ts'
import type { DraftGate } from '../../../draft/draft-plan.ts'
import type { Item, Span } from '../../../document/document.ts'
import { type Context, entityAround } from '../context.ts'
import { memoryOf } from '../memory.ts'
import { periodAlone } from '../periods.ts'
import { addRecord, allNestedItems, mapItem } from '../records.ts'
import { asText, asTitle, slugOf } from '../text.ts'
import { addNote } from './tasks.ts'

interface Line {
  readonly text: string
  readonly done: boolean
  readonly span: Span
}

const linesOf = (items: readonly Item[]): readonly Line[] =>
  items
    .flatMap((item) => [item, ...allNestedItems(item)])
    .map((item) => ({ text: item.text, done: item.checked === true, span: item.span }))

/** What must hold before a week, phase, lane, gate or milestone is over. */
export function readExitCriteria(items: readonly Item[], context: Context): void {
  addCriteria(linesOf(items), context)
}

/** What must be true at the end of a period: `Week 3: restore took under 4 hours`, or a list under the period's heading. */
export function readCheckpoints(items: readonly Item[], context: Context): void {
  const { place, reading } = context
  const labelled = items.filter((item) => item.label !== null && periodAlone(item.label, reading) !== null)
  for (const item of labelled) {
    const at = periodAlone(item.label ?? '', reading)?.to
    const more = allNestedItems(item).map((each) => asText(each.text))
    const mustBeTrue = [asText(item.rest), ...more].filter((each) => each !== '')
    mapItem(context, item, addRecord(context, 'checkpoints', 'checkpoint', `C-${at}`, { at, mustBeTrue }, item.span))
  }
  const rest = items.filter((item) => !labelled.includes(item))
  if (rest.length === 0) return
  if (!place.period) return readExitCriteria(rest, context)
  const mustBeTrue = linesOf(rest).map(({ text }) => asText(text))
  const entity = addRecord(context, 'checkpoints', 'checkpoint', `C-${place.period.to}`, { at: place.period.to, mustBeTrue }, null)
  for (const item of rest) mapItem(context, item, entity)
}

/** Where criteria go: to the gate, milestone, summary task or phase around them, else to the lane's own gate, else to a checklist. */
export function addCriteria(lines: readonly Line[], context: Context): void {
  const { place, reading } = context
  const { draft, account } = reading
  const memory = memoryOf(draft)
  const { kind = '', key = '' } = place.owner ?? {}
  const gate = kind === 'gate' ? memory.gate(key) : place.lane !== null && !place.period ? laneGate(place.lane, context) : null
  const milestone = kind === 'milestone' ? memory.milestone(key) : null
  const task = kind === 'task' ? memory.task(key) : null
  const phase = memory.phase(kind === 'phase' ? key : (place.phase ?? ''))
  for (const { text, done, span } of lines) {
    if (gate) {
      gate.requirements.push({ text: asText(text), line: span.from, workflow: null })
      account.map(span, { kind: 'requirement', key: `${gate.key}.${gate.requirements.length}` })
      account.map(span, { kind: 'gate', key: gate.key })
    } else if (milestone) {
      milestone.criteria.push(asText(text))
      account.map(span, { kind: 'milestone', key: milestone.key })
    } else if (task) {
      task.checklist.push({ text: asText(text), done })
      account.map(span, { kind: 'task', key: task.key })
    } else if (phase) {
      phase.exitCriteria.push(asText(text))
      account.map(span, { kind: 'phase', key: phase.key })
    }
  }
  if (!gate && !milestone && !task && !phase) addChecklist(lines, 'criterion', context)
}

/** The gate at which a lane's own exit criteria are shown to hold. */
function laneGate(lane: string, { reading, place }: Context): DraftGate {
  const { draft, account } = reading
  const memory = memoryOf(draft)
  const known = memory.laneGates.get(lane)
  if (known) return known
  const { name = lane, owners = [], line = 1 } = draft.laneByKey(lane) ?? {}
  const gate: DraftGate = {
    key: draft.keyFor(`${lane}-exit`),
    title: asTitle(name),
    at: place.period?.to ?? null,
    owners: [...owners],
    reviewers: [],
    quorum: null,
    requirements: [],
    line,
  }
  draft.gates.push(gate)
  memory.laneGates.set(lane, gate)
  account.infer(
    line,
    { kind: 'gate', key: gate.key },
    'title',
    gate.title,
    `The exit criteria of lane ${lane} are shown at a gate of its own.`,
  )
  return gate
}

/** Things to tick off. `kind` is what each item is called in the report. */
export function addChecklist(lines: readonly Line[], kind: string, context: Context, wish = slugOf(context.title)): PlanEntity {
  const { place, reading } = context
  const items = lines.map(({ text, done }) => ({ text: asText(text), done }))
  const first = lines[0]?.span.from ?? 1
  const entity = addRecord(
    context,
    'checklists',
    'checklist',
    wish,
    {
      title: asTitle(context.title || wish),
      lane: place.lane,
      gate: place.owner?.kind === 'gate' ? place.owner.key : null,
      at: place.period?.to,
      items,
    },
    null,
  )
  lines.forEach(({ span }, index) => reading.account.map(span, { kind, key: `${entity.key}.${index + 1}` }))
  if (lines.length === 0) reading.account.map(first, entity)
  return entity
}

/** What a lane delivers; in a week or phase, what must be there at its end. */
export function readDeliverables(items: readonly Item[], context: Context): void {
  const { place, reading } = context
  const lane = place.lane !== null && place.owner?.kind !== 'task' ? reading.draft.laneByKey(place.lane) : null
  if (!lane || place.period) return addCriteria(linesOf(items), context)
  for (const { text, span } of linesOf(items)) {
    lane.deliverables.push(asText(text))
    reading.account.map(span, { kind: 'lane', key: lane.key })
  }
}

/** Aims: the lane's mission, the phase's focus, the task's note; else kept as objectives. */
export function readObjectives(items: readonly Item[], context: Context): void {
  for (const item of items) {
    if (addObjective(item.text, item.span, context)) mapItem(context, item, entityAround(context))
    else {
      const fields = { kind: 'objective', text: asText(item.text), title: item.label ? asTitle(item.label) : undefined }
      mapItem(context, item, addRecord(context, 'notes', 'objective', 'O#', fields, item.span))
    }
  }
}

/** Says false where nothing around has an aim. */
export function addObjective(text: string, span: Span, context: Context): boolean {
  const { place, reading } = context
  const memory = memoryOf(reading.draft)
  const words = asText(text)
  const task = place.owner?.kind === 'task' ? memory.task(place.owner.key) : null
  const phase = memory.phase(place.owner?.kind === 'phase' ? place.owner.key : (place.phase ?? ''))
  const lane = place.lane === null ? null : reading.draft.laneByKey(place.lane)
  if (task) addNote(task, [words])
  else if (phase) phase.focus = joined(phase.focus, words)
  else if (lane) lane.mission = joined(lane.mission, words)
  else return false
  reading.account.map(span, entityAround(context))
  return true
}

const joined = (before: string, more: string): string => asText(before === '' ? more : `${before} ${more}`)
