import type { Prose, Span } from '../../../document/document.ts'
import { labelOf } from '../../../words/concepts-of.ts'
import { findWords, wholeWord } from '../../../words/find-words.ts'
import { splitListText } from '../../../words/split-activities.ts'
import type { Context } from '../context.ts'
import { addGate, addRequirement, gateName } from '../lists/gates.ts'
import { noteOwners } from '../owners.ts'
import { statedPeriod } from '../periods.ts'

/** `Gates: **G1 Beta** (W4, owner @kim, evidence: smoke report), **G2 Launch** (W6)`: gates in bold, each with its bracket. */
export function addInlineGates(label: string, prose: Prose, span: Span, context: Context): boolean {
  if (wholeWord('topic', label) !== 'gates') return false
  const names = prose.strong.filter((name) => gateName(name).key !== null)
  let from = 0
  for (const name of names) {
    const at = prose.text.indexOf(name, from)
    if (at < 0) continue
    from = at + name.length
    const inside = /^\s*\(([^()]{1,300})\)/u.exec(prose.text.slice(from))?.[1] ?? ''
    const gate = addGate(name, span, context)
    gate.at ??= statedPeriod(inside, context.reading)?.to ?? null
    for (const handle of inside.match(/@[A-Za-z][\w-]{0,40}/g) ?? []) gate.owners.push(...noteOwners(context.reading, handle))
    const [proof] = findWords('label', inside).filter(({ concept }) => concept === 'evidence' || concept === 'criteria')
    if (proof) for (const text of splitListText(inside.slice(proof.to).replace(/^\s*:\s*/u, ''))) addRequirement(gate, text, span, context)
  }
  return names.length > 0 && labelOf(label) !== 'owner'
}
