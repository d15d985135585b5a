import { type Board, type BoardLane, type BoardTask, lateThemselves } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { periodLabel, slipLabel } from '../../lib/format-plan.ts'
import { Glyph, LANE_LOOK, Panel, Status } from '../../ui/index.ts'

const WORST: readonly BoardLane['status'][] = ['blocked', 'late', 'in_progress', 'todo', 'done']
/** More squares than this say less than the figure. */
const MOST_PIPS = 14

/** Lanes, worst first: status, P0 work and what is on now. */
export const LanesPanel = ({ board }: { board: Board }) => {
  const { lanes, tasks, program } = board
  const byLane = groupByLane(tasks)
  const late = lateThemselves(board)
  const sorted = [...lanes].sort((a, b) => WORST.indexOf(a.status) - WORST.indexOf(b.status))
  if (lanes.length === 0) return null
  return (
    <Panel title="Lanes" aside="worst first" actions={<span className="ter t12">one square per P0 task, filled when done</span>}>
      <ul className="ov-lanes">
        {sorted.map((lane) => {
          const look = LANE_LOOK[lane.status]
          const now = lane.nowTask === null ? undefined : tasks.find((task) => task.key === lane.nowTask)
          const p0 = (byLane.get(lane.key) ?? []).filter((task) => task.priority === 'P0' && task.status !== 'dropped')
          return (
            <li key={lane.key}>
              <b className="cut">{lane.key}</b>
              <Link to="/p/$slug/timeline" params={{ slug: program.slug }} search={{ lane: lane.key }} className="cut" title={lane.name}>
                {lane.name}
              </Link>
              <span className="mono ter who" title={lane.owners.join(' ')}>
                {lane.owners.join(' ')}
              </span>
              <Status look={look} size={14}>
                {lane.status === 'late' ? `Late ${slipLabel(program.cadence, lane.late)}` : look.word}
              </Status>
              <P0Pips tasks={p0} late={late} />
              <span className="cut sec at" title={now?.title}>
                {now ? `${periodLabel(program, now.start)} ${now.title}` : ''}
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

const groupByLane = (tasks: readonly BoardTask[]): Map<string, BoardTask[]> => {
  const byLane = new Map<string, BoardTask[]>()
  for (const task of tasks) {
    const known = byLane.get(task.lane)
    if (known) known.push(task)
    else byLane.set(task.lane, [task])
  }
  return byLane
}

const P0Pips = ({ tasks, late }: { tasks: readonly BoardTask[]; late: ReadonlySet<string> }) => {
  const done = tasks.filter((task) => task.status === 'done' || task.status === 'moved').length
  const said = `${done} of ${tasks.length} P0 tasks done`
  if (tasks.length > MOST_PIPS) {
    return (
      <span className="sec nw" title={said}>
        {done} of {tasks.length}
      </span>
    )
  }
  return (
    <span className="ov-pips" role="img" aria-label={tasks.length === 0 ? 'no P0 task' : said}>
      {tasks.map((task) =>
        task.status === 'blocked' ? (
          <span key={task.key} className="stop">
            <Glyph name="block" />
          </span>
        ) : late.has(task.key) ? (
          <span key={task.key} className="warn">
            <Glyph name="late" />
          </span>
        ) : (
          <i key={task.key} className={task.status === 'done' || task.status === 'moved' ? 'd' : ''} />
        ),
      )}
    </span>
  )
}
