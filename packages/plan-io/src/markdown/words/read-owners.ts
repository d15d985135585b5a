import { foldLetters } from './fold.ts'
import { isNone } from './read-marks.ts'

export interface OwnerFound {
  /** `@platform-security`. */
  readonly handle: string
  /** `Platform Security`; the handle without its sign where the document gives no name. */
  readonly name: string
  /** What stands in brackets behind: `QA` of `Anna Berg (QA)`, or ''. */
  readonly role: string
  /** The document writes the handle; else it was made from the name. */
  readonly given: boolean
}

const HANDLE = /(?<![\p{L}\p{N}])@([A-Za-z0-9][A-Za-z0-9._-]{0,57})/u
const MAIL = /([A-Za-z0-9][A-Za-z0-9._+-]{0,60})@[A-Za-z0-9-]{1,60}\.[A-Za-z.]{2,20}/
/** Commas, semicolons, plus signs, ampersands, spaced slashes and the word for `and`; brackets are kept together. */
const BETWEEN = /\s*[,;+|]\s*|\s+(?:\/|&|·|and|und)\s+|\n+/u
const LONGEST_NAME = 60

/** Who is named: handles, names, mail addresses, joined by whatever people join them with. Placeholders (`TBD`, a dash) are nobody, and so is a sentence. */
export function readOwners(text: string): readonly OwnerFound[] {
  const found = new Map<string, OwnerFound>()
  for (const piece of splitPeople(text.slice(0, 1_000))) {
    const owner = readOwner(piece)
    if (owner !== null && !found.has(owner.handle)) found.set(owner.handle, owner)
  }
  return [...found.values()]
}

/** `Platform Security` → `@platform-security`; umlauts become two letters. '' where nothing is left. */
export function handleFor(name: string): string {
  const german = name.replace(/[äöüÄÖÜ]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter.toLowerCase()] ?? letter)
  const plain = foldLetters(german)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return plain === '' ? '' : `@${plain.slice(0, 50).replace(/-+$/, '')}`
}

function readOwner(piece: string): OwnerFound | null {
  const role = /\(([^()]{1,80})\)/.exec(piece)?.[1]?.trim() ?? ''
  const outside = piece.replace(/\([^()]{0,80}\)/g, ' ').trim()
  const handle = HANDLE.exec(piece)?.[1]?.replace(/[._-]+$/, '')
  const mail = MAIL.exec(piece)
  if (mail) {
    const made = handleFor(mail[1] ?? '')
    return made === '' ? null : { handle: made, name: tidy(outside.replace(MAIL, '')) || (mail[1] ?? ''), role, given: false }
  }
  if (handle !== undefined) {
    const beside = tidy(outside.replace(HANDLE, ' '))
    const name = isName(beside) ? beside : isName(role) && !HANDLE.test(role) && beside === '' ? role : handle
    return { handle: `@${handle}`, name, role: name === role ? '' : role, given: true }
  }
  const name = tidy(outside)
  const made = isName(name) ? handleFor(name) : ''
  return made === '' ? null : { handle: made, name, role, given: false }
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').replace(/^[\s:–—<>[\]()`*_-]+|[\s:.–—<>[\]()`*_-]+$/gu, '')

const isName = (text: string): boolean =>
  text.length > 0 && text.length <= LONGEST_NAME && text.split(' ').length <= 6 && /\p{L}/u.test(text) && !isNone(text)

/** Splits outside brackets. A slash without spaces parts two people unless both sides are short, as in `CI/CD` or `UX/UI`. */
function splitPeople(text: string): readonly string[] {
  const hidden: string[] = []
  const masked = text.replace(/\([^()]{0,200}\)/g, (bracket) => `\uE000${hidden.push(bracket) - 1}\uE001`)
  return masked
    .split(BETWEEN)
    .flatMap((piece) => splitSlash(piece))
    .flatMap((piece) => (piece.split('@').length > 2 ? piece.split(/\s+(?=@)/) : [piece]))
    .map((piece) => piece.replace(/\uE000(\d+)\uE001/g, (_, at: string) => hidden[Number(at)] ?? '').trim())
    .filter((piece) => piece !== '')
}

function splitSlash(piece: string): readonly string[] {
  const sides = piece.split('/')
  return sides.length > 1 && sides.some((side) => side.trim().length > 3 || side.includes('@')) ? sides : [piece]
}
