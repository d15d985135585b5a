/** Markup inside a line of Markdown: taken off in one pass over the text, without regular expressions that look far ahead. */
export interface Inline {
  /** Markup removed; line breaks (`<br>`) are `\n`. */
  readonly text: string
  /** Bold runs with their place in `text`. */
  readonly strong: readonly { readonly from: number; readonly to: number }[]
  readonly codes: readonly string[]
  readonly links: readonly { readonly text: string; readonly url: string }[]
  readonly struck: readonly { readonly from: number; readonly to: number }[]
}

interface Opener {
  readonly mark: string
  readonly piece: number
}

const WORD = /[\p{L}\p{N}]/u
const TAG =
  /^<\/?(a|abbr|b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)(?:\s[^<>]{0,500})?\/?>/i
const AUTOLINK = /^<(https?:\/\/[^\s<>]{1,2000}|mailto:[^\s<>]{1,500})>/i
const BARE_LINK = /^https?:\/\/[^\s<>"'`|)\]]{1,2000}/i
const TARGET = /^\(\s*<?([^\s()<>]{0,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500})?)>?(?:\s+["'(][^\n]{0,300}?["')])?\s*\)/
const ENTITY = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/i
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  rarr: '→',
  larr: '←',
  hellip: '…',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  le: '≤',
  ge: '≥',
}
const MARKS = ['**', '__', '~~', '*', '_'] as const
const MAX_OPEN = 32

/** Without one of these a text has no markup. */
const ANY_MARKUP = /[\\`<&[*_~]|https?:/i
const nothing: readonly never[] = []

export function readInline(raw: string): Inline {
  if (!ANY_MARKUP.test(raw)) return { text: raw, strong: nothing, struck: nothing, codes: nothing, links: nothing }
  const pieces: string[] = []
  const open: Opener[] = []
  const brackets: number[] = []
  const spans: { mark: string; from: number; to: number }[] = []
  const codes: string[] = []
  const links: { from: number; to: number; url: string }[] = []
  const ticks = ticksOf(raw)
  let at = 0

  while (at < raw.length) {
    const char = raw[at] as string
    if (char === '\\' && /[!-/:-@[-`{-~]/.test(raw[at + 1] ?? '')) {
      pieces.push(raw[at + 1] as string)
      at += 2
    } else if (char === '`') at = takeCode(at)
    else if (char === '<') at = takeAngle(at)
    else if (char === '&') at = takeEntity(at)
    else if (char === '[' || (char === '!' && raw[at + 1] === '[')) {
      brackets.push(pieces.length)
      if (brackets.length > MAX_OPEN) brackets.shift()
      pieces.push(char === '!' ? '![' : '[')
      at += char === '!' ? 2 : 1
    } else if (char === ']') at = takeBracket(at)
    else if ((char === 'h' || char === 'H') && !WORD.test(raw[at - 1] ?? '')) at = takeBareLink(at)
    else if (char === '*' || char === '_' || char === '~') at = takeMark(at)
    else {
      let end = at + 1
      while (end < raw.length && !SPECIAL.has(raw.charCodeAt(end))) end += 1
      pieces.push(raw.slice(at, end))
      at = end
    }
  }
  return finish()

  function takeCode(from: number): number {
    let length = 1
    while (raw[from + length] === '`') length += 1
    const ends = ticks.get(length) ?? []
    while (ends.length > 0 && (ends.at(-1) as number) <= from) ends.pop()
    const end = ends.at(-1)
    if (end === undefined) {
      pieces.push(raw.slice(from, from + length))
      return from + length
    }
    const code = raw.slice(from + length, end).trim()
    codes.push(code)
    pieces.push(code)
    return end + length
  }

  function takeAngle(from: number): number {
    const rest = raw.slice(from, from + 2100)
    const link = AUTOLINK.exec(rest)
    if (link) {
      links.push({ from: pieces.length, to: pieces.length + 1, url: link[1] as string })
      pieces.push((link[1] as string).replace(/^mailto:/i, ''))
      return from + link[0].length
    }
    const tag = TAG.exec(rest.slice(0, 520))
    if (!tag) {
      pieces.push('<')
      return from + 1
    }
    if (/^(?:br|hr)$/i.test(tag[1] as string)) pieces.push('\n')
    return from + tag[0].length
  }

  function takeEntity(from: number): number {
    const entity = ENTITY.exec(raw.slice(from, from + 12))
    const code = entity?.[1] !== undefined ? Number(entity[1]) : entity?.[2] !== undefined ? Number.parseInt(entity[2], 16) : null
    const text = code !== null ? (code > 31 && code < 0x110000 ? String.fromCodePoint(code) : ' ') : NAMED[entity?.[3] ?? '']
    if (entity === null || text === undefined) {
      pieces.push('&')
      return from + 1
    }
    pieces.push(text)
    return from + entity[0].length
  }

  function takeBracket(from: number): number {
    const start = brackets.pop()
    const target = start !== undefined && raw[from + 1] === '(' ? TARGET.exec(raw.slice(from + 1, from + 2800)) : null
    if (start === undefined || target === null) {
      pieces.push(']')
      return from + 1
    }
    pieces[start] = ''
    links.push({ from: start, to: pieces.length, url: target[1] as string })
    return from + 1 + target[0].length
  }

  function takeBareLink(from: number): number {
    const url = withoutStop(BARE_LINK.exec(raw.slice(from, from + 2010))?.[0])
    if (url === undefined) {
      pieces.push(raw[from] as string)
      return from + 1
    }
    links.push({ from: pieces.length, to: pieces.length + 1, url })
    pieces.push(url)
    return from + url.length
  }

  function takeMark(from: number): number {
    const mark = MARKS.find((each) => raw.startsWith(each, from))
    if (mark === undefined) {
      pieces.push('~')
      return from + 1
    }
    const before = raw[from - 1] ?? ' '
    const after = raw[from + mark.length] ?? ' '
    const inWord = mark.startsWith('_') && WORD.test(before) && WORD.test(after)
    const index = inWord || /\s/.test(before) ? -1 : open.findLastIndex((each) => each.mark === mark)
    pieces.push(mark)
    if (index >= 0) {
      const opener = open[index] as Opener
      open.length = index
      pieces[opener.piece] = ''
      pieces[pieces.length - 1] = ''
      spans.push({ mark, from: opener.piece, to: pieces.length })
    } else if (!inWord && !/\s/.test(after) && open.length < MAX_OPEN) open.push({ mark, piece: pieces.length - 1 })
    return from + mark.length
  }

  function finish(): Inline {
    const starts: number[] = [0]
    for (const piece of pieces) starts.push((starts.at(-1) as number) + piece.length)
    const text = pieces.join('')
    const place = (index: number): number => starts[index] ?? text.length
    const of = (...marks: string[]) =>
      spans
        .filter((span) => marks.includes(span.mark))
        .map((span) => ({ from: place(span.from), to: place(span.to) }))
        .toSorted((a, b) => a.from - b.from)
    return {
      text,
      strong: of('**', '__'),
      struck: of('~~'),
      codes,
      links: links.map((link) => ({ text: text.slice(place(link.from), place(link.to)), url: link.url })),
    }
  }
}

/** A sentence's end is no part of the address. */
function withoutStop(url: string | undefined): string | undefined {
  let end = url?.length ?? 0
  while (end > 0 && '.,;:!?*_'.includes((url as string)[end - 1] as string)) end -= 1
  return url?.slice(0, end)
}

const SPECIAL: ReadonlySet<number> = new Set([...'\\`<&[!]hH*_~'].map((char) => char.charCodeAt(0)))

/** Where runs of backticks begin, by their length, the first one last. */
function ticksOf(raw: string): ReadonlyMap<number, number[]> {
  const runs = new Map<number, number[]>()
  for (let at = raw.lastIndexOf('`'); at >= 0; at = at === 0 ? -1 : raw.lastIndexOf('`', at - 1)) {
    let start = at
    while (raw[start - 1] === '`') start -= 1
    const length = at - start + 1
    const list = runs.get(length)
    if (list) list.push(start)
    else runs.set(length, [start])
    at = start
  }
  return runs
}
