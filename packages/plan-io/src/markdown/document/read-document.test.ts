import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Diagram, Document, Item, List, Paragraph, Section, Table } from './document.ts'
import { readDocument } from './read-document.ts'

const blocksOf = (text: string): readonly Block[] => allBlocks(readDocument(text).root)
const allBlocks = (section: Section): readonly Block[] => [...section.blocks, ...section.sections.flatMap(allBlocks)]
const first = <T extends Block>(text: string, kind: T['kind']): T => {
  const found = blocksOf(text).find((block) => block.kind === kind)
  if (!found) throw new Error(`No ${kind}`)
  return found as T
}
const table = (text: string): Table => first<Table>(text, 'table')
const list = (text: string): List => first<List>(text, 'list')
const rowsOf = ({ head, rows }: Table): readonly string[] => [head, ...rows].map((row) => row.cells.map((cell) => cell.text).join(' / '))
const headingsOf = (section: Section): readonly string[] =>
  section.sections.flatMap((each) => [`${each.heading?.level} ${each.heading?.text}`, ...headingsOf(each)])

describe('headings', () => {
  it('make a tree, with their markup taken off', () => {
    const document = readDocument('Before\n\n# **Plan** one #\n## A\n### B\n## C\n\nText\n')
    expect(headingsOf(document.root)).toEqual(['1 Plan one', '2 A', '3 B', '2 C'])
    expect(document.root.blocks).toHaveLength(1)
  })
  it('may be underlined, and a rule or a key over a rule is none', () => {
    expect(headingsOf(readDocument('Plan\n====\n\nPart\n---\n').root)).toEqual(['1 Plan', '2 Part'])
    const document = readDocument('Owner: Ana\n---\n\n# Plan\n\n---\n')
    expect(headingsOf(document.root)).toEqual(['1 Plan'])
    expect([...document.decoration].sort((a, b) => a - b)).toEqual([2, 3, 5, 6])
  })
  it('may lack the space behind their marks, but an issue number is no heading', () => {
    expect(headingsOf(readDocument('##Gates\n\n#11 waits\n').root)).toEqual(['2 Gates'])
  })
})

describe('running text', () => {
  const prose = (text: string) => first<Paragraph>(text, 'paragraph').whole
  it.each([
    ['**Goal:** ship it', 'Goal', 'ship it'],
    ['**Goal**: ship it', 'Goal', 'ship it'],
    ['**Goal** — ship it', 'Goal', 'ship it'],
    ['Goal: ship it', 'Goal', 'ship it'],
    ['⚠️ **Blocker**: the crane', 'Blocker', 'the crane'],
    ['*Platform & Co:* keeps it', 'Platform & Co', 'keeps it'],
    ['We ship at 9:30 and then: rest. Fine.', 'We ship at 9:30 and then', 'rest. Fine.'],
    ['It is done. Then: rest', null, 'It is done. Then: rest'],
    ['See https://example.org/a: it says so', null, 'See https://example.org/a: it says so'],
    ['A → B: later', null, 'A → B: later'],
  ])('%s has its label', (text, label, rest) => {
    expect(prose(text)).toMatchObject({ label, rest })
  })
  it('loses its markup and keeps what it holds', () => {
    const read = prose('Run `npm  test` **now** &amp; see [the page](https://example.org/a_(b)) at snake_case \\*not\\*')
    expect(read.text).toBe('Run npm test now & see the page at snake_case *not*')
    expect(read).toMatchObject({
      codes: ['npm  test'],
      strong: ['now'],
      links: [{ text: 'the page', url: 'https://example.org/a_(b)' }],
      struck: false,
    })
    expect(prose('~~old idea~~').struck).toBe(true)
    expect(prose('~~old~~ idea').struck).toBe(false)
    expect(prose('a < b and <12h, <b>bold</b>').text).toBe('a < b and <12h, bold')
  })
  it('is read line by line too, a definition with its term', () => {
    const paragraph = first<Paragraph>('Owner: Ana\nGate two\n: opens on Friday\n', 'paragraph')
    expect(paragraph.lines.map(({ line, label, rest }) => [line, label, rest])).toEqual([
      [1, 'Owner', 'Ana'],
      [2, null, 'Gate two'],
      [3, 'Gate two', 'opens on Friday'],
    ])
  })
  it('may be quoted, and a footnote is text', () => {
    expect(first<Paragraph>('> Status: draft\n> second\n', 'paragraph')).toMatchObject({ quoted: true, span: { from: 1, to: 2 } })
    expect(prose('[^1]: From the board.').text).toContain('From the board.')
  })
})

