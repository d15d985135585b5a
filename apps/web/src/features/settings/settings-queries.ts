import { type Response as Answer, routes } from '@gatehouse/contracts'
import { queryOptions } from '@tanstack/react-query'
import { programKey } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

export type Settings = Answer<typeof routes.programs.settings>
export const settingsQuery = (slug: string) =>
  queryOptions({
    queryKey: [...programKey(slug), 'settings'],
    queryFn: ({ signal }) => callApi(routes.programs.settings, { params: { slug }, signal }),
  })
