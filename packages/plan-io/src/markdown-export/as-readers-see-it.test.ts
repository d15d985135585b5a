import fc from 'fast-check'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { loadSamplePlans, parsePlanFile } from '../index.ts'
import { arbitraryPlan } from '../testing/arbitrary-plan.ts'
import { anyTitle } from '../testing/arbitrary-text.ts'
import { writeText } from './inline-text.ts'
import { writePlanMarkdown } from './write-plan-markdown.ts'

const parse = (markdown: string) => unified().use(remarkParse).use(remarkGfm).parse(markdown)
type Root = ReturnType<typeof parse>
type Nodes = Root | Root['children'][number]
const walk = (node: Nodes): readonly Nodes[] => [node, ...('children' in node ? node.children.flatMap(walk) : [])]
/** What the page shows of a node; a bare web address that became a link shows itself. */
const shown = (node: Nodes): string => {
  if (node.type === 'text') return node.value
  if (node.type === 'html') return node.value === '<br>' ? '\n' : `[HTML ${node.value}]`
  if (node.type === 'link' || node.type === 'tableCell' || node.type === 'heading' || node.type === 'paragraph')
    return node.children.map(shown).join('')
  return `[${node.type}]`
}

/** CommonMark shows no control sign, not even by its number. */
const withoutControls = (text: string): string =>
  [...text].map((sign) => (/\p{Cc}/u.test(sign) && !/[\t\n\f\r]/.test(sign) ? '\uFFFD' : sign)).join('')

describe('a text in a Markdown reader', () => {
  it('shows as itself in a cell, a heading and an item, and never as markup', () => {
    fc.assert(
      fc.property(anyTitle, (written) => {
        const text = withoutControls(written)
        const cell = walk(parse(`| a | b |\n| --- | --- |\n| ${writeText(written)} | x |`)).find(
          (node) => node.type === 'tableRow' && shown(node.children[1] ?? node) === 'x',
        )
        expect(cell?.type === 'tableRow' && cell.children[0] ? shown(cell.children[0]) : null).toBe(text)
        const [heading] = parse(`# K ${writeText(written)}`).children
        expect(heading ? shown(heading) : null).toBe(`K ${text}`)
        const item = walk(parse(`- [ ] K ${writeText(written)}`)).find((node) => node.type === 'paragraph')
        expect(item ? shown(item) : null).toBe(`K ${text}`)
      }),
      { numRuns: 500 },
    )
  })
})

describe('an exported document in a Markdown reader', () => {
  const expectTame = (markdown: string): void => {
    for (const node of walk(parse(markdown))) {
      if (node.type === 'html') expect(node.value).toMatch(/^<br>$|^<!-- (?:gatehouse: 1|done: false) -->$/)
      if (node.type === 'link') expect(node.url).toMatch(/^(?:https?|mailto):/i)
      expect([
        'image',
        'imageReference',
        'linkReference',
        'definition',
        'footnoteDefinition',
        'footnoteReference',
        'blockquote',
        'delete',
      ]).not.toContain(node.type)
      if (node.type === 'code') expect(node.lang).toBe('mermaid')
    }
  }

  it('holds no HTML but line breaks, no image, and no link but a web address, whatever the plan says', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => expectTame(writePlanMarkdown(plan))),
      { numRuns: 8 },
    )
  })

  it.each(['credity12', 'creto'])('of %s has rectangular tables and the headings that people look for', (slug) => {
    const parsed = parsePlanFile(loadSamplePlans().find((sample) => sample.slug === slug)?.planText ?? '')
    const markdown = parsed.ok ? writePlanMarkdown(parsed.plan) : ''
    expectTame(markdown)
    const nodes = walk(parse(markdown))
    const tables = nodes.filter((node) => node.type === 'table')
    expect(tables.length).toBeGreaterThan(10)
    for (const table of tables) expect(new Set(table.children.map((row) => row.children.length)).size).toBe(1)
    const headings = nodes.filter((node) => node.type === 'heading' && node.depth === 2).map(shown)
    expect(headings).toEqual(
      expect.arrayContaining(['Lanes', 'Timeline', 'Gates', 'Tasks', 'Dependencies', 'Risks', 'Gantt chart', 'Dependency graph']),
    )
  })
})
