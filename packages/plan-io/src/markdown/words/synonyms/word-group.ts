/** Concept → its words, divided by commas. */
export type WordGroup = Readonly<Record<string, { readonly en: string; readonly de: string }>>
