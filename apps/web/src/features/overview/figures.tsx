import { type Board, lateThemselves } from '@gatehouse/core'
import type { ReactNode } from 'react'
import { periodCount, periodLabel, slipLabel, spanLabel } from '../../lib/format-plan.ts'
import { formatIsoDate } from '../../lib/format-time.ts'

/** Five figures, each with its denominator and its cause. */
export const Figures = ({ board }: { board: Board }) => (
  <section className="pn ov-figs" aria-label="Figures">
    <ReleaseFigure board={board} />
    <SlipFigure board={board} />
    <ContingencyFigure board={board} />
    <P0Figure board={board} />
    <ReadinessFigure board={board} />
  </section>
)

const Figure = ({ title, value, of, children }: { title: string; value: ReactNode; of?: ReactNode; children: ReactNode }) => (
  <div>
    <h2>{title}</h2>
    <div className="v">
      {value} {of ? <small>{of}</small> : null}
    </div>
    <p>{children}</p>
  </div>
)

/** The last period that a point or span ends in: coordinates end where the next period begins. */
const endPeriod = (coordinate: number): number => Math.ceil(coordinate) - 1

const ReleaseFigure = ({ board }: { board: Board }) => {
  const { program, schedule, today, periods } = board
  if (board.tasks.length + board.gates.length + board.milestones.length === 0) {
    return (
      <Figure title="Release" value="Not planned">
        Nothing is scheduled yet
      </Figure>
    )
  }
  const forecast = endPeriod(schedule.targetFinish)
  const planned = forecast - schedule.slip
  const date = periods.find((period) => period.index === forecast)?.endsOn
  const left = today.period === null ? forecast - program.first + 1 : forecast - today.period
  const goal = schedule.target ?? 'the last finish'
  const at = `Forecast ${periodLabel(program, forecast)}${date ? ` ${formatIsoDate(date, false)}` : ''}, plan ${periodLabel(program, planned)}`
  if (today.position === 'after' || left < 0) {
    return (
      <Figure title="Release" value={periodLabel(program, forecast)} of={`forecast of ${goal}`}>
        {at}
      </Figure>
    )
  }
  return (
    <Figure title="Release" value={periodCount(program.cadence, left)} of={`to ${goal}`}>
      {at}
    </Figure>
  )
}

const SlipFigure = ({ board: { program, schedule, contingency } }: { board: Board }) => (
  <Figure
    title={schedule.target ? `Slip of ${schedule.target}` : 'Slip'}
    value={slipLabel(program.cadence, schedule.slip)}
    of={contingency ? `of ${slipLabel(program.cadence, contingency.tolerance).replace('+', '')} tolerated` : 'no contingency planned'}
  >
    {schedule.slip === 0
      ? 'On plan'
      : `${contingency && contingency.consumed === 0 ? 'Nothing consumed. ' : ''}Cause: ${schedule.slipCause ?? 'not known'}`}
  </Figure>
)

const ContingencyFigure = ({ board: { program, contingency } }: { board: Board }) => {
  if (!contingency) {
    return (
      <Figure title="Contingency" value="None">
        The plan holds no buffer
      </Figure>
    )
  }
  const span = spanLabel(program, contingency.from, contingency.to)
  const cells = contingency.size <= 6 ? Array.from({ length: contingency.size }, (_, index) => index) : []
  return (
    <Figure
      title="Contingency"
      value={
        <>
          {cells.length > 0 ? (
            <span className="ov-cells" aria-hidden="true">
              {cells.map((index) => (
                <i key={index} className={index < contingency.consumed ? 'used' : ''} />
              ))}
            </span>
          ) : null}
          {contingency.left} of {contingency.size}
        </>
      }
      of="left"
    >
      {contingency.state === 'exhausted'
        ? `${span} exhausted: new end ${periodLabel(program, contingency.newEnd)}`
        : contingency.state === 'consumed'
          ? `${contingency.entries.map((entry) => entry.label).join(', ')} consumed by ${contingency.cause ?? 'slip'}`
          : `${span} untouched`}
    </Figure>
  )
}

/** Every task counts in one place, so that the parts add up: blocked before late before begun. */
const P0Figure = ({ board }: { board: Board }) => {
  const p0 = board.tasks.filter((task) => task.priority === 'P0' && task.status !== 'dropped')
  const late = lateThemselves(board)
  const count = (of: (task: (typeof p0)[number]) => boolean) => p0.filter(of).length
  const done = count((task) => task.status === 'done' || task.status === 'moved')
  const rest = [
    [count((task) => task.status === 'blocked'), 'blocked'],
    [count((task) => task.status !== 'blocked' && late.has(task.key)), 'late'],
    [count((task) => task.status === 'in_progress' && !late.has(task.key)), 'in progress'],
    [count((task) => task.status === 'todo' && !late.has(task.key)), 'to do'],
  ] as const
  return (
    <Figure title="P0 tasks" value={`${done} of ${p0.length}`} of="done">
      {rest
        .filter(([many]) => many > 0)
        .map(([many, word]) => `${many} ${word}`)
        .join(', ') || (p0.length === 0 ? 'The plan marks no task P0' : 'All done or moved')}
    </Figure>
  )
}

const ReadinessFigure = ({ board: { readiness, program, today } }: { board: Board }) => (
  <Figure
    title="Readiness"
    value={readiness.score}
    of={`of 100${today.period === null ? '' : `, plan for ${periodLabel(program, today.period)} is ${readiness.planned}`}`}
  >
    {readiness.proved} of {readiness.total} proved
    {readiness.provedOnOlderSha > 0 ? `, ${readiness.provedOnOlderSha} on an older SHA` : ''}
    {readiness.waived > 0 ? `, ${readiness.waived} waived` : ''}
  </Figure>
)
