/**
 * `pnpm bench [--json FILE] [name …]`: runs every `*.bench.ts`, each a script that prints one JSON line per figure, and prints them as a table;
 * `--json` writes them to a file too.
 * Figures are ratios taken in one run wherever a target is set; a missed target makes the command fail.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT, runStep, tsNode } from './run/steps.ts'

interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly ratio?: number | null
  /** What the ratio (or, without one, the value) must keep to, as the bench says it. */
  readonly target?: string | number | null
  readonly pass?: boolean | null
}
const { values, positionals: wanted } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true })
const files = findBenches().filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
const figures: Figure[] = []
let broken = false
for (const file of files) {
  process.stderr.write(`${file} …\n`)
  const result = await runStep(...tsNode(file), { quiet: true })
  const lines = result.output.split('\n').filter((line) => line.startsWith('{"name"'))
  figures.push(...lines.map((line) => JSON.parse(line) as Figure))
  if (result.code !== 0 || lines.length === 0) {
    broken = true
    process.stdout.write(`${file} failed:\n${result.output.slice(-4_000)}\n`)
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`)
const text = (value: number | null | undefined) => (value === undefined || value === null ? '' : String(Math.round(value * 1_000) / 1_000))
const rows = figures.map((each) => [
  each.name,
  `${text(each.value)} ${each.unit}`,
  text(each.ratio),
  String(each.target ?? ''),
  typeof each.pass !== 'boolean' ? '' : each.pass ? 'met' : 'MISSED',
])
const table = [['figure', 'value', 'ratio', 'target', ''], ...rows]
const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
for (const row of table)
  process.stdout.write(
    `${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}\n`,
  )
process.exit(broken || figures.some((each) => each.pass === false) ? 1 : 0)

function findBenches(): string[] {
  const folders = ['packages', 'apps'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => `${kind}/${name}/bench`))
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.bench.ts'))
    .sort()
}
