import type { Me } from '@gatehouse/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { meQuery } from '../../app-data/program.ts'

/** Only a path of this site: a link must not send a person who has just signed in elsewhere. */
export const safeNext = (next: string | undefined): string => (next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/')

/** Starts afresh as this person: nothing that another account has read stays. */
export const useEnterApp = (): ((me: Me, next?: string) => Promise<void>) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (me, next) => {
    client.clear()
    client.setQueryData(meQuery.queryKey, me)
    await navigate({ to: safeNext(next), replace: true })
  }
}
