import type { Me } from '@gatehouse/contracts'
import type { Actor } from './route-context.ts'
import type { Shell } from './shell.ts'

/** Who somebody is and what they hold, as the web app asks for it. */
export const presentMe = async (shell: Shell, user: Pick<Actor, 'userId' | 'name' | 'email' | 'isAdmin'>): Promise<Me> => {
  const held = await shell.access.membershipsOf(user.userId)
  return {
    user: { id: user.userId, name: user.name, email: user.email, isAdmin: user.isAdmin },
    memberships: held.map(({ slug, roles, handles }) => ({ slug, roles: [...roles], handles: [...handles] })),
  }
}
