import { type Column, type Fields, normaliseHeader } from './columns.ts'
import { readText } from './inline-text.ts'
import type { LineAccount } from './line-account.ts'
import type { TableBlock } from './read-blocks.ts'
import { readFieldHeader, unforeseenColumn } from './section-columns.ts'

export interface ReadRow {
  readonly line: number
  readonly fields: Fields
}
export interface TableReading {
  readonly columns: readonly Column[]
  readonly prefix: string
  /** Entries may have fields that nobody has foreseen: an unknown header is the name of one. */
  readonly isOpen: boolean
}

/** Rows as fields. A row that does not fit its header is refused with how to mend it, and so is a header that is no column here. */
export function readTable(table: TableBlock, { columns, prefix, isOpen }: TableReading, account: LineAccount): readonly ReadRow[] {
  const byHeader = new Map(columns.map((column) => [normaliseHeader(column.header), column]))
  const taken = new Set<string>()
  const found = table.head.cells.map((header): Column | null => {
    const field = readFieldHeader(header)
    const known = field === null ? byHeader.get(normaliseHeader(readText(header))) : undefined
    const name = readText(header)
    const column = known ?? (field !== null ? unforeseenColumn(field) : isOpen && name !== '' ? unforeseenColumn(name) : null)
    if (column !== null && !column.fields.some((each) => taken.has(each))) {
      for (const each of column.fields) taken.add(each)
      return column
    }
    const why = column === null ? 'is no column of this table' : 'stands in this table twice'
    const hint = `Its columns are: ${columns.map((each) => each.header).join(', ')}.`
    account.refuse(table.head.line, name === '' ? 'A column has no header.' : `“${name}” ${why}; its cells are not read.`, hint)
    return null
  })
  return table.rows.flatMap(({ line, cells }): ReadRow[] => {
    if (cells.length !== found.length) {
      const hint = 'Give it a cell per header, and write a | inside a text as \\|.'
      account.refuse(line, `This row has ${cells.length} cells under ${found.length} headers.`, hint)
      return []
    }
    if (cells.every((cell) => cell === '')) {
      account.refuse(line, 'This row is empty.', 'Fill it in or delete it.')
      return []
    }
    const fields: [string, unknown][] = []
    cells.forEach((cell, index) => {
      if (cell === '') return
      const column = found[index]
      if (column) fields.push(...Object.entries(column.read(cell, prefix)))
      else account.remark(line, `“${readText(cell)}” stands in a column that is not read.`, 'See the header of this table.')
    })
    return [{ line, fields: Object.fromEntries(fields) }]
  })
}
