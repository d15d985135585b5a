import { foldLetters } from './fold.ts'
import { SYNONYMS } from './synonyms.ts'

/** Sprints are periods of their own: a document that plans in sprints gets a period for each. */
export type PeriodUnit = 'day' | 'week' | 'sprint'
export interface PeriodOptions {
  /** How the document counts: a `D12` in a plan by weeks is an id, and so is a `W3` in a plan by days. */
  readonly cadence?: 'day' | 'week' | undefined
  /** The document's periods; a single letter with a number beyond them is an id. */
  readonly first?: number | undefined
  readonly last?: number | undefined
  /** The place says that a period stands here, so a mere number is one: unit of such a number. `T3` is a day then, too. */
  readonly bare?: PeriodUnit | undefined
}
export interface PeriodSpan {
  readonly cadence: PeriodUnit
  /** Numbers as written, both included: 5 and 8 of `Weeks 5-8`. */
  readonly from: number
  readonly to: number
}
export interface PeriodMention extends PeriodSpan {
  /** Every number that is named: 13, 14 and 16 of `Weeks 13, 14 and 16`; the ends of a range. */
  readonly numbers: readonly number[]
  /** Place in the text. */
  readonly start: number
  readonly end: number
}

const UNITS: readonly PeriodUnit[] = ['day', 'week', 'sprint']
const unitByWord = new Map<string, PeriodUnit>(
  UNITS.flatMap((unit) => wordsOf(`${SYNONYMS.unit[unit].en},${SYNONYMS.unit[unit].de}`).map((word) => [word, unit] as const)),
)
const LETTERS = new Set(['d', 'w', 't'])
const word = [...unitByWord.keys()].sort((a, b) => b.length - a.length).join('|')
const DASH = String.raw`\s?(?:-|–|—|−|‑|→|\.{2,3}|…|to|bis|through|till|until)\s?`
const LIST = String.raw`\s?(?:,|/|\+|&|and|und)\s?`
const TOKEN = new RegExp(
  String.raw`(?<![\p{L}\p{N}_./#@-])(?:(?<unit>${word})[\s.#+−-]?\s?(?<first>\d{1,4})|(?<ordinal>\d{1,3})\.?(?:st|nd|rd|th|te|ter)?\s(?<behind>${word}))(?![\p{L}\p{N}%]|[.,]\d|-\d{1,2}-\d)`,
  'giu',
)
const MORE = new RegExp(
  String.raw`(?:(?<dash>${DASH})|(?<list>${LIST}))(?:(?<unit>${word})(?:[\s.]?\s?|(?<sign>[+−-])))?(?<number>\d{1,4})(?![\p{L}\p{N}%]|[.,:]\d)`,
  'iuy',
)
const BARE = new RegExp(String.raw`^\W*(?<first>-?\d{1,4})(?:(?:${DASH}|${LIST})(?<last>\d{1,4}))?\W*$`, 'iu')

/** The periods that a short text (a cell, a bracket, a heading) names, as their hull; null: none. Mixed units: those of the first count. */
export function readPeriods(text: string, options: PeriodOptions = {}): PeriodSpan | null {
  const found = findPeriods(text, options)
  const [head] = found
  if (head !== undefined) {
    const same = found.filter(({ cadence }) => cadence === head.cadence)
    return { cadence: head.cadence, from: Math.min(...same.map(({ from }) => from)), to: Math.max(...same.map(({ to }) => to)) }
  }
  const bare = options.bare === undefined || text.length > 60 ? null : BARE.exec(text)
  if (!bare?.groups || options.bare === undefined) return null
  const from = Number(bare.groups['first'])
  return spanOf(options.bare, [from, Number(bare.groups['last'] ?? from)])
}

/** Every mention of periods in running text, in its order. */
export function findPeriods(text: string, options: PeriodOptions = {}): readonly PeriodMention[] {
  const found: PeriodMention[] = []
  for (const { shape, ...mention } of tokensOf(text)) {
    const before = found.at(-1)
    if ((before === undefined || mention.start >= before.end) && isPeriod(shape, mention, options)) found.push(mention)
  }
  return found
}

