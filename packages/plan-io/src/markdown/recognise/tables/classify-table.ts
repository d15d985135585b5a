import { readOffset } from '../../words/read-offset.ts'
import type { Concept, Topic } from '../../words/synonyms.ts'
import { isHeadWord } from '../head/read-head-fields.ts'
import { type Column, hasConcept, shareOf, type TableView } from './table-view.ts'
import { isRaid } from './kinds/raid.ts'
import { isLaneLike, periodColumnOf, periodHeadsOf } from './period-columns.ts'

export type TableKind = (typeof RULES)[number]['kind'] | 'note'

export interface Classified {
  readonly kind: TableKind
  readonly score: number
  /** What spoke for it, such as `risk +4`. */
  readonly because: readonly string[]
}

interface Rule {
  readonly kind: string
  /** What each column counts. */
  readonly words: Partial<Record<Concept, number>>
  /** Topics of the section that speak for it, and by how much. */
  readonly topics?: readonly Topic[]
  readonly topicScore?: number
  /** At least one of each group must be there. */
  readonly needs?: readonly (readonly Concept[])[]
  readonly least: number
  /** What the cells say for it; a negative figure rules it out. */
  readonly cells?: (view: TableView) => number
}

const RACI = /^[RACIS](?:\s?[/,]?\s?[RACIS]){0,3}$/
const NUMERIC = /^[~<>≤≥±]?\s?-?\d[\d.,]*\s?(?:%|FTE|PT|h)?$/i

const bodyShare = (view: TableView, holds: (text: string) => boolean): number => {
  const values = view.columns.slice(1).flatMap((column) => column.values)
  return values.length === 0 ? 0 : values.filter(holds).length / values.length
}
/** Two columns under heads that say nothing, whose first column names things about the program. */
const isListOfFields = ({ columns }: TableView): boolean =>
  columns.length === 2 && columns.every(({ concepts }) => concepts.length === 0) && shareOf(columns[0] as Column, isHeadWord) >= 0.5
const isOffset = (text: string): boolean => text.length < 24 && readOffset(text) !== null

