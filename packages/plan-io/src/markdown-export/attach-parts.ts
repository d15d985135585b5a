import type { Fields } from './columns.ts'
import { draftEntry, type EntryDraft, listIn, valueIn } from './entry-draft.ts'
import { readJsonSpan, readText } from './inline-text.ts'
import type { Reading } from './reading.ts'
import { addEntry } from './read-sections.ts'
import { NOT_DONE } from './write-blocks.ts'

/** Gives requirements to their gates and checkboxes to their tasks and checklists, wherever in the document they stand. */
export function attachParts(reading: Reading): void {
  attachRequirements(reading)
  attachItems(reading)
  compareSubheadings(reading)
}

const byKey = (drafts: readonly EntryDraft[]): ReadonlyMap<unknown, EntryDraft> =>
  new Map(drafts.map((draft) => [valueIn(draft, 'key'), draft]))
const entriesOf = ({ root, markLine }: Reading, list: string): readonly EntryDraft[] =>
  root.fields.has(list) ? listIn(root, list, markLine) : []

function attachRequirements(reading: Reading): void {
  const gates = byKey(entriesOf(reading, 'gates'))
  for (const { line, fields } of reading.requirements) {
    const { gate: key, ...requirement } = fields
    const gate = gates.get(key)
    if (gate === undefined) {
      const name = key === undefined ? 'This requirement names no gate.' : `There is no gate \`${String(key)}\`.`
      reading.account.refuse(line, name, 'Name a gate of the table of gates, or add it there.')
    } else addEntry(reading.account, listIn(gate, 'requirements', line), { line, fields: requirement }, 'requirement')
  }
}

function attachItems(reading: Reading): void {
  const { account } = reading
  const owners = { tasks: byKey(entriesOf(reading, 'tasks')), checklists: byKey(entriesOf(reading, 'checklists')) }
  let current: { readonly of: string; readonly kind: string; readonly key: string; readonly list: EntryDraft[] } | null = null
  for (const { of, item } of reading.items) {
    const kind = of === 'tasks' ? 'task' : 'checklist'
    const head = item.checked === null ? /^\*\*(.+?)\*\*\s*(.*)$/.exec(item.text) : null
    if (head !== null) {
      const key = readText(head[1] ?? '')
      const owner = owners[of].get(key)
      current = owner === undefined ? null : { of, kind, key, list: listIn(owner, of === 'tasks' ? 'checklist' : 'items', item.line) }
      if (owner === undefined) {
        account.refuse(item.line, `There is no ${kind} \`${key}\`.`, `Name a key of the table of ${of}, or add it there.`)
        continue
      }
      account.map(item.line, { kind, key })
      compareTitle(reading, item.line, readText(head[2] ?? ''), valueIn(owner, 'title') ?? '')
    } else if (current === null || current.of !== of) {
      account.refuse(item.line, `This item stands under no ${kind}.`, `Write it under a line with the key of a ${kind}, such as **KEY**.`)
    } else {
      current.list.push(draftEntry(item.line, readItem(item.text, item.checked)))
      account.map(item.line, { kind: current.kind, key: current.key })
    }
  }
}

function readItem(markdown: string, checked: boolean | null): Fields {
  const extra = / (`[^`]+`)$/.exec(markdown)
  const json = extra === null ? null : readJsonSpan(extra[1] ?? '')
  const others = typeof json?.value === 'object' && json.value !== null && !Array.isArray(json.value) ? json.value : null
  const isNotDone = markdown.endsWith(` ${NOT_DONE}`)
  const text = isNotDone ? markdown.slice(0, -NOT_DONE.length - 1) : others === null ? markdown : markdown.slice(0, extra?.index)
  // A tick wins over what stands beside it: it is what people change.
  return { text: readText(text.trim()), ...others, ...(checked === true ? { done: true } : isNotDone ? { done: false } : {}) }
}

function compareSubheadings(reading: Reading): void {
  const known = { lanes: byKey(entriesOf(reading, 'lanes')), gates: byKey(entriesOf(reading, 'gates')) }
  for (const { line, of, key, title } of reading.subheadings) {
    const entry = known[of].get(key)
    const noun = of === 'lanes' ? 'lane' : 'gate'
    if (entry === undefined)
      reading.account.refuse(line, `There is no ${noun} \`${key}\`.`, `Begin this heading with a key of the table of ${of}.`)
    else compareTitle(reading, line, title, valueIn(entry, of === 'lanes' ? 'name' : 'title') ?? '')
  }
}

function compareTitle({ account }: Reading, line: number, here: string, there: unknown): void {
  if (here === '' || here === there) return
  account.remark(line, `The table calls it “${String(there)}”, and the table counts.`, 'To rename it, change its row in the table.')
}
