import { type Column, normaliseHeader } from './columns.ts'
import { entryIn } from './entry-draft.ts'
import { readText } from './inline-text.ts'
import * as p from './plan-columns.ts'
import type { Block } from './read-blocks.ts'
import type { Place, Reading } from './reading.ts'

const FACT = /^\*\*(.+?):?\*\*:?\s*(.*)$/
const FACTS = {
  program: { columns: p.PROGRAM_FACTS, kind: 'program' },
  releaseTarget: { columns: p.RELEASE_FACTS, kind: 'release_target' },
  contingency: { columns: p.CONTINGENCY_FACTS, kind: 'contingency' },
} as const satisfies Record<string, { columns: readonly Column[]; kind: string }>
type FactSection = keyof typeof FACTS
const hasFacts = (section: Place['section']): section is FactSection => section !== null && section in FACTS

/** Takes `**Label:** value` where facts stand. False: it is no fact of this section. */
export function readFact(
  { account, root, prefix, slug, markLine }: Reading,
  section: Place['section'],
  line: number,
  text: string,
): boolean {
  const match = FACT.exec(text)
  if (match === null || !hasFacts(section)) return false
  const { columns, kind } = FACTS[section]
  const fact = columns.find(({ header }) => isLabel(match[1], header))
  if (fact === undefined) return false
  const entry = entryIn(root, section, section === 'program' ? markLine : line)
  if (fact.fields.some((field) => entry.fields.has(field))) {
    account.refuse(line, `“${fact.header}” is said twice.`, 'Keep one of the two lines.')
    return true
  }
  const value = (match[2] ?? '').trim()
  if (value !== '') for (const [field, read] of Object.entries(fact.read(value, prefix))) entry.fields.set(field, { line, value: read })
  const repository = entry.fields.get('repository')
  const target = repository !== undefined && 'value' in repository ? String(repository.value) : section
  account.map(line, { kind, key: section === 'program' ? slug : target })
  return true
}

/** A fact about the program, looked up before the rest is read because labels of periods depend on it. */
export function findFact(blocks: readonly Block[], label: string): string | null {
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level > 1) return null
    const match = block.kind === 'item' || block.kind === 'paragraph' ? FACT.exec(block.text) : null
    if (match !== null && isLabel(match[1], label)) return readText((match[2] ?? '').trim())
  }
  return null
}

const isLabel = (text: string | undefined, label: string): boolean => normaliseHeader(text ?? '') === normaliseHeader(label)
