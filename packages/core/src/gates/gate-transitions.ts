/** The gate's life as one table. Source: DESIGN.md section 2. Whatever is not in it is refused. */
import type { GateState } from '../board/program-state.ts'
import { ok, type Result, refuse } from '../result.ts'

export const GATE_STEPS = [
  'start',
  'submit',
  'withdraw_submission',
  'complete_doc_baseline',
  'lose_doc_baseline',
  'approve',
  'approve_reaching_quorum',
  'return',
  'reopen',
] as const
export type GateStep = (typeof GATE_STEPS)[number]

/**
 * State × step → next state. `start` is also implied by the first evidence, `lose_doc_baseline` by withdrawing what the
 * baseline stood on. A gate whose documents are complete still goes through submission: documenting is not deciding.
 */
export const GATE_TRANSITIONS: Readonly<Record<GateState, Readonly<Partial<Record<GateStep, GateState>>>>> = {
  NotStarted: { start: 'InProgress' },
  InProgress: { submit: 'ReadyForSignoff', complete_doc_baseline: 'CompletedDocBaseline' },
  CompletedDocBaseline: { submit: 'ReadyForSignoff', lose_doc_baseline: 'InProgress' },
  ReadyForSignoff: {
    withdraw_submission: 'InProgress',
    approve: 'ReadyForSignoff',
    approve_reaching_quorum: 'SignedOff',
    return: 'InProgress',
  },
  SignedOff: { reopen: 'InProgress' },
}

const STATE_WORDS: Readonly<Record<GateState, string>> = {
  NotStarted: 'not started',
  InProgress: 'in progress',
  CompletedDocBaseline: 'complete as a doc baseline',
  ReadyForSignoff: 'ready for sign-off',
  SignedOff: 'signed and locked',
}
export const sayGateState = (state: GateState): string => STATE_WORDS[state]

/** The state after `step`, or `gate_locked` (signed) or `gate_illegal_transition`. */
export const nextGateState = (gate: { readonly key: string; readonly state: GateState }, step: GateStep): Result<GateState> => {
  const next = GATE_TRANSITIONS[gate.state][step]
  if (next !== undefined) return ok(next)
  const path = `gates.${gate.key}`
  if (gate.state === 'SignedOff')
    return refuse('gate_locked', `${gate.key} is signed and locked until a lead reopens it.`, [
      { code: 'gate_locked', message: `${gate.key} is signed and locked.`, path, hint: 'A lead may reopen it with a reason.' },
    ])
  const from = (Object.keys(GATE_TRANSITIONS) as GateState[]).filter((state) => GATE_TRANSITIONS[state][step] !== undefined)
  const message = `${gate.key} is ${sayGateState(gate.state)}; this needs it to be ${from.map(sayGateState).join(' or ')}.`
  return refuse('gate_illegal_transition', message, [{ code: 'gate_illegal_transition', message, path }])
}

/** Guard of every edit of a gate's evidence, requirements and fields: a signed gate refuses them. */
export const assertGateOpen = (gate: { readonly key: string; readonly state: GateState }): Result<true> =>
  gate.state === 'SignedOff'
    ? refuse('gate_locked', `${gate.key} is signed and locked until a lead reopens it.`, [
        {
          code: 'gate_locked',
          message: `${gate.key} is signed and locked.`,
          path: `gates.${gate.key}`,
          hint: 'A lead may reopen it with a reason.',
        },
      ])
    : ok(true)
