import type { BoardGate, GateState } from '@gatehouse/core'
import { GATE_LOOK, Glyph, type Look } from '../../ui/index.ts'

const STEPS: readonly { readonly state: GateState; readonly word?: string }[] = [
  { state: 'NotStarted' },
  { state: 'InProgress' },
  { state: 'ReadyForSignoff' },
  { state: 'SignedOff', word: 'Signed, locked' },
]

/** The gate life as a line of states; the present one is marked and said. */
export const GateLife = ({ gate }: { gate: BoardGate }) => {
  const steps =
    gate.state === 'CompletedDocBaseline' ? [...STEPS.slice(0, 2), { state: 'CompletedDocBaseline' as const }, ...STEPS.slice(2)] : STEPS
  const at = steps.findIndex((step) => step.state === gate.state)
  return (
    <ol className="gt-life" aria-label="Gate life">
      {steps.map((step, index) => {
        const look: Look =
          index < at
            ? { glyph: 'chk', word: GATE_LOOK[step.state].word, tone: 'idle' }
            : index === at
              ? GATE_LOOK[gate.face === 'Revalidate' ? 'SignedOff' : step.state]
              : { ...GATE_LOOK[step.state], glyph: step.state === 'SignedOff' ? 'g-none' : GATE_LOOK[step.state].glyph, tone: 'idle' }
        return (
          <li key={step.state}>
            {index > 0 ? <span className="ar" aria-hidden="true" /> : null}
            <span className={`st ${look.tone} ${index === at ? 'cur' : ''}`} aria-current={index === at ? 'step' : undefined}>
              <Glyph name={look.glyph} size={index < at ? 14 : 16} />
              {step.word ?? look.word}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
