import type { Cell, Row, Table } from '../../document/document.ts'
import { conceptsOf } from '../../words/concepts-of.ts'
import { wholeWords } from '../../words/find-words.ts'
import { isNone } from '../../words/read-marks.ts'
import type { Concept } from '../../words/synonyms.ts'
import type { Place } from '../recogniser.ts'

export interface Column {
  readonly index: number
  /** Head text as written, without markup. */
  readonly head: string
  /** What the head as a whole stands for, the likeliest first. */
  readonly whole: readonly Concept[]
  /** Everything that the head names. */
  readonly concepts: readonly Concept[]
  /** The cells that say something, of the first rows. */
  readonly values: readonly string[]
}

/** A table by its columns, whatever their order. */
export interface TableView {
  readonly table: Table
  readonly place: Place
  readonly columns: readonly Column[]
}

const NUMBER_SIGN = /^(?:#|№|nº|n°)$/i

/** So many rows tell what a column holds. */
const SAMPLE = 300
/** Nobody plans in more; cells beyond them are kept as they stand. */
const MOST_COLUMNS = 150

export function viewTable(table: Table, place: Place): TableView {
  const columns = table.head.cells.slice(0, MOST_COLUMNS).map(({ text }, index): Column => {
    const whole = NUMBER_SIGN.test(text.trim()) ? (['id'] as const) : wholeWords('label', text)
    return {
      index,
      head: text,
      whole,
      concepts: whole.length > 0 ? whole : conceptsOf(text),
      values: table.rows.slice(0, SAMPLE).flatMap((row) => textAt(row, index) || []),
    }
  })
  return { table, place, columns }
}

export const hasConcept = ({ columns }: TableView, concept: Concept): boolean => columns.some(({ concepts }) => concepts.includes(concept))

/** The cell's text; '' where it is missing or says nothing (a dash, `TBD`). */
export function textAt(row: Row, index: number | null): string {
  return cellAt(row, index)?.text ?? ''
}

export function cellAt(row: Row, index: number | null): Cell | null {
  const cell = index === null ? undefined : row.cells[index]
  return cell === undefined || saysNothing(cell) ? null : cell
}

const silent = new WeakMap<Cell, boolean>()

/** Empty, a dash, `TBD`. Every cell is asked several times. */
export function saysNothing(cell: Cell): boolean {
  const known = silent.get(cell) ?? isNone(cell.text)
  silent.set(cell, known)
  return known
}

/** Share of a column's telling cells for which this holds; 0 for an empty column. */
export const shareOf = ({ values }: Column, holds: (text: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(holds).length / values.length

/** Gives each column to one purpose only. */
export class ColumnPicker {
  readonly #view: TableView
  readonly #taken = new Set<number>()

  constructor(view: TableView) {
    this.#view = view
  }

  /** The best free column for the first of these concepts that has one: a head that says only this, then one that begins with it, then any that names it. */
  take(...concepts: readonly Concept[]): number | null {
    for (const concept of concepts) {
      const free = this.#view.columns.filter(({ index, concepts }) => !this.#taken.has(index) && concepts.includes(concept))
      const best =
        free.find(({ whole }) => whole[0] === concept) ??
        free.find(({ whole }) => whole.includes(concept)) ??
        free.find(({ concepts }) => concepts[0] === concept) ??
        free[0]
      if (best) return this.mark(best.index)
    }
    return null
  }

  /** The first free column for which this holds. */
  takeWhere(holds: (column: Column) => boolean): number | null {
    const found = this.#view.columns.find((column) => !this.#taken.has(column.index) && holds(column))
    return found ? this.mark(found.index) : null
  }

  mark(index: number): number {
    this.#taken.add(index)
    return index
  }

  isTaken = (index: number): boolean => this.#taken.has(index)

  get rest(): readonly Column[] {
    return this.#view.columns.filter(({ index }) => !this.#taken.has(index))
  }
}

/** What the row says in columns that have no purpose of their own, as `Head: value`, one per line; '' where it says nothing there. */
export const restOf = (row: Row, columns: readonly Column[]): string =>
  columns
    .flatMap(({ head, index }) => {
      const text = textAt(row, index)
      return text === '' ? [] : [head === '' ? text : `${head}: ${text}`]
    })
    .join('\n')
