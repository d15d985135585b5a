/**
 * `pnpm bench:import FILE…`: how much of each document the importer understands, and how long that takes; then the same for a generated
 * document of 2 MB, with the memory that it needs. Prints one JSON line per figure; a missed target makes the command fail.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { measureReport, type ParsedPlanText } from '@gatehouse/plan-io'
import { parsePlanText } from '@gatehouse/plan-io/documents'
import { writeBigDocument } from './import/big-document.ts'

const BIG_BYTES = 2_000_000
const BIG_SECONDS = 3
const BIG_MEGABYTES = 700

const files = process.argv.slice(2)
for (const file of files) measureFile(file)
const isInTime = measureBigDocument()
process.exit(isInTime ? 0 : 1)

function measureFile(file: string): void {
  const name = basename(file)
  const { parsed, seconds } = time(readFileSync(file, 'utf8'), name)
  const { content, entity, note, unmapped } = measureReport(parsed.report.lines)
  const share = (count: number): number => (content === 0 ? 1 : round(count / content))
  print({ name: `${name} lines mapped to an entity or attribute`, value: entity, unit: 'lines', ratio: share(entity) })
  print({ name: `${name} lines kept as a note`, value: note, unit: 'lines', ratio: share(note) })
  print({ name: `${name} lines unmapped`, value: unmapped, unit: 'lines', ratio: share(unmapped) })
  const kinds = countKinds(parsed)
  print({ name: `${name} entities`, value: Object.values(kinds).reduce((sum, count) => sum + count, 0), unit: 'entities', kinds })
  print({ name: `${name} plan`, value: parsed.plan === null ? 0 : 1, unit: 'plans' })
  print({ name: `${name} warnings`, value: parsed.report.warnings.length, unit: 'warnings' })
  print({ name: `${name} inferred`, value: parsed.report.inferred.length, unit: 'facts' })
  print({ name: `${name} unresolved`, value: parsed.report.unresolved.length, unit: 'references' })
  print({ name: `${name} time`, value: round(seconds * 1_000), unit: 'ms' })
}

function measureBigDocument(): boolean {
  const text = writeBigDocument(BIG_BYTES)
  const { parsed, seconds, processorSeconds } = time(text, 'big.md')
  const { content, unmapped } = measureReport(parsed.report.lines)
  const megabytes = process.resourceUsage().maxRSS / 1_024
  print({ name: '2 MB document, lines', value: content, unit: 'lines', unmapped })
  print({
    name: '2 MB document, entities',
    value: Object.values(countKinds(parsed)).reduce((sum, count) => sum + count, 0),
    unit: 'entities',
  })
  const isQuick = seconds <= BIG_SECONDS
  print({ name: '2 MB document, time', value: round(seconds), unit: 's', target: `<= ${BIG_SECONDS}`, pass: isQuick })
  print({ name: '2 MB document, processor time', value: round(processorSeconds), unit: 's' })
  const isSmall = megabytes <= BIG_MEGABYTES
  print({
    name: '2 MB document, peak memory of the process',
    value: Math.round(megabytes),
    unit: 'MB',
    target: `<= ${BIG_MEGABYTES}`,
    pass: isSmall,
  })
  return isQuick && isSmall
}

interface Timed {
  readonly parsed: ParsedPlanText
  readonly seconds: number
  readonly processorSeconds: number
}

function time(text: string, fileName: string): Timed {
  const begun = performance.now()
  const used = process.cpuUsage()
  const parsed = parsePlanText(text, { fileName })
  const { user, system } = process.cpuUsage(used)
  return { parsed, seconds: (performance.now() - begun) / 1_000, processorSeconds: (user + system) / 1_000_000 }
}

/** What the lines became, each entity once. */
function countKinds({ report }: ParsedPlanText): Record<string, number> {
  const keysByKind = new Map<string, Set<string>>()
  for (const { kind, key } of report.lines.flatMap((line) => line.entities)) {
    const keys = keysByKind.get(kind) ?? new Set()
    keysByKind.set(kind, keys.add(key))
  }
  return Object.fromEntries([...keysByKind].sort(([a], [b]) => a.localeCompare(b)).map(([kind, keys]) => [kind, keys.size]))
}

function print(figure: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
