import { routes } from '@gatehouse/contracts'
import type { Board, BoardGoNoGo, GoNoGoWord, VerdictWord } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { usePatchBoard, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { isApiProblem } from '../../lib/api-problem.ts'
import { callApi } from '../../lib/call-api.ts'

export type GoNoGoCommand =
  | { readonly do: 'open'; readonly question: string; readonly deadline: string }
  | { readonly do: 'vote'; readonly id: string; readonly laneKey: string; readonly vote: GoNoGoWord; readonly note: string }
  | { readonly do: 'moveDeadline'; readonly asked: BoardGoNoGo; readonly deadline: string; readonly reason: string }
  | {
      readonly do: 'decide'
      readonly asked: BoardGoNoGo
      readonly word: 'GO' | 'NO-GO'
      readonly reason: string
      readonly override: boolean
      readonly verdict: VerdictWord
      readonly password: string | null
    }

const putGoNoGo = (board: Board, item: BoardGoNoGo): Board => ({
  ...board,
  goNoGo: board.goNoGo.some((each) => each.id === item.id)
    ? board.goNoGo.map((each) => (each.id === item.id ? item : each))
    : [...board.goNoGo, item],
})

/** Sends a command and shows what comes back at once; the rest of the board follows. */
export const useGoNoGoCommand = () => {
  const slug = useSlug()
  const patchBoard = usePatchBoard()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (command: GoNoGoCommand) => {
      switch (command.do) {
        case 'open':
          return callApi(routes.goNoGo.open, { params: { slug }, body: { question: command.question, deadline: command.deadline } })
        case 'vote': {
          const { id, laneKey, vote, note } = command
          return callApi(routes.goNoGo.vote, { params: { slug, id }, body: { laneKey, vote, note } })
        }
        case 'moveDeadline': {
          const { asked, deadline, reason } = command
          return callApi(routes.goNoGo.moveDeadline, {
            params: { slug, id: asked.id },
            revision: asked.revision,
            body: { deadline, reason },
          })
        }
        case 'decide': {
          const { asked, word, reason, override, verdict, password } = command
          return callApi(routes.goNoGo.decide, {
            params: { slug, id: asked.id },
            revision: asked.revision,
            body: { word, reason, override, verdict, password },
          })
        }
      }
    },
    onSuccess: (answer) => {
      patchBoard((board) => putGoNoGo(board, answer.item))
      void refresh()
    },
    onError: (error) => {
      if (isApiProblem(error, 'stale_revision') || isApiProblem(error, 'review_outdated')) void refresh()
    },
  })
}
