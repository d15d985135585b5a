import { readOwners } from '../../words/read-owners.ts'
import type { Reading } from '../recogniser.ts'

/** Handles of the people that a text names; makes them owners of the plan. */
export function noteOwners({ draft }: Reading, text: string): readonly string[] {
  return readOwners(text).map(({ handle, name }) => {
    if (!draft.owners.has(handle)) draft.owners.set(handle, { handle, name })
    return handle
  })
}
