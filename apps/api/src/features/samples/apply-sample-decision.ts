import { applyGateDecision, type ProgramState } from '@gatehouse/core'
import type { SampleDecision } from './decide-sample-event.ts'

/**
 * The program after a decision is saved, for the next one to be decided on without reading it all again. Pure. Ids that the database
 * knows otherwise do not matter: no later event of a sample names one.
 */
export const applySampleDecision = (
  state: ProgramState,
  decision: SampleDecision,
  at: { readonly now: string; readonly correlationId: string },
): ProgramState => {
  switch (decision.kind) {
    case 'nothing':
      return state
    case 'task': {
      const task = { ...decision.task, revision: decision.task.revision + 1 }
      return { ...state, tasks: state.tasks.map((other) => (other.key === task.key ? task : other)) }
    }
    case 'blocker':
      return { ...state, blockers: [...state.blockers, decision.blocker] }
    case 'blocker change': {
      const { blockerKey, set } = decision.change
      return {
        ...state,
        blockers: state.blockers.map((other) => (other.key === blockerKey ? { ...other, ...set, revision: other.revision + 1 } : other)),
      }
    }
    case 'evidence': {
      const { evidence, canonical, gate } = decision.attached
      return {
        ...changeGate(state, gate.gateKey, gate.set),
        evidence: [...state.evidence, { ...evidence, id: `evidence-${state.evidence.length + 1}`, digest: canonical }],
      }
    }
    case 'waiver': {
      const waiver = { ...decision.waiver, id: 'waiver' }
      const waivers = state.gates.find((gate) => gate.key === decision.gateKey)?.waivers ?? []
      return changeGate(state, decision.gateKey, { waivers: [...waivers, waiver] })
    }
    case 'target': {
      const { set, history, lapsedGates } = decision.target
      if (state.releaseTarget === null) return state
      const releaseTarget = {
        ...state.releaseTarget,
        ...set,
        revision: state.releaseTarget.revision + 1,
        history: history === null ? state.releaseTarget.history : [history, ...state.releaseTarget.history],
      }
      return lapsedGates.reduce<ProgramState>((present, { gateKey, round }) => changeGate(present, gateKey, { round }), {
        ...state,
        releaseTarget,
      })
    }
    case 'gate': {
      let made = 0
      return applyGateDecision(state, decision.gate, at.now, () => `${decision.gate.gateKey}-${at.now}-${++made}`, at.correlationId)
    }
  }
}

const changeGate = (state: ProgramState, key: string, set: Partial<ProgramState['gates'][number]>): ProgramState => ({
  ...state,
  gates: state.gates.map((gate) => (gate.key === key ? { ...gate, ...set, revision: gate.revision + 1 } : gate)),
})
