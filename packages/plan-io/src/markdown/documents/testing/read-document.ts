import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Issue, Lane, Plan, PlanRecord, Task } from '@gatehouse/core'
import { expect } from 'vitest'
import { parsePlanText } from '../../../parse-plan-text.ts'
import { measureReport } from '../../../report/measure-report.ts'
import type { ReportLine } from '../../../report/parsed-plan-text.ts'

export interface DocumentRead {
  readonly text: string
  readonly plan: Plan
  readonly lines: readonly ReportLine[]
  readonly warnings: readonly Issue[]
}

/** Reads a document of this folder's tests, such as `traps/ragged-row.md`, and checks what holds for every document. */
export const readDocument = (path: string): DocumentRead => readText(readFileSync(join(import.meta.dirname, '..', path), 'utf8'))

/** The same for a text. Fails when there is no plan. */
export function readText(text: string): DocumentRead {
  const { plan, report } = parsePlanText(text)
  expectEveryLineOnce(text, report.lines)
  if (plan === null) throw new Error(`No plan: ${report.warnings.map((issue) => issue.message).join(' ')}`)
  return { text, plan, lines: report.lines, warnings: report.warnings }
}

/** Blank lines, also of quotes; rules, table separators and fences. */
const SAYS_NOTHING = /^[\s\uFEFF|>:*_=~`.+-]*$|^\s*(?:>\s*)*(?:`{3,}|~{3,})\s*[\w{}.#+-]*\s*$/

/** Each line is there once, with its text; what says something is mapped to something, or unmapped with a reason. */
export function expectEveryLineOnce(text: string, lines: readonly ReportLine[]): void {
  const expected = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
  while (expected.at(-1) === '') expected.pop()
  const found = lines.map((line) => line.text)
  while (found.at(-1) === '') found.pop()
  expect(found).toEqual(expected)
  expect(lines.map((line) => line.line)).toEqual(lines.map((_, index) => index + 1))
  expect(lines.filter((line) => line.status === 'decoration' && !SAYS_NOTHING.test(line.text))).toEqual([])
  expect(lines.filter((line) => line.status === 'mapped' && line.entities.length === 0)).toEqual([])
  expect(lines.filter((line) => line.status === 'unmapped' && line.reason === '')).toEqual([])
}

/** At least this share of the content lines became an entity or an attribute, not a mere note. The failure lists the others. */
export function expectShare({ lines }: DocumentRead, share: number): void {
  const { content, entity } = measureReport(lines)
  const rest = lines.filter((line) => line.status !== 'decoration' && !line.entities.some(({ kind }) => kind !== 'note'))
  const list = rest.map((line) => `${line.line} ${line.status} ${line.text} (${line.reason})`).join('\n')
  expect(entity / content, `${entity} of ${content} lines; the others:\n${list}`).toBeGreaterThanOrEqual(share)
}

/** The first line with this fragment. */
export function lineWith({ lines }: DocumentRead, fragment: string): ReportLine {
  const line = lines.find(({ text }) => text.includes(fragment))
  if (line === undefined) throw new Error(`No line has “${fragment}”.`)
  return line
}

/** What the first line with this fragment became. */
export const kindsAt = (document: DocumentRead, fragment: string): readonly string[] =>
  lineWith(document, fragment).entities.map(({ kind }) => kind)

/** Warnings about the first line with this fragment. */
export const warningsAt = (document: DocumentRead, fragment: string): readonly string[] => {
  const { line } = lineWith(document, fragment)
  return document.warnings.filter((issue) => issue.line === line).map((issue) => issue.message)
}

export function laneNamed(plan: Plan, name: RegExp): Lane {
  const lane = plan.lanes.find((each) => name.test(each.name) || name.test(each.key))
  if (lane === undefined) throw new Error(`No lane is like ${name}: ${plan.lanes.map((each) => `${each.key} ${each.name}`).join(', ')}`)
  return lane
}

/** Tasks by what their title and note say, optionally in one lane or worked on in one period. */
export const tasksLike = (plan: Plan, words: RegExp, where: { readonly lane?: RegExp; readonly at?: number } = {}): readonly Task[] =>
  plan.tasks.filter(
    (task) =>
      (words.test(task.title) || words.test(task.note)) &&
      (where.lane === undefined || task.lane === laneNamed(plan, where.lane).key) &&
      (where.at === undefined || (task.start <= where.at && where.at <= task.finish)),
  )

/** The one task like this; its children do not count. */
export function taskLike(plan: Plan, words: RegExp, where: { readonly lane?: RegExp; readonly at?: number } = {}): Task {
  const found = tasksLike(plan, words, where)
  const task = found.find((each) => words.test(each.title)) ?? found[0]
  if (task === undefined) throw new Error(`No task is like ${words}: ${plan.tasks.map((each) => each.title).join(' | ')}`)
  return task
}

/** Entries of a list that say these words anywhere. */
export const recordsLike = (records: readonly PlanRecord[], words: RegExp): readonly PlanRecord[] =>
  records.filter((record) => words.test(JSON.stringify(record)))

/** Handles and names of owners as one text, to look for a person in it. */
export const peopleOf = (plan: Plan, handles: readonly string[]): string =>
  handles.map((handle) => `${handle} ${plan.owners.find((owner) => owner.handle === handle)?.name ?? ''}`).join(', ')

/** `3-5 Title` for whatever has a span, to compare lists. */
export const spans = (items: readonly { readonly from: number; readonly to: number }[]): readonly string[] =>
  items.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`))