describe('tables', () => {
  it('need no pipes at their ends, and rows may be ragged', () => {
    expect(rowsOf(table('Gate | Owner\n--- | ---\nG1 | Ana\nG2\n| G3 | Ben | late |\n'))).toEqual(['Gate / Owner', 'G1 / Ana'])
    expect(rowsOf(table('| Gate | Owner |\n|:--|:-:|\n| G1 |\n| G3 | Ben | late |\n'))).toEqual(['Gate / Owner', 'G1', 'G3 / Ben / late'])
  })
  it('keep pipes that are escaped, and the pieces of a cell', () => {
    const [row] = table('| A | B |\n|---|---|\n| a \\| b | one<br>two • three |\n').rows
    expect(row?.cells[0]?.text).toBe('a | b')
    expect(row?.cells[1]?.parts.map((part) => part.text)).toEqual(['one', 'two', 'three'])
  })
  it('go on after a text that interrupts them', () => {
    const tables = blocksOf('| A | B |\n|---|---|\n| 1 | 2 |\n\nA remark.\n\n| 3 | 4 |\n').filter((block) => block.kind === 'table')
    expect(tables.map((each) => rowsOf(each as Table).at(-1))).toEqual(['1 / 2', '3 / 4'])
    expect((tables[1] as Table).head.span.from).toBe(1)
  })
  it('may be HTML', () => {
    const text = '<table>\n<tr><th>Gate</th><th>Owner</th></tr>\n<tr>\n<td>G1</td>\n<td>Ana</td>\n</tr>\n</table>\n'
    expect(rowsOf(table(text))).toEqual(['Gate / Owner', 'G1 / Ana'])
  })
})

describe('lists', () => {
  const shape = ({ text, ordinal, checked, blocks }: Item): unknown => [
    text,
    ordinal ?? checked,
    ...blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(shape) : [block.kind])),
  ]
  it('nest by two columns, with checkboxes and numbers', () => {
    const text = '1. Build\n  - [x] compile\n  - [ ] link\n2. Ship\n\n   Later text.\n\n3) Other\n'
    const lists = blocksOf(text) as readonly List[]
    expect(lists.map((each) => each.items.map(shape))).toEqual([
      [
        ['Build', 1, ['compile', true], ['link', false]],
        ['Ship', 2, 'paragraph'],
      ],
      [['Other', 3]],
    ])
  })
  it('go on over lines, and know the lines of each item', () => {
    const [item, next] = list('- **Risk:** a long\n  sentence\ngoes on\n  - nested\n- next\n').items
    expect(item).toMatchObject({ label: 'Risk', rest: 'a long sentence goes on', span: { from: 1, to: 3 } })
    expect(next?.span).toEqual({ from: 5, to: 5 })
  })
  it('do not begin at a date in the middle of a sentence', () => {
    expect(blocksOf('Wir treffen uns am\n15. Mai im Hof.\n').map((block) => block.kind)).toEqual(['paragraph'])
  })
})

describe('code, comments and front matter', () => {
  it('are kept apart from text', () => {
    const document = readDocument(
      '---\ntitle: Plan\nowner: Ana\n---\n\n# Plan\n\n```ts title="x"\na()\n```\n\n<!-- secret\nstill -->\n\n<details>\n\nText\n',
    )
    const [front, code, comment, tag, text] = allBlocks(document.root)
    expect(front).toMatchObject({ kind: 'paragraph', lines: [{ label: 'title', rest: 'Plan' }, { label: 'owner' }] })
    expect(code).toMatchObject({ kind: 'code', language: 'ts', lines: [{ line: 9, text: 'a()' }] })
    expect(comment).toMatchObject({ kind: 'code', language: 'html-comment', span: { from: 12, to: 13 } })
    expect(tag).toMatchObject({ kind: 'code', language: 'html-tags' })
    expect(text).toMatchObject({ kind: 'paragraph' })
  })
  it('a fence that is never closed does not swallow the rest', () => {
    expect(headingsOf(readDocument('# A\n\n```\ncode\n\n## B\n').root)).toEqual(['1 A', '2 B'])
  })
})

