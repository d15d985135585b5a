/** What a bar takes up of its row, half-open: its span, and its label where that stands beside it. */
export interface Extent {
  readonly from: number
  readonly to: number
}

/**
 * The row of each item, first fit in the order given: no two extents in a row overlap, each row runs from left to right, and an item takes the topmost row
 * that ends before it begins. Given by where they begin, they take as few rows as can be. O(n · rows).
 */
export const packLaneRows = (items: readonly Extent[]): { readonly rowOf: readonly number[]; readonly rows: number } => {
  const rowOf = new Array<number>(items.length).fill(0)
  const ends: number[] = []
  for (let at = 0; at < items.length; at++) {
    const item = items[at] as Extent
    let row = 0
    while (row < ends.length && (ends[row] as number) > item.from) row++
    ends[row] = item.to
    rowOf[at] = row
  }
  return { rowOf, rows: ends.length }
}
