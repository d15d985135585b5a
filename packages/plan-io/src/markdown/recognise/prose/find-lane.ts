import { PLAN_LIMITS } from '@gatehouse/core'
import type { DraftPlan } from '../../draft/draft-plan.ts'
import { foldWords } from '../../words/fold.ts'
import type { Reading } from '../recogniser.ts'

/** Lanes looked through for a name inside a text; no plan may have more. */
const MOST_LANES = PLAN_LIMITS.lanes

interface Index {
  readonly byName: Map<string, string>
  /** Folded names with their lane, of the first lanes only. */
  readonly names: { readonly name: string; readonly key: string }[]
  seen: number
}
const indexes = new WeakMap<DraftPlan, Index>()

/** Names of all lanes so far, caught up with what other recognisers have added. */
function indexOf(draft: DraftPlan): Index {
  const index = indexes.get(draft) ?? { byName: new Map<string, string>(), names: [], seen: 0 }
  indexes.set(draft, index)
  for (; index.seen < draft.lanes.length; index.seen += 1) {
    const lane = draft.lanes[index.seen]
    for (const written of lane ? [lane.key, lane.name, ...lane.aliases] : []) {
      const name = folded(written)
      if (name === '' || !lane) continue
      if (!index.byName.has(name)) index.byName.set(name, lane.key)
      if (index.seen < MOST_LANES && name.length > 2) index.names.push({ name, key: lane.key })
    }
  }
  return index
}

/** Key of the lane that a text names as a whole, by key, name or another name; null: none. */
export function findLane(text: string, { draft }: Reading): string | null {
  return draft.lanes.length === 0 ? null : (indexOf(draft).byName.get(folded(text)) ?? null)
}

/** The lane that a short name calls: its name, or the one lane whose name has this word, as `Alpha` calls `Squad Alpha`. */
export function laneCalled(text: string, reading: Reading): string | null {
  const known = findLane(text, reading)
  if (known !== null) return known
  const word = folded(text)
  if (word.includes(' ') || word.length < 3) return null
  const fits = reading.draft.lanes.filter(({ name }) => ` ${folded(name)} `.includes(` ${word} `))
  return fits.length === 1 ? (fits[0]?.key ?? null) : null
}

/** Key of the lane whose name stands inside a longer text, such as `Weeks 5-8: Metering Implementation`; the longest name wins. */
export function laneIn(text: string, { draft }: Reading): string | null {
  if (draft.lanes.length === 0) return null
  const words = ` ${folded(text)} `
  let best: { readonly key: string; readonly name: string } | null = null
  for (const each of indexOf(draft).names) if (each.name.length > (best?.name.length ?? 0) && words.includes(` ${each.name} `)) best = each
  return best?.key ?? null
}

const folded = (text: string): string =>
  foldWords(text)
    .map(({ stem }) => stem)
    .join(' ')
