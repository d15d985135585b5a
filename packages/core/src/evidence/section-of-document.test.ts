import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { sectionOfMarkdown, valueAtPointer } from './section-of-document.ts'

const DOC = `---
title: no heading
---
Intro

# Board
top

## Open points
- one
\`\`\`md
## Not a heading
\`\`\`
<!--
## Neither
-->
### Detail
deep

Closed points
-------------
none

## Open points ##
second

> ## Quoted

    ## Indented
- list
---

# End
`

describe('a section of Markdown', () => {
  it.each<[string | null, string | null]>([
    ['Open points', '## Open points\n- one\n```md\n## Not a heading\n```\n<!--\n## Neither\n-->\n### Detail\ndeep\n'],
    ['open-points', '## Open points\n- one\n```md\n## Not a heading\n```\n<!--\n## Neither\n-->\n### Detail\ndeep\n'],
    ['Open points#2', '## Open points ##\nsecond\n\n> ## Quoted\n\n    ## Indented\n- list\n---\n'],
    ['DETAIL', '### Detail\ndeep\n'],
    ['Closed points', 'Closed points\n-------------\nnone\n'],
    ['End', '# End\n'],
    ['Open points#3', null],
    ['Not a heading', null],
    ['Neither', null],
    ['Quoted', null],
    ['Indented', null],
    ['title: no heading', null],
    ['list', null],
    ['', null],
  ])('under %j', (heading, section) => {
    expect(sectionOfMarkdown(DOC, heading)).toBe(section)
  })
  it('is the whole document without a heading, its line ends normalised', () => {
    expect(sectionOfMarkdown('\uFEFFa  \r\nb\r\n\r\n', null)).toBe('a\nb\n')
    expect(sectionOfMarkdown('', null)).toBe('')
  })
  it('finds headings with marks, links and a # of their own', () => {
    expect(sectionOfMarkdown('## **Bold** `code`\nx', 'Bold code')).toBe('## **Bold** `code`\nx\n')
    expect(sectionOfMarkdown('## [Link](https://a.example)\nx', 'Link')).toBe('## [Link](https://a.example)\nx\n')
    expect(sectionOfMarkdown('## Issue #2\nx', 'Issue #2')).toBe('## Issue #2\nx\n')
  })

  const line = fc.oneof(
    fc.constantFrom(
      '',
      'text',
      '- item',
      '```',
      '~~~',
      '# Other',
      '## Deeper',
      '### Deepest',
      '> quote',
      '===',
      '---',
      '<!-- a -->',
      '<!--',
      '-->',
    ),
    fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
  )
  const plainLine = fc.constantFrom('', 'text', '- item', '> quote', 'more text')
  it('does not change by edits elsewhere, by line ends or by blanks at line ends', () => {
    fc.assert(
      fc.property(fc.array(plainLine), fc.array(plainLine), fc.array(plainLine), fc.array(line), (before, body, otherBefore, after) => {
        const section = (lead: readonly string[], tail: readonly string[], end = '\n') =>
          sectionOfMarkdown([...lead, '', '## Wanted', ...body, '', '# Next', ...tail].join(end), 'Wanted')
        const found = section(before, after)
        expect(found).not.toBeNull()
        expect(section(otherBefore, [])).toBe(found)
        expect(section(before, after, '\r\n')).toBe(found)
        expect(section(before, after, ' \t\n')).toBe(found)
      }),
    )
  })
  it('changes by every edit within', () => {
    fc.assert(
      fc.property(fc.array<string>(plainLine), fc.nat(), (body, at) => {
        const edited = [...body].toSpliced(at % (body.length + 1), 0, 'edited')
        const of = (lines: readonly string[]) => sectionOfMarkdown(['# Wanted', ...lines, '', '# Next'].join('\n'), 'Wanted')
        expect(of(edited)).not.toBe(of(body))
      }),
    )
  })
  it('never throws, and a section is a part of its document', () => {
    fc.assert(
      fc.property(fc.array(line), fc.string({ maxLength: 20 }), (lines, heading) => {
        const text = lines.join('\n')
        const section = sectionOfMarkdown(text, heading)
        if (section !== null) expect(sectionOfMarkdown(text, null)).toContain(section.trimEnd())
      }),
    )
  })
  it('reads a long document in little time', () => {
    const long = `${'# a\n- b\n'.repeat(100_000)}# Wanted\nx`
    expect(sectionOfMarkdown(long, 'Wanted')).toBe('# Wanted\nx\n')
    for (const hostile of ['[', '# ', '`', '<!--', 'a\n', '- ', '\t#', '[a](', '#\n---\n'])
      expect(sectionOfMarkdown(`# ${hostile.repeat(200_000)}x\n# ${' '.repeat(200_000)}x`, 'Wanted')).toBeNull()
    expect(sectionOfMarkdown(`${'#'.repeat(500_000)}\n${' '.repeat(500_000)}`, 'x')).toBeNull()
  })
})

describe('what a JSON pointer names', () => {
  const document: JsonValue = { paths: { '/orders': { post: { a: [1, { b: 2 }] } }, 'a~b': 3 }, '': 4 }
  it.each<[string, unknown]>([
    ['', document],
    ['/paths/~1orders/post/a/1/b', 2],
    ['/paths/a~0b', 3],
    ['/', 4],
    ['/paths/~1orders/post/a/01', undefined],
    ['/paths/~1orders/post/a/-', undefined],
    ['/paths/nothing', undefined],
    ['/__proto__', undefined],
    ['/constructor', undefined],
    ['paths', undefined],
  ])('%j', (pointer, value) => {
    expect(valueAtPointer(document, pointer)).toEqual(value)
  })
  it('does not depend on what stands beside it, nor on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
        const at = (document: unknown) => canonicalJson(valueAtPointer(document as JsonValue, '/a') ?? null)
        expect(at({ a: value, b: other })).toBe(at({ b: 1, a: value }))
      }),
    )
  })
})
