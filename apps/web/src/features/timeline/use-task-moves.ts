import type { Board } from '@gatehouse/core'
import { useState } from 'react'
import { useRefreshProgram } from '../../app-data/program.ts'
import { isApiProblem } from '../../lib/api-problem.ts'
import { spanLabel } from '../../lib/format-plan.ts'
import { toast } from '../../ui/toasts.tsx'
import { isAtPlan, moveBy, type Proposal, stretchProposal } from './model/move-task.ts'
import { useMoveTask, usePreview } from './timeline.queries.ts'

export type TaskMoves = ReturnType<typeof useTaskMoves>

/**
 * One move at a time: proposed by keys, by dragging or from the menu, previewed by the server, then saved or discarded. It cannot be saved before
 * the preview of exactly this span is there.
 */
export const useTaskMoves = (board: Board, onDone: (key: string) => void) => {
  const [proposal, setProposal] = useState<Proposal | null>(null)
  const move = useMoveTask()
  const refresh = useRefreshProgram()
  const task = proposal ? board.tasks.find((one) => one.key === proposal.key) : undefined
  const still = !proposal || !task || isAtPlan(proposal, task)
  const preview = usePreview(board.program.revision, still ? null : proposal, true)
  const saveRefusal = still
    ? 'It is where the plan has it.'
    : preview.error
      ? 'This move cannot be made.'
      : !preview.data || preview.isPlaceholderData
        ? 'First see what it does.'
        : null
  const propose = (next: Proposal) => {
    move.reset()
    setProposal(next)
  }
  const cancel = () => {
    const key = proposal?.key
    move.reset()
    setProposal(null)
    if (key !== undefined) onDone(key)
  }
  const save = () => {
    if (!proposal || !task || saveRefusal !== null || move.isPending) return
    move.mutate(
      { ...proposal, revision: task.revision },
      {
        onSuccess: () => {
          setProposal(null)
          toast(`${proposal.key} moved to ${spanLabel(board.program, proposal.start, proposal.finish)}`)
          onDone(proposal.key)
        },
        onError: (error) => {
          if (isApiProblem(error, 'stale_revision')) void refresh()
        },
      },
    )
  }
  const shift = (key: string, by: number, edge: 'both' | 'finish') => {
    if (proposal?.key !== key || !task) return
    propose(edge === 'both' ? moveBy(task, proposal, by) : stretchProposal(proposal, by))
  }
  return { proposal, preview, propose, shift, cancel, save, saveRefusal, saving: move.isPending, error: move.error }
}
