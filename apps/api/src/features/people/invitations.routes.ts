import { routes } from '@gatehouse/contracts'
import { type AuditNote, noteChange, ok, refuse } from '@gatehouse/core'
import { findOpenInvitation, insertInvitation, type InvitationRow, loadStoredProgram, revokeInvitation } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { hashToken } from '../../accounts/access-cache.ts'
import { newLinkToken } from '../../accounts/secrets.ts'
import { presentMe } from '../../app/present-me.ts'
import { ShellError } from '../../app/problems.ts'
import { publicOrigin } from '../../app/public-origin.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import type { Shell } from '../../app/shell.ts'
import { acceptInvitation, type ProgramInvitation } from './accept-invitation.ts'
import { openInvitations } from './open-invitations.ts'
import { presentInvitation } from './present-people.ts'
import { requireFound } from './require-found.ts'

export const INVITATION_DAYS = 7

const daysAfter = (now: string, days: number): Date => new Date(Date.parse(now) + days * 86_400_000)

const invitationBehind = async (shell: Shell, token: string, now: string): Promise<ProgramInvitation> => {
  const row = await findOpenInvitation(shell.db, hashToken(token), new Date(now))
  if (row === null || row.kind !== 'invite' || row.programId === null) {
    throw new ShellError('link_invalid', 'This invitation was used, revoked or has expired. Ask for a new one.')
  }
  return { ...row, programId: row.programId }
}

export const invitationsRoutes = (app: FastifyInstance): void => {
  registerRoute(
    app,
    routes.people.invite,
    async (ctx) => {
      const { handle } = ctx.body
      const token = newLinkToken()
      const offer = { roles: [...new Set(ctx.body.roles)], handle, email: ctx.body.email?.toLowerCase() ?? null }
      let row: InvitationRow | null = null as InvitationRow | null
      await runCommand(ctx, {
        decide: (program) =>
          handle !== null && !program.owners.some((owner) => owner.handle === handle)
            ? refuse('key_unknown', `This program has no handle ${handle}.`)
            : ok(offer),
        save: async (tx) => {
          const by = { invitedBy: ctx.actor.userId, now: new Date(ctx.now), expiresAt: daysAfter(ctx.now, INVITATION_DAYS) }
          row = await insertInvitation(tx, { kind: 'invite', programId: ctx.program.id, tokenHash: hashToken(token), ...offer, ...by })
        },
        audit: () => noteChange('invitation.made', 'invitation', row?.id ?? '', null, offer),
        changed: () => ['people'],
      })
      if (row === null) throw new Error('the invitation was not stored')
      return { url: `${publicOrigin(ctx)}/invite/${token}`, invitation: presentInvitation(row, ctx.actor.name) }
    },
    { secretAnswer: true },
  )

  registerRoute(app, routes.people.revokeInvitation, async (ctx) => {
    const { id } = ctx.params
    await runCommand<AuditNote>(ctx, {
      decide: async (program, tx) => {
        const open = (await openInvitations(tx, program.id, ctx.now)).find((invitation) => invitation.id === id)
        const note = open === undefined ? null : noteChange('invitation.revoked', 'invitation', id, { roles: open.roles }, null)
        return requireFound(ok(note), 'There is no such open invitation.')
      },
      save: (tx) => revokeInvitation(tx, ctx.program.id, id, new Date(ctx.now)),
      audit: (note) => note,
      changed: () => ['people'],
    })
  })

  registerRoute(app, routes.accounts.invitation, async ({ shell, params, now }) => {
    const invitation = await invitationBehind(shell, params.token, now)
    const program = await loadStoredProgram(shell.db, { id: invitation.programId })
    if (program === null) throw new ShellError('link_invalid', 'The program of this invitation is gone.')
    const { roles, handle, email, expiresAt } = presentInvitation(invitation, null)
    return { programName: program.head.name, programSlug: program.head.slug, roles, handle, email, expiresAt }
  })

  registerRoute(
    app,
    routes.accounts.acceptInvitation,
    async (ctx) => {
      const invitation = await invitationBehind(ctx.shell, ctx.params.token, ctx.now)
      return presentMe(ctx.shell, await acceptInvitation(ctx, invitation, hashToken(ctx.params.token), ctx.body.account))
    },
    { perMinute: 60 },
  )
}
