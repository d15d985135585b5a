import { type Board, type Capability, can, type Role } from '@gatehouse/core'
import { type Me, routes } from '@gatehouse/contracts'
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { createContext, useCallback, useContext } from 'react'
import { callApi } from '../lib/call-api.ts'

const SlugContext = createContext<string | null>(null)
/** Names the program that everything below is about. */
export const ProgramProvider = SlugContext.Provider
/** The program in the URL. */
export const useSlug = (): string => {
  const slug = useContext(SlugContext)
  if (slug === null) throw new Error('This part is used inside a program only.')
  return slug
}

/** Everything read about a program is kept under this key, so that one live message refreshes all of it. */
export const programKey = (slug: string) => ['program', slug] as const
export const boardQuery = (slug: string) =>
  queryOptions({
    queryKey: [...programKey(slug), 'board'],
    queryFn: ({ signal }): Promise<Board> => callApi(routes.programs.board, { params: { slug }, signal }),
    // live messages say when it is old
    staleTime: Number.POSITIVE_INFINITY,
  })
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => callApi(routes.accounts.me, { signal }),
  staleTime: 5 * 60_000,
})
export const programsQuery = queryOptions({ queryKey: ['programs'], queryFn: ({ signal }) => callApi(routes.programs.list, { signal }) })

/** The whole board of the program in the URL. Loaded before any program screen is shown; refreshed by live messages. */
export const useBoard = (): Board => useSuspenseQuery(boardQuery(useSlug())).data
/** Who is signed in. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

export interface Rights {
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Plan handles bound to me. */
  readonly handles: readonly string[]
  readonly can: (capability: Capability) => boolean
}
/** What I may do in the program in the URL. Hides what would be refused; the API decides. */
export const useRights = (): Rights => {
  const slug = useSlug()
  const me = useMe()
  const membership = me.memberships.find((one) => one.slug === slug)
  const roles = membership?.roles ?? []
  return {
    userId: me.user.id,
    name: me.user.name,
    roles,
    handles: membership?.handles ?? [],
    can: (capability) => can(roles, capability),
  }
}

/** Reads everything about the program again: after a write whose answer does not say all that changed. */
export const useRefreshProgram = (): (() => Promise<void>) => {
  const slug = useSlug()
  const client = useQueryClient()
  return useCallback(() => client.invalidateQueries({ queryKey: programKey(slug) }), [client, slug])
}
/** Changes the board at hand, before the server's next one arrives: an answer that carries the new gate or task is shown at once. */
export const usePatchBoard = (): ((change: (board: Board) => Board) => void) => {
  const slug = useSlug()
  const client = useQueryClient()
  return useCallback((change) => client.setQueryData(boardQuery(slug).queryKey, (board) => (board ? change(board) : board)), [client, slug])
}
