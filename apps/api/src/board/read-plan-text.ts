/** How a text that somebody sent is read, wherever it is sent to: looked at, made a program, brought into one. */
import type { PlanDecision, PlanHeadChange } from '@gatehouse/contracts'
import type { ParsedPlanText } from '@gatehouse/plan-io'

export interface SentPlanText {
  readonly text: string
  readonly fileName?: string | undefined
  readonly format: 'auto' | 'yaml' | 'json' | 'markdown' | 'text'
  readonly head: PlanHeadChange
  readonly decisions: readonly PlanDecision[]
}

/**
 * The text's plan with everything that a person settled about it. The plan is read again from the text each time: what a browser
 * computed is never taken. `now` is an ISO instant; its date stands where a document gives no start.
 */
export const readPlanText = async ({ text, fileName, format, head, decisions }: SentPlanText, now: string): Promise<ParsedPlanText> => {
  // Loaded when the first document comes: it would take a good part of the time in which the server starts.
  const { applyDecisions, parsePlanText } = await import('@gatehouse/plan-io/documents')
  const chosen = Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined))
  const parsed = parsePlanText(text, { ...(fileName === undefined ? {} : { fileName }), format, today: now.slice(0, 10), head: chosen })
  return applyDecisions(parsed, { decisions, head: chosen })
}
