import { routes } from '@gatehouse/contracts'
import { queryOptions } from '@tanstack/react-query'
import { programKey } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

/** Every piece, judged, withdrawn ones too: the board carries only what still counts. */
export const evidenceQuery = (slug: string) =>
  queryOptions({
    queryKey: [...programKey(slug), 'evidence'],
    queryFn: ({ signal }) => callApi(routes.evidence.list, { params: { slug }, signal }),
  })
