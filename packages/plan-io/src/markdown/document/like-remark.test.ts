import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, it } from 'vitest'
import type { Block, Section } from './document.ts'
import { readDocument } from './read-document.ts'
import { COMMENT, TAGS } from './read-html.ts'

const FOLDER = join(import.meta.dirname, '..', 'documents')
const files = ['grammar', 'dialects', 'held-out'].flatMap((folder) =>
  readdirSync(join(FOLDER, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

const remark = unified().use(remarkParse).use(remarkGfm)
/** A node of the standard's tree, as the parser answers it. */
type Nodes = ReturnType<typeof remark.parse> | ReturnType<typeof remark.parse>['children'][number]

/** Headings, rows, items and code blocks in order, each with its line. */
function ours(text: string): readonly string[] {
  const found: [number, string][] = []
  const visit = (block: Block): void => {
    if (block.kind === 'table') for (const row of [block.head, ...block.rows]) found.push([row.span.from, `row ${row.cells.length}`])
    else if (block.kind === 'diagram' || (block.kind === 'code' && block.language !== COMMENT && block.language !== TAGS))
      found.push([block.span.from, 'code'])
    else if (block.kind === 'list')
      for (const item of block.items) {
        found.push([item.span.from, `item ${item.checked}`])
        item.blocks.forEach(visit)
      }
  }
  const walk = (section: Section): void => {
    if (section.heading) found.push([section.heading.line, `heading ${section.heading.level}`])
    section.blocks.forEach(visit)
    section.sections.forEach(walk)
  }
  walk(readDocument(text).root)
  return found.sort((a, b) => a[0] - b[0]).map(([line, what]) => `${line} ${what}`)
}

function theirs(text: string): readonly string[] {
  const found: string[] = []
  const visit = (node: Nodes): void => {
    const line = node.position?.start.line ?? 0
    if (node.type === 'heading') found.push(`${line} heading ${node.depth}`)
    else if (node.type === 'tableRow') found.push(`${line} row ${node.children.length}`)
    else if (node.type === 'code') found.push(`${line} code`)
    else if (node.type === 'listItem') found.push(`${line} item ${node.checked ?? null}`)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(remark.parse(text))
  return found
}

it.each(files)('reads %s as remark does', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8')
  expect(ours(text)).toEqual(theirs(text))
})
