import { PLAN_LIMITS, type PlanDependency } from '@gatehouse/core'
import type { DraftDependency, LooseReference } from '../draft/draft-plan.ts'
import { asTitle, cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'
import { candidatesFor } from './find-candidates.ts'
import type { NamedNode, NodeIndex } from './node-index.ts'

/** A text that shares less than this with the best of its candidates is about something else. */
const CLEARLY = 0.34

type Link = { readonly from: string; readonly to: string; readonly isGuessed: boolean; readonly dependency: DraftDependency }

/**
 * Both ends of every dependency as keys. An end that is no known name is settled by its words: what stands there meanwhile is marked as
 * inferred and listed as open. A predecessor that nothing resembles becomes a task of its own; an explicit key that nobody has is left out.
 */
export function settleDependencies(reading: Reading, index: NodeIndex): readonly PlanDependency[] {
  const { account } = reading
  const links: Link[] = []
  const pairs = new Set<string>()
  for (const dependency of reading.draft.dependencies.slice(0, PLAN_LIMITS.dependencies)) {
    const to = endOf(dependency.to, 'to', dependency, reading, index, null)
    if (to === null) continue
    const from = endOf(dependency.from, 'from', dependency, reading, index, to.node)
    if (from === null) continue
    const pair = `${from.node.key}\n${to.node.key}`
    if (pairs.has(pair)) {
      account.warn('dependency_twice', dependency.line, `That ${to.node.key} comes after ${from.node.key} is said twice.`)
      account.map(dependency.line, { kind: 'dependency', key: `${from.node.key}->${to.node.key}` })
      continue
    }
    pairs.add(pair)
    links.push({ from: from.node.key, to: to.node.key, isGuessed: from.isGuessed || to.isGuessed, dependency })
  }
  return links.map(({ from, to, dependency }): PlanDependency => {
    account.map(dependency.line, { kind: 'dependency', key: `${from}->${to}` })
    return { from, to, kind: dependency.kind, lag: 0, note: cut(dependency.note, PLAN_LIMITS.note) }
  })
}

interface End {
  readonly node: NamedNode
  readonly isGuessed: boolean
}

function endOf(
  reference: LooseReference,
  field: 'from' | 'to',
  dependency: DraftDependency,
  reading: Reading,
  index: NodeIndex,
  successor: NamedNode | null,
): End | null {
  const { account } = reading
  const known = index.named(reference.text)
  if (known !== null && known !== successor) return { node: known, isGuessed: false }
  const entity = { kind: 'dependency', key: `line-${dependency.line}` }
  const candidates = candidatesFor(
    reference.text,
    index,
    successor === null ? ['gate', 'milestone', 'task'] : ['task', 'gate', 'milestone'],
  ).filter(({ node }) => node !== successor)
  const open = (stands: string | null): void =>
    account.leaveOpen({
      line: reference.line,
      entity,
      field,
      text: reference.text,
      candidates: candidates.slice(0, 5).map(({ node: { kind, key, title } }) => ({ kind, key, title })),
      stands,
    })
  if (isExplicit(reference.text)) {
    open(null)
    account.warn('reference_unknown', reference.line, `Nothing in the document is called ${reference.text}; the dependency is left out.`)
    account.map(dependency.line, { kind: 'section', key: 'dependencies' }, 'One of its ends is not in the document.')
    return null
  }
  const [best] = candidates
  const node =
    best !== undefined && best.share >= CLEARLY
      ? best.node
      : successor === null
        ? finalGate(index)
        : makeTask(reference, successor, reading, index)
  if (node === null || node === successor) {
    open(null)
    account.map(dependency.line, { kind: 'section', key: 'dependencies' }, 'One of its ends is not in the document.')
    return null
  }
  account.infer(reference.line, entity, field, node.key, reasonFor(node, best?.node, field))
  open(node.key)
  return { node, isGuessed: true }
}

const reasonFor = (node: NamedNode, best: NamedNode | undefined, field: 'from' | 'to'): string => {
  if (node === best) return `It shares most words with ${node.key}.`
  return field === 'to'
    ? 'Nothing in the document resembles it; the final gate stands there.'
    : 'Nothing in the document resembles it; it became a task of its own.'
}

/** `L4-D1`, `#11`, `WS1`, `G3`: a key and nothing else. */
const isExplicit = (text: string): boolean => /^#?\p{L}{0,6}[-.]?\d+(?:[.-]\p{L}?\d+)*$/u.test(text.trim())

function finalGate(index: NodeIndex): NamedNode | null {
  const gates = index.nodes.filter(({ kind }) => kind === 'gate')
  return gates.toSorted((a, b) => b.to - a.to)[0] ?? index.nodes.toSorted((a, b) => b.to - a.to)[0] ?? null
}

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
