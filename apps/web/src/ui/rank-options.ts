/** The best matches first: whole label, beginning of the label, beginning of a word, anywhere; then the given order. Every word of the query must occur. */
export const rankOptions = <T extends { readonly label: string; readonly hint?: string }>(
  options: readonly T[],
  query: string,
  limit: number,
): readonly T[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return options.slice(0, limit)
  const whole = words.join(' ')
  const ranked: { option: T; rank: number; order: number }[] = []
  for (const [order, option] of options.entries()) {
    const label = option.label.toLowerCase()
    const text = `${label} ${option.hint?.toLowerCase() ?? ''}`
    if (!words.every((word) => text.includes(word))) continue
    const rank =
      label === whole
        ? 0
        : label.startsWith(whole)
          ? 1
          : words.some((word) => new RegExp(`(?:^|[\\s\\-./])${escapeForPattern(word)}`).test(text))
            ? 2
            : 3
    ranked.push({ option, rank, order })
  }
  ranked.sort((a, b) => a.rank - b.rank || a.order - b.order)
  return ranked.slice(0, limit).map((one) => one.option)
}

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
