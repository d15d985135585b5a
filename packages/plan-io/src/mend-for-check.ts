import { type Issue, PLAN_SECTIONS } from '@gatehouse/core'
import type { z } from 'zod'
import { isOptionalAt } from './schema/known-keys.ts'
import { type PlanFile, planFileSchema } from './schema/plan-file-schema.ts'
import { nameOf } from './source/source-node.ts'

type Problem = z.core.$ZodIssue
type Raw = Record<string, unknown>

export interface MendedFile {
  readonly file: PlanFile
  /** Is this finding about something that was made up here, so that it would mislead? */
  readonly concerns: (finding: Issue) => boolean
}

const SECTIONS: ReadonlySet<string> = new Set(PLAN_SECTIONS)
const SPAN_FIELDS: ReadonlySet<string> = new Set(['start', 'finish', 'from', 'to', 'at', 'first', 'last'])

/** Findings that compare a period with the program's first and last. */
const ABOUT_THE_PROGRAM_SPAN: ReadonlySet<string> = new Set(['period_out_of_range', 'span_reversed', 'too_many'])

/**
 * A stand-in for a file with schema problems, so that unknown references and cycles are found in the same go. What is wrong is
 * left out where the format allows it, and replaced otherwise. null: too little is left to check.
 */
export function mendForCheck(value: unknown, problems: readonly Problem[]): MendedFile | null {
  if (!isMap(value) || !isMap(value.program)) return null
  if (problems.some(leavesTooLittle)) return null
  const raw = structuredClone(value)
  raw.gatehouse = 1
  const invented: string[] = []
  const dropped = new Map<unknown[], Set<number>>()
  for (const problem of problems) {
    const [section] = problem.path
    if (problem.code === 'unrecognized_keys') forgetKeys(parentAt(raw, problem.path), problem.keys)
    else if (SECTIONS.has(String(section))) raw[String(section)] = []
    else mendField(raw, problem.path, invented, dropped)
  }
  for (const [list, indices] of dropped) {
    const kept = list.filter((_, at) => !indices.has(at))
    list.splice(0, list.length, ...kept)
  }
  const checked = planFileSchema.safeParse(raw)
  if (!checked.success) return null
  const isProgramInvented = invented.includes('program.first')
  return {
    file: checked.data,
    concerns: ({ code, path = '' }) =>
      (isProgramInvented && ABOUT_THE_PROGRAM_SPAN.has(code)) || invented.some((made) => path === made || path.startsWith(`${made}.`)),
  }
}

/** A missing version number, an unknown list or a bad list of notes spoils nothing; a bad list of tasks does. */
function leavesTooLittle(problem: Problem): boolean {
  if (problem.path.length >= 2 || problem.code === 'unrecognized_keys') return false
  const section = String(problem.path[0])
  return section !== 'gatehouse' && !SECTIONS.has(section)
}

function mendField(raw: Raw, path: readonly PropertyKey[], invented: string[], dropped: Map<unknown[], Set<number>>): void {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const owner = parentAt(raw, path.slice(0, depth - 1))
    const last = path[depth - 1]
    if (Array.isArray(owner) && typeof last === 'number') {
      const indices = dropped.get(owner) ?? new Set<number>()
      dropped.set(owner, indices.add(last))
      return
    }
    if (!isMap(owner) || last === undefined) continue
    const field = String(last)
    if (isOptionalAt(planFileSchema, path.slice(0, depth - 1), field)) {
      delete owner[field]
      return
    }
    const substitute = path[0] === 'dependencies' ? undefined : standInFor(field, raw)
    if (substitute !== undefined && depth <= 3) {
      owner[field] = substitute
      markInvented(path, field, owner, invented)
      return
    }
  }
}

/** A value for a field that an entry cannot do without; undefined: the entry goes. */
function standInFor(field: string, raw: Raw): unknown {
  const program = raw.program as Raw
  const first = typeof program.first === 'number' && Number.isInteger(program.first) ? program.first : 0
  const lanes = Array.isArray(raw.lanes) ? raw.lanes : []
  if (SPAN_FIELDS.has(field)) return field === 'last' ? first + 100 : first
  const known: Readonly<Record<string, unknown>> = {
    slug: 'unnamed',
    name: '-',
    title: '-',
    cadence: 'day',
    startsOn: '2000-01-03',
    lane: lanes.map(nameOf).find((name) => name !== null),
  }
  return known[field]
}

/** Spans are compared with each other: if one end is made up, findings on the other mean nothing either. */
function markInvented(path: readonly PropertyKey[], field: string, owner: Raw, invented: string[]): void {
  const list = String(path[0])
  const entry = path.length > 2 ? `${list}.${nameOf(owner) ?? ''}` : list
  for (const each of SPAN_FIELDS.has(field) ? SPAN_FIELDS : [field]) invented.push(`${entry}.${each}`)
}

function parentAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let current = raw
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step]
    else if (isMap(current)) current = current[String(step)]
    else return undefined
  }
  return current
}

function forgetKeys(owner: unknown, keys: readonly string[]): void {
  if (isMap(owner)) for (const key of keys) delete owner[key]
}

const isMap = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
