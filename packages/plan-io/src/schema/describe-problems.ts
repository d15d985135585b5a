import type { Issue } from '@gatehouse/core'
import type { z } from 'zod'
import { MAX_ISSUES } from '../limits.ts'
import { dottedPath, findByPath, type SourceNode } from '../source/source-node.ts'
import { knownKeysAt, schemaAt } from './known-keys.ts'
import { nearestWord } from './nearest-word.ts'

type Problem = z.core.$ZodIssue

/** Schema problems in words: what, where and how to mend it. One unknown key is one issue. */
export function describeProblems(problems: readonly Problem[], root: SourceNode, schema: z.ZodType): Issue[] {
  let keys = 0
  return problems.flatMap((problem) => {
    if (problem.code !== 'unrecognized_keys') return [describe(problem, root, schema)]
    return problem.keys.map((key) => {
      keys += 1
      // Guessing what was meant costs more than all the rest; nobody reads past the first few hundred.
      return keys <= MAX_ISSUES ? unknownKey(key, problem.path, root, schema) : strangeKey(key, problem.path, root)
    })
  })
}

/** The issue for a key that the map at `path` does not have, with the key that was probably meant. */
export function unknownKey(key: string, path: readonly PropertyKey[], root: SourceNode, schema: z.ZodType): Issue {
  const known = knownKeysAt(schema, path)
  const meant = nearestWord(key, known)
  return { ...strangeKey(key, path, root), hint: meant === null ? `Known keys: ${known.join(', ')}.` : `Did you mean \`${meant}\`?` }
}

function strangeKey(key: string, path: readonly PropertyKey[], root: SourceNode): Issue {
  const owner = path.length === 0 ? 'a plan file' : `\`${dottedPath(root, path)}\``
  return {
    code: 'unknown_key',
    message: `\`${key}\` is not a known key of ${owner}.`,
    path: dottedPath(root, [...path, key]),
    line: findByPath(root, [...path, key]).line,
  }
}

function describe(problem: Problem, root: SourceNode, schema: z.ZodType): Issue {
  const path = dottedPath(root, problem.path)
  const { line, node } = findByPath(root, problem.path)
  const name = nameIn(problem.path)
  const at = { ...(path === '' ? {} : { path }), line }
  if (node === undefined) {
    return { code: 'missing', message: `${name} is missing.`, ...at, hint: `Add it: ${shapeOf(problem, schema)}.` }
  }
  const found = show(node.value)
  switch (problem.code) {
    case 'invalid_type': {
      const hint =
        problem.expected === 'string' && isPlain(node.value)
          ? `Put it in quotes: "${String(node.value)}".`
          : `Write ${shapeOf(problem, schema)}.`
      return { code: 'wrong_type', message: `${name} must be ${shapeOf(problem, schema)}, but it is ${found}.`, ...at, hint }
    }
    case 'invalid_union':
      return {
        code: 'wrong_type',
        message: `${name} must be ${shapeOf(problem, schema)}, but it is ${found}.`,
        ...at,
        hint: 'Write one of these.',
      }
    case 'invalid_value': {
      const words = problem.values.map(String)
      const meant = nearestWord(String(node.value), words)
      const hint = meant === null ? `Write one of: ${words.join(', ')}.` : `Did you mean \`${meant}\`?`
      const rule = words.length === 1 ? `must be ${words[0] ?? ''}` : `must be one of ${words.join(', ')}`
      return { code: 'bad_value', message: `${name} ${rule}, but it is ${found}.`, ...at, hint }
    }
    case 'too_big':
    case 'too_small': {
      const bound = problem.code === 'too_big' ? `at most ${String(problem.maximum)}` : `at least ${String(problem.minimum)}`
      const unit = { string: ' characters', array: ' entries' }[String(problem.origin)] ?? ''
      const rule = unit === '' ? `must be ${bound}` : `must have ${bound}${unit}`
      return { code: 'bad_value', message: `${name} ${rule}, but it is ${found}.`, ...at, hint: `Keep it to ${bound}${unit}.` }
    }
    case 'invalid_format':
      return { code: 'bad_value', message: `${name} ${problem.message}, but it is ${found}.`, ...at, hint: `It ${problem.message}.` }
    default:
      return { code: 'bad_value', message: `${name} is not right: ${problem.message}.`, ...at, hint: 'Mend this value.' }
  }
}

function nameIn(path: readonly PropertyKey[]): string {
  const last = path.at(-1)
  if (last === undefined) return 'The file'
  if (typeof last !== 'number') return `\`${String(last)}\``
  return `Entry ${last + 1} of \`${String(path.at(-2) ?? 'the list')}\``
}

const SHAPES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map with named values',
  null: 'null',
}

function shapeOf(problem: Problem, schema: z.ZodType): string {
  if (problem.code === 'invalid_type') return SHAPES[problem.expected] ?? problem.expected
  if (problem.code === 'invalid_value')
    return problem.values.length === 1 ? String(problem.values[0]) : `one of ${problem.values.join(', ')}`
  const description = schemaAt(schema, problem.path)?.description
  if (problem.code === 'invalid_union')
    return description === undefined
      ? 'of another type'
      : `${description.charAt(0).toLowerCase()}${description.slice(1)}`.replace(/\.$/, '')
  return 'a value'
}

const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean'

function show(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a map'
  const shown = JSON.stringify(value) ?? ''
  return shown.length > 60 ? `${shown.slice(0, 57)}…"` : shown
}
