import { type Response, routes } from '@gatehouse/contracts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { programKey } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

export type Past = Response<typeof routes.record.past>
export type PastMoment = { readonly period: number; readonly seq?: undefined } | { readonly seq: number; readonly period?: undefined }
export type Difference = Past['difference'][number]

/** The board at a moment, and what differs now: that part makes it new with every revision, so it stands below the program's key. */
export const pastQuery = (slug: string, moment: PastMoment | null) =>
  queryOptions({
    queryKey: [...programKey(slug), 'past', moment],
    enabled: moment !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => callApi(routes.record.past, { params: { slug }, query: moment ?? {}, signal }),
  })