type Token = PeriodMention & { readonly shape: Shape }
const NO_TOKENS: readonly Token[] = []
/** Every cell is asked several times, in several ways. */
const known = new Map<string, readonly Token[]>()
const MOST_KNOWN = 5_000

function tokensOf(text: string): readonly Token[] {
  if (!/\d/.test(text)) return NO_TOKENS
  const before = known.get(text)
  if (before !== undefined) return before
  const tokens = readTokens(text)
  if (text.length > 300) return tokens
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, tokens)
  return tokens
}

function readTokens(text: string): readonly Token[] {
  const found: Token[] = []
  for (const match of text.slice(0, 20_000).matchAll(TOKEN)) {
    const { unit, first, ordinal, behind } = match.groups ?? {}
    const named = foldLetters(unit ?? behind ?? '')
    const cadence = unitByWord.get(named)
    // `20 weeks` is a length; `3. Woche` and `3rd week` are a period.
    if (cadence === undefined || (ordinal !== undefined && !/^\d+(?:\.|st|nd|rd|th|te)/i.test(match[0]))) continue
    // `D-2` and `D+3` are days around day 0.
    const sign = /^d([+−-])\d/i.exec(match[0])?.[1]
    const head = signed(sign, Number(first ?? ordinal))
    const stop = match.index + match[0].length
    const { numbers, end } = unit === undefined ? { numbers: [head], end: stop } : readOn(text, stop, cadence, head)
    const span = spanOf(cadence, numbers)
    const shape: Shape = { named, glued: sign !== undefined || (first !== undefined && /^[a-z]{1,2}\d/i.test(match[0])) }
    if (span !== null) found.push({ ...span, numbers, start: match.index, end, shape })
  }
  return found
}

/** Ranges and lists behind the first number: `-D3`, ` bis 4`, `, 14 and 16`. */
function readOn(
  text: string,
  from: number,
  cadence: PeriodUnit,
  head: number,
): { readonly numbers: readonly number[]; readonly end: number } {
  const numbers = [head]
  let end = from
  while (numbers.length < 40) {
    MORE.lastIndex = end
    const groups: Readonly<Record<string, string | undefined>> | undefined = MORE.exec(text)?.groups
    if (groups === undefined) break
    const again = groups['unit'] === undefined ? cadence : unitByWord.get(foldLetters(groups['unit']))
    const next = signed(groups['sign'], Number(groups['number']))
    const isRange = groups['dash'] !== undefined
    if (again !== cadence || (isRange && next < (numbers.at(-1) ?? 0))) break
    // Mere numbers behind one word are a list in `Weeks 13, 14`, and none in `Day 1, 3 squads`.
    if (!isRange && groups['unit'] === undefined && !endsWell(text, MORE.lastIndex)) break
    numbers.push(next)
    end = MORE.lastIndex
  }
  return { numbers, end }
}

const signed = (sign: string | undefined, number: number): number => (sign === undefined || sign === '+' ? number : -number)

interface Shape {
  readonly named: string
  /** A letter and its number without space: `D12`. */
  readonly glued: boolean
}

function isPeriod({ named, glued }: Shape, span: PeriodSpan, { cadence, first, last, bare }: PeriodOptions): boolean {
  if (!LETTERS.has(named)) return true
  if (!glued) return false
  if (named === 't') return bare === 'day'
  if (bare === span.cadence) return true
  if (cadence !== undefined && cadence !== span.cadence) return false
  return (first === undefined || span.from >= first) && (last === undefined || span.to <= last)
}

const endsWell = (text: string, at: number): boolean => /^\s*(?:$|[(),;:.\]*|–—-]|and\b|und\b|&|\+)/.test(text.slice(at, at + 12))

const spanOf = (cadence: PeriodUnit, numbers: readonly number[]): PeriodSpan | null => {
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)]
  return to - from > 400 ? null : { cadence, from, to }
}

function wordsOf(list: string): readonly string[] {
  return [...new Set(list.split(',').map((each) => foldLetters(each.trim())))].filter((each) => /^[a-z]+$/.test(each))
}
