/** The account of a document, line by line: what it became, and what nothing became of, with the reason. */
import { sayCount } from '@gatehouse/core'
import { printIssues } from '../../app/print-issues.ts'
import { cutTo, oneLine, type Terminal } from '../../app/terminal.ts'
import { type ParseSummary, type Report, type ReportLine, unmappedLines } from './parse-summary.ts'

const FORMAT: Readonly<Record<Report['format'], string>> = {
  yaml: 'YAML plan file',
  json: 'JSON plan file',
  markdown: 'Markdown',
  text: 'plain text',
}
const NUMBER = 6

const numbered = (line: number): string => String(line).padStart(NUMBER)
const quote = (terminal: Terminal, text: string): string => cutTo(oneLine(text).trim(), terminal.width - NUMBER - 4)

const sayKind = (count: number, kind: string): string => sayCount(count, kind, kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`)

export interface ReportView {
  /** Every line with its fate, not only those that nothing became of. */
  readonly allLines: boolean
  /** A plan came of it. Where none did, its problems matter and not that every line is unmapped. */
  readonly isPlan: boolean
}

export const printReport = (terminal: Terminal, name: string, report: Report, summary: ParseSummary, view: ReportView): void => {
  terminal.print(terminal.tone('strong', `${oneLine(name)}, read as ${FORMAT[report.format]}`))
  terminal.print(
    `  ${sayCount(summary.lines, 'line')} = ${summary.mapped} mapped + ${summary.decoration} without content + ${summary.unmapped} unmapped`,
  )
  const kinds = Object.entries(summary.entities).map(([kind, count]) => sayKind(count, kind.replaceAll('_', ' ')))
  if (kinds.length > 0) terminal.print(`  found: ${kinds.map(oneLine).join(', ')}`)
  if (view.allLines) printLines(terminal, report.lines)
  else if (view.isPlan) printUnmapped(terminal, unmappedLines(report))
  printUnresolved(terminal, report.unresolved)
  printInferred(terminal, report.inferred)
  if (report.warnings.length === 0) return
  terminal.print()
  terminal.print(terminal.tone(view.isPlan ? 'warn' : 'stop', `${view.isPlan ? 'Warnings' : 'Problems'}: ${report.warnings.length}`))
  printIssues((line) => terminal.print(line), report.warnings)
}

const printLines = (terminal: Terminal, lines: readonly ReportLine[]): void => {
  terminal.print()
  terminal.print('Lines')
  for (const { line, text, status, entities, reason } of lines) {
    const fate =
      status === 'unmapped'
        ? terminal.tone('warn', `unmapped: ${oneLine(reason)}`)
        : status === 'decoration'
          ? terminal.tone('quiet', 'no content')
          : `${entities
              .map(({ kind, key }) => `${kind} ${key}`)
              .map(oneLine)
              .join(', ')}${reason === '' ? '' : ` (${oneLine(reason)})`}`
    terminal.print(`${numbered(line)}  ${quote(terminal, text)}`)
    terminal.print(`${' '.repeat(NUMBER)}    → ${fate}`)
  }
}

const printUnmapped = (terminal: Terminal, lines: readonly ReportLine[]): void => {
  if (lines.length === 0) return
  terminal.print()
  terminal.print(terminal.tone('warn', `Unmapped: ${sayCount(lines.length, 'line')} that nothing became of`))
  for (const [at, { line, text, reason }] of lines.entries()) {
    terminal.print(`${numbered(line)}  ${quote(terminal, text)}`)
    // Neighbours with the same reason share one.
    if (lines[at + 1]?.reason !== reason) terminal.print(`${' '.repeat(NUMBER)}    ${oneLine(reason)}`)
  }
}

const printUnresolved = (terminal: Terminal, unresolved: Report['unresolved']): void => {
  if (unresolved.length === 0) return
  terminal.print()
  terminal.print(terminal.tone('warn', `Unresolved references: ${unresolved.length}`))
  for (const { line, entity, field, text, candidates, stands } of unresolved) {
    terminal.print(`${numbered(line)}  ${oneLine(`${entity.kind} ${entity.key}, ${field}: “${text}”`)}`)
    const maybe = candidates.map(({ key, title }) => cutTo(`${key} ${title}`.trim(), 48)).join('; ')
    const standing = stands === null ? 'Left empty.' : `${stands} stands there meanwhile.`
    terminal.print(`${' '.repeat(NUMBER)}    ${oneLine(`${standing}${maybe === '' ? '' : ` It may be: ${maybe}`}`)}`)
  }
}

const printInferred = (terminal: Terminal, inferred: Report['inferred']): void => {
  if (inferred.length === 0) return
  terminal.print()
  terminal.print(`Inferred: ${inferred.length}`)
  for (const { line, entity, field, value, reason } of inferred)
    terminal.print(`${numbered(line)}  ${oneLine(`${entity.kind} ${entity.key}, ${field} = ${value}: ${reason}`)}`)
}
