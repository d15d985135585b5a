import type { Board, BoardGate, RequirementState } from '@gatehouse/core'
import { periodLabel } from '../../lib/format-plan.ts'
import { Glyph, PROOF_LOOK, Tag } from '../../ui/index.ts'

/** `D5 → D6`: due, and forecast where it differs and still matters. */
export const gateDates = (board: Board, gate: BoardGate): string => {
  const due = periodLabel(board.program, gate.at)
  const forecast = forecastPeriod(gate)
  return forecast > gate.at && gate.state !== 'SignedOff' ? `${due} → ${periodLabel(board.program, forecast)}` : due
}
/** Period in which the gate is forecast: its point is the end of it. */
export const forecastPeriod = (gate: BoardGate): number => Math.ceil(gate.schedule.earliestFinish) - 1

/** `due today`, `due this week`, or `overdue` once its period has gone. */
export const dueWord = ({ today, program }: Board, gate: BoardGate): string =>
  today.position === 'during' && today.period === gate.at ? (program.cadence === 'day' ? 'due today' : 'due this week') : 'overdue'

/** Requirement states that deserve a look, worst first. */
export const PROBLEM_STATES = ['failed', 'stale', 'pending', 'unknown', 'missing'] as const satisfies readonly RequirementState[]

/** One pip a requirement. The words beside them say the same. */
export const RequirementPips = ({ gate }: { gate: BoardGate }) => (
  <span className="gt-pips" aria-hidden="true">
    {gate.requirements.map((requirement) => (
      <span
        key={requirement.key}
        className={PROOF_LOOK[requirement.state].tone}
        title={`${requirement.key} ${PROOF_LOOK[requirement.state].word}`}
      >
        <Glyph name={PROOF_LOOK[requirement.state].glyph} />
      </span>
    ))}
  </span>
)

/** One square a signature of the quorum. */
export const QuorumSquares = ({ gate }: { gate: BoardGate }) => (
  <span className="gt-quorum" aria-hidden="true">
    {Array.from({ length: gate.quorum }, (_, index) => (
      <i key={index} className={index < gate.approvals ? 'f' : ''} />
    ))}
  </span>
)

/** `1 stale`, `1 pending`: what keeps the gate from being proved, as tags. */
export const ProblemTags = ({ gate }: { gate: BoardGate }) => (
  <>
    {PROBLEM_STATES.filter((state) => state !== 'missing').map((state) => {
      const many = gate.requirements.filter((requirement) => requirement.state === state).length
      if (many === 0) return null
      return (
        <Tag key={state} look={PROOF_LOOK[state]}>
          {many} {PROOF_LOOK[state].word.toLowerCase()}
        </Tag>
      )
    })}
  </>
)
