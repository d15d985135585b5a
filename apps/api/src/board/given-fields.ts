/** A patch without the fields that were not given. The parser says `undefined` for them; a rule wants them absent. */
export const givenFields = <T extends object>(patch: { readonly [F in keyof T]?: T[F] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>
