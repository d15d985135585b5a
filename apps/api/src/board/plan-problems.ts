/** Plans that come in, whoever takes them: how large they may be and how their problems are told. */
import type { Issue } from '@gatehouse/core'
import { MAX_PLAN_BYTES, type ParsedPlanText } from '@gatehouse/plan-io'
import { ShellError } from '../app/problems.ts'

/** The largest plan, as a JSON string in which every line ends in two characters. */
export const PLAN_BODY_LIMIT = Math.ceil(MAX_PLAN_BYTES * 1.25)

export const planInvalid = (issues: readonly Issue[]): ShellError => {
  const [first] = issues
  if (first?.code === 'too_large') return new ShellError('payload_too_large', first.message, { issues })
  const detail = `The plan has ${issues.length === 1 ? 'a problem' : `${issues.length} problems`}. Nothing was stored.`
  return new ShellError('plan_invalid', detail, { issues })
}

/** Whoever sends a document without looking at its report is told what did not come along. Comments of a plan file are meant to stay behind. */
export const warnOfUnmapped = ({ format, lines }: ParsedPlanText['report']): Issue[] => {
  if (format === 'yaml' || format === 'json') return []
  return lines
    .filter(({ status }) => status === 'unmapped')
    .map(({ line, reason }) => ({ code: 'line_unmapped', message: `This line became nothing. ${reason}`, line }))
}
