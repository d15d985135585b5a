/** Keys that somebody may have meant. */
const MOST = 5

/** Edits between two short words; beyond `limit` only that it is more. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? limit + 1
}

const plain = (key: string): string => key.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** The known keys nearest to one that is not known, the nearest first; a few of all where none is near. */
export const nearKeys = (wanted: string, known: readonly string[]): readonly string[] => {
  const word = plain(wanted.slice(0, 80))
  const near = known
    .map((key) => {
      const other = plain(key.slice(0, 80))
      const begins = other !== '' && word !== '' && (other.startsWith(word) || word.startsWith(other))
      return { key, far: begins ? Math.min(1, distance(word, other, 2)) : distance(word, other, 2) }
    })
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far)
    .map(({ key }) => key)
  return (near.length > 0 ? near : known).slice(0, MOST)
}

/** `Did you mean G3.1 or G3.2?`; nothing where nothing is known. */
export const hintNear = (wanted: string, known: readonly string[]): string | undefined => {
  const near = nearKeys(wanted, known)
  return near.length === 0 ? undefined : `Known here: ${near.join(', ')}${known.length > near.length ? ' …' : ''}`
}
