import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePlanText } from '../../parse-plan-text.ts'
import { expectEveryLineOnce } from './testing/read-document.ts'

const words = fc.constantFrom(
  ...[
    'G1',
    'D0',
    'D3',
    'W2',
    'Week 3',
    'D1-D4',
    'T-48h',
    'L1',
    'WS2',
    '@ana',
    'P0',
    '✅',
    'Same',
    '—',
    '→',
    'blocks',
    '#11',
    'TBD',
    'E8.1–E8.3',
  ],
  ...[
    'Gate',
    'Lane',
    'Owner',
    'Risk',
    'Day',
    'Woche',
    'Status',
    'Milestone',
    'Evidence',
    'Critical path',
    'Contingency',
    '2026-02-30',
    '31.12.2026',
  ],
)
const junk = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '\u00A0',
    '\u200B',
    '\u202E',
    '|',
    '\\|',
    '`',
    '**',
    '<b>',
    '&nbsp;',
    '[x]',
    '](',
    '__proto__',
    'constructor',
    '\t',
    '\f',
    '\v',
    '\u2028',
  ),
)
const phrase = fc.array(fc.oneof({ weight: 3, arbitrary: words }, junk), { maxLength: 6 }).map((parts) => parts.join(' '))
const heading = fc.tuple(fc.integer({ min: 1, max: 7 }), phrase).map(([level, text]) => `${'#'.repeat(level)} ${text}`)
const row = fc.array(phrase, { maxLength: 6 }).map((cells) => `| ${cells.join(' | ')} |`)
const table = fc
  .tuple(row, fc.integer({ min: 1, max: 6 }), fc.array(row, { maxLength: 5 }))
  .map(([head, columns, rows]) => [head, `|${' --- |'.repeat(columns)}`, ...rows].join('\n'))
const item = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('- ', '* ', '1. ', '- [ ] ', '- [x] ', '2) '), phrase)
  .map(([depth, mark, text]) => `${'  '.repeat(depth)}${mark}${text}`)
const list = fc.array(item, { minLength: 1, maxLength: 6 }).map((items) => items.join('\n'))
const label = fc.tuple(words, phrase).map(([name, text]) => `**${name}:** ${text}`)
const code = fc
  .tuple(fc.constantFrom('', 'ts', 'mermaid', 'yaml'), fc.array(phrase, { maxLength: 4 }))
  .map(([info, lines]) => ['```' + info, ...lines, '```'].join('\n'))
const diagram = fc
  .array(fc.tuple(words, fc.constantFrom('-->', '-.->', '---', '==>', ':', '->>'), phrase), { maxLength: 5 })
  .map((edges) => ['```mermaid', 'flowchart LR', ...edges.map((edge) => edge.join(' ')), '```'].join('\n'))
const html = phrase.map((text) => `<div class="x">${text}</div>`)
const piece = fc.oneof(
  heading,
  table,
  list,
  label,
  phrase,
  code,
  diagram,
  html,
  junk,
  fc.constantFrom('---', '===', '> ', '```', '|---|', ''),
)
const anyDocument = fc
  .tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom('\n', '\n\n', '\r\n', '\n\n\n'), fc.constantFrom('', '\uFEFF'))
  .map(([pieces, end, mark]) => mark + pieces.join(end))

describe('any document', () => {
  it('is read without a crash, each line once', () => {
    fc.assert(
      fc.property(anyDocument, (text) => {
        const { report } = parsePlanText(text, { fileName: 'any.md' })
        expectEveryLineOnce(text, report.lines)
      }),
      { numRuns: 400 },
    )
  })
  it('is read the same twice', () => {
    fc.assert(
      fc.property(anyDocument, (text) => {
        expect(parsePlanText(text, { fileName: 'any.md' })).toEqual(parsePlanText(text, { fileName: 'any.md' }))
      }),
      { numRuns: 100 },
    )
  })
})
