import type { DraftGate, DraftPlan } from '../../draft/draft-plan.ts'
import { foldText, foldWords } from '../../words/fold.ts'
import type { Reading } from '../recogniser.ts'
import { keyedName } from '../prose/keyed-name.ts'
import { asTitle, withoutEmoji } from '../prose/text.ts'

/**
 * The gate that a cell names, found or made. By its key where it has one, else by its title; two with the same title in different periods
 * are two gates, and so are two with the same key that have no word in common.
 */
export function gateFor(reading: Reading, text: string, at: number | null, line: number): DraftGate {
  const { draft, account } = reading
  const { key, name } = keyedName(withoutEmoji(text), 'gate')
  const known = key === null ? byTitle(reading, name, at) : byKey(reading, key, name, at)
  if (known) {
    known.at ??= at
    if (name !== '' && (known.title === '' || known.title === known.key)) {
      known.title = asTitle(name)
      gatesOf(reading).addTitle(known)
    }
    return known
  }
  if (key !== null && gatesOf(reading).key(key))
    account.warn(
      'gate_key_repeated',
      line,
      `The key ${key} is used again for “${name}”, which has another title; it became a gate of its own.`,
    )
  const twin = key === null && gatesOf(reading).titled(name).length > 0
  const made = key === null ? draft.nextKey('G') : draft.keyFor(key)
  if (twin) account.warn('gate_title_repeated', line, `There is another gate “${name}”; this one became ${made}.`)
  const gate: DraftGate = {
    key: made,
    title: asTitle(name || key || text),
    at,
    owners: [],
    reviewers: [],
    quorum: null,
    requirements: [],
    line,
  }
  draft.gates.push(gate)
  return gate
}

/** Gates by key and by title; headings and lists make gates too, so it is caught up with on each look. */
class GateIndex {
  readonly #byKey = new Map<string, DraftGate>()
  readonly #byTitle = new Map<string, DraftGate[]>()
  #seen = 0

  catchUp({ gates }: DraftPlan): this {
    for (; this.#seen < gates.length; this.#seen += 1) {
      const gate = gates[this.#seen] as DraftGate
      this.#byKey.set(gate.key.toLowerCase(), gate)
      this.addTitle(gate)
    }
    return this
  }

  addTitle(gate: DraftGate): void {
    const folded = foldText(gate.title)
    const twins = this.#byTitle.get(folded)
    if (twins) twins.push(gate)
    else this.#byTitle.set(folded, [gate])
  }

  key = (key: string): DraftGate | null => this.#byKey.get(key.toLowerCase()) ?? null
  titled = (title: string): readonly DraftGate[] => (title === '' ? [] : (this.#byTitle.get(foldText(title)) ?? []))
}

const indexes = new WeakMap<DraftPlan, GateIndex>()
function gatesOf({ draft }: Reading): GateIndex {
  const index = indexes.get(draft) ?? new GateIndex()
  indexes.set(draft, index)
  return index.catchUp(draft)
}

function byKey(reading: Reading, key: string, name: string, at: number | null): DraftGate | null {
  const same = gatesOf(reading).key(key)
  if (!same) return null
  const isUntitled = name === '' || same.title === '' || same.title === same.key
  return isUntitled || at === null || same.at === null || same.at === at || sharesWord(same.title, name) ? same : null
}

function byTitle(reading: Reading, name: string, at: number | null): DraftGate | null {
  const twins = gatesOf(reading).titled(name)
  if (at !== null) return twins.find((gate) => gate.at === at) ?? twins.find((gate) => gate.at === null) ?? null
  return twins.find((gate) => gate.requirements.length === 0) ?? twins[0] ?? null
}

function sharesWord(one: string, other: string): boolean {
  const words = new Set(foldWords(one).map(({ stem }) => stem))
  return foldWords(other).some(({ stem }) => stem.length > 3 && words.has(stem))
}
