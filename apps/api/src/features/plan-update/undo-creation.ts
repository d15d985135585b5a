import { decideUndoCreation } from '@gatehouse/core'
import { deleteProgram, holdProgram, listAudit, listFileDigests, transact } from '@gatehouse/db'
import { noSuchProgram, unwrap } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { releaseFiles } from '../../files/release-files.ts'

/** Removes a program that its maker takes back right after making it. Nobody can write to it between the look and the removal. */
export const undoCreation = async (ctx: ProgramContext): Promise<void> => {
  const { shell, program, actor, approver, now } = ctx
  const files = await transact(shell.db, async (tx) => {
    const held = await holdProgram(tx, program.id)
    if (held === null) throw noSuchProgram()
    const [newest] = await listAudit(tx, program.id, { limit: 1 })
    const [first] = await listAudit(tx, program.id, { limit: 1, before: 2 })
    const changesSince = (newest?.seq ?? 1) - 1
    const beginning = { slug: program.slug, createdAt: held.createdAt, createdBy: first?.actor.userId ?? null, changesSince }
    unwrap(decideUndoCreation(beginning, approver, now))
    const digests = await listFileDigests(tx, program.id)
    await deleteProgram(tx, program.id)
    return digests
  })
  await releaseFiles(shell, files)
  // The program's own record went with it: what is left is the server's log.
  ctx.log.warn({ program: program.slug, programId: program.id, userId: actor.userId }, 'program creation undone')
  await shell.live.publishAccess('all')
  await shell.live.publish({ programId: program.id, revision: 0, changed: ['*'], actor: actor.name })
}
