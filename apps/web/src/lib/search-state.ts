import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'

/**
 * Filters and selections live in the URL: `?lane=L4,L5&task=L4-D1`. Every value is text; a list is separated by commas. A value that is not
 * understood is dropped, never an error: links outlive versions.
 */
export type SearchValues = Readonly<Record<string, string | undefined>>

export const parseSearch = (text: string): SearchValues => Object.fromEntries(new URLSearchParams(text))
export const stringifySearch = (values: Record<string, unknown>): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    const text = Array.isArray(value)
      ? value.join(',')
      : value === true
        ? '1'
        : value === undefined || value === null || value === false
          ? ''
          : String(value)
    if (text !== '') search.set(name, text)
  }
  // commas, colons and slashes are legal in a query and easier to read as they are
  const query = search.toString().replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%40/g, '@')
  return query ? `?${query}` : ''
}

/** A text; absent: undefined. */
export const textParam = () => z.string().min(1).optional().catch(undefined)
/** One of some words. */
export const wordParam = <const T extends readonly [string, ...string[]]>(words: T) => z.enum(words).optional().catch(undefined)
/** `1` is true. */
export const flagParam = () =>
  z
    .union([z.boolean(), z.string().transform((text) => text === '1' || text === 'true')])
    .optional()
    .catch(undefined)
const split = (value: string | readonly string[]): string[] => (typeof value === 'string' ? value.split(',').filter(Boolean) : [...value])
const isIn = <T extends string>(words: readonly T[], value: string): value is T => words.some((word) => word === value)
/** A list of texts; absent: empty. */
export const listParam = () =>
  z
    .union([z.string(), z.array(z.string())])
    .transform(split)
    .catch([])
    .default([])
/** A list of some words; others are dropped. */
export const wordsParam = <T extends string>(words: readonly T[]) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((value) => split(value).filter((word) => isIn(words, word)))
    .catch([])
    .default([])

/** A list may be given read-only. */
type Loose<T> = T extends readonly (infer E)[] ? readonly E[] : T

/**
 * The screen's part of the URL, and a way to change it. `replace` is the default: filters do not fill the history; a selection may (`push`).
 */
export const useSearchState = <S extends z.ZodType<object, object>>(
  schema: S,
): [z.output<S>, (patch: { [K in keyof z.output<S>]?: Loose<z.output<S>[K]> | undefined }, how?: 'replace' | 'push') => void] => {
  const raw = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = useMemo(() => schema.parse(raw), [schema, raw])
  const change = useCallback(
    (patch: object, how: 'replace' | 'push' = 'replace') => {
      void navigate({
        to: '.',
        search: (before: object) => ({ ...before, ...patch }),
        replace: how === 'replace',
        resetScroll: false,
      } as never)
    },
    [navigate],
  )
  return [state, change]
}
