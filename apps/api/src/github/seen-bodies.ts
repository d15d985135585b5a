/** Remembers the last `limit` digests. Deliveries are only hints, so forgetting one costs one reading, not correctness. */
export function seenBodies(limit: number) {
  const digests = new Set<string>()
  return {
    /** False when it was seen before. */
    add(digest: string): boolean {
      if (digests.has(digest)) return false
      digests.add(digest)
      const oldest = digests.values().next().value
      if (digests.size > limit && oldest !== undefined) digests.delete(oldest)
      return true
    },
  }
}
