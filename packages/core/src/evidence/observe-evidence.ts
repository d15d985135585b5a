/** What was seen of a piece since it was attached. A look that tells nothing never improves a state, and one that tells the same changes nothing. */
import { refuseOne } from '../access/demand.ts'
import { type AuditNote, noteChange } from '../board/audit-note.ts'
import type { Evidence, ProgramState } from '../board/program-state.ts'
import { shortSha } from '../board/say.ts'
import type { CiRun } from '../freshness/ci-run.ts'
import { sayRunStatus, whyRunProvesNothing } from '../freshness/judge-run.ts'
import { outcomeOf } from '../freshness/run-selection.ts'
import { ok, type Result } from '../result.ts'
import { canonicalJson } from './canonical-json.ts'
import type { EvidenceObservation } from './evidence-details.ts'

export type Look = Omit<EvidenceObservation, 'at'>
export interface ObservedEvidence {
  readonly evidenceId: string
  readonly judgedRevision: number
  readonly set: { readonly observation: EvidenceObservation }
  readonly audit: AuditNote
}

const sayWhere = (sha: string | null): string => (sha === null ? 'the text that was given' : shortSha(sha))

const whatOf = ({ details, title }: Evidence): string => {
  if (details.type === 'doc') return details.heading === null ? (details.path ?? title) : `“${details.heading}” of ${details.path ?? title}`
  if (details.type === 'contract')
    return details.pointer === '' ? (details.path ?? title) : `${details.pointer} of ${details.path ?? title}`
  return title
}

/**
 * The section as it is now. `digest` null: it is not there any more. `sha` is the commit that the host was read at; null: a caller gave
 * the text.
 */
export const lookAtSection = (evidence: Evidence, digest: string | null, sha: string | null): Look => {
  const { details } = evidence
  const before = details.type === 'doc' || details.type === 'contract' ? details.sectionDigest : null
  const what = whatOf(evidence)
  const where = sayWhere(sha)
  const seen = { sha, digest, run: null }
  if (before === null) return { ...seen, outcome: 'unreadable', detail: `The text of ${what} was not given when it was attached.` }
  if (digest === null) return { ...seen, outcome: 'gone', detail: `In ${where} there is no ${what} any more.` }
  if (digest === before) return { ...seen, outcome: 'same', detail: `In ${where}, ${what} is as it was attached.` }
  return { ...seen, outcome: 'drifted', detail: `In ${where}, ${what} says something else than when it was attached.` }
}

/** The run as the host has it. A conclusion that is neither good nor bad, or a run that tests another tree, could not be told. */
export const lookAtRun = (run: CiRun): Look => {
  const why = whyRunProvesNothing(run)
  const outcome = outcomeOf(run)
  return {
    sha: run.headSha,
    outcome: why !== null || outcome === 'unknown' ? 'unreadable' : outcome,
    detail: `Attempt ${run.attempt} of run ${run.id} ${why ?? `is ${sayRunStatus(run)}`}.`,
    digest: null,
    run: { attempt: run.attempt, status: run.status, conclusion: run.conclusion, headSha: run.headSha },
  }
}

/** The host has no such run or file, or refuses to show it. */
export const lookInVain = (why: string): Look => ({ sha: null, outcome: 'unreadable', detail: why, digest: null, run: null })

/** What is kept of a look after the one before it; null: nothing new. */
const settle = (before: EvidenceObservation | null, look: Look): Look | null => {
  if (before === null) return look
  if (look.outcome === 'unreadable' && look.run === null) {
    if (before.outcome === 'unreadable') return before.detail === look.detail ? null : look
    // Hosts delete runs: what was read of it is kept and counts on, and it says so once.
    const gone = 'The host does not show it any more; what was read of it before is kept.'
    return before.run === null || before.detail.endsWith(gone) ? null : { ...before, detail: `${before.detail} ${gone}` }
  }
  const { at: _at, ...known } = before
  return sameLook(known, look) ? null : look
}
const sameLook = (a: Look, b: Look): boolean => textOf(a) === textOf(b)
const textOf = (look: Look): string => canonicalJson({ ...look, run: look.run === null ? null : { ...look.run } })

/**
 * Takes a look into the program. null: it tells nothing new. A text that a caller gave does not undo a drift that was read in the release
 * repository (`evidence_not_accepted`); a later reading there does.
 */
export const observeEvidence = (
  state: Pick<ProgramState, 'evidence'>,
  input: { readonly evidenceId: string; readonly look: Look },
  now: string,
): Result<ObservedEvidence | null> => {
  const piece = state.evidence.find((candidate) => candidate.id === input.evidenceId && candidate.withdrawnAt === null)
  if (piece === undefined)
    return refuseOne('evidence_not_found', 'There is no such evidence, or it is withdrawn already.', `evidence.${input.evidenceId}`)
  const { observation: before } = piece
  const look = settle(before, input.look)
  if (look === null) return ok(null)
  const isRead = before !== null && before.sha !== null && (before.outcome === 'drifted' || before.outcome === 'gone')
  if (isRead && look.sha === null && look.outcome === 'same')
    return refuseOne(
      'evidence_not_accepted',
      `${before.detail} Only the release repository can say otherwise.`,
      `evidence.${piece.id}`,
      'Check it without a text, or attach the section as it is now in its place.',
    )
  const set = { observation: { ...look, at: now } }
  return ok({
    evidenceId: piece.id,
    judgedRevision: piece.revision,
    set,
    audit: noteChange<Evidence>('evidence.observed', 'evidence', `${piece.gateKey}/${piece.requirementKey}`, piece, set, { id: piece.id }),
  })
}
