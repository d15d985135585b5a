/** `gatehouse evidence add`: attaches one proof to a requirement, once, however often the job that made it runs again. */
import { createHash } from 'node:crypto'
import { type Response, routes } from '@gatehouse/contracts'
import { CliError } from '../../app/cli-error.ts'
import type { CommandContext, CommandResult } from '../../app/command-context.ts'
import { EXIT } from '../../app/exit-codes.ts'
import { oneLine } from '../../app/terminal.ts'
import { type EvidenceDraft, type EvidenceOptions, evidenceOf } from './evidence-of-options.ts'
import { digestOfFile, textOf, uploadFile } from './read-proof.ts'

type Piece = Response<(typeof routes)['evidence']['get']>

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Whether a piece says what the draft says; `file` is the digest of what would be uploaded. Texts are compared by the server. */
const saysTheSame = (piece: Piece, { body, text }: EvidenceDraft, file: string | null): boolean => {
  const fields = ['gateKey', 'requirementKey', 'type', 'title', 'url', 'reference', 'sha', 'producedAt'] as const
  if (fields.some((field) => piece[field] !== body[field])) return false
  if (text === null && (piece.file?.sha256 ?? null) !== file) return false
  const said: Readonly<Record<string, unknown>> = { ...piece.details }
  return Object.entries(body.details ?? {}).every(([name, value]) => said[name] === value)
}

/** Of a document with a text, the same section must be attached; of one without, none. */
const isSameText = async ({ server }: CommandContext, slug: string, piece: Piece, text: string | null): Promise<boolean> => {
  const digest = 'sectionDigest' in piece.details ? piece.details.sectionDigest : null
  if (text === null || digest === null) return text === null && digest === null
  try {
    const { item } = (await server.call(routes.evidence.check, { params: { slug, id: piece.id }, body: { text } })).body
    return item.observation?.outcome === 'same'
  } catch (error) {
    // The repository has another text by now: what is here is new proof.
    if (error instanceof CliError && error.code === 'evidence_not_accepted') return false
    throw error
  }
}

/**
 * Equal proof that is attached already is success. Two jobs at once send the same Idempotency-Key, so that only one piece is made; the
 * count of withdrawn equals is in it, so that attaching again after a withdrawal is another request.
 */
export const addEvidence = async (context: CommandContext, options: EvidenceOptions): Promise<CommandResult> => {
  const { server, terminal, json, world } = context
  const draft = evidenceOf(options)
  const text = await textOf(draft, world.stdin)
  const file = draft.upload === null ? null : await digestOfFile(draft.upload)
  const { program: slug } = options
  const params = { slug }
  const place = `${draft.body.gateKey}/${draft.body.requirementKey} of ${slug}`
  const equals = (await server.call(routes.evidence.list, { params })).body.filter((piece) => saysTheSame(piece, draft, file))
  for (const piece of equals) {
    if (piece.withdrawnAt !== null || !(await isSameText(context, slug, piece, text))) continue
    if (!json) terminal.print(`Attached already to ${place}: ${piece.type} “${oneLine(piece.title)}” (${piece.id}).`)
    if (!json) terminal.print(`  It is ${piece.freshness}: ${oneLine(piece.reason)}`)
    return { exitCode: EXIT.yes, answer: { outcome: 'attached_already', program: slug, evidence: piece } }
  }
  const withdrawn = equals.filter((piece) => piece.withdrawnAt !== null).length
  if (withdrawn > 0) terminal.say('Equal proof was attached before and withdrawn; it is attached again.')
  if (draft.upload !== null && file !== null) await uploadFile(server, slug, draft.upload, file)
  const body = { ...draft.body, file, text }
  const idempotencyKey = `cli-${sha256(`${slug}\n${JSON.stringify(body)}\n${withdrawn}`)}`
  const { item, programRevision } = (await server.call(routes.evidence.attach, { params, body, idempotencyKey })).body
  if (!json) {
    terminal.print(terminal.tone('ok', `Attached to ${place}: ${item.type} “${oneLine(item.title)}” (${item.id}).`))
    terminal.print(`  It is ${item.freshness}: ${oneLine(item.reason)}`)
  }
  return { exitCode: EXIT.yes, answer: { outcome: 'attached', program: slug, revision: programRevision, evidence: item } }
}
