import { routes } from '@gatehouse/contracts'
import { queryOptions } from '@tanstack/react-query'
import { programKey } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

/** The plan as its file says it, with the lists that have no screen of their own. */
export const planQuery = (slug: string) =>
  queryOptions({
    queryKey: [...programKey(slug), 'plan'],
    queryFn: ({ signal }) => callApi(routes.programs.plan, { params: { slug }, signal }),
  })
