/** Takes bytes from pieces of any size, as many as are asked for. Holds one piece at a time. */
export interface ByteReader {
  /** Exactly so many bytes; null: the source ended before. For small numbers: they are held. */
  take(count: number): Promise<Uint8Array | null>
  /** The next bytes in pieces, so many in all, or fewer when the source ends before. */
  stream(count: number): AsyncIterable<Uint8Array>
}

export const openByteReader = (source: AsyncIterable<Uint8Array>): ByteReader => {
  const pieces = source[Symbol.asyncIterator]()
  let piece: Uint8Array = new Uint8Array(0)
  /** Up to `most` bytes, at least one; null at the end. */
  const next = async (most: number): Promise<Uint8Array | null> => {
    while (piece.length === 0) {
      const { done, value } = await pieces.next()
      if (done === true) return null
      piece = value
    }
    const taken = piece.subarray(0, most)
    piece = piece.subarray(taken.length)
    return taken
  }
  const stream = async function* (count: number): AsyncIterable<Uint8Array> {
    let left = count
    while (left > 0) {
      const taken = await next(left)
      if (taken === null) return
      left -= taken.length
      yield taken
    }
  }
  const take = async (count: number): Promise<Uint8Array | null> => {
    const taken: Uint8Array[] = []
    for await (const each of stream(count)) taken.push(each)
    const bytes = Buffer.concat(taken)
    return bytes.length === count ? bytes : null
  }
  return { take, stream }
}
