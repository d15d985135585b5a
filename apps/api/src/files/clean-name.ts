/** Characters; what most file systems take. */
const LONGEST = 200

/** Controls, separators of lines, marks that turn or hide text, and half characters. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const cut = (name: string): string => {
  const letters = [...name]
  if (letters.length <= LONGEST) return name
  // The ending says what opens it.
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  return `${letters.slice(0, LONGEST - ending.length).join('')}${ending}`
}

/** A file's name as it may be shown and saved: its last part, without what would fool a reader, a path or a header; `file` when nothing is left. */
export const cleanName = (given: string): string => {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const name = cut(last.normalize('NFC').replaceAll(NOT_IN_NAMES, '').replaceAll(/\s+/g, ' ').trim())
  return /^\.*$/.test(name) ? 'file' : name
}
