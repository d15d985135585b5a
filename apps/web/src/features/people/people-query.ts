import { type People, routes } from '@gatehouse/contracts'
import { queryOptions } from '@tanstack/react-query'
import { programKey } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

export type Member = People['members'][number]
export type OwnerHandle = People['owners'][number]
export type Invitation = People['invitations'][number]

export const peopleQuery = (slug: string) =>
  queryOptions({
    queryKey: [...programKey(slug), 'people'],
    queryFn: ({ signal }) => callApi(routes.people.list, { params: { slug }, signal }),
  })
