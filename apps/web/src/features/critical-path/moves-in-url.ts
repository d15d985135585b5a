import type { Move } from './critical-path.queries.ts'

/** `L6-D3:5~6`: a move as the URL carries it, so that a what-if can be sent to somebody. What is not understood is dropped. */
export const parseMoves = (texts: readonly string[]): readonly Move[] =>
  texts.flatMap((text) => {
    const found = /^(.+):(-?\d{1,5})~(-?\d{1,5})$/.exec(text)
    return found ? [{ key: found[1] ?? '', start: Number(found[2]), finish: Number(found[3]) }] : []
  })
export const writeMoves = (moves: readonly Move[]): string[] => moves.map((move) => `${move.key}:${move.start}~${move.finish}`)
