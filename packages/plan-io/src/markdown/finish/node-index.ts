import type { DraftPlan } from '../draft/draft-plan.ts'
import { labelOf } from '../words/concepts-of.ts'
import { findWords } from '../words/find-words.ts'
import { foldWords } from '../words/fold.ts'

/** Something that a dependency can name. */
export interface NamedNode {
  readonly kind: 'task' | 'gate' | 'milestone'
  readonly key: string
  readonly title: string
  /** Periods, both included. */
  readonly from: number
  readonly to: number
  readonly stems: ReadonlySet<string>
}
export interface NodeIndex {
  readonly nodes: readonly NamedNode[]
  /** By period, the earliest first. */
  readonly gates: readonly NamedNode[]
  readonly gatesAt: (period: number) => readonly NamedNode[]
  readonly byKey: ReadonlyMap<string, NamedNode>
  /** Node whose key, number or full title this text is; null: none. */
  readonly named: (text: string) => NamedNode | null
  /** Have the two texts a word in common? */
  readonly shares: (text: string, other: string) => boolean
  /** Nodes that share words with the text, the best first; a word that many of them have weighs little. */
  readonly alike: (text: string) => readonly { readonly node: NamedNode; readonly score: number; readonly share: number }[]
}

/** A word that more nodes have tells them not apart. */
const MAX_HOLDERS = 300
const KEY_LIKE = /#?[\p{L}]{0,10}[-.]?\d+(?:[.-]\p{L}?\d+)*/gu
const KIND_LETTERS: Readonly<Record<string, readonly string[]>> = { task: ['t'], gate: ['g'], milestone: ['m'], checkpoint: ['c'] }

const fold = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim()

/** Words that may identify something: no short ones, unless written in capitals or with a digit. */
export function stemsOf(text: string): ReadonlySet<string> {
  const filler = new Set(findWords('filler', text).map(({ from }) => from))
  return new Set(
    foldWords(text)
      .filter(({ from, to }) => !filler.has(from) && (to - from > 3 || /^[\p{Lu}\d]+$/u.test(text.slice(from, to))))
      .map(({ stem }) => stem),
  )
}

/** Tasks, gates and milestones by key and by words: those of the title, of a gate's requirements, of a task's lane. */
export function indexNodes(draft: DraftPlan): NodeIndex {
  const laneNames = new Map(draft.lanes.map(({ key, name }) => [key, name]))
  const nodes: NamedNode[] = []
  const byKey = new Map<string, NamedNode>()
  const byName = new Map<string, NamedNode | null>()
  const add = (kind: NamedNode['kind'], key: string, title: string, from: number, to: number, extra: string): void => {
    const node: NamedNode = { kind, key, title, from, to, stems: stemsOf(`${title} ${extra}`) }
    nodes.push(node)
    byKey.set(key, node)
    for (const name of new Set([fold(key), fold(title)])) byName.set(name, byName.has(name) && name !== fold(key) ? null : node)
  }
  for (const gate of draft.gates) {
    add('gate', gate.key, gate.title, gate.at ?? 0, gate.at ?? 0, gate.requirements.map(({ text }) => text).join(' '))
  }
  for (const milestone of draft.milestones)
    add('milestone', milestone.key, milestone.name, milestone.from ?? milestone.to ?? 0, milestone.to ?? milestone.from ?? 0, '')
  for (const task of draft.tasks)
    add('task', task.key, task.title, task.start ?? 0, task.finish ?? task.start ?? 0, laneNames.get(task.lane ?? '') ?? '')
  for (const { number, key } of draft.tasks) {
    const node = byKey.get(key)
    if (number !== null && node && !byName.has(fold(`#${number}`))) byName.set(fold(`#${number}`), node)
  }
  const frequency = new Map<string, number>()
  const holders = new Map<string, NamedNode[]>()
  for (const node of nodes)
    for (const stem of node.stems) {
      frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
      const list = holders.get(stem)
      if (list) list.push(node)
      else holders.set(stem, [node])
    }

  const gates = nodes.filter(({ kind }) => kind === 'gate').toSorted((a, b) => a.to - b.to)
  const gatesByPeriod = new Map<number, NamedNode[]>()
  for (const gate of gates) gatesByPeriod.set(gate.to, [...(gatesByPeriod.get(gate.to) ?? []).slice(0, 50), gate])
  return { nodes, gates, gatesAt, byKey, named, shares, alike }

  function gatesAt(period: number): readonly NamedNode[] {
    return gatesByPeriod.get(period) ?? []
  }

  function shares(text: string, other: string): boolean {
    const stems = stemsOf(other)
    return [...stemsOf(text)].some((stem) => stems.has(stem))
  }

  function named(text: string): NamedNode | null {
    const name = fold(text.slice(0, 400)).replace(/[.:;,]+$/, '')
    const whole = byName.get(name)
    if (whole !== undefined) return whole
    if (/^\d{1,6}$/.test(name)) return byName.get(`#${name}`) ?? byName.get(`t${name}`) ?? null
    const [first = '', second = ''] = name.split(/[\s:–—]+/)
    // A key in front, or the only one anywhere: `WP1 boot loader`, `depot rehearsal (G3)`.
    const inside = new Set((name.match(KEY_LIKE) ?? []).flatMap((token) => byName.get(token) ?? []))
    if (byName.get(first) != null && /\d/.test(first)) return byName.get(first) ?? null
    if (inside.size === 1) return [...inside][0] ?? null
    return byKind(first, second.replace(/[^\p{L}\p{N}.-]/gu, ''))
  }

  /** `Task 3`, `Milestone A`, `Gate 2`: a kind and what the document counts by. */
  function byKind(word: string, number: string): NamedNode | null {
    const letters = KIND_LETTERS[labelOf(word) ?? '']
    if (letters === undefined || number === '' || number.length > 12) return null
    for (const wish of [number, `#${number}`, ...letters.map((letter) => `${letter}${number}`)]) {
      const node = byName.get(fold(wish))
      if (node) return node
    }
    return null
  }

  function alike(text: string): readonly { node: NamedNode; score: number; share: number }[] {
    const outside = stemsOf(text.slice(0, 2_000).replace(/\([^()]{0,400}\)/g, ' '))
    const all = [...stemsOf(text.slice(0, 2_000))].slice(0, 40)
    const scores = new Map<NamedNode, number>()
    let most = 0
    for (const stem of all) {
      const count = frequency.get(stem) ?? 0
      // What stands in brackets explains, and a word that nothing in the plan has cannot tell its parts from each other.
      const weight = weightOf(count) * (outside.size > 1 && !outside.has(stem) ? 0.4 : 1) * (count === 0 ? 0.5 : 1)
      most += weight
      // A word that thousands share tells nothing, and must cost nothing.
      if (count > MAX_HOLDERS) continue
      for (const node of holders.get(stem) ?? []) scores.set(node, (scores.get(node) ?? 0) + weight)
    }
    const best = Math.max(0, ...[...scores.values()].slice(0, 10_000))
    return [...scores]
      .filter(([, score]) => score >= best * 0.3)
      .map(([node, score]) => ({ node, score, share: most === 0 ? 0 : score / most }))
      .toSorted((a, b) => b.score - a.score || a.node.stems.size - b.node.stems.size || (a.node.key < b.node.key ? -1 : 1))
  }

  function weightOf(count: number): number {
    return Math.log(1 + nodes.length / (1 + count))
  }
}
