/** The known word that a misspelt one most likely means, or null. Case and `_`/`-` do not count; up to a third may differ. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const wanted = plain(word)
  let best: { readonly word: string; readonly distance: number } | null = null
  for (const candidate of known) {
    const distance = editDistance(wanted, plain(candidate))
    if (best === null || distance < best.distance) best = { word: candidate, distance }
  }
  if (best === null) return null
  return best.distance <= Math.max(1, Math.floor(Math.max(wanted.length, best.word.length) / 3)) ? best.word : null
}

const plain = (word: string): string => word.slice(0, 60).toLowerCase().replace(/[_-]/g, '')

/** Edits between two words; two neighbouring letters that changed places are one edit. */
function editDistance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, index) => index)]
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let i = 1; i <= left.length; i += 1) {
    rows.push([i])
    for (let j = 1; j <= right.length; j += 1) {
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      const changed = at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1)
      const best = Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1)
      rows[i]?.push(isSwap ? Math.min(best, at(i - 2, j - 2) + 1) : best)
    }
  }
  return at(left.length, right.length)
}
