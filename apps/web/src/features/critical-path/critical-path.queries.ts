import { routes } from '@gatehouse/contracts'
import type { Board } from '@gatehouse/core'
import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query'
import { programKey, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'

/** A task put elsewhere, in the plan's inclusive periods. */
export interface Move {
  readonly key: string
  readonly start: number
  readonly finish: number
}

/** What the moves would do. Stored nowhere; asked again when the program changes, because its key is below the program's. */
export const previewQuery = (slug: string, moves: readonly Move[]) =>
  queryOptions({
    queryKey: [...programKey(slug), 'preview', moves],
    queryFn: ({ signal }) =>
      callApi(routes.programs.preview, { params: { slug }, body: { moves: moves.map((move) => ({ ...move })) }, signal }),
    enabled: moves.length > 0,
    placeholderData: keepPreviousData,
  })

/** Saves exactly these moves, all or nothing, each under the revision that was looked at. */
export const useSaveMoves = (board: Board) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (moves: readonly Move[]) =>
      callApi(routes.tasks.move, {
        params: { slug },
        body: { moves: moves.map((move) => ({ ...move, revision: board.tasks.find((task) => task.key === move.key)?.revision ?? 1 })) },
      }),
    onSettled: () => refresh(),
  })
}
