/** What a request says of its proof, made complete: its file found, its report read, its section cut out, digested and kept. */
import type { routes } from '@gatehouse/contracts'
import {
  type AttachEvidenceInput,
  completeDetails,
  detailIssues,
  type DetailsOf,
  type EvidenceDetails,
  type Issue,
  type StoredFile,
  type TestOutcome,
} from '@gatehouse/core'
import { findStoredFile } from '@gatehouse/db'
import { ShellError } from '../../app/problems.ts'
import type { ProgramContext, RouteContext } from '../../app/route-context.ts'
import { presentBoard } from '../../board/save-and-show.ts'
import { digestOf, sectionOfText } from '../../evidence/section-of-text.ts'
import { keepText } from '../../files/keep-text.ts'
import { outcomeOfTest } from '../../junit/outcome-of-test.ts'
import { MAX_REPORT_BYTES, ReportUnreadable } from '../../junit/read-junit-report.ts'
import { fromStore } from '../files/from-store.ts'

type Given = RouteContext<typeof routes.evidence.attach>['body']

const refusal = (issues: readonly Issue[]): ShellError =>
  new ShellError('evidence_bad_reference', issues[0]?.message ?? 'This is no proof.', { issues })
const bad = (message: string, path: string, hint?: string): ShellError =>
  refusal([{ code: 'evidence_bad_reference', message, path, ...(hint === undefined ? {} : { hint }) }])

const findFile = async (ctx: ProgramContext, sha256: string | null): Promise<StoredFile | null> => {
  if (sha256 === null) return null
  const file = await findStoredFile(ctx.shell.db, ctx.program.id, sha256)
  if (file === null) throw bad('This program has no such file.', 'file', 'Upload it first: the answer names its digest.')
  return file
}

const readReport = async (ctx: ProgramContext, file: StoredFile, details: DetailsOf<'test'>): Promise<TestOutcome> => {
  if (file.size > MAX_REPORT_BYTES) throw bad(`A report has at most ${MAX_REPORT_BYTES / 1_000_000} MB.`, 'file')
  const bytes = await fromStore(ctx, ctx.shell.files.open(file.sha256))
  if (bytes === null) throw new ShellError('unavailable', 'The bytes of the report are not in the store.')
  try {
    return await outcomeOfTest(bytes, details)
  } catch (error) {
    if (error instanceof ReportUnreadable)
      throw bad(`The report could not be read. ${error.message}`, 'file', 'Upload the JUnit XML that your test runner writes.')
    throw error
  } finally {
    bytes.destroy()
  }
}

const nameOfSection = (details: DetailsOf<'doc'> | DetailsOf<'contract'>, title: string): string => {
  const base = (details.path ?? title).split('/').at(-1) ?? title
  if (details.type === 'doc')
    return details.heading === null ? base : `${base.replace(/\.[A-Za-z]+$/, '')} ${details.heading.replaceAll(/[/\\]/g, ' ')}.md`
  return `${base.replace(/\.[A-Za-z]+$/, '')}${details.pointer.replaceAll(/~1|[/\\]/g, ' ')}.json`
}

const keepSection = async (
  ctx: ProgramContext,
  details: DetailsOf<'doc'> | DetailsOf<'contract'>,
  { text, title }: { readonly text: string; readonly title: string },
): Promise<{ readonly details: EvidenceDetails; readonly file: StoredFile }> => {
  const section = sectionOfText(details, text)
  if (section.problem !== null) throw refusal([section.problem])
  const by = { actor: { userId: ctx.actor.userId, name: ctx.actor.name }, at: ctx.now }
  const file = await fromStore(ctx, keepText(ctx.shell, ctx.program.id, { name: nameOfSection(details, title), text: section.text }, by))
  return { details: { ...details, sectionDigest: digestOf(section.text) }, file }
}

/** Throws `evidence_bad_reference`. What can be told without the text, report or file is told before any of them is touched. */
export const prepareEvidence = async (ctx: ProgramContext, given: Given): Promise<AttachEvidenceInput> => {
  const { text, file: digest, details: said, ...rest } = given
  const board = await presentBoard(ctx)
  const details = completeDetails({ ...rest, details: said }, board.releaseTarget?.repository ?? null)
  const attach = (complete: EvidenceDetails, file: StoredFile | null): AttachEvidenceInput => ({
    ...rest,
    details: complete,
    file,
    byToken: ctx.actor.token !== null,
  })
  const file = await findFile(ctx, digest)
  // What the rule will refuse anyway is left to it: it names everything at once.
  if (details.type !== rest.type || detailIssues({ ...rest, file }, details).length > 0) return attach(details, file)
  if (text !== null) {
    if (details.type !== 'doc' && details.type !== 'contract') throw bad(`Evidence of the type ${rest.type} takes no text.`, 'text')
    if (file !== null) throw bad('Give the text or a file, not both: the section of the text becomes the file.', 'text')
    const kept = await keepSection(ctx, details, { text, title: rest.title })
    return attach(kept.details, kept.file)
  }
  if (details.type === 'test' && file !== null) return attach({ ...details, outcome: await readReport(ctx, file, details) }, file)
  return attach(details, file)
}
