import { routes } from '@gatehouse/contracts'
import { type AuditNote, noteChange, ok, refuse } from '@gatehouse/core'
import { bindOwner, deleteOwner, insertOwner, listMembers, saveGate, saveOwner, type Tx } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { withEtag } from '../../app/answers.ts'
import { registerRoute } from '../../app/register-route.ts'
import { runCommand } from '../../app/run-command.ts'
import { decideOwnerEdit, decideOwnerRemoval, type OwnerEdit } from './decide-people.ts'
import { presentOwner } from './present-people.ts'
import { requireFound } from './require-found.ts'

const NO_OWNER = 'This program has no such handle.'

/** The name and the binding are two saves: the second one follows from the first one's revision. */
const saveEdit = async (tx: Tx, programId: string, handle: string, edit: OwnerEdit, expected: number): Promise<number> => {
  const renamed = edit.isRenamed ? await saveOwner(tx, programId, { handle, name: edit.name, signsAs: edit.signsAs }, expected) : expected
  return edit.isRenamed && !edit.isRebound ? renamed : bindOwner(tx, programId, handle, edit.userId, renamed)
}

/** Handles of the plan, and the accounts that stand behind them. */
export const ownersRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.people.addOwner, async (ctx) => {
    const { handle, name, signsAs } = ctx.body
    await runCommand(ctx, {
      decide: (program) =>
        program.owners.some((owner) => owner.handle === handle)
          ? refuse('key_taken', `${handle} is there already.`)
          : ok(noteChange('owner.added', 'owner', handle, null, { handle, name, signsAs })),
      save: (tx) => insertOwner(tx, ctx.program.id, { handle, name, signsAs }),
      audit: (note) => note,
      changed: () => ['people', `owner:${handle}`],
    })
    return withEtag(presentOwner({ handle, name, signsAs, userId: null, userName: null }, 1), 1)
  })

  registerRoute(app, routes.people.editOwner, async (ctx) => {
    const { handle } = ctx.params
    let revision = ctx.ifMatch
    const { decision } = await runCommand<OwnerEdit>(ctx, {
      decide: async (program, tx) => requireFound(decideOwnerEdit(program, await listMembers(tx, program.id), handle, ctx.body), NO_OWNER),
      save: async (tx, edit, program) => {
        revision = await saveEdit(tx, ctx.program.id, handle, edit, ctx.ifMatch)
        for (const { gateKey, judgedRevision, round } of edit.lapsed) {
          const gate = program.gates.find(({ key }) => key === gateKey)
          if (gate !== undefined) await saveGate(tx, program.id, { ...gate, round }, judgedRevision)
        }
      },
      audit: ({ note }) => note,
      changed: ({ lapsed }) => ['people', `owner:${handle}`, ...lapsed.map(({ gateKey }) => `gate:${gateKey}`)],
    })
    // Handles entitle to submit and sign: whoever gained or lost this one must notice at once.
    await ctx.shell.live.publishAccess('all')
    const { name, signsAs, userId, userName } = decision
    return withEtag(presentOwner({ handle, name, signsAs, userId, userName }, revision), revision)
  })

  registerRoute(app, routes.people.removeOwner, async (ctx) => {
    const { handle } = ctx.params
    await runCommand<AuditNote>(ctx, {
      decide: (program) => requireFound(decideOwnerRemoval(program, handle), NO_OWNER),
      save: (tx) => deleteOwner(tx, ctx.program.id, handle, ctx.ifMatch),
      audit: (note) => note,
      changed: () => ['people', `owner:${handle}`],
    })
    await ctx.shell.live.publishAccess('all')
  })
}
