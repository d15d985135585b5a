import type { Block, Heading, Section } from './document.ts'

interface Growing {
  readonly heading: Heading | null
  readonly blocks: Block[]
  readonly sections: Growing[]
}

/** Headings and blocks in order become a tree: a section holds every deeper one up to the next heading of its own level or above. */
export function buildSections(flow: readonly (Block | Heading)[]): Section {
  const root: Growing = { heading: null, blocks: [], sections: [] }
  const open: Growing[] = [root]
  for (const each of flow) {
    if ('kind' in each) {
      ;(open.at(-1) as Growing).blocks.push(each)
      continue
    }
    while (open.length > 1 && ((open.at(-1) as Growing).heading?.level ?? 0) >= each.level) open.pop()
    const section: Growing = { heading: each, blocks: [], sections: [] }
    ;(open.at(-1) as Growing).sections.push(section)
    open.push(section)
  }
  return root
}
