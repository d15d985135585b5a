import { type Board, type BoardGate, lateThemselves } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { slipLabel, spanLabel } from '../../lib/format-plan.ts'
import { GATE_LOOK, LATE_LOOK, type Look, Panel, Status, TASK_LOOK } from '../../ui/index.ts'

/** What must be done before the gate (predecessors, child tasks) and what waits for it. */
export const GateNeighbours = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const before = board.dependencies.filter((link) => link.to === gate.key)
  const after = board.dependencies.filter((link) => link.from === gate.key)
  const linked = new Set(before.map((link) => link.from))
  const children = gate.children.filter((child) => !linked.has(child.key))
  const late = useMemo(() => lateThemselves(board), [board])
  const { slack, critical } = gate.schedule
  return (
    <Panel
      title="Before and after"
      actions={
        <span className="ter t12">{`slack ${slipLabel(board.program.cadence, slack).replace('+', '')}${critical ? ', critical' : ''}`}</span>
      }
    >
      {before.length + after.length + children.length === 0 ? (
        <p className="pb sec">Nothing leads to this gate and nothing waits for it.</p>
      ) : null}
      <Group title="Must be signed or done first">
        {before.map((link) => (
          <Neighbour key={`${link.from}${link.kind}`} board={board} late={late} itemKey={link.from} soft={link.kind === 'soft'} />
        ))}
      </Group>
      <Group title="Child tasks" note="P0 and P1 hold the gate">
        {children.map((child) => (
          <Neighbour key={child.key} board={board} late={late} itemKey={child.key} soft={false} />
        ))}
      </Group>
      <Group title="Waits for it">
        {after.map((link) => (
          <Neighbour key={`${link.to}${link.kind}`} board={board} late={late} itemKey={link.to} soft={link.kind === 'soft'} />
        ))}
      </Group>
    </Panel>
  )
}

const Group = ({ title, note, children }: { title: string; note?: string; children: readonly ReactNode[] }) =>
  children.length === 0 ? null : (
    <div className="gt-dep">
      <h3>
        {title}
        {note ? <span style={{ fontWeight: 400 }}> · {note}</span> : null}
      </h3>
      <ul>{children}</ul>
    </div>
  )

const Neighbour = ({ board, late, itemKey, soft }: { board: Board; late: ReadonlySet<string>; itemKey: string; soft: boolean }) => {
  const { program } = board
  const task = board.tasks.find((each) => each.key === itemKey)
  const gate = board.gates.find((each) => each.key === itemKey)
  if (gate) {
    return (
      <Row look={GATE_LOOK[gate.face]}>
        <Link to="/p/$slug/gates/$key" params={{ slug: program.slug, key: itemKey }} className="lk">
          {itemKey}
        </Link>
        <span>
          {gate.title}
          {soft ? ', soft' : ''}
        </span>
      </Row>
    )
  }
  if (task) {
    const slip = slipLabel(program.cadence, task.schedule.late)
    const isLate = task.status !== 'blocked' && late.has(task.key)
    return (
      <Row look={isLate ? { ...LATE_LOOK, word: `Late ${slip}` } : TASK_LOOK[task.status]}>
        <Link to="/p/$slug/timeline" params={{ slug: program.slug }} search={{ task: itemKey }} className="lk">
          {itemKey}
        </Link>
        <span>
          {task.title}, {task.priority}, {spanLabel(program, task.start, task.finish)}
          {!isLate && task.schedule.late > 0 && task.status !== 'done' ? <b className="warn nw">, {slip}</b> : null}
          {soft ? ', soft' : ''}
        </span>
      </Row>
    )
  }
  const milestone = board.milestones.find((each) => each.key === itemKey)
  return (
    <li>
      <span className="ter">Milestone</span>
      <b>{itemKey}</b>
      <span>
        {milestone?.name ?? ''}
        {soft ? ', soft' : ''}
      </span>
    </li>
  )
}

const Row = ({ look, children }: { look: Look; children: ReactNode }) => (
  <li>
    <Status look={look} size={14} />
    {children}
  </li>
)
