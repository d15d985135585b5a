/** Values by key, least recently used first out, bounded by the bytes that their owner says they take. */
export interface Lru<V> {
  get(key: string): V | undefined
  /** A value larger than the whole bound is not kept. */
  set(key: string, value: V, bytes: number): void
  delete(key: string): void
  /** As `get`, without counting as a use. */
  peek(key: string): V | undefined
  keys(): readonly string[]
  readonly bytes: number
}

export const createLru = <V>(maxBytes: number): Lru<V> => {
  // A Map iterates in insertion order: reading moves an entry to the end.
  const entries = new Map<string, { readonly value: V; readonly bytes: number }>()
  let total = 0
  const remove = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  return {
    get: (key) => {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set: (key, value, bytes) => {
      remove(key)
      if (bytes > maxBytes) return
      entries.set(key, { value, bytes })
      total += bytes
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break
        remove(oldest)
      }
    },
    delete: remove,
    peek: (key) => entries.get(key)?.value,
    keys: () => [...entries.keys()],
    get bytes() {
      return total
    },
  }
}
