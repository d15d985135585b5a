import { routes } from '@gatehouse/contracts'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { programKey, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

/** Every piece, judged, withdrawn ones too: the board carries only what still counts. */
export const evidenceQuery = (slug: string) =>
  queryOptions({
    queryKey: [...programKey(slug), 'evidence'],
    queryFn: ({ signal }) => callApi(routes.evidence.list, { params: { slug }, signal }),
  })

/** Has the server look at a piece on the host now. */
export const useCheckEvidence = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (id: string) => callApi(routes.evidence.check, { params: { slug, id }, body: {} }),
    onSuccess: () => refresh(),
  })
}
