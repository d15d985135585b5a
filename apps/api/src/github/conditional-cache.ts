export interface CachedAnswer {
  readonly etag: string
  readonly data: unknown
  /** Bytes of the answer, as far as they are known. */
  readonly size: number
}

/**
 * The last answer per URL with its ETag, least recently used out first: a 304 to a conditional request costs no quota. Holds at most `limit`
 * answers and `bytes` in all, because answers that hold files are large.
 */
export function conditionalCache(limit: number, bytes = 64_000_000) {
  const answers = new Map<string, CachedAnswer>()
  let held = 0
  const drop = (url: string): void => {
    held -= answers.get(url)?.size ?? 0
    answers.delete(url)
  }
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
      drop(url)
      answers.set(url, answer)
      held += answer.size
      for (const oldest of answers.keys()) {
        if (answers.size <= limit && held <= bytes) break
        drop(oldest)
      }
    },
  }
}
