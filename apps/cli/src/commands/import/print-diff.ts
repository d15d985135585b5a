import type { planUpdateDiff } from '@gatehouse/contracts'
import { sayCount } from '@gatehouse/core'
import type { z } from 'zod'
import { cutTo, oneLine, type Terminal } from '../../app/terminal.ts'

export type PlanUpdateDiff = z.output<typeof planUpdateDiff>

/** Nothing would be stored. */
export const isEmptyUpdate = (diff: PlanUpdateDiff): boolean =>
  diff.added.length + diff.changed.length + diff.gone.length + diff.renamed.length + diff.progress.filter(({ taken }) => taken).length === 0

const show = (value: unknown): string => cutTo(oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')), 70)
const nameOf = ({ kind, key, title }: { readonly kind: string; readonly key: string; readonly title: string }): string =>
  oneLine(`${kind} ${key}${title === '' || title === key ? '' : ` ${title}`}`)

/** What importing would change: signs and words, `+ added`, `~ changed`, `- gone`. */
export const printDiff = (terminal: Terminal, slug: string, diff: PlanUpdateDiff): void => {
  if (isEmptyUpdate(diff)) terminal.print(`${slug}: nothing would change.`)
  else {
    const counts = `${diff.added.length} added, ${diff.changed.length} changed, ${diff.gone.length} gone, ${diff.renamed.length} renamed`
    terminal.print(terminal.tone('strong', `${slug}: ${counts}`))
  }
  for (const entry of diff.added) terminal.print(terminal.tone('ok', `  + added    ${nameOf(entry)}`))
  for (const entry of diff.renamed) terminal.print(`  > renamed  ${oneLine(`${entry.kind} ${entry.from} → ${entry.to} ${entry.title}`)}`)
  for (const entry of diff.changed) {
    terminal.print(terminal.tone('warn', `  ~ changed  ${nameOf(entry)}`))
    for (const { field, before, after } of entry.fields)
      terminal.print(`               ${oneLine(field)}: ${show(before)} → ${show(after)}`)
  }
  for (const entry of diff.gone) terminal.print(terminal.tone('stop', `  - gone     ${nameOf(entry)}`))
  for (const entry of diff.progress)
    terminal.print(
      `  = progress ${nameOf(entry)}, ${oneLine(entry.field)}: the document says ${show(entry.after)}, the program ${show(entry.before)}; ${entry.taken ? 'the document’s is taken' : 'the program’s stays'}`,
    )
  if (diff.possibleRenames.length === 0) return
  terminal.print(
    `  ${sayCount(diff.possibleRenames.length, 'possible rename')}; without being told, the old one goes and the new one comes:`,
  )
  for (const { kind, from, to, title } of diff.possibleRenames)
    terminal.print(`    --rename ${oneLine(`${kind}:${from}=${to}`)}   ${oneLine(title)}`)
}
