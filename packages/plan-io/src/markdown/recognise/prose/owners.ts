import type { DraftPlan } from '../../draft/draft-plan.ts'
import { readOwners } from '../../words/read-owners.ts'
import type { Reading } from '../recogniser.ts'

/** Handles of the people that a text names; makes them owners of the plan. Somebody whom the plan knows by this name keeps the handle. */
export function noteOwners({ draft }: Reading, text: string): readonly string[] {
  return readOwners(text).map(({ handle, name }) => {
    if (draft.owners.has(handle)) return handle
    const known = name === '' ? null : handleOf(name, draft)
    if (known === null) draft.owners.set(handle, { handle, name })
    return known ?? handle
  })
}

/** Nobody compares with more. */
const MOST_COMPARED = 200

function handleOf(name: string, { owners }: DraftPlan): string | null {
  if (owners.size > MOST_COMPARED) return null
  const fits = [...owners.values()].filter((owner) => owner.name === name)
  return fits.length === 1 ? (fits[0]?.handle ?? null) : null
}
