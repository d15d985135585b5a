import { routes } from '@gatehouse/contracts'
import { can } from '@gatehouse/core'
import { bindOwner, deleteMembership, listMembers, loadStoredProgram, saveMembership } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { noSuchProgram } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import { decideRemoval, decideRoles, type MemberChange } from './decide-people.ts'
import { invitationsRoutes } from './invitations.routes.ts'
import { ownersRoutes } from './owners.routes.ts'
import { openInvitations } from './open-invitations.ts'
import { presentInvitation, presentMember, presentOwners } from './present-people.ts'
import { requireFound } from './require-found.ts'

const NO_MEMBER = 'This account is not a member of the program.'

export const peopleRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.people.list, async ({ shell, program, approver, now }) => {
    const state = await loadStoredProgram(shell.db, { id: program.id })
    if (state === null) throw noSuchProgram()
    const mayManage = can(approver.roles, 'people.manage')
    const members = await listMembers(shell.db, program.id)
    const invitations = mayManage ? await openInvitations(shell.db, program.id, now) : []
    const nameOf = (userId: string | null): string | null => members.find((member) => member.userId === userId)?.name ?? null
    return {
      members: members.map(presentMember),
      owners: presentOwners(state),
      invitations: invitations.map((invitation) => presentInvitation(invitation, nameOf(invitation.invitedBy))),
    }
  })

  registerRoute(app, routes.people.setMemberRoles, async (ctx) => {
    const { decision } = await runCommand<MemberChange>(ctx, {
      decide: async (_program, tx) =>
        requireFound(decideRoles(await listMembers(tx, ctx.program.id), ctx.params.userId, ctx.body.roles), NO_MEMBER),
      save: (tx, { member, roles }) => saveMembership(tx, ctx.program.id, member.userId, roles, ctx.ifMatch),
      audit: ({ note }) => note,
      changed: () => ['people'],
    })
    await ctx.shell.live.publishAccess({ userId: decision.member.userId })
    return presentMember({ ...decision.member, roles: decision.roles, revision: ctx.ifMatch + 1 })
  })

  registerRoute(app, routes.people.removeMember, async (ctx) => {
    const { decision } = await runCommand<MemberChange>(ctx, {
      decide: async (_program, tx) => requireFound(decideRemoval(await listMembers(tx, ctx.program.id), ctx.params.userId), NO_MEMBER),
      save: async (tx, { member }, program) => {
        for (const handle of member.handles) await bindOwner(tx, program.id, handle, null, program.revisions.owners.get(handle) ?? 1)
        await deleteMembership(tx, program.id, member.userId, member.revision)
      },
      audit: ({ note }) => note,
      changed: () => ['people'],
    })
    await ctx.shell.live.publishAccess({ userId: decision.member.userId })
  })

  invitationsRoutes(app)
  ownersRoutes(app)
}
