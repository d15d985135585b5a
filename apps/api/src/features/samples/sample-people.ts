import type { Approver, Role } from '@gatehouse/core'
import { bindOwner, insertMembership, insertUser, newId, type Tx } from '@gatehouse/db'
import type { SampleProgress } from '@gatehouse/plan-io'

/** Who sets releases or grants waivers needs to be a lead; everybody else works and reviews. */
const rolesOf = (handle: string, progress: SampleProgress): readonly Role[] =>
  [...progress.releases, ...progress.waivers].some(({ by }) => by === handle) ? ['lead', 'owner', 'reviewer'] : ['owner', 'reviewer']

/**
 * An account for each handle of the plan, bound to it. They have no way to sign in and an address that cannot exist (RFC 2606), are
 * marked as samples, and go with the last sample that they are in.
 */
export const addSamplePeople = async (
  tx: Tx,
  program: { readonly id: string; readonly slug: string },
  owners: readonly { readonly handle: string; readonly name: string }[],
  progress: SampleProgress,
): Promise<ReadonlyMap<string, Approver>> => {
  const people = new Map<string, Approver>()
  for (const { handle, name } of owners) {
    const person = { userId: newId(), name: name === '' ? handle : name, roles: rolesOf(handle, progress), handles: [handle] }
    await insertUser(tx, {
      id: person.userId,
      name: person.name,
      email: `${handle.slice(1)}@${program.slug}.sample.invalid`,
      isSample: true,
    })
    await insertMembership(tx, program.id, person.userId, person.roles)
    await bindOwner(tx, program.id, handle, person.userId, 1)
    people.set(handle, person)
  }
  return people
}
