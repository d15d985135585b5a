import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { meQuery, programsQuery } from '../../app-data/program.ts'

/** Goes to a program that was made a moment ago: the account holds a new role, the list has a new row. */
export const useEnterProgram = (): ((slug: string, screen: 'timeline' | 'settings') => Promise<void>) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (slug, screen) => {
    await Promise.all(
      [meQuery.queryKey, programsQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey, refetchType: 'all' })),
    )
    await navigate({ to: `/p/$slug/${screen}`, params: { slug } })
  }
}
