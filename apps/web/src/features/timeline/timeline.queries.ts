import { type Body, type Response, routes } from '@gatehouse/contracts'
import type { Board, BoardTask } from '@gatehouse/core'
import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { programKey, usePatchBoard, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import type { Proposal } from './model/move-task.ts'

export type Preview = Response<typeof routes.programs.preview>
export type TaskPatch = Body<typeof routes.tasks.edit>
export type NewDependency = Body<typeof routes.dependencies.add>
export type NewBlocker = Body<typeof routes.blockers.open>

/** The plan's own lists; asked for only where a band may come of them. */
export const usePlanDocument = (enabled: boolean) => {
  const slug = useSlug()
  return useQuery({
    queryKey: [...programKey(slug), 'plan'],
    queryFn: ({ signal }) => callApi(routes.programs.plan, { params: { slug }, signal }),
    enabled,
    staleTime: 5 * 60_000,
  })
}

const previewQuery = (slug: string, revision: number, { key, start, finish }: Proposal) =>
  queryOptions({
    // a revision's answer never changes
    queryKey: [...programKey(slug), 'preview', revision, key, start, finish],
    queryFn: ({ signal }) => callApi(routes.programs.preview, { params: { slug }, body: { moves: [{ key, start, finish }] }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
/** What would this move do? Nothing is stored. `keep` shows the answer before until the next one is there. */
export const usePreview = (revision: number, proposal: Proposal | null, keep = false) => {
  const slug = useSlug()
  return useQuery({
    ...previewQuery(slug, revision, proposal ?? { key: '', start: 0, finish: 0 }),
    enabled: proposal !== null,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
}

const withTasks = (board: Board, items: readonly BoardTask[]): Board => {
  const byKey = new Map(items.map((item) => [item.key, item]))
  return { ...board, tasks: board.tasks.map((task) => byKey.get(task.key) ?? task) }
}

/** Puts the answer's tasks on the board at once; all that follows from them comes with the next board. */
const useTasksSaved = () => {
  const patch = usePatchBoard()
  const refresh = useRefreshProgram()
  return (items: readonly BoardTask[]) => {
    patch((board) => withTasks(board, items))
    void refresh()
  }
}

export const useEditTask = () => {
  const slug = useSlug()
  const saved = useTasksSaved()
  return useMutation({
    mutationFn: ({ key, revision, patch }: { key: string; revision: number; patch: TaskPatch }) =>
      callApi(routes.tasks.edit, { params: { slug, key }, body: patch, revision }),
    onSuccess: ({ item }) => saved([item as BoardTask]),
  })
}

/** Saves exactly the move that was previewed. */
export const useMoveTask = () => {
  const slug = useSlug()
  const saved = useTasksSaved()
  return useMutation({
    mutationFn: (move: Proposal & { revision: number }) => callApi(routes.tasks.move, { params: { slug }, body: { moves: [move] } }),
    onSuccess: ({ items }) => saved(items as readonly BoardTask[]),
  })
}

export const useAddDependency = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (body: NewDependency) => callApi(routes.dependencies.add, { params: { slug }, body }),
    onSuccess: () => void refresh(),
  })
}
export const useRemoveDependency = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: ({ from, to, kind, revision }: { from: string; to: string; kind: 'hard' | 'soft'; revision: number }) =>
      callApi(routes.dependencies.remove, { params: { slug, from, to, kind }, revision }),
    onSuccess: () => void refresh(),
  })
}

/** Opens, pauses, resumes, escalates or resolves a blocker. */
export type BlockerStep =
  | { readonly step: 'open'; readonly body: NewBlocker }
  | { readonly step: 'pause' | 'escalate'; readonly key: string; readonly revision: number; readonly reason: string }
  | { readonly step: 'resume'; readonly key: string; readonly revision: number }
  | { readonly step: 'resolve'; readonly key: string; readonly revision: number; readonly resolution: string }

export const useBlockerStep = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: async (given: BlockerStep): Promise<void> => {
      if (given.step === 'open') {
        await callApi(routes.blockers.open, { params: { slug }, body: given.body })
        return
      }
      const { key, revision } = given
      const params = { slug, key }
      if (given.step === 'resume') await callApi(routes.blockers.resume, { params, revision, body: {} })
      else if (given.step === 'resolve')
        await callApi(routes.blockers.resolve, { params, revision, body: { resolution: given.resolution } })
      else await callApi(routes.blockers[given.step], { params, revision, body: { reason: given.reason } })
    },
    // a refused step usually means that the blocker is not what it was
    onSettled: () => void refresh(),
  })
}
