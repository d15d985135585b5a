import { type Query, routes } from '@gatehouse/contracts'
import { infiniteQueryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { programKey, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import type { LogEvent } from '../../lib/say-event.ts'

export type LogFilter = Omit<NonNullable<Query<typeof routes.record.log>>, 'before' | 'limit'>
type LogPage = Awaited<ReturnType<typeof readLog>>

const PAGE = 100
/** How many events after the wanted one are shown with it. */
const AFTER = 20

/** The part of the record that is on the screen: newest first, without holes. */
export interface LogList {
  readonly events: readonly LogEvent[]
  /** Where older ones are asked for; null: these are the first. */
  readonly older: number | null
  /** Events with this number and later ones are not shown; null: it reaches up to the newest. */
  readonly until: number | null
  /** Who and what occurs in the whole record; null: not read yet. */
  readonly facets: LogPage['facets']
}

const readLog = (slug: string, query: LogFilter & { readonly before?: number; readonly limit: number }, signal?: AbortSignal) =>
  callApi(routes.record.log, { params: { slug }, query, ...(signal ? { signal } : {}) })

const listOf = ({ events, next, facets }: LogPage, until: number | null = null): LogList => ({ events, older: next, until, facets })
/** Events never change, so what was read stays; where the newest page does not reach down to it, there may be a hole: it starts afresh. */
const withNewest = (list: LogList | undefined, page: LogPage): LogList => {
  const newest = list?.events[0]
  if (!list || newest === undefined || !page.events.some(({ seq }) => seq === newest.seq)) return listOf(page)
  return { ...list, facets: page.facets, events: [...page.events.filter(({ seq }) => seq > newest.seq), ...list.events] }
}

/**
 * The record as filtered. `around` null: from the newest on, live; a number: around that event, for a link to it. `showOlder` and
 * `showNewer` read one more page at an end.
 */
export const useLogList = (filter: LogFilter, around: number | null) => {
  const slug = useSlug()
  const client = useQueryClient()
  // below the program's key: a live message reads the newest page again
  const queryKey = [...programKey(slug), 'log', filter, around] as const
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<LogList> => {
      const known = client.getQueryData<LogList>(queryKey)
      if (known && known.until !== null) return known
      if (known || around === null) return withNewest(known, await readLog(slug, { ...filter, limit: PAGE }, signal))
      const until = around + AFTER + 1
      const [page, newest] = await Promise.all([
        readLog(slug, { ...filter, before: until, limit: PAGE }, signal),
        readLog(slug, { ...filter, limit: 1 }, signal),
      ])
      return { ...listOf(page, (newest.events[0]?.seq ?? 0) < until ? null : until), facets: newest.facets }
    },
  })
  const set = (change: (list: LogList) => LogList) => client.setQueryData<LogList>(queryKey, (list) => list && change(list))
  const older = useMutation({
    mutationFn: (before: number) => readLog(slug, { ...filter, before, limit: PAGE }),
    onSuccess: (page, before) =>
      set((list) => (list.older === before ? { ...list, events: [...list.events, ...page.events], older: page.next } : list)),
  })
  const newer = useMutation({
    mutationFn: async (until: number) => {
      const before = until + PAGE
      const page = await readLog(slug, { ...filter, before, limit: PAGE })
      const newest = await readLog(slug, { ...filter, limit: 1 })
      return { events: page.events.filter(({ seq }) => seq >= until), until: (newest.events[0]?.seq ?? 0) < before ? null : before }
    },
    onSuccess: (more, until) =>
      set((list) => (list.until === until ? { ...list, events: [...more.events, ...list.events], until: more.until } : list)),
  })
  return { query, older, newer }
}

const readCheckpoints = (slug: string, before: number | null, signal: AbortSignal) =>
  callApi(routes.record.checkpoints, { params: { slug }, query: { limit: 200, ...(before === null ? {} : { before }) }, signal })
export type Checkpoints = Awaited<ReturnType<typeof readCheckpoints>>
export type Checkpoint = Checkpoints['checkpoints'][number]

export const checkpointsQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: [...programKey(slug), 'checkpoints'],
    queryFn: ({ pageParam, signal }) => readCheckpoints(slug, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  })

/** All checkpoints that the server has, however many pages they are. */
export const readAllCheckpoints = async (slug: string, signal: AbortSignal): Promise<readonly Checkpoint[]> => {
  const all: Checkpoint[] = []
  let before: number | null = null
  do {
    const page: Checkpoints = await readCheckpoints(slug, before, signal)
    all.push(...page.checkpoints)
    before = page.next
  } while (before !== null)
  return all
}

export const useMakeCheckpoint = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({ mutationFn: () => callApi(routes.record.makeCheckpoint, { params: { slug } }), onSuccess: () => refresh() })
}

/** Reads pages of the chain as it is hashed. */
export const useReadChain = () => {
  const slug = useSlug()
  return useCallback(
    (from: number, signal: AbortSignal) => callApi(routes.record.chain, { params: { slug }, query: { from, limit: 1_000 }, signal }),
    [slug],
  )
}
