import type { Response } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import type { StoredProgram } from '@gatehouse/db'
import type { DeepReadonly } from '../../app/answers.ts'

/** Head, contingency and declared paths, as the settings screen edits them. */
export const presentSettings = ({
  head,
  contingency,
  criticalPaths,
  revisions,
}: StoredProgram): DeepReadonly<Response<typeof routes.programs.settings>> => ({
  head,
  headRevision: revisions.head,
  contingency,
  criticalPaths,
})
