import { PLAN_LIMITS } from '@gatehouse/core'
import type { DraftLane, DraftPlan } from '../../draft/draft-plan.ts'
import { foldText, foldWords } from '../../words/fold.ts'
import type { Reading } from '../recogniser.ts'
import { keyedName } from '../prose/keyed-name.ts'
import { asTitle, withoutEmoji } from '../prose/text.ts'

const LETTERED = /^([A-Z]{1,4}-[A-Z0-9]{1,3})(?![\p{L}\p{N}])\s*[:.–—-]?\s*/u

/** The lane that a short text names: by key, by name, by another name, or by the words they share; null: none of those so far. */
export function findLane(draft: DraftPlan, text: string): DraftLane | null {
  const version = draft.lanes.length + draft.lanes.reduce((sum, lane) => sum + lane.aliases.length, 0)
  const known = answers.get(draft)
  const cache = known?.version === version ? known : { version, found: new Map<string, DraftLane | null>() }
  if (cache !== known) answers.set(draft, cache)
  const before = cache.found.get(text)
  if (before !== undefined) return before
  const found = lookForLane(draft, text)
  cache.found.set(text, found)
  return found
}

/** The same few names come again in every row. Forgotten when a lane or another name of one is added. */
const answers = new WeakMap<DraftPlan, { readonly version: number; readonly found: Map<string, DraftLane | null> }>()

function lookForLane(draft: DraftPlan, text: string): DraftLane | null {
  const { key, name } = laneName(text)
  const byKey = key === null ? null : draft.lanes.find((lane) => lane.key.toLowerCase() === key.toLowerCase())
  if (byKey) return byKey
  const whole = draft.lanes.find((lane) => lane.key.toLowerCase() === text.trim().toLowerCase())
  if (whole) return whole
  const folded = foldText(name)
  if (folded === '') return null
  const exact = draft.lanes.find((lane) => [lane.name, ...lane.aliases].some((each) => foldText(each) === folded))
  return exact ?? (key === null ? alikeLane(draft, name) : null)
}

/** The same; a lane that is not there yet is made. `isNew` says so. */
export function laneFor({ draft }: Reading, text: string, line: number): { readonly lane: DraftLane; readonly isNew: boolean } | null {
  const known = findLane(draft, text)
  const { key, name } = laneName(text)
  if (known) {
    if (name !== '' && foldText(name) !== foldText(known.name) && known.aliases.length < 20) known.aliases.push(name)
    return { lane: known, isNew: false }
  }
  if (draft.lanes.length >= PLAN_LIMITS.lanes) return null
  const lane: DraftLane = {
    key: freeKey(draft, key),
    name: asTitle(name || text),
    mission: '',
    deliverables: [],
    owners: [],
    aliases: [],
    line,
  }
  draft.lanes.push(lane)
  return { lane, isNew: true }
}

function laneName(text: string): { readonly key: string | null; readonly name: string } {
  const plain = withoutEmoji(text.slice(0, 400))
  const lettered = LETTERED.exec(plain)
  if (lettered?.[1]) return { key: lettered[1], name: plain.slice(lettered[0].length) }
  return keyedName(plain, 'lane')
}

function freeKey(draft: DraftPlan, wish: string | null): string {
  const clean = wish?.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 36)
  if (clean && !draft.laneByKey(clean)) return clean
  for (let number = draft.lanes.length + 1; ; number += 1) if (!draft.laneByKey(`L${number}`)) return `L${number}`
}

/** Half of the words must be shared, in whole or as the beginning of the longer one (`Obs` of `Observability`), and by one lane only. */
function alikeLane(draft: DraftPlan, name: string): DraftLane | null {
  const words = foldWords(name).map(({ stem }) => stem)
  const scored = draft.lanes
    .map((lane) => {
      const known = foldWords([lane.name, ...lane.aliases].join(' ')).map(({ stem }) => stem)
      const shared = words.filter((word) => known.some((other) => other === word || (word.length > 2 && other.startsWith(word))))
      return { lane, score: words.length === 0 ? 0 : shared.length / words.length }
    })
    .filter(({ score }) => score > 0.5 || (score === 0.5 && words.length > 1))
    .toSorted((a, b) => b.score - a.score)
  return scored[0] && scored[0].score > (scored[1]?.score ?? 0) ? scored[0].lane : null
}
