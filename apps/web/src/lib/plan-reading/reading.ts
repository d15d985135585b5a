/** A document as it was read: what each line became, what is open. The words and counts that the reading screens show. */
import type { parseReport } from '@gatehouse/contracts'
import type { Issue } from '@gatehouse/core'
import type { z } from 'zod'
import { countOf } from '../format-plan.ts'

export type PlanReading = z.output<typeof parseReport>
export type ReadLine = PlanReading['report']['lines'][number]
export type InferredFact = PlanReading['report']['inferred'][number]
export type OpenReference = PlanReading['report']['unresolved'][number]

/** What a line came to. `note`: kept as a note only. `warning`: mapped, and something is to be said about it. */
export type Fate = 'mapped' | 'note' | 'decoration' | 'unmapped' | 'warning'
export type LineFilter = 'all' | 'unmapped' | 'warnings' | 'notes' | 'inferred'

export interface ShownLine {
  readonly line: number
  readonly text: string
  readonly fate: Fate
  /** At the right of the line: `8 tasks, gate G3`. */
  readonly words: string
  readonly isInferred: boolean
}

/** Plan files leave their comments behind on purpose; a document's lines all count. */
export const linesToDecide = ({ report }: PlanReading): readonly ReadLine[] =>
  report.format === 'yaml' || report.format === 'json' ? [] : report.lines.filter((line) => line.status === 'unmapped')

const onlyNotes = (line: ReadLine): boolean => line.entities.length > 0 && line.entities.every(({ kind }) => kind === 'note')

/** Every line with its fate and words, in order. */
export const showLines = ({ report }: PlanReading): readonly ShownLine[] => {
  const warned = countByLine(report.warnings.flatMap(({ line }) => (line === undefined ? [] : [line])))
  const inferred = new Set(report.inferred.map(({ line }) => line))
  return report.lines.map((line) => {
    const warnings = warned.get(line.line) ?? 0
    const fate: Fate = line.status !== 'mapped' ? line.status : warnings > 0 ? 'warning' : onlyNotes(line) ? 'note' : 'mapped'
    const what =
      line.status === 'mapped'
        ? sayEntities(line.entities)
        : line.status === 'unmapped'
          ? `Unmapped: ${line.reason}`
          : sayDecoration(line.text)
    return {
      line: line.line,
      text: line.text,
      fate,
      words: warnings > 0 && line.status === 'mapped' ? `${what}, ${countOf(warnings, 'warning')}` : what,
      isInferred: inferred.has(line.line),
    }
  })
}

const countByLine = (lines: readonly number[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

const sayDecoration = (text: string): string => {
  const bare = text.trim()
  return bare === '' ? 'blank' : /^\|?[\s:|-]*\|[\s:|-]*$/.test(bare) ? 'separator' : /^(?:`{3}|~{3})/.test(bare) ? 'fence' : 'rule'
}

/** `risk`, `critical path` */
export const sayKind = (kind: string): string => kind.replaceAll('_', ' ')
const FIELD_WORDS: Readonly<Record<string, string>> = { startsOn: 'first day', first: 'first period', last: 'last period', at: 'period' }
/** `workingDays` → `working days` */
export const sayField = (field: string): string => FIELD_WORDS[field] ?? field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
const plural = (noun: string): string => (/[^aeo]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`)
/** Kinds whose key says less than the kind: their key is left out. */
const NAMELESS = new Set(['section', 'note', 'contingency', 'program', 'release_target'])

/** `8 tasks, gate G3` */
export const sayEntities = (entities: ReadLine['entities']): string => {
  const byKind = new Map<string, string[]>()
  for (const { kind, key } of entities) byKind.set(kind, [...(byKind.get(kind) ?? []), key])
  return [...byKind]
    .map(([kind, keys]) => {
      if (keys.length > 1) return `${keys.length} ${plural(sayKind(kind))}`
      return NAMELESS.has(kind) ? sayKind(kind) : `${sayKind(kind)} ${keys[0] ?? ''}`
    })
    .join(', ')
}

export const isShown = (line: ShownLine, filter: LineFilter): boolean => {
  switch (filter) {
    case 'all':
      return true
    case 'unmapped':
      return line.fate === 'unmapped'
    case 'warnings':
      return line.fate === 'warning'
    case 'notes':
      return line.fate === 'note'
    case 'inferred':
      return line.isInferred
  }
}

/** The sum that must add up: every line is one of the three. */
export const tallyLines = ({
  report,
}: PlanReading): { readonly mapped: number; readonly decoration: number; readonly unmapped: number } => ({
  mapped: report.lines.filter(({ status }) => status === 'mapped').length,
  decoration: report.lines.filter(({ status }) => status === 'decoration').length,
  unmapped: report.lines.filter(({ status }) => status === 'unmapped').length,
})

export const FORMAT_WORDS = { yaml: 'plan file, YAML', json: 'plan file, JSON', markdown: 'Markdown', text: 'copied text' } as const

/** The account of every line as a text file, for whoever cannot open the screen. */
export const writeReport = (reading: PlanReading, name: string): string => {
  const { mapped, decoration, unmapped } = tallyLines(reading)
  const { report } = reading
  const at = (line: number | undefined): string => (line === undefined ? '' : `L${line}  `)
  const part = (title: string, rows: readonly string[]): readonly string[] => (rows.length === 0 ? [] : ['', title, ...rows])
  const say = ({ line, message, hint }: Issue): string => `${at(line)}${message}${hint ? ` ${hint}` : ''}`
  return [
    `${name}: ${mapped + decoration + unmapped} lines = ${mapped} mapped + ${decoration} decoration + ${unmapped} unmapped`,
    ...part('Warnings', report.warnings.map(say)),
    ...part(
      'Open references',
      report.unresolved.map((one) => `${at(one.line)}${sayKind(one.entity.kind)} ${one.entity.key}, ${one.field}: “${one.text}”`),
    ),
    ...part(
      'Inferred',
      report.inferred.map(
        (one) => `${at(one.line)}${sayKind(one.entity.kind)} ${one.entity.key}, ${one.field} = ${one.value}. ${one.reason}`,
      ),
    ),
    ...part(
      'Every line',
      report.lines.map((line) =>
        [`L${line.line}`, line.status, line.entities.map(({ kind, key }) => `${kind} ${key}`).join(', '), line.reason, `| ${line.text}`]
          .filter(Boolean)
          .join('  '),
      ),
    ),
    '',
  ].join('\n')
}
