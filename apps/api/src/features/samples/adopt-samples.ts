import { randomUUID } from 'node:crypto'
import type { Actor, ProgramState } from '@gatehouse/core'
import { bindOwner, type ChangeNote, insertMembership, listPrograms, loadStoredProgram, recordChange, type Tx } from '@gatehouse/db'

/**
 * The handle under which a new lead can sign something at once: a reviewer's of a gate that waits for signatures. Nobody may sign what
 * they submitted or proved themselves, so a lead alone in a sample needs one that a sample person submitted. Pure.
 */
export const handleToPlay = (state: Pick<ProgramState, 'gates'>): string | null =>
  state.gates.find((gate) => gate.state === 'ReadyForSignoff')?.reviewers[0] ?? null

/**
 * Makes the first real account lead of the samples, in the transaction that makes the account. As lead it can do everything in
 * them but sign: for that it takes over one reviewer's handle per sample, where a gate waits. Every other handle stays with its
 * sample person; People hands them on.
 */
export const adoptSamples = async (tx: Tx, lead: Actor, now: string): Promise<void> => {
  for (const { id, sample } of await listPrograms(tx, 'all')) {
    const program = sample ? await loadStoredProgram(tx, { id }) : null
    if (program === null) continue
    const by = { actor: lead, at: now, correlationId: randomUUID(), revision: program.revision + 1 }
    const notes: ChangeNote[] = [
      {
        ...by,
        action: 'member.added',
        subject: { kind: 'member', key: lead.userId },
        before: null,
        after: { name: lead.name, roles: ['lead'] },
      },
    ]
    await insertMembership(tx, id, lead.userId, ['lead'])
    const handle = handleToPlay(program)
    const owner = program.owners.find((candidate) => candidate.handle === handle)
    if (owner !== undefined) {
      await bindOwner(tx, id, owner.handle, lead.userId, program.revisions.owners.get(owner.handle) ?? 1)
      const [before, after] = [
        { userId: owner.userId, userName: owner.userName },
        { userId: lead.userId, userName: lead.name },
      ]
      notes.push({ ...by, action: 'owner.edited', subject: { kind: 'owner', key: owner.handle }, before, after })
    }
    await recordChange(tx, id, program, notes)
  }
}
