import { nameOf, type SourceNode } from '../source/source-node.ts'

export interface PlanEntity {
  readonly kind: string
  readonly key: string
}
export interface MappedLines {
  readonly entitiesByLine: ReadonlyMap<number, readonly PlanEntity[]>
  /** Lines after the first of a text that goes over several. */
  readonly scalarLines: ReadonlySet<number>
}

/** What an entry of a list is. Lists inside entries that are entities of their own come with their owner's kind. */
export const KIND_OF_LIST: Readonly<Record<string, string>> = {
  criticalPaths: 'critical_path',
  owners: 'owner',
  lanes: 'lane',
  phases: 'phase',
  milestones: 'milestone',
  tasks: 'task',
  gates: 'gate',
  dependencies: 'dependency',
  risks: 'risk',
  checkpoints: 'checkpoint',
  metrics: 'metric',
  allocations: 'allocation',
  checklists: 'checklist',
  runbook: 'runbook_step',
  playbooks: 'playbook',
  decisions: 'decision',
  rituals: 'ritual',
  escalation: 'escalation_step',
  notes: 'note',
}

interface Painted extends PlanEntity {
  readonly startLine: number
}

/**
 * Which entity each line became: the innermost that covers it, and every one that begins on it. A list's own line, such as
 * `tasks:`, is of kind `section`.
 */
export function mapLines(root: SourceNode): MappedLines {
  const painted = new Map<number, readonly Painted[]>()
  const scalarLines = new Set<number>()

  const paint = (kind: string, key: string, startLine: number, endLine: number): void => {
    for (let line = startLine; line <= endLine; line += 1) {
      const begunHere = (painted.get(line) ?? []).filter((other) => other.startLine === line && other.kind !== 'section')
      painted.set(line, [...begunHere, { kind, key, startLine }])
    }
  }
  const paintEntries = (kind: string, items: readonly SourceNode[], owner: string): void => {
    items.forEach((item, index) => {
      const name = nameOf(item.value) ?? `#${index + 1}`
      paint(kind, kind === 'dependency' && owner !== '' ? `${name}->${owner}` : name, item.line, item.endLine)
      paintInside(kind, item, name)
    })
  }
  const paintInside = (kind: string, item: SourceNode, name: string): void => {
    const listOf = (key: string): readonly SourceNode[] => item.entries?.get(key)?.node.items ?? []
    if (kind === 'gate') paintEntries('requirement', listOf('requirements'), '')
    if (kind === 'gate' || kind === 'task') paintEntries('dependency', listOf('after'), name)
  }
  const noteScalars = (node: SourceNode): void => {
    for (const item of node.items ?? []) noteScalars(item)
    for (const entry of node.entries?.values() ?? []) noteScalars(entry.node)
    if (node.items === undefined && node.entries === undefined)
      for (let line = node.line + 1; line <= node.endLine; line += 1) scalarLines.add(line)
  }

  const slug = slugOf(root)
  paint('program', slug, root.line, root.endLine)
  for (const [name, { keyLine, node }] of root.entries ?? []) {
    const end = Math.max(keyLine, node.endLine)
    if (name === 'program') paint('program', slug, keyLine, end)
    else if (name === 'releaseTarget') paintReleaseTarget(node, keyLine, end)
    else if (name === 'contingency') paint('contingency', 'contingency', keyLine, end)
    else paint('section', name, keyLine, end)
    const kind = KIND_OF_LIST[name]
    if (kind !== undefined) paintEntries(kind, node.items ?? [], '')
  }
  noteScalars(root)
  return {
    entitiesByLine: new Map([...painted].map(([line, entities]) => [line, entities.map(({ kind, key }) => ({ kind, key }))])),
    scalarLines,
  }

  function paintReleaseTarget(node: SourceNode, keyLine: number, end: number): void {
    const repository = node.entries?.get('repository')?.node.value
    paint('release_target', typeof repository === 'string' ? repository : 'releaseTarget', keyLine, end)
    paintEntries('workflow', node.entries?.get('workflows')?.node.items ?? [], '')
  }
}

function slugOf(root: SourceNode): string {
  const slug = root.entries?.get('program')?.node.entries?.get('slug')?.node.value
  return typeof slug === 'string' ? slug : 'program'
}