/** In the order in which equal scores are decided. */
const RULES = [
  {
    kind: 'raci',
    words: { raci: 3 },
    topics: ['raci'],
    least: 6,
    cells: (view) => (view.columns.length > 2 && bodyShare(view, (text) => RACI.test(text)) > 0.7 ? 12 : -99),
  },
  {
    kind: 'runbook',
    words: { offset: 2, step: 1, task: 1 },
    topics: ['runbook'],
    least: 6,
    cells: (view) => (view.columns.some((column) => shareOf(column, isOffset) > 0.6) ? 10 : -99),
  },
  { kind: 'raid', words: {}, least: 6, cells: (view) => (isRaid(view) ? 12 : -99) },
  {
    kind: 'summary',
    words: { count: 4, category: 1 },
    topics: ['summary'],
    least: 5,
    cells: (view) =>
      view.columns.length < 6 &&
      bodyShare(view, (text) => NUMERIC.test(text)) > 0.8 &&
      !hasConcept(view, 'fte') &&
      !hasConcept(view, 'target') &&
      periodColumnOf(view) === null
        ? 2
        : -99,
  },
  {
    kind: 'matrix_across',
    words: {},
    least: 6,
    cells: (view) => (periodHeadsOf(view).length > 2 ? 12 : periodHeadsOf(view).length === 2 && view.columns.length < 5 ? 6 : -99),
  },
  {
    kind: 'risk',
    words: { risk: 4, mitigation: 3, probability: 3, impact: 2, trigger: 2 },
    topics: ['risks'],
    needs: [['risk', 'mitigation', 'probability']],
    least: 5,
  },
  {
    kind: 'dependency',
    words: { depends_on: 4, blocks: 4, from: 2, to: 2, category: 1 },
    topics: ['dependencies', 'hard_dependencies', 'soft_dependencies'],
    topicScore: 5,
    needs: [
      ['depends_on', 'from'],
      ['blocks', 'to', 'depends_on'],
    ],
    least: 8,
    cells: (view) => (hasConcept(view, 'title') || hasConcept(view, 'owner') ? -4 : 0),
  },
  {
    kind: 'checkpoint',
    words: { must_be_true: 5, verification: 3, period: 1, date: 1 },
    topics: ['checkpoints'],
    needs: [['must_be_true', 'verification']],
    least: 6,
  },
  {
    kind: 'gate',
    words: { gate: 4, evidence: 3, criteria: 2, reviewer: 2, owner: 1, period: 1, date: 1 },
    topics: ['gates', 'launch_gate'],
    needs: [['gate', 'evidence', 'criteria', 'reviewer']],
    least: 5,
    cells: (view) => (hasConcept(view, 'milestone') || hasConcept(view, 'phase') || hasConcept(view, 'task') ? -3 : 0),
  },
  {
    kind: 'milestone',
    words: { milestone: 5, period: 1, date: 1, criteria: 1, status: 1 },
    topics: ['milestones'],
    topicScore: 4,
    least: 5,
  },
  {
    kind: 'allocation',
    words: { fte: 4, role: 3, phase: 1, period: 1, lane: 1 },
    topics: ['allocations'],
    topicScore: 4,
    needs: [['fte', 'role']],
    least: 6,
  },
  {
    kind: 'phase',
    words: { phase: 4, period: 1, focus: 2, duration: 1, criteria: 1, start: 1, finish: 1, status: 1, deliverable: 1 },
    topics: ['phases'],
    needs: [['phase']],
    least: 5,
  },
  {
    kind: 'metric',
    words: { metric: 4, key_result: 5, target: 2, baseline: 2, threshold: 2, tracking: 2, unit: 1 },
    topics: ['metrics', 'scorecard', 'baseline'],
    needs: [['metric', 'key_result', 'target', 'threshold']],
    least: 5,
  },
  { kind: 'tool', words: { tool: 4, category: 1, purpose: 2 }, topics: ['tools'], topicScore: 4, least: 5 },
  {
    kind: 'escalation',
    words: { within: 4, level: 2, to: 3, from: 1, trigger: 1 },
    topics: ['escalation'],
    topicScore: 4,
    needs: [['within', 'level', 'to']],
    least: 5,
  },
  {
    kind: 'playbook',
    words: { trigger: 3, task: 2, step: 2, mitigation: 2, within: 2 },
    topics: ['contingency_playbooks'],
    topicScore: 4,
    needs: [
      ['trigger', 'risk', 'title'],
      ['task', 'step', 'mitigation'],
    ],
    least: 6,
    cells: (view) => ((['probability', 'impact', 'start', 'period'] as const).some((concept) => hasConcept(view, concept)) ? -9 : 0),
  },
  {
    kind: 'ritual',
    words: { ritual: 4, cadence: 3, attendees: 2, agenda: 2, time: 1, weekday: 2 },
    topics: ['rituals'],
    least: 5,
    needs: [['ritual', 'cadence', 'agenda', 'attendees']],
  },
  {
    kind: 'defect',
    words: { impact: 3, title: 1, status: 1, id: 1, date: 1 },
    topics: ['defects'],
    topicScore: 4,
    least: 5,
    cells: (view) =>
      (['risk', 'mitigation', 'probability', 'owner', 'count'] as const).some((concept) => hasConcept(view, concept)) ? -4 : 0,
  },
  {
    kind: 'decision',
    words: { decision: 5, status: 1, reason: 2, options: 2, question: 2, date: 1 },
    topics: ['decisions'],
    least: 5,
    needs: [['decision', 'question', 'options']],
    cells: (view) => (periodColumnOf(view) === 0 ? -3 : 0),
  },
  { kind: 'taxonomy', words: { status: 3, meaning: 4 }, topics: ['status_taxonomy'], needs: [['status'], ['meaning']], least: 7 },
  {
    kind: 'completed',
    words: { item: 3, evidence: 3, task: 2, deliverable: 2 },
    topics: ['completed'],
    topicScore: 4,
    least: 7,
    needs: [['item', 'task', 'deliverable', 'title']],
  },
  {
    kind: 'signoff',
    words: { signoff: 5, reviewer: 2, role: 2, owner: 1, date: 1 },
    topics: ['signoff_process', 'launch_gate'],
    topicScore: 2,
    needs: [['signoff']],
    least: 7,
  },
  { kind: 'checklist', words: { item: 3, status: 2, owner: 1 }, topics: ['checklists', 'launch_gate'], needs: [['item']], least: 5 },
  { kind: 'field', words: { field: 3, value: 3 }, least: 6, cells: (view) => (isListOfFields(view) ? 9 : 0) },
  {
    kind: 'matrix_down',
    words: {},
    least: 5,
    cells: (view) =>
      periodColumnOf(view) === null
        ? -99
        : (periodColumnOf(view) === 0 ? 4 : 3) + 2 * Math.min(4, view.columns.filter((column) => isLaneLike(view, column)).length),
  },
  {
    kind: 'lane',
    words: { lane: 4, owner: 2, mission: 3, deliverable: 2 },
    topics: ['lanes'],
    needs: [['lane', 'mission']],
    least: 6,
    cells: (view) => (hasConcept(view, 'task') || hasConcept(view, 'status') || hasConcept(view, 'start') ? -4 : 0),
  },
  {
    kind: 'people',
    words: { role: 2, owner: 3, title: 1 },
    needs: [['role'], ['owner', 'title']],
    least: 3,
    cells: (view) => (hasConcept(view, 'task') || hasConcept(view, 'status') ? -4 : 0),
  },
  {
    kind: 'task',
    words: {
      task: 4,
      title: 3,
      deliverable: 2,
      id: 1,
      owner: 1,
      lane: 1,
      period: 1,
      start: 2,
      finish: 2,
      date: 1,
      status: 2,
      priority: 2,
      depends_on: 2,
      estimate: 1,
      duration: 1,
      reviewer: 1,
    },
    topics: ['tasks', 'schedule', 'open_items', 'next_actions', 'in_progress'],
    topicScore: 2,
    needs: [
      ['task', 'title', 'deliverable', 'item', 'period', 'date', 'start', 'finish'],
      ['task', 'owner', 'status', 'period', 'date', 'start', 'finish', 'priority', 'depends_on', 'lane', 'estimate'],
    ],
    least: 4,
  },
] as const satisfies readonly Rule[]