describe('diagrams', () => {
  const draw = (body: string): Diagram => first<Diagram>(`\`\`\`mermaid\n${body}\n\`\`\`\n`, 'diagram')
  it('flowcharts give nodes with classes and edges with labels', () => {
    const { nodes, edges, statements } = draw(
      'flowchart LR\nclassDef done fill:#fff\nA[First <br/> part]:::done --> B{{Second}} & C\nB -- if green --> D((End))\nC -.->|maybe| D\nclass B,C open\nsubgraph x\nend',
    )
    expect(nodes.map(({ id, text, classes }) => `${id}=${text}:${classes}`)).toEqual([
      'A=First part:done',
      'B=Second:open',
      'C=C:open',
      'D=End:',
    ])
    expect(edges.map(({ from, to, label, dashed }) => `${from}>${to}:${label}:${dashed}`)).toEqual([
      'A>B::false',
      'A>C::false',
      'B>D:if green:false',
      'C>D:maybe:true',
    ])
    expect(statements.map(({ kind }) => kind)).toEqual(['head', 'style', 'edge', 'edge', 'edge', 'style', 'block', 'block'])
  })
  it('states give transitions', () => {
    const { edges, nodes } = draw(
      'stateDiagram-v2\n[*] --> Open: begins\nOpen --> Shut : all done\nstate "Really shut" as Shut\nnote right of Open: x',
    )
    expect(edges.map(({ from, to, label }) => `${from}>${to}:${label}`)).toEqual(['[*]>Open:begins', 'Open>Shut:all done'])
    expect(nodes.map(({ id, text }) => `${id}=${text}`)).toEqual(['Open=Open', 'Shut=Really shut'])
  })
  it('gantt charts give bars', () => {
    const { title, bars } = draw(
      'gantt\ntitle Spring\ndateFormat DD.MM.YYYY\nsection Yard\nPour slab :done, p1, 01.03.2026, 5d\nCure: crit, p2, after p1, 1w\nOpen yard :milestone, 20.03.2026, 20.03.2026',
    )
    expect(title).toBe('Spring')
    expect(bars).toMatchObject([
      { section: 'Yard', text: 'Pour slab', id: 'p1', classes: ['done'], start: '2026-03-01', days: 5 },
      { text: 'Cure', classes: ['crit'], after: ['p1'], days: 7 },
      { text: 'Open yard', id: null, classes: ['milestone'], start: '2026-03-20', end: '2026-03-20' },
    ])
  })
  it('sequences give messages', () => {
    const { nodes, edges } = draw('sequenceDiagram\nautonumber\nparticipant A as Owner\nA->>B: send it\nalt ok\nB-->>A: thanks\nend')
    expect(nodes.map(({ text }) => text)).toEqual(['Owner', 'B'])
    expect(edges.map(({ from, to, label, dashed }) => `${from}>${to}:${label}:${dashed}`)).toEqual(['A>B:send it:false', 'B>A:thanks:true'])
  })
})

describe('copied text', () => {
  const page = [
    'Yard plan¶',
    'Draft',
    'Gates¶',
    '| Gate | Owner |',
    '|---|---|',
    'G1 Ready |',
    'Ana |',
    '| G2 Open | Ben |',
    'Flow¶',
    'flowchart LR',
    'A[Dig] --> B[Pour]',
    'Kept in:',
    'docs/one.md',
    'docs/two.md',
  ].join('\n')
  it('gives back headings, broken tables, bare diagrams and lists', () => {
    const document = readDocument(page)
    expect(document.format).toBe('text')
    expect(headingsOf(document.root)).toEqual(['1 Yard plan', '2 Gates', '2 Flow'])
    expect(rowsOf(table(page))).toEqual(['Gate / Owner', 'G1 Ready / Ana', 'G2 Open / Ben'])
    expect(table(page).rows[0]?.span).toEqual({ from: 6, to: 7 })
    expect(first<Diagram>(page, 'diagram').edges).toMatchObject([{ from: 'A', to: 'B', line: 11 }])
    expect(list(page).items.map((item) => item.text)).toEqual(['docs/one.md', 'docs/two.md'])
  })
  it('plain text has its headings where short lines stand alone', () => {
    const document = readDocument('Yard plan\n\nGates\n\n- G1 on D3\n\nRisks\n\nRain may come.\n')
    expect(document.format).toBe('text')
    expect(headingsOf(document.root)).toEqual(['1 Yard plan', '2 Gates', '2 Risks'])
  })
})

/** How often each line is covered: by a heading, a row, an item's own lines, or a block without parts. */
function coverage(document: Document): readonly number[] {
  const counts = document.lines.map(() => 0)
  const add = ({ from, to }: { from: number; to: number }): void => {
    for (let line = from; line <= to; line += 1) if (!document.decoration.has(line)) counts[line - 1] = (counts[line - 1] ?? 0) + 1
  }
  const visit = (block: Block): void => {
    if (block.kind === 'table') {
      if (block.head.span.from >= block.span.from) add(block.head.span)
      for (const row of block.rows) add(row.span)
    } else if (block.kind === 'list') for (const item of block.items) visitItem(item)
    else add(block.span)
  }
  const visitItem = (item: Item): void => {
    // An item whose mark stands before another block shares its first line with it.
    if (!item.blocks.some((block) => block.span.from === item.span.from)) add(item.span)
    for (const block of item.blocks) visit(block)
  }
  const walk = (section: Section): void => {
    if (section.heading) add(section.heading.span)
    for (const block of section.blocks) visit(block)
    for (const each of section.sections) walk(each)
  }
  walk(document.root)
  return counts
}

describe('any text', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '# A',
      '## B¶',
      '---',
      '===',
      '| a | b |',
      '|---|---|',
      'c |',
      '- x',
      '  - [ ] y',
      '1. z',
      '> q',
      '```',
      '~~~',
      '```mermaid',
      'graph TD',
      'A --> B',
      '<!-- c',
      '-->',
      '<div>',
      'Text: here',
      '    code',
      '\tdeep',
      ': term',
      '[^1]: note',
      '<table><tr><td>x',
    ),
    fc.string({ maxLength: 20 }),
  )
  it('has each of its lines in exactly one node, or among the decoration', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const document = readDocument(lines.join(end))
        const counts = coverage(document)
        document.lines.forEach((text, index) => {
          if (!document.decoration.has(index + 1)) expect(`${counts[index]} ${text}`).toBe(`1 ${text}`)
        })
      }),
      { numRuns: 400 },
    )
  })
})
