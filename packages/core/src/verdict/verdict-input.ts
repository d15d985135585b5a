import type { BoardBlocker, BoardGate, BoardTask, BoardToday, ContingencyLedger, VerdictReason } from '../board/board.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { WorkflowVerdict } from '../freshness/ci-run.ts'
import type { Cadence } from '../plan/plan.ts'
import type { Schedule } from '../schedule/schedule.ts'

/** What the verdict looks at. */
export interface VerdictInput {
  /** In order: by period, then by the plan. */
  readonly gates: readonly BoardGate[]
  readonly tasks: readonly BoardTask[]
  readonly blockers: readonly BoardBlocker[]
  readonly workflows: readonly WorkflowVerdict[]
  readonly releaseSha: string | null
  readonly contingency: ContingencyLedger | null
  readonly schedule: Pick<Schedule, 'target' | 'targetFinish' | 'slip' | 'slipCause'>
  readonly today: BoardToday
  /** Keys that lead to the target by hard dependencies. */
  readonly hardChain: ReadonlySet<string>
  readonly calendar: Pick<Calendar, 'label' | 'endOf' | 'period'>
  readonly cadence: Cadence
  /** First period of the program. */
  readonly first: number
  /** Owners of a task, or of its lane where it names none. */
  readonly ownersOf: (task: BoardTask) => readonly string[]
  readonly now: string
}

export const isDue = (input: Pick<VerdictInput, 'today'>, gate: Pick<BoardGate, 'at'>): boolean =>
  input.today.period !== null && gate.at <= input.today.period

/** A forecast coordinate as the label of the period at whose end it lies. */
export const labelOfEnd = (input: Pick<VerdictInput, 'calendar'>, coordinate: number): string => input.calendar.label(coordinate - 1)

export type ReasonStatus = VerdictReason['status']
