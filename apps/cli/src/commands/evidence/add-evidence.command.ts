/** `gatehouse evidence add`: attaches one proof to a requirement, once, however often the job that made it runs again. */
import { createHash } from 'node:crypto'
import { routes } from '@gatehouse/contracts'
import { canonicalEvidence } from '@gatehouse/core'
import type { CommandContext, CommandResult } from '../../app/command-context.ts'
import { EXIT } from '../../app/exit-codes.ts'
import { oneLine } from '../../app/terminal.ts'
import { type EvidenceOptions, evidenceOf } from './evidence-of-options.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * The server tells equal proof by its digest; an equal piece that is attached already is success. Two jobs at once send the same
 * Idempotency-Key, so that only one piece is made; the count of withdrawn equals is in it, so that attaching again after a withdrawal
 * is another request.
 */
export const addEvidence = async (context: CommandContext, options: EvidenceOptions): Promise<CommandResult> => {
  const { server, terminal, json } = context
  const draft = evidenceOf(options)
  const params = { slug: options.program }
  const place = `${draft.gateKey}/${draft.requirementKey} of ${options.program}`
  const digest = sha256(canonicalEvidence(draft))
  const equals = (await server.call(routes.evidence.list, { params })).body.filter((piece) => piece.digest === digest)
  const attached = equals.find((piece) => piece.withdrawnAt === null)
  if (attached !== undefined) {
    if (!json) terminal.print(`Attached already to ${place}: ${attached.type} “${oneLine(attached.title)}” (${attached.id}).`)
    return { exitCode: EXIT.yes, answer: { outcome: 'attached_already', program: options.program, evidence: attached } }
  }
  const withdrawn = equals.length
  if (withdrawn > 0) terminal.say('Equal proof was attached before and withdrawn; it is attached again.')
  const idempotencyKey = `cli-${sha256(`${options.program}\n${digest}\n${withdrawn}`)}`
  const { item, programRevision } = (await server.call(routes.evidence.attach, { params, body: draft, idempotencyKey })).body
  if (!json) {
    terminal.print(terminal.tone('ok', `Attached to ${place}: ${item.type} “${oneLine(item.title)}” (${item.id}).`))
    terminal.print(`  It is ${item.freshness}: ${oneLine(item.reason)}`)
  }
  return { exitCode: EXIT.yes, answer: { outcome: 'attached', program: options.program, revision: programRevision, evidence: item } }
}
