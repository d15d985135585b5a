/** How a caller names a program: its URL name or its id. */
export type ProgramRef = { readonly slug: string } | { readonly id: string }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A `where` for Prisma, or null when no program can have that name (a malformed id is no program, not an error). */
export const whereProgram = (ref: ProgramRef): { slug: string } | { id: string } | null => {
  if ('slug' in ref) return { slug: ref.slug }
  return UUID.test(ref.id) ? { id: ref.id } : null
}
export const nameOf = (ref: ProgramRef): string => ('slug' in ref ? ref.slug : ref.id)
export const isUuid = (text: string): boolean => UUID.test(text)
