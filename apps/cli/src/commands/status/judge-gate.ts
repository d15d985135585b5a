/**
 * What a gate or a program answers to "may I go on?", from the board that the server computed. No green without proof: yes needs
 * everything to be proved now; whatever cannot be told is unknown, never yes.
 */
import { type Board, type BoardGate, isSameSha, type RequirementState, sayCount } from '@gatehouse/core'
import { EXIT, type ExitCode } from '../../app/exit-codes.ts'

export interface Judgement {
  readonly exitCode: ExitCode
  /** One sentence. */
  readonly answer: string
  /** Every reason against it, the worst first. */
  readonly reasons: readonly string[]
}
export interface JudgeOptions {
  /** Waivers count as proof. */
  readonly allowWaivers: boolean
  /** The server's clock when it answered, ISO; null: not told. */
  readonly at: string | null
  /** The commit that is asked about, 40 hex; null: whatever the release is. */
  readonly sha: string | null
}
type Judged = Pick<Board, 'nextChangeAt' | 'computedAt' | 'releaseTarget'>

/** How long a board may be overdue for its recomputation before it is not believed. */
const OVERDUE_MS = 2 * 60_000

/** Why the board as a whole may not be believed; null: it may. Time alone takes proof away, so a board that time has passed by could be too good. */
export const whyOutdated = (board: Pick<Board, 'nextChangeAt' | 'computedAt'>, at: string | null): string | null => {
  const due = Date.parse(board.nextChangeAt ?? '')
  const now = Date.parse(at ?? '')
  if (Number.isNaN(due) || Number.isNaN(now) || now - due <= OVERDUE_MS) return null
  return `The board was computed at ${board.computedAt} and was due to be computed again at ${board.nextChangeAt ?? ''}: the server is behind.`
}

/** What is signed and green is the release; another commit has nothing of it. null: it is the release that is asked about. */
const judgeCommit = ({ releaseTarget }: Pick<Board, 'releaseTarget'>, sha: string | null): Judgement | null => {
  const release = releaseTarget?.sha ?? null
  if (sha === null || (release !== null && isSameSha(release, sha))) return null
  const reason = `The release is ${release ?? 'not chosen yet'}.`
  return { exitCode: EXIT.no, answer: `${sha} is not the release.`, reasons: [reason] }
}

const AGAINST: readonly RequirementState[] = ['failed', 'stale', 'missing']
const NOT_KNOWN: readonly RequirementState[] = ['unknown', 'pending']

/** Yes: signed, not to be revalidated, and every requirement proved now. */
export const judgeGate = (board: Judged, gate: BoardGate, options: JudgeOptions): Judgement => {
  const other = judgeCommit(board, options.sha)
  if (other !== null) return other
  const name = `${gate.key} ${gate.title}`
  const say = (states: readonly RequirementState[]): readonly string[] =>
    gate.requirements
      .filter((requirement) => states.includes(requirement.state))
      .map((requirement) => `${requirement.key} is ${requirement.state}: ${requirement.reason}`)
  const open = [...say(AGAINST), ...say(NOT_KNOWN)]
  if (gate.state !== 'SignedOff') return { exitCode: EXIT.no, answer: `${name} is not signed.`, reasons: [...open, ...whatIsMissing(gate)] }
  if (gate.revalidate !== null || gate.face !== 'SignedOff') {
    const { signedSha = gate.signedSha, releaseSha = null } = gate.revalidate ?? {}
    return {
      exitCode: EXIT.no,
      answer: `${name} was signed on another commit than the release’s.`,
      reasons: [`It was signed on ${signedSha ?? 'no commit'}; the release is ${releaseSha ?? 'another one'}.`, ...open],
    }
  }
  const against = say(AGAINST)
  if (against.length > 0) return { exitCode: EXIT.no, answer: `${name} is signed, but not proved now.`, reasons: open }
  const outdated = whyOutdated(board, options.at)
  const unknown = [...(outdated === null ? [] : [outdated]), ...say(NOT_KNOWN)]
  if (unknown.length > 0)
    return { exitCode: EXIT.unknown, answer: `${name} is signed, but whether its proof still holds is unknown.`, reasons: unknown }
  // Nothing was asked for, so nothing is proved.
  if (gate.requirements.length === 0)
    return { exitCode: EXIT.unknown, answer: `${name} is signed, but asks for no proof.`, reasons: ['It has no requirements.'] }
  const waived = say(['waived'])
  if (waived.length > 0 && !options.allowWaivers)
    return { exitCode: EXIT.no, answer: `${name} is signed with ${waived.length === 1 ? 'a waiver' : 'waivers'}.`, reasons: waived }
  if (gate.requirements.some((requirement) => requirement.state !== 'fresh' && requirement.state !== 'waived'))
    return { exitCode: EXIT.unknown, answer: `${name} is in a state that this version does not know.`, reasons: [] }
  return {
    exitCode: EXIT.yes,
    answer: waived.length > 0 ? `${name} is signed; waivers stand in for proof.` : `${name} is signed and fresh.`,
    reasons: waived,
  }
}

const whatIsMissing = (gate: BoardGate): readonly string[] => [
  ...(gate.openGaps > 0 ? [`${sayCount(gate.openGaps, 'gap')} open.`] : []),
  ...(gate.state === 'ReadyForSignoff' ? [`${gate.approvals} of ${sayCount(gate.quorum, 'signature')} given.`] : []),
]

/** GO is yes, GO WITH WAIVERS only where waivers are allowed, NO-GO is no, UNKNOWN is unknown. */
export const judgeProgram = (board: Judged & Pick<Board, 'verdict'>, options: JudgeOptions): Judgement => {
  const other = judgeCommit(board, options.sha)
  if (other !== null) return other
  const { word } = board.verdict
  const reasons = board.verdict.reasons.map((reason) => `${reason.title}. ${reason.detail}`.trim())
  const answer = `${word}${reasons.length === 0 ? '' : `: ${sayCount(reasons.length, 'reason')}`}`
  if (word === 'NO-GO') return { exitCode: EXIT.no, answer, reasons }
  const outdated = whyOutdated(board, options.at)
  if (outdated !== null)
    return { exitCode: EXIT.unknown, answer: `${answer}, but that may be out of date`, reasons: [outdated, ...reasons] }
  if (word === 'GO') return { exitCode: EXIT.yes, answer, reasons }
  if (word === 'GO WITH WAIVERS') return { exitCode: options.allowWaivers ? EXIT.yes : EXIT.no, answer, reasons }
  return { exitCode: EXIT.unknown, answer, reasons }
}
