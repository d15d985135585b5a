/** Looks at a program's evidence on the host and keeps what is new of it. The host is asked before the transaction, so that it holds no lock. */
import { randomUUID } from 'node:crypto'
import { type Look, observeEvidence, type ObservedEvidence } from '@gatehouse/core'
import { loadStoredProgram, writeProgram } from '@gatehouse/db'
import type { Shell } from '../app/shell.ts'
import { saveObserved } from '../board/saves/save-evidence.ts'
import { type GithubClient, GithubFailure } from './github-client.ts'
import { canLookAt, lookAtEvidence } from './look-at-evidence.ts'

type ObserverShell = Pick<Shell, 'db' | 'clock' | 'live' | 'metrics'>

/** Failures that the next piece would meet as well. */
const HOPELESS: ReadonlySet<GithubFailure['code']> = new Set(['rate_limited', 'unreachable', 'denied', 'host_error'])

/**
 * All pieces that the host can be asked about, or the one with the id `only`. Answers why the host gave nothing, or null. Nothing new:
 * nothing is written, and the program's revision stays.
 */
export const observeProgram = async (
  shell: ObserverShell,
  client: GithubClient,
  slug: string,
  only: string | null = null,
): Promise<GithubFailure | null> => {
  const program = await loadStoredProgram(shell.db, { slug })
  if (program === null) return null
  const looks: { readonly id: string; readonly look: Look }[] = []
  let failure: GithubFailure | null = null
  for (const piece of program.evidence) {
    if ((only !== null && piece.id !== only) || !canLookAt(piece, program.releaseTarget)) continue
    try {
      looks.push({ id: piece.id, look: await lookAtEvidence(client, piece, program.releaseTarget) })
    } catch (error) {
      if (!(error instanceof GithubFailure)) throw error
      failure = error
      if (HOPELESS.has(error.code)) break
    }
  }
  await keepLooks(shell, program.id, program.releaseTarget?.sha ?? null, looks)
  return failure
}

const keepLooks = async (
  shell: ObserverShell,
  programId: string,
  sha: string | null,
  looks: readonly { readonly id: string; readonly look: Look }[],
): Promise<void> => {
  if (looks.length === 0) return
  const by = { actor: null, correlationId: randomUUID(), at: shell.clock() }
  const { result, revision } = await writeProgram(shell.db, { id: programId }, by, async (tx, state, record) => {
    const kept: ObservedEvidence[] = []
    // Looked at for another release than the present one: the next round looks again.
    if ((state.releaseTarget?.sha ?? null) === sha)
      for (const { id, look } of looks) {
        const observed = observeEvidence(state, { evidenceId: id, look }, by.at)
        if (!observed.ok || observed.value === null) continue
        await saveObserved(tx, state, observed.value)
        record(observed.value.audit)
        kept.push(observed.value)
      }
    return { ok: kept.length > 0, kept }
  })
  if (!result.ok) return
  for (const { audit } of result.kept) shell.metrics.auditEvents.inc({ action: audit.action })
  await shell.live.publish({ programId, revision, changed: result.kept.map(({ evidenceId }) => `evidence:${evidenceId}`), actor: null })
}
