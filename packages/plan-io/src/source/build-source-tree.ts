import type { Issue } from '@gatehouse/core'
import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode } from 'yaml'
import { MAX_ALIASED_VALUES } from '../limits.ts'
import { lineAt } from './line-index.ts'
import type { SourceEntry, SourceNode } from './source-node.ts'

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const CORE_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/
/** NUL and lone surrogates: no store and no screen can keep them. */
const UNSTORABLE = /\0|\p{Surrogate}/u

/** Turns YAML nodes into plain values with lines. Everything that is refused is left out of the value and named in `issues`. */
export function buildSourceTree(
  content: ParsedNode,
  starts: readonly number[],
): { readonly root: SourceNode; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const anchors = new Map<string, SourceNode>()
  let aliased = 0

  const report = (code: string, line: number, message: string, hint: string): void => {
    issues.push({ code, message, line, hint })
  }
  const lineOf = (offset: number | undefined): number => lineAt(starts, offset ?? 0)
  const spanOf = (node: Node): { readonly line: number; readonly endLine: number } => {
    const [start, end] = node.range ?? [0, 0]
    return { line: lineOf(start), endLine: lineOf(Math.max(start, end - 1)) }
  }

  const read = (node: Node | null, fallbackLine: number): SourceNode => {
    if (node === null) return { value: null, line: fallbackLine, endLine: fallbackLine, size: 1 }
    const { line } = spanOf(node)
    if (node.tag !== undefined && !CORE_TAG.test(node.tag)) {
      report('tag', line, `The tag ${node.tag} is not read.`, 'Remove the tag and write the plain value.')
      return { value: null, ...spanOf(node), size: 1 }
    }
    if (isAlias(node)) return readAlias(node.source, line)
    const result = isMap(node) ? readMap(node) : isSeq(node) ? readList(node) : readScalar(node)
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, result)
    return result
  }

  const readAlias = (name: string, line: number): SourceNode => {
    const target = anchors.get(name)
    if (target === undefined) {
      report('alias', line, `The alias *${name} names nothing that is written above it.`, 'Write the value out.')
      return { value: null, line, endLine: line, size: 1 }
    }
    aliased += target.size
    if (aliased > MAX_ALIASED_VALUES) {
      const tooOften = aliased - target.size <= MAX_ALIASED_VALUES
      if (tooOften) report('alias', line, `Aliases stand for more than ${MAX_ALIASED_VALUES} values in all.`, 'Write the values out.')
      return { value: null, line, endLine: line, size: 1 }
    }
    return { ...target, line, endLine: line }
  }

  const readScalar = (node: Node): SourceNode => {
    const span = spanOf(node)
    const value: unknown = isScalar(node) ? node.value : null
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      report('bad_text', span.line, 'This text holds a NUL or half of a surrogate pair.', 'Remove the invisible sign.')
      return { value: '', ...span, size: 1 }
    }
    if (typeof value === 'number' && !isSafeNumber(value)) {
      report('bad_number', span.line, 'This number cannot be kept exactly.', 'Put it in quotes if it is a name or a SHA.')
      return { value: 0, ...span, size: 1 }
    }
    return { value: Object.is(value, -0) ? 0 : value, ...span, size: 1 }
  }

  const readList = (node: { items: unknown[] } & Node): SourceNode => {
    const span = spanOf(node)
    const items = node.items.map((item) => read(item as Node | null, span.line))
    return { value: items.map((item) => item.value), ...span, size: items.reduce((sum, item) => sum + item.size, 1), items }
  }

  const readMap = (node: { items: { key: unknown; value: unknown }[] } & Node): SourceNode => {
    const span = spanOf(node)
    const entries = new Map<string, SourceEntry>()
    const value: Record<string, unknown> = {}
    let size = 1
    for (const pair of node.items) {
      const keyLine = lineOf((pair.key as Node | null)?.range?.[0] ?? node.range?.[0])
      const key = readKey(pair.key, keyLine)
      const child = read(pair.value as Node | null, keyLine)
      if (key === null) continue
      const earlier = entries.get(key)
      if (earlier !== undefined) {
        report(
          'duplicate_key',
          keyLine,
          `The key \`${key}\` is written twice; it stands on line ${earlier.keyLine} already.`,
          'Keep one of them.',
        )
        continue
      }
      entries.set(key, { keyLine, node: child })
      value[key] = child.value
      size += child.size
    }
    return { value, ...span, size, entries }
  }

  const readKey = (node: unknown, line: number): string | null => {
    const name = isScalar(node) && node.value !== null ? String(node.value) : null
    if (name === null || UNSTORABLE.test(name)) {
      report('bad_key', line, 'A key must be a word.', 'Write `name: value`.')
      return null
    }
    if (FORBIDDEN_KEYS.has(name)) {
      report('forbidden_key', line, `The key \`${name}\` is not allowed anywhere.`, 'Remove it.')
      return null
    }
    return name
  }

  return { root: read(content, 1), issues }
}

const isSafeNumber = (value: number): boolean => Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
