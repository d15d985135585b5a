/** Reads CI of a program's release SHA and takes it into the program: one reading at a time, no matter how many ask. */
import { randomUUID } from 'node:crypto'
import { acceptCiReading } from '@gatehouse/core'
import { loadStoredProgram, saveCiReading, saveReleaseTarget, writeProgram } from '@gatehouse/db'
import type { CiReader, Shell } from '../app/shell.ts'
import { dispatchWorkflow } from './dispatch-workflow.ts'
import type { GithubClient } from './github-client.ts'
import { observeProgram } from './observe-evidence.ts'
import { readReleaseCi } from './read-release-ci.ts'

type Outcome = Awaited<ReturnType<CiReader['readNow']>>

export const createCiReader = (shell: Omit<Shell, 'ci'>, client: GithubClient, apiUrl: string): CiReader => {
  const underWay = new Map<string, Promise<Outcome>>()

  const read = async (slug: string): Promise<Outcome> => {
    const program = await loadStoredProgram(shell.db, { slug })
    const target = program?.releaseTarget ?? null
    if (program === null || target?.sha == null) return 'no_target'
    const reading = await readReleaseCi(client, target, program.ci, shell.clock())
    const now = shell.clock()
    const by = { actor: null, correlationId: randomUUID(), at: now }
    const { result, revision } = await writeProgram(shell.db, { id: program.id }, by, async (tx, state, record) => {
      const accepted = acceptCiReading(state, target.repository, reading, now)
      if (!accepted.ok) return accepted
      const { pinned, notes } = accepted.value
      if (pinned !== null) await saveReleaseTarget(tx, state.id, pinned, pinned.revision)
      await saveCiReading(tx, state.id, accepted.value.reading)
      for (const note of notes) record(note)
      return accepted
    })
    if (!result.ok) return 'no_target'
    for (const note of result.value.notes) shell.metrics.auditEvents.inc({ action: note.action })
    await shell.live.publish({ programId: program.id, revision, changed: ['ci'], actor: null })
    return reading.error === null ? 'read' : 'unavailable'
  }

  return {
    apiUrl,
    readNow: (slug) => {
      const known = underWay.get(slug)
      if (known) return known
      const mine = read(slug).finally(() => underWay.delete(slug))
      underWay.set(slug, mine)
      return mine
    },
    observe: async (slug, evidenceId) => (await observeProgram(shell, client, slug, evidenceId ?? null))?.message ?? null,
    dispatch: (target, path, ref) => dispatchWorkflow(client, target, path, ref),
  }
}
