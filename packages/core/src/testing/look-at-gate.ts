import type { ProgramState } from '../board/program-state.ts'
import { freezeGate } from '../gates/freeze-gate.ts'
import type { FrozenGate } from '../gates/frozen-gate.ts'
import { evaluateRequirements } from '../gates/gate-refusals.ts'
import { gatherFacts } from '../gates/program-facts.ts'
import { NOW } from './factories.ts'

/** What a reviewer who looks at `now` has before them. */
export const lookAtGate = (state: ProgramState, gateKey: string, now: string = NOW): FrozenGate => {
  const gate = state.gates.find(({ key }) => key === gateKey)
  if (gate === undefined) throw new Error(`there is no gate ${gateKey}`)
  const facts = gatherFacts(state, now)
  return freezeGate(facts, gate, evaluateRequirements(facts, gate))
}
