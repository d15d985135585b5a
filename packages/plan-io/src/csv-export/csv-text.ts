import { stringify } from 'csv-stringify/sync'

/** Cells by column; a column without one is empty. */
export type CsvCells = Readonly<Record<string, string | number>>

/**
 * Rows as CSV that a spreadsheet opens and never runs: a text that begins like a formula gets an apostrophe before it. `isBegun`: without the
 * mark of UTF-8 and without the line of column names, because they were written with the rows before these.
 */
export const csvText = (rows: readonly CsvCells[], columns: readonly string[], isBegun = false): string =>
  stringify([...rows], {
    ...{ columns: [...columns], header: !isBegun, bom: !isBegun },
    ...{ quoted_string: true, escape_formulas: true, record_delimiter: 'windows' },
  })
