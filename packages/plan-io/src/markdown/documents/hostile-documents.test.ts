import { describe, expect, it } from 'vitest'
import { parsePlanText } from '../../parse-plan-text.ts'
import { expectEveryLineOnce } from './testing/read-document.ts'

const SIZE = 100_000
const repeat = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length))

const texts: Readonly<Record<string, string>> = {
  'one long word': repeat('a'),
  'one long number': `Week ${repeat('9')}`,
  'opened brackets': repeat('['),
  'opened links': repeat('[a]('),
  'opened emphasis': repeat('*a **b '),
  'opened code': repeat('` '),
  'nested quotes': repeat('> '),
  'deep lists': Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}- item ${depth}`).join('\n'),
  'a row of pipes': `| Day | Gate |\n|---|---|\n${repeat('|')}`,
  'a table of many columns': [repeat('| Day '), repeat('|---'), repeat('| D1 ')].join('\n'),
  'a cell of many periods': `| Day | Lane |\n|---|---|\n| ${repeat('D1-D3, ')} | x |`,
  'a cell of many owners': `| Gate | Owner |\n|---|---|\n| G1 | ${repeat('@a + @b / C, ')} |`,
  'a line of arrows': `Critical path: ${repeat('D1 build → ')}`,
  'a line of dashes': repeat('D1 - '),
  'a line of spaces': `- [ ]${repeat(' ')}x`,
  'open HTML': repeat('<div '),
  'many headings': repeat('# Gate G1 (D1)\n'),
  'many equal rows': `| Gate | Day | Owner |\n|---|---|---|\n${repeat('| G1 Same | D1 | @a |\n')}`,
  'many edges': `\`\`\`mermaid\nflowchart LR\n${repeat('A --> B\n')}\`\`\``,
  'an edge of many nodes': `\`\`\`mermaid\nflowchart LR\n${repeat('A --> ')}B\n\`\`\``,
  'a huge gantt': `\`\`\`mermaid\ngantt\n${repeat('Task :done, a, after a, 1d\n')}\`\`\``,
  'many line ends': repeat('\r\n'),
}

describe('a hostile document', () => {
  it.each(Object.entries(texts))('of %s is read in good time, each line once', (_, text) => {
    const begun = performance.now()
    const used = process.cpuUsage()
    const { report } = parsePlanText(text, { fileName: 'hostile.md' })
    const { user, system } = process.cpuUsage(used)
    // What else runs on the machine does not count.
    const took = Math.min(performance.now() - begun, (user + system) / 1_000)
    expectEveryLineOnce(text, report.lines)
    expect(took).toBeLessThan(3_000)
  })
})
