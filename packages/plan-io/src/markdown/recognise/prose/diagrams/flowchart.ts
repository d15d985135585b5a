import type { Diagram, DiagramNode } from '../../../document/document.ts'
import { topicOf } from '../../../words/concepts-of.ts'
import { readEvidenceTypes } from '../../../words/read-evidence.ts'
import { readStatus } from '../../../words/read-status.ts'
import { readPeriods } from '../../../words/read-periods.ts'
import type { DraftTask } from '../../../draft/draft-plan.ts'
import type { PlanEntity } from '../../../../report/map-lines.ts'
import type { Context } from '../context.ts'
import { memoryOf } from '../memory.ts'
import { periodOptions } from '../periods.ts'
import { addRecord } from '../records.ts'
import { asText, asTitle, slugOf } from '../text.ts'
import { nodeNames } from './node-names.ts'

/** Boxes become tasks, or are what they name; arrows become dependencies. A chart of evidence types is kept as the evidence model. */
export function readFlowchart(diagram: Diagram, context: Context): boolean {
  if (context.topic === 'evidence_model' || isEvidenceChart(diagram)) return readEvidenceModel(diagram, context)
  const { reading } = context
  const { account, draft } = reading
  const root = rootOfList(diagram, context)
  const nodes = nodesOf(diagram)
  const known = nodeNames(reading)
  const entities = new Map<string, PlanEntity>()
  for (const node of nodes) {
    const entity = node.id === root ? null : (known.find(node) ?? addTask(node, context))
    if (entity) entities.set(node.id, entity)
    account.map(node.line, entity ?? { kind: 'section', key: context.topic ?? slugOf(node.text) })
    if (entity && context.topic === 'open_items') account.map(node.line, { kind: 'open_item', key: entity.key })
  }
  const isHub = (id: string): boolean => entities.get(id) === undefined
  for (const edge of diagram.edges) {
    const [from, to] = [entities.get(edge.from), entities.get(edge.to)]
    if (from && to && from.key !== to.key) {
      const line = edge.line
      if (isNode(from) && isNode(to))
        draft.dependencies.push({
          from: { line, text: from.key },
          to: { line, text: to.key },
          kind: edge.dashed ? 'soft' : 'hard',
          note: asText(edge.label),
          line,
        })
      account.map(line, { kind: 'dependency', key: `${from.key}->${to.key}` })
    } else for (const id of [edge.from, edge.to]) if (!isHub(id)) account.map(edge.line, entities.get(id) as PlanEntity)
  }
  mapRest(diagram, entities.values().next().value ?? { kind: 'section', key: context.topic ?? slugOf(context.title) }, context)
  return true
}

/** Only tasks, gates and milestones take part in dependencies. */
const isNode = ({ kind }: PlanEntity): boolean => kind === 'task' || kind === 'gate' || kind === 'milestone'

/** Boxes that only stand in an arrow count too. */
function nodesOf(diagram: Diagram): readonly DiagramNode[] {
  const nodes = new Map(diagram.nodes.map((node) => [node.id, node]))
  for (const { from, to, line } of diagram.edges)
    for (const id of [from, to]) if (!nodes.has(id)) nodes.set(id, { id, text: id, classes: [], line })
  return [...nodes.values()]
}

/** The box that only names what the others are: `Open items` with an arrow to each. */
function rootOfList(diagram: Diagram, { topic }: Context): string | null {
  const [first] = diagram.edges
  if (!first || diagram.edges.length < 2 || !diagram.edges.every(({ from }) => from === first.from)) return null
  const text = diagram.nodes.find((node) => node.id === first.from)?.text ?? first.from
  return topic === 'open_items' || topicOf(text) !== null ? first.from : null
}

function addTask(node: DiagramNode, context: Context): PlanEntity {
  const { draft } = context.reading
  const { place } = context
  const period = readPeriods(node.text, periodOptions(context.reading)) ?? place.period
  const task: DraftTask = {
    key: draft.keyFor(node.id),
    lane: place.lane,
    title: asTitle(node.text || node.id),
    start: period?.from ?? null,
    finish: period?.to ?? null,
    priority: null,
    status: statusOf(node.classes),
    parent: null,
    gate: null,
    owners: [],
    checklist: [],
    after: [],
    note: '',
    movedTo: null,
    number: null,
    line: node.line,
  }
  draft.tasks.push(task)
  const entity = { kind: 'task', key: task.key }
  memoryOf(draft).latest = entity
  return entity
}

/** Class names are written without spaces: `inprog`, `notStarted`. */
export function statusOf(classes: readonly string[]): DraftTask['status'] {
  for (const name of classes) {
    const words = name.replace(/(?<=\p{Ll})(?=\p{Lu})|[_-]/gu, ' ')
    const status = readStatus(words)
    if (status !== null) return status
  }
  return null
}

const isEvidenceChart = (diagram: Diagram): boolean => {
  const labelled = diagram.edges.filter(({ label }) => label !== '' && readEvidenceTypes(label).length > 0)
  return labelled.length >= 2 && labelled.every(({ from }) => from === labelled[0]?.from)
}

/** Each labelled arrow out of the choice is a type, and the box behind it says what proves it. */
function readEvidenceModel(diagram: Diagram, context: Context): boolean {
  const { account } = context.reading
  const text = new Map(diagram.nodes.map((node) => [node.id, node.text]))
  const labelled = diagram.edges.filter(({ label }) => label !== '')
  const types = labelled.map(({ label, to }) => ({ type: label, accepts: readEvidenceTypes(label), proof: text.get(to) ?? to }))
  const flow = diagram.edges.filter(({ label }) => label === '').map(({ from, to }) => `${text.get(from) ?? from} → ${text.get(to) ?? to}`)
  const model = addRecord(
    context,
    'notes',
    'evidence_model',
    'evidence-model',
    {
      kind: 'evidence_model',
      title: asTitle(context.title || diagram.title || 'Evidence'),
      text: asText(types.map(({ type }) => type).join(', ') || 'Evidence'),
      types,
      flow,
    },
    null,
  )
  for (const { line, label } of labelled) account.map(line, { kind: 'evidence_type', key: slugOf(label) })
  mapRest(diagram, model, context)
  return true
}

/** Lines that name no box or arrow (head, styles, ends of blocks) belong to the diagram as a whole. */
export function mapRest(diagram: Diagram, entity: PlanEntity, { reading }: Context): void {
  for (const { line } of diagram.statements) if (!reading.account.isTaken(line)) reading.account.map(line, entity)
}
