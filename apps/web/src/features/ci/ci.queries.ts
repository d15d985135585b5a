import { routes } from '@gatehouse/contracts'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { programKey, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

/** Whether this server can read CI at all, and where from. */
export const ciQuery = (slug: string) =>
  queryOptions({ queryKey: [...programKey(slug), 'ci'], queryFn: ({ signal }) => callApi(routes.ci.get, { params: { slug }, signal }) })

export const useReadCi = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({ mutationFn: () => callApi(routes.ci.read, { params: { slug }, body: {} }), onSettled: () => refresh() })
}
export const useDispatch = () => {
  const slug = useSlug()
  return useMutation({ mutationFn: (body: { path: string; ref: string }) => callApi(routes.ci.dispatch, { params: { slug }, body }) })
}
/** The newest commit first, under the target's own revision. */
export const useSetSha = (revision: number) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (sha: string) => callApi(routes.target.setSha, { params: { slug }, body: { sha }, revision }),
    onSettled: () => refresh(),
  })
}
