import type { DraftLane } from '../../draft/draft-plan.ts'
import { foldWords } from '../../words/fold.ts'
import type { Reading } from '../recogniser.ts'

/** Key of the lane that a text names as a whole, by key, name or another name; null: none. */
export function findLane(text: string, { draft }: Reading): string | null {
  const wanted = folded(text)
  if (wanted === '') return null
  const named = draft.lanes.find((lane) => namesOf(lane).some((name) => folded(name) === wanted))
  return named?.key ?? null
}

/** Key of the lane whose name stands inside a longer text, such as `Weeks 5-8: Metering Implementation`; the longest name wins. */
export function laneIn(text: string, { draft }: Reading): string | null {
  const words = ` ${folded(text)} `
  let best: { readonly key: string; readonly length: number } | null = null
  for (const lane of draft.lanes)
    for (const name of namesOf(lane)) {
      const wanted = folded(name)
      if (wanted.length > 2 && wanted.length > (best?.length ?? 0) && words.includes(` ${wanted} `))
        best = { key: lane.key, length: wanted.length }
    }
  return best?.key ?? null
}

const namesOf = (lane: DraftLane): readonly string[] => [lane.key, lane.name, ...lane.aliases]

const folded = (text: string): string =>
  foldWords(text)
    .map(({ stem }) => stem)
    .join(' ')
