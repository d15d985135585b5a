import type { Item } from '../../../document/document.ts'
import { findWords } from '../../../words/find-words.ts'
import { nounOfKey } from '../../../words/key-prefixes.ts'
import { isNone } from '../../../words/read-marks.ts'
import { splitOutside } from '../../../words/split-activities.ts'
import type { Context } from '../context.ts'
import { keyedName } from '../keyed-name.ts'
import { mapBlocks } from '../records.ts'
import { asText, bracketAtEnd, splitArrows, withoutEnd } from '../text.ts'

type Kind = 'hard' | 'soft'

/** `X → blocks Y`, `X blocks Y`, `X depends on Y`, `#11 → #14 (async)`; a thing alone holds the end of the plan. */
export function readDependencies(items: readonly Item[], context: Context): void {
  const section = { kind: 'section', key: 'dependencies' }
  for (const item of items) {
    addDependency(item.text, item.span.from, context)
    // Its first line becomes the dependency itself, once its ends are found.
    context.reading.account.map({ from: item.span.from + 1, to: item.span.to }, section)
    mapBlocks(context.reading.account, item.blocks, section)
  }
}

/** Adds one, or a chain of them. */
export function addDependency(text: string, line: number, { reading, topic }: Context): void {
  const base: Kind = topic === 'soft_dependencies' ? 'soft' : 'hard'
  const back = text.split(/\s+(?:<-{1,2}|←|⇐|<=(?=\s))\s+/u)
  const chain = (back.length > 1 ? back.toReversed() : splitArrows(text)).filter((piece) => piece !== '')
  const pairs: { from: string; to: string; kind: Kind }[] = []
  if (chain.length > 1) {
    for (let at = 1; at < chain.length; at += 1) pairs.push(pairOf(chain[at - 1] ?? '', chain[at] ?? '', base))
  } else pairs.push(sentencePair(text, base))
  for (const { from, to, kind } of pairs) {
    const [first, second] = [endOf(from), endOf(to)]
    reading.draft.dependencies.push({
      from: { line, text: first },
      to: { line, text: second },
      kind,
      note: asText(text),
      line,
    })
  }
}

/** `wallet fix` and `blocks full confidence`: the word behind the arrow says which way it goes. */
function pairOf(before: string, behind: string, base: Kind): { from: string; to: string; kind: Kind } {
  const [link] = findWords('link', behind)
  const kind = kindOf(`${before} ${behind}`, base)
  if (!link || link.at > 0 || link.to >= behind.length) return { from: before, to: behind, kind }
  const rest = behind.slice(link.to)
  return link.concept === 'depends_on' ? { from: rest, to: before, kind } : { from: before, to: rest, kind }
}

function sentencePair(text: string, base: Kind): { from: string; to: string; kind: Kind } {
  const kind = kindOf(text, base)
  const links = findWords('link', text).filter(
    ({ concept, from }) => from > 0 && concept !== 'hard' && concept !== 'soft' && concept !== 'spanning',
  )
  const link = links.find(({ concept, words }) => words > 1 || concept !== 'affects') ?? links[0]
  if (!link || link.to >= text.length) return { from: text, to: '', kind }
  const [before, behind] = [text.slice(0, link.from), text.slice(link.to)]
  return link.concept === 'depends_on' ? { from: behind, to: before, kind } : { from: before, to: behind, kind }
}

/** A bracket may say that a link only informs: `(async)`. */
function kindOf(text: string, base: Kind): Kind {
  const inside = [...text.matchAll(/\(([^()]{1,60})\)/g)].map((match) => match[1] ?? '')
  const named = inside.flatMap((each) => findWords('link', each)).map(({ concept }) => concept)
  if (named.includes('soft')) return 'soft'
  if (named.includes('hard') || named.includes('blocks')) return 'hard'
  return base
}

/** A title in quotes or a key in brackets says it best: `WS-A D4 “Move the feeds”`, `depot rehearsal (G3)`. */
function namedInside(text: string): string | null {
  const quoted = /["“„«]([^"“”„«»]{6,200})["”“»]/u.exec(text)?.[1]
  if (quoted !== undefined) return quoted
  const inside = bracketAtEnd(text)?.inside ?? ''
  const noun = /^[A-Z]{1,5}-?\d{1,4}(?:\.\d+)?$/.test(inside) ? nounOfKey(inside) : null
  return noun !== null && noun !== 'lane' ? inside : null
}

/** An end without full stop, list mark and a bracket that only says the kind. */
function endOf(text: string): string {
  const named = namedInside(text)
  if (named !== null) return named
  const plain = withoutEnd(text.replace(/^[\s:–—-]+/u, ''))
  const bracket = bracketAtEnd(plain)
  const says = bracket ? findWords('link', bracket.inside) : []
  const isKind =
    bracket !== null && bracket.outside !== '' && says.length === 1 && (says[0]?.to ?? 0) - (says[0]?.from ?? 0) >= bracket.inside.length
  return byNoun(isKind && bracket ? bracket.outside : plain)
}

/** `Task 3` is #3, `Milestone M2` is M2: the noun only says what the key names. */
function byNoun(text: string): string {
  for (const noun of ['task', 'gate', 'milestone'] as const) {
    const { key, name } = keyedName(text, noun)
    if (key === null || name !== '' || nounOfKey(text) !== null) continue
    const number = noun === 'task' ? /^T(\d+)$/.exec(key)?.[1] : undefined
    return number === undefined ? key : `#${number}`
  }
  return text
}

/** `#11 (blocks), #13 (async)` said about a task: what it waits for, or with `isBlocking` what waits for it. */
export function addLinks(text: string, key: string, line: number, isBlocking: boolean, reading: Context['reading']): void {
  for (const piece of splitOutside(text, ';').flatMap((each) => splitOutside(each, ','))) {
    if (isNone(piece)) continue
    const other = { line, text: endOf(piece) }
    const self = { line, text: key }
    const [from, to] = isBlocking ? [self, other] : [other, self]
    reading.draft.dependencies.push({ from, to, kind: kindOf(piece, 'hard'), note: '', line })
  }
}
