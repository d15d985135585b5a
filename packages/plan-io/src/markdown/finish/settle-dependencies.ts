import { PLAN_LIMITS, type PlanDependency } from '@gatehouse/core'
import type { DraftDependency, LooseReference } from '../draft/draft-plan.ts'
import { findWords } from '../words/find-words.ts'
import { asTitle, cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'
import { type Candidate, candidatesFor } from './find-candidates.ts'
import type { NamedNode, NodeIndex } from './node-index.ts'

/** A text that shares less than this with the best of its candidates is about something else. */
const CLEARLY = { from: 0.34, to: 0.5 } as const

interface End {
  readonly node: NamedNode
  /** Why it stands there; null: the document names it. */
  readonly guess: string | null
  readonly candidates: readonly Candidate[]
}

/**
 * Both ends of every dependency as keys. An end that is no known name is settled by its words: what stands there meanwhile is marked as
 * inferred and listed as open. A predecessor that nothing resembles becomes a task of its own; an explicit key that nobody has is left out.
 */
export function settleDependencies(reading: Reading, index: NodeIndex): readonly PlanDependency[] {
  const { account } = reading
  const links: { readonly link: PlanDependency; readonly line: number; readonly isGuess: boolean }[] = []
  const pairs = new Set<string>()
  for (const dependency of reading.draft.dependencies.slice(0, PLAN_LIMITS.dependencies)) {
    const said = findEnd(dependency.from, 'from', index, () => true)
    const to = findEnd(dependency.to, 'to', index, (node) => node !== said?.node && (said == null || node.to >= said.node.from))
    const successor = to === null ? finalGate(index, said?.node ?? null) : to
    const from = said === null && successor ? madeTask(dependency.from, successor.node, reading, index) : said
    if (!successor || !from) {
      leaveOut(dependency, from ?? null, successor ?? null, reading, index)
      continue
    }
    const key = `${from.node.key}->${successor.node.key}`
    const entity = { kind: 'dependency', key }
    account.map(dependency.line, entity)
    if (pairs.has(key)) {
      account.warn('dependency_twice', dependency.line, `That ${successor.node.key} comes after ${from.node.key} is said twice.`)
      continue
    }
    pairs.add(key)
    for (const [field, end, reference] of [
      ['from', from, dependency.from],
      ['to', successor, dependency.to],
    ] as const) {
      if (end.guess === null) continue
      account.infer(reference.line, entity, field, end.node.key, end.guess)
      account.leaveOpen({
        line: reference.line,
        entity,
        field,
        text: reference.text,
        candidates: offered(end.candidates),
        stands: end.node.key,
      })
    }
    const link: PlanDependency = {
      from: from.node.key,
      to: successor.node.key,
      kind: dependency.kind,
      lag: 0,
      note: cut(dependency.note, PLAN_LIMITS.note),
    }
    links.push({ link, line: dependency.line, isGuess: from.guess !== null || successor.guess !== null })
  }
  return withoutGuessedCycles(links, reading)
}

/** A link whose end the document names, but nothing has: listed as open, with nothing in its place. */
function leaveOut(dependency: DraftDependency, from: End | null, to: End | null, { account }: Reading, index: NodeIndex): void {
  const entity = { kind: 'dependency', key: `${from?.node.key ?? ''}->${to?.node.key ?? ''}` }
  for (const [field, end, reference] of [
    ['from', from, dependency.from],
    ['to', to, dependency.to],
  ] as const) {
    if (end !== null) continue
    const candidates = offered(candidatesFor(reference.text, index, KINDS[field]))
    account.leaveOpen({ line: reference.line, entity, field, text: reference.text, candidates, stands: null })
    account.warn('reference_unknown', reference.line, `Nothing in the document is called ${reference.text}; the dependency is left out.`)
  }
  account.map(dependency.line, { kind: 'section', key: 'dependencies' }, 'One of its ends is not in the document.')
}

const KINDS = { from: ['task', 'gate', 'milestone'], to: ['gate', 'milestone', 'task'] } as const

const offered = (candidates: readonly Candidate[]) => candidates.slice(0, 5).map(({ node: { kind, key, title } }) => ({ kind, key, title }))

/** undefined: it names a key that nobody has. null: nothing resembles it. */
function findEnd(
  reference: LooseReference,
  field: 'from' | 'to',
  index: NodeIndex,
  mayBe: (node: NamedNode) => boolean,
): End | null | undefined {
  const known = index.named(reference.text)
  if (known !== null) return { node: known, guess: null, candidates: [] }
  if (isExplicit(reference.text)) return undefined
  const candidates = candidatesFor(reference.text, index, KINDS[field]).filter(({ node }) => mayBe(node))
  const [best] = candidates
  if (best === undefined || best.share < CLEARLY[field]) return null
  return { node: best.node, guess: `It shares most words with ${best.node.key}.`, candidates }
}

/** The last gates, among which the one that decides is looked for. */
const MAX_GATES = 40

/** The gate that decides whether to go, else the last one. */
function finalGate(index: NodeIndex, predecessor: NamedNode | null): End | null {
  const later = (node: NamedNode): boolean => node !== predecessor && (predecessor === null || node.to >= predecessor.from)
  const gates = index.gates.slice(-MAX_GATES).filter(later)
  const decision = gates.find(({ title }) => findWords('final', title).length > 0)
  const node =
    decision ??
    gates.at(-1) ??
    index.nodes
      .slice(0, 2_000)
      .filter(later)
      .toSorted((a, b) => b.to - a.to)[0]
  if (node === undefined) return null
  const candidates = [node, ...gates.toReversed().filter((gate) => gate !== node)].map((each) => ({ node: each, score: 0, share: 0 }))
  return { node, guess: `Nothing in the document resembles it; ${node.key} stands there.`, candidates }
}

const madeTask = (reference: LooseReference, successor: NamedNode, reading: Reading, index: NodeIndex): End => ({
  node: makeTask(reference, successor, reading, index),
  guess: 'Nothing in the document resembles it; it became a task of its own.',
  candidates: [],
})

interface Weighed {
  readonly link: PlanDependency
  readonly line: number
  readonly isGuess: boolean
}

/** Hard links that the document names stand; a guessed one that would close a circle with them is left out, and says so. */
function withoutGuessedCycles(links: readonly Weighed[], { draft, account }: Reading): readonly PlanDependency[] {
  const next = new Map<string, string[]>()
  const add = (from: string, to: string): void => {
    const list = next.get(from)
    if (list) list.push(to)
    else next.set(from, [to])
  }
  for (const task of draft.tasks) for (const { ref, kind } of task.after) if (kind === 'hard') add(ref, task.key)
  for (const { link, isGuess } of links) if (!isGuess && link.kind === 'hard') add(link.from, link.to)
  const dropped = new Set<PlanDependency>()
  for (const { link, line, isGuess } of links) {
    if (!isGuess || link.kind !== 'hard') continue
    if (reaches(link.to, link.from, next)) {
      dropped.add(link)
      account.warn('guess_dropped', line, `That ${link.to} comes after ${link.from} was a guess, and would close a circle; it is left out.`)
    } else add(link.from, link.to)
  }
  return links.map(({ link }) => link).filter((link) => !dropped.has(link))
}

function reaches(start: string, goal: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>([start])
  const open = [start]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === goal) return true
    for (const each of next.get(key) ?? []) if (!seen.has(each) && seen.add(each)) open.push(each)
  }
  return false
}

/** `L4-D1`, `#11`, `WS1`, `G3`: a key and nothing else. */
const isExplicit = (text: string): boolean => /^#?\p{L}{0,6}[-.]?\d+(?:[.-]\p{L}?\d+)*$/u.test(text.trim())

/** What the list names becomes work: in the lane that shares its words, at its successor's period. */
function makeTask(reference: LooseReference, successor: NamedNode, { draft, account }: Reading, index: NodeIndex): NamedNode {
  const title = asTitle(reference.text)
  const key = draft.nextKey('X')
  const lane =
    draft.lanes.find(({ name, key: own, aliases }) => index.shares(title, [name, own, ...aliases].join(' ')))?.key ??
    draft.lanes[0]?.key ??
    null
  draft.tasks.push({
    key,
    lane,
    title,
    start: successor.to,
    finish: successor.to,
    priority: 'P2',
    status: null,
    parent: null,
    gate: null,
    owners: [],
    checklist: [],
    after: [],
    note: '',
    movedTo: null,
    number: null,
    line: reference.line,
  })
  account.map(reference.line, { kind: 'task', key })
  return { kind: 'task', key, title, from: successor.to, to: successor.to, stems: new Set() }
}
