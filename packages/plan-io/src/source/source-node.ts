/** A value of the file together with the lines that it stands on. Lines are 1-based, both ends included. */
export interface SourceNode {
  readonly value: unknown
  readonly line: number
  readonly endLine: number
  /** Values in it and itself, aliases counted as if written out. */
  readonly size: number
  /** A map's entries by key. */
  readonly entries?: ReadonlyMap<string, SourceEntry>
  /** A list's items. */
  readonly items?: readonly SourceNode[]
}
export interface SourceEntry {
  readonly keyLine: number
  readonly node: SourceNode
}

/** Fields that name a list's entry, in the order in which they are tried. */
const NAMING_FIELDS = ['key', 'handle', 'ref', 'path'] as const

/** What an entry of a list is called in a dotted path: its key, handle, ref or path, or both ends of a dependency. */
export function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return null
  const record = value as Readonly<Record<string, unknown>>
  for (const field of NAMING_FIELDS) {
    const name = record[field]
    if (typeof name === 'string' && name !== '') return name
  }
  const { from, to } = record
  return typeof from === 'string' && typeof to === 'string' ? `${from}->${to}` : null
}

/** A path of keys and list indices as people read it: `tasks.L4-D1.after.L4-D0`; an entry without a name is `#3`. */
export function dottedPath(root: SourceNode, path: readonly PropertyKey[]): string {
  const parts: string[] = []
  let node: SourceNode | undefined = root
  for (const step of path) {
    if (typeof step === 'number') {
      node = node?.items?.[step]
      parts.push(nameOf(node?.value) ?? `#${step + 1}`)
    } else {
      node = node?.entries?.get(String(step))?.node
      parts.push(String(step))
    }
  }
  return parts.join('.')
}

export interface Found {
  readonly line: number
  /** The node at the path's end; undefined: only a part of the path exists and `line` is that part's. */
  readonly node: SourceNode | undefined
}

/** Follows a path of keys and list indices as far as it goes. */
export function findByPath(root: SourceNode, path: readonly PropertyKey[]): Found {
  let node = root
  let line = root.line
  for (const step of path) {
    if (typeof step === 'number') {
      const item = node.items?.[step]
      if (item === undefined) return { line, node: undefined }
      node = item
      line = item.line
    } else {
      const entry = node.entries?.get(String(step))
      if (entry === undefined) return { line, node: undefined }
      node = entry.node
      line = entry.keyLine
    }
  }
  return { line, node }
}

/**
 * Finds the line of a dotted path in which list entries go by name, such as `gates.G3.requirements.G3.1.accepts`. Names may hold
 * dots, so the longest name that fits wins. Of several entries with one name it takes the last, which is the one too many.
 */
export function lineOfDottedPath(root: SourceNode, dotted: string): number {
  let node = root
  let line = root.line
  let rest = dotted
  while (rest !== '') {
    const next = node.items === undefined ? stepIntoMap(node, rest) : stepIntoList(node.items, rest)
    if (next === null) return line
    node = next.node
    line = next.line
    rest = next.rest
  }
  return line
}

interface Step {
  readonly node: SourceNode
  readonly line: number
  readonly rest: string
}

function stepIntoMap(node: SourceNode, rest: string): Step | null {
  let best: (Step & { readonly length: number }) | null = null
  for (const [key, entry] of node.entries ?? []) {
    const after = restAfter(rest, key)
    if (after !== null && (best === null || key.length > best.length)) {
      best = { node: entry.node, line: entry.keyLine, rest: after, length: key.length }
    }
  }
  return best
}

function stepIntoList(items: readonly SourceNode[], rest: string): Step | null {
  let best: (Step & { readonly length: number }) | null = null
  items.forEach((node, index) => {
    for (const name of [nameOf(node.value), `#${index + 1}`]) {
      if (name === null) continue
      const after = restAfter(rest, name)
      if (after !== null && (best === null || name.length >= best.length))
        best = { node, line: node.line, rest: after, length: name.length }
    }
  })
  return best
}

function restAfter(rest: string, name: string): string | null {
  if (rest === name) return ''
  return rest.startsWith(`${name}.`) ? rest.slice(name.length + 1) : null
}
