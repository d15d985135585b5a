/** Values of rows by key, in the order of the rows. */
export const groupBy = <R, K, V>(rows: readonly R[], key: (row: R) => K, value: (row: R) => V): ReadonlyMap<K, readonly V[]> => {
  const groups = new Map<K, V[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [value(row)])
    else group.push(value(row))
  }
  return groups
}

/** A row without one of its members. */
export const without = <R extends object, K extends keyof R>(row: R, name: K): Omit<R, K> => {
  const rest: Partial<R> = { ...row }
  delete rest[name]
  return rest as Omit<R, K>
}
