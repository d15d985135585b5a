import { type Body, routes } from '@gatehouse/contracts'
import { useMutation } from '@tanstack/react-query'
import { useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { toast } from '../../ui/index.ts'
import type { Settings } from './settings-queries.ts'

/** Saves a part of the program's head, based on the settings that the form was filled from. */
export const useSaveHead = (base: Settings, said: string, onSaved: (now: Settings) => void) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (body: Body<typeof routes.programs.editHead>) =>
      callApi(routes.programs.editHead, { params: { slug }, body, revision: base.headRevision }),
    onSuccess: async (now) => {
      onSaved(now)
      await refresh()
      toast(said)
    },
    // stale: the screen then offers the present state
    onError: () => refresh(),
  })
}
