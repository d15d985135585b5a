import { type Board, type ScheduleRow, whyCritical } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { countOf, periodLabel, slipLabel } from '../../lib/format-plan.ts'
import { Button, Glyph, Panel, ScrollX, Segmented } from '../../ui/index.ts'

const PAGE = 60
interface Item {
  readonly key: string
  readonly title: string
  readonly row: ScheduleRow
}

/** Slack and driver of every task and gate; the critical ones first. */
export const PathTable = ({ board, selected, onSelect }: { board: Board; selected: string | null; onSelect: (key: string) => void }) => {
  const [which, setWhich] = useState<'critical' | 'near' | 'all'>('critical')
  const [shown, setShown] = useState(PAGE)
  const items = useMemo(() => itemsOf(board), [board])
  const { program, schedule } = board
  const onPath = useMemo(() => new Set(schedule.criticalPath), [schedule])
  const wanted = items.filter(({ key, row }) =>
    which === 'all' ? true : which === 'near' ? row.slack <= 2 : row.critical || onPath.has(key),
  )
  const whole = useMemo(() => ({ ...schedule, rows: items.map((item) => item.row) }), [schedule, items])
  /** All of it for the selected row; for the others what the columns do not say already. */
  const why = (key: string) => {
    const { critical, sentences } = whyCritical(whole, key, (index) => periodLabel(program, index), program.cadence)
    if (key === selected) return sentences.join(' ')
    return critical && key !== schedule.target ? sentences.slice(2).join(' ') : sentences[0]
  }
  const unit = program.cadence === 'day' ? 'd' : 'w'
  return (
    <Panel
      title="Slack and drivers"
      aside={countOf(wanted.length, 'row')}
      line
      actions={
        <Segmented
          label="Rows"
          value={which}
          options={[
            { value: 'critical', label: 'Critical' },
            { value: 'near', label: `Slack ≤ 2 ${unit}` },
            { value: 'all', label: 'All' },
          ]}
          onChange={(next) => {
            setWhich(next)
            setShown(PAGE)
          }}
        />
      }
    >
      <ScrollX label="Slack and drivers, table">
        <table className="tb cp-table">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Forecast</th>
              <th scope="col">Latest end</th>
              <th scope="col" className="num">
                Slack
              </th>
              <th scope="col">Driven by</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {wanted.slice(0, shown).map(({ key, title, row }) => (
              <tr key={key} aria-current={key === selected ? 'true' : undefined}>
                <td>
                  <button type="button" className="lk" onClick={() => onSelect(key)}>
                    {key}
                  </button>{' '}
                  {title}
                </td>
                <td className="nw">
                  {span(program, row)}
                  {row.late > 0 ? <span className="warn b"> {slipLabel(program.cadence, row.late)}</span> : null}
                </td>
                <td className="nw">{periodLabel(program, Math.ceil(row.latestFinish) - 1)}</td>
                <td className="num nw">
                  {row.critical ? (
                    <b className="st">
                      <Glyph name="crit" size={12} /> {row.slack} {unit}
                    </b>
                  ) : (
                    `${row.slack} ${unit}`
                  )}
                </td>
                <td>
                  {row.drivenBy ? (
                    <Link to="/p/$slug/critical-path" params={{ slug: program.slug }} search={{ task: row.drivenBy }} className="lk">
                      {row.drivenBy}
                    </Link>
                  ) : (
                    <span className="ter">its own date</span>
                  )}
                </td>
                <td className="sec">{why(key)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {wanted.length > shown ? (
        <p className="pb">
          <Button small onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, wanted.length - shown)} more of {wanted.length}
          </Button>
        </p>
      ) : null}
    </Panel>
  )
}

const itemsOf = (board: Board): readonly Item[] =>
  [
    ...board.tasks.map((task) => ({ key: task.key, title: task.title, row: task.schedule })),
    ...board.gates.map((gate) => ({ key: gate.key, title: gate.title, row: gate.schedule })),
  ].sort(
    (a, b) =>
      Number(b.row.critical) - Number(a.row.critical) ||
      a.row.slack - b.row.slack ||
      a.row.earliestStart - b.row.earliestStart ||
      a.row.earliestFinish - b.row.earliestFinish,
  )

const span = (program: Board['program'], row: ScheduleRow): string => {
  const end = periodLabel(program, Math.ceil(row.earliestFinish) - 1)
  const start = periodLabel(program, Math.floor(row.earliestStart))
  return row.kind === 'task' && start !== end ? `${start} to ${end}` : end
}
