import { PLAN_LIMITS } from '@gatehouse/core'
import type { DraftLane, DraftPlan } from '../../draft/draft-plan.ts'
import { foldText, foldWords } from '../../words/fold.ts'
import type { Reading } from '../recogniser.ts'
import { keyedName } from '../prose/keyed-name.ts'
import { conceptsOf } from '../../words/concepts-of.ts'
import { noteOwners } from '../prose/owners.ts'
import { asTitle, bracketAtEnd, withoutEmoji } from '../prose/text.ts'

const LETTERED = /^([A-Z]{1,4}-[A-Z0-9]{1,3})(?![\p{L}\p{N}])\s*[:.–—-]?\s*/u

interface Known {
  readonly version: number
  readonly found: Map<string, DraftLane | null>
  readonly lanes: readonly { readonly lane: DraftLane; readonly names: readonly string[]; readonly stems: readonly string[] }[]
}
const memories = new WeakMap<DraftPlan, Known>()

/** The lane that a short text names: by key, by name, by another name, or by the words they share; null: none of those so far. */
export function findLane(draft: DraftPlan, text: string): DraftLane | null {
  const known = knownLanes(draft)
  const before = known.found.get(text)
  if (before !== undefined) return before
  const found = lookForLane(known, text)
  known.found.set(text, found)
  return found
}

/** The same few names come again in every row. Forgotten when a lane or another name of one is added. */
function knownLanes(draft: DraftPlan): Known {
  const version = draft.lanes.reduce((sum, lane) => sum + 1 + lane.aliases.length, 0)
  const known = memories.get(draft)
  if (known?.version === version) return known
  const lanes = draft.lanes.map((lane) => ({
    lane,
    names: [lane.name, ...lane.aliases].map(foldText),
    stems: foldWords([lane.name, ...lane.aliases].join(' ')).map(({ stem }) => stem),
  }))
  const made: Known = { version, found: new Map(), lanes }
  memories.set(draft, made)
  return made
}

function lookForLane(known: Known, text: string): DraftLane | null {
  const { key, name } = laneName(text)
  const wanted = new Set([key?.toLowerCase(), text.trim().toLowerCase()])
  const byKey = known.lanes.find(({ lane }) => wanted.has(lane.key.toLowerCase()))
  if (byKey) return byKey.lane
  const folded = foldText(name)
  if (folded === '') return null
  const exact = known.lanes.find(({ names }) => names.includes(folded))
  return exact?.lane ?? (key === null ? alikeLane(known, name) : null)
}

/** The same; a lane that is not there yet is made. `isNew` says so. */
export function laneFor(reading: Reading, written: string, line: number): { readonly lane: DraftLane; readonly isNew: boolean } | null {
  const { draft } = reading
  const bracket = bracketAtEnd(written)
  const isOwned = bracket !== null && bracket.outside !== '' && (bracket.inside.includes('@') || conceptsOf(bracket.inside)[0] === 'owner')
  const text = isOwned ? bracket.outside : written
  const found = nameLane(draft, text, line)
  if (isOwned && found)
    for (const handle of noteOwners(reading, bracket.inside.replace(/^[^:@]{0,30}:/, '')))
      if (!found.lane.owners.includes(handle)) found.lane.owners.push(handle)
  return found
}

function nameLane(draft: DraftPlan, text: string, line: number): { readonly lane: DraftLane; readonly isNew: boolean } | null {
  const known = findLane(draft, text)
  const { key, name } = laneName(text)
  if (known) {
    const isNew = name !== '' && ![known.name, ...known.aliases].some((each) => foldText(each) === foldText(name))
    if (isNew && known.aliases.length < 20) known.aliases.push(name)
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
function alikeLane({ lanes }: Known, name: string): DraftLane | null {
  const words = foldWords(name).map(({ stem }) => stem)
  const scored = lanes
    .map(({ lane, stems }) => {
      const shared = words.filter((word) => stems.some((other) => other === word || (word.length > 2 && other.startsWith(word))))
      return { lane, score: words.length === 0 ? 0 : shared.length / words.length }
    })
    .filter(({ score }) => score > 0.5 || (score === 0.5 && words.length > 1))
    .toSorted((a, b) => b.score - a.score)
  return scored[0] && scored[0].score > (scored[1]?.score ?? 0) ? scored[0].lane : null
}