/** What kind of table this is, by its head words in any order, the topic of its section and what its cells look like. */
export function classifyTable(view: TableView): Classified {
  let best: Classified = { kind: 'note', score: 0, because: [] }
  for (const rule of RULES as readonly (Rule & { readonly kind: (typeof RULES)[number]['kind'] })[]) {
    const scored = scoreRule(rule, view)
    if (scored !== null && scored.score >= rule.least && scored.score > best.score) best = { kind: rule.kind, ...scored }
  }
  return best
}

function scoreRule(rule: Rule, view: TableView): { readonly score: number; readonly because: readonly string[] } | null {
  if (rule.needs?.some((group) => !group.some((concept) => hasConcept(view, concept)))) return null
  const because: string[] = []
  let score = 0
  const count = (what: string, points: number): void => {
    if (points === 0) return
    score += points
    because.push(`${what} ${points > 0 ? '+' : ''}${points}`)
  }
  for (const [concept, points] of Object.entries(rule.words)) if (hasConcept(view, concept as Concept)) count(concept, points ?? 0)
  if (rule.topics?.some((topic) => topic === view.place.topic)) count(`topic ${view.place.topic}`, rule.topicScore ?? 3)
  count('cells', rule.cells?.(view) ?? 0)
  return { score, because }
}
