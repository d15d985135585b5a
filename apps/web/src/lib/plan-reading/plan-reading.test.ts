import { describe, expect, it } from 'vitest'
import { A_PLAN, aLine, aReading } from '../../testing/a-reading.ts'
import { addDecisions, type KeptDecision, moveDecisions, plainLine } from './decisions.ts'
import { entityRow, lookUp } from './look-up-entity.ts'
import { readTextFile } from './read-text-file.ts'
import { linesToDecide, sayEntities, showLines, tallyLines, writeReport } from './reading.ts'

const kept = (line: number, text: string): KeptDecision => ({
  decision: { line, as: 'note' },
  text,
  label: `Line ${line} is kept as a note`,
})

describe('decisions follow their lines', () => {
  it.each([
    ['nothing changes', 'a\nb\nc', [2]],
    ['lines come in above', 'x\ny\na\nb\nc', [4]],
    ['with carriage returns and a byte order mark', '\uFEFFx\r\na\r\nb', [3]],
    ['the line is changed', 'a\nB\nc', []],
    ['the line is there twice: the nearest', 'b\nq\nb', [1]],
  ])('%s', (_, text, lines) => {
    const { kept: after, dropped } = moveDecisions([kept(2, 'b')], text)
    expect(after.map(({ decision }) => ('line' in decision ? decision.line : 0))).toEqual(lines)
    expect(dropped).toHaveLength(1 - lines.length)
    for (const one of after) expect(one.label).toBe(`Line ${lines[0]} is kept as a note`)
  })
  it('never two to one line', () => {
    const { kept: after, dropped } = moveDecisions([kept(1, 'b'), kept(2, 'b')], 'b\nc')
    expect([after.length, dropped.length]).toEqual([1, 1])
  })
  it('replace each other where they are about the same', () => {
    const other: KeptDecision = { decision: { line: 2, as: 'set_aside', reason: 'x' }, text: 'b', label: 'aside' }
    expect(addDecisions([kept(1, 'a'), kept(2, 'b')], [other]).map(({ label }) => label)).toEqual(['Line 1 is kept as a note', 'aside'])
  })
})

it.each([
  ['- [ ] **Ship** it', 'Ship it'],
  ['| **G1** | `trial` report | @qa |', 'G1 · trial report · @qa'],
  ['### 3) Critical path', '3) Critical path'],
  ['> 1. See [the plan](https://example.test/p)', 'See the plan'],
  ['   ', ''],
])('%s reads %s', (text, plain) => expect(plainLine(text)).toBe(plain))

describe('a reading', () => {
  const reading = aReading({
    lines: [
      aLine(1, '# Nova', { entities: [{ kind: 'program', key: 'nova' }] }),
      aLine(2, '|---|---|', { status: 'decoration' }),
      aLine(3, 'a', { status: 'unmapped', reason: 'It names nothing.' }),
      aLine(4, 'b', {
        entities: [
          { kind: 'task', key: 'T0' },
          { kind: 'task', key: 'T1' },
          { kind: 'gate', key: 'G1' },
        ],
      }),
      aLine(5, 'c', { entities: [{ kind: 'note', key: 'n' }] }),
    ],
    warnings: [{ code: 'w', message: 'Odd.', line: 4, hint: 'Look.' }],
  })
  it('says what each line came to', () => {
    expect(showLines(reading).map(({ fate, words }) => `${fate}: ${words}`)).toEqual([
      'mapped: program',
      'decoration: separator',
      'unmapped: Unmapped: It names nothing.',
      'warning: 2 tasks, gate G1, 1 warning',
      'note: note',
    ])
    expect(tallyLines(reading)).toEqual({ mapped: 3, decoration: 1, unmapped: 1 })
    expect(linesToDecide(reading).map(({ line }) => line)).toEqual([3])
    expect(sayEntities([{ kind: 'critical_path', key: 'CP1' }])).toBe('critical path CP1')
  })
  it('can be taken away as a text that has every line', () => {
    const report = writeReport(reading, 'nova.md')
    expect(report).toContain('nova.md: 5 lines = 3 mapped + 1 decoration + 1 unmapped')
    expect(report).toContain('L4  Odd. Look.')
    expect(report).toContain('L3  unmapped  It names nothing.  | a')
    expect(report.match(/^L\d+ {2}(?:mapped|unmapped|decoration)/gm)).toHaveLength(5)
  })
  it('shows an entity in a row', () => {
    expect(entityRow(A_PLAN, { kind: 'task', key: 'T1' })).toEqual({
      kind: 'task',
      key: 'T1',
      title: 'Reservation flow',
      lane: 'L1',
      span: 'D1 to D2',
      owners: '@owner-booking',
    })
    expect(entityRow(A_PLAN, { kind: 'gate', key: 'G1' })).toMatchObject({ title: 'Trial passed', span: 'D3' })
    expect(lookUp(A_PLAN, 'task', 'T9')).toBeNull()
  })
})

describe('a file', () => {
  const read = (bytes: readonly number[]) => readTextFile(new File([new Uint8Array(bytes)], 'plan.md'), () => undefined)
  it.each([
    ['UTF-8', [0x47, 0xc3, 0xbc, 0x74], 'Güt'],
    ['UTF-16 with its mark', [0xff, 0xfe, 0x47, 0, 0xfc, 0], 'Gü'],
    ['Western European', [0x47, 0xfc, 0x74], 'Güt'],
  ])('in %s is read', async (_, bytes, text) => expect(await read(bytes)).toEqual({ ok: true, text }))
  it('that is no text is refused', async () => expect(await read([0x50, 0x4b, 3, 4, 0])).toMatchObject({ ok: false }))
  it('tells how far it is', async () => {
    const shares: number[] = []
    const text = 'x'.repeat(1_000)
    // the browser reads files as streams; jsdom has none
    const file = Object.assign(new File([text], 'plan.md'), { stream: () => new Response(text).body })
    expect(await readTextFile(file as File, (share) => shares.push(share))).toEqual({ ok: true, text })
    expect(shares.at(-1)).toBe(1)
  })
})
