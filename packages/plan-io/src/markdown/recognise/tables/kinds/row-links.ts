import type { Row } from '../../../document/document.ts'
import { addLinks } from '../../prose/lists/dependencies.ts'
import type { Reading } from '../../recogniser.ts'

/** `1.2` of `1.2 Write the manual`. */
const OUTLINE = /^(\d{1,3}(?:\.\d{1,3}){1,3})\.?\s/
/** An id as spreadsheets write it in a column of predecessors: `20`, `#20`, `20FS`, `20FS+2d`, and what stands in brackets behind. */
const PREDECESSOR = /^#?([\p{L}\p{N}][\p{L}\p{N}._-]{0,30}?)(?:\s?[FSEA][FSEA](?:\s?[+-]\s?\d{1,3}\s?\p{L}{0,5})?)?(\s*\([^()]{0,60}\))?$/u

/** Links between the rows of one table. They may name rows further down, so they are made when all rows are known. */
export class RowLinks {
  readonly #keys = new Map<string, string>()
  readonly #links: { readonly text: string; readonly key: string; readonly line: number; readonly isBlocking: boolean }[] = []

  /** The row is known in this table by its id, or by the outline number in front of its title. */
  name(id: string, title: string, key: string): void {
    const short = id === '' ? OUTLINE.exec(title)?.[1] : id.replace(/^#/, '').replace(/\.$/, '')
    if (short !== undefined && !this.#keys.has(short)) this.#keys.set(short, key)
  }

  /** What the row says that it waits for, or with `isBlocking` what waits for it. */
  add(text: string, key: string, row: Row, isBlocking: boolean): void {
    if (text !== '') this.#links.push({ text, key, line: row.span.from, isBlocking })
  }

  settle(reading: Reading): void {
    for (const { text, key, line, isBlocking } of this.#links) addLinks(this.#withKeys(text), key, line, isBlocking, reading)
  }

  #withKeys(text: string): string {
    const pieces = text.split(/[,;]/).map((piece) => {
      const match = PREDECESSOR.exec(piece.trim().slice(0, 120))
      const known = match?.[1] === undefined ? undefined : this.#keys.get(match[1])
      return known === undefined ? piece.trim() : `${known}${match?.[2] ?? ''}`
    })
    return pieces.join(', ')
  }
}
