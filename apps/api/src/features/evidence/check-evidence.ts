/** Looking at attached evidence again, because somebody asks: by a text that they have, or on the host. */
import { type BoardEvidence, type Evidence, lookAtSection, observeEvidence } from '@gatehouse/core'
import type { WithEtag } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { presentBoard, saveAndShow } from '../../board/save-and-show.ts'
import { saveObserved } from '../../board/saves/save-evidence.ts'
import { digestOf, sectionOfText } from '../../evidence/section-of-text.ts'
import { evidenceById, onBoard, type SavedEvidence, savedEvidence } from './judged-evidence.ts'

/** How long whoever attaches a run waits for the host. */
const MOMENT_MS = 3_000

const notChecked = (message: string, hint: string): ShellError =>
  new ShellError('evidence_not_accepted', message, { issues: [{ code: 'evidence_not_accepted', message, path: 'evidence', hint }] })

const digestIn = (piece: Evidence, text: string): string | null => {
  const section = sectionOfText(piece.details, text)
  if (section.text !== null) return digestOf(section.text)
  if (section.gone) return null
  throw new ShellError('evidence_bad_reference', section.problem.message, { issues: [section.problem] })
}

const checkText = async (ctx: ProgramContext, piece: Evidence, text: string): Promise<WithEtag<SavedEvidence>> => {
  const { details, id } = piece
  if ((details.type !== 'doc' && details.type !== 'contract') || details.sectionDigest === null)
    throw notChecked('There is nothing to compare a text with.', 'Attach a document or contract with its text: then drift can be told.')
  const look = lookAtSection(piece, digestIn(piece, text), null)
  // The same as before is no change, and leaves no event.
  const seen = observeEvidence({ evidence: [piece] }, { evidenceId: id, look }, ctx.now)
  if (seen.ok && seen.value === null) return savedEvidence(ctx, id, (await presentBoard(ctx)).program.revision)
  const { programRevision } = await saveAndShow(
    ctx,
    {
      decide: (program) => observeEvidence(program, { evidenceId: id, look }, ctx.now),
      save: async (tx, decision, program) => {
        if (decision !== null) await saveObserved(tx, program, decision)
      },
      audit: (decision) => (decision === null ? [] : decision.audit),
      changed: () => [`gate:${piece.gateKey}`, `evidence:${id}`],
    },
    (board) => onBoard(board, id),
    (board) => onBoard(board, id),
  )
  return savedEvidence(ctx, id, programRevision)
}

const whyNoHost = (piece: BoardEvidence, hasRelease: boolean): string | null => {
  const { details } = piece
  if (details.type === 'ci_run') return null
  if (details.type !== 'doc' && details.type !== 'contract') return `Evidence of the type ${piece.type} cannot be looked up.`
  if (details.sectionDigest === null) return 'Its text was not given when it was attached, so drift cannot be told.'
  if (details.path === null) return 'It has no path in the release repository; links are never fetched.'
  return hasRelease ? null : 'No release SHA is chosen to look at.'
}

/** Refusals: `evidence_not_found`, `evidence_not_accepted` (nothing could be told), `github_not_configured`, `github_unavailable`. */
export const checkEvidence = async (ctx: ProgramContext, id: string, text: string | null): Promise<WithEtag<SavedEvidence>> => {
  const piece = await evidenceById(ctx, id)
  if (piece.withdrawnAt !== null) throw new ShellError('evidence_not_found', 'There is no such evidence, or it is withdrawn already.')
  if (text !== null) return checkText(ctx, piece, text)
  const board = await presentBoard(ctx)
  const why = whyNoHost(piece, board.releaseTarget?.sha != null)
  if (why !== null) throw notChecked(why, 'Send the text that you have, or attach it anew with path and text.')
  if (ctx.shell.ci === null)
    throw new ShellError('github_not_configured', 'This server has no access to GitHub: send the text that you have.')
  const failure = await ctx.shell.ci.observe(ctx.program.slug, id)
  if (failure !== null) throw new ShellError('github_unavailable', failure)
  return savedEvidence(ctx, id, (await presentBoard(ctx)).program.revision)
}

/** Asks the host about a new piece, and waits for it a moment; what takes longer goes on by itself. */
export const lookForAMoment = async (ctx: ProgramContext, id: string): Promise<void> => {
  const { shell, program } = ctx
  const looking = (shell.ci?.observe(program.slug, id) ?? Promise.resolve(null)).catch((error: unknown) => {
    shell.metrics.backgroundErrors.inc({ where: 'evidence' })
    shell.log.error({ err: error }, 'background work failed: evidence')
  })
  let timer: NodeJS.Timeout | undefined
  const moment = new Promise((resolve) => {
    timer = setTimeout(resolve, MOMENT_MS)
  })
  await Promise.race([looking, moment])
  clearTimeout(timer)
}
