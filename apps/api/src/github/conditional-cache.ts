export interface CachedAnswer {
  readonly etag: string
  readonly data: unknown
}

/** The last answer per URL with its ETag, least recently used out first: a 304 to a conditional request costs no quota. */
export function conditionalCache(limit: number) {
  const answers = new Map<string, CachedAnswer>()
  return {
    get(url: string): CachedAnswer | undefined {
      const known = answers.get(url)
      if (known) {
        answers.delete(url)
        answers.set(url, known)
      }
      return known
    },
    set(url: string, answer: CachedAnswer): void {
      answers.delete(url)
      answers.set(url, answer)
      const oldest = answers.keys().next().value
      if (answers.size > limit && oldest !== undefined) answers.delete(oldest)
    },
  }
}
