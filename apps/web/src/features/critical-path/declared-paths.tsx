import type { Board, PathComparison, ScheduleRow } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { periodLabel } from '../../lib/format-plan.ts'
import { type Look, Panel, ScrollX, Status } from '../../ui/index.ts'
import { type ComparedStep, compareSteps } from './compare-steps.ts'

const BOTH: Look = { glyph: 'crit', word: 'Critical', tone: 'work' }
const NOT_DECLARED: Look = { glyph: 'crit', word: 'Critical, not declared', tone: 'work' }
const NOT_IN_PLAN: Look = { glyph: 'f-unk', word: 'Not in the plan', tone: 'warn' }

/** Each declared chain beside the computed one, step by step, with why a step is, or is not, critical. */
export const DeclaredPaths = ({ board }: { board: Board }) => {
  const rowByKey = useMemo(() => new Map(scheduled(board).map((item) => [item.key, item])), [board])
  if (board.declaredPaths.length === 0) {
    return (
      <Panel title="Declared path">
        <p className="pb sec">
          The plan declares no critical path. A lead may name one in the settings, and it is then compared with the computed one.
        </p>
      </Panel>
    )
  }
  return board.declaredPaths.map((path) => <Comparison key={path.key} board={board} path={path} rowByKey={rowByKey} />)
}

interface Item {
  readonly key: string
  readonly title: string
  readonly schedule: ScheduleRow
}
const scheduled = (board: Board): readonly Item[] => [
  ...board.tasks,
  ...board.gates,
  ...board.milestones.map(({ key, name, schedule }) => ({ key, title: name, schedule })),
]

const Comparison = ({ board, path, rowByKey }: { board: Board; path: PathComparison; rowByKey: ReadonlyMap<string, Item> }) => {
  const off = path.steps.filter((step) => !step.critical).length
  const lines = compareSteps(
    path.steps.map((step) => step.key),
    board.schedule.criticalPath,
    (key) => rowByKey.get(key)?.schedule.earliestFinish ?? 0,
  )
  const differs = [
    off > 0 ? `${off} of ${path.steps.length} declared are not critical` : '',
    path.missing.length > 0 ? `${path.missing.length} critical are not declared` : '',
  ].filter(Boolean)
  return (
    <Panel
      title={`Declared: ${path.key} ${path.name}`}
      aside={differs.length === 0 ? 'the same as computed' : differs.join(', ')}
      className="cp-cmp"
    >
      <ScrollX label={`${path.key} beside the computed path, table`}>
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">Declared</th>
              <th scope="col">Computed</th>
              <th scope="col">State</th>
              <th scope="col">Forecast</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <Line key={`${line.key} ${index}`} board={board} line={line} path={path} item={rowByKey.get(line.key)} />
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Panel>
  )
}

const Line = ({ board, line, path, item }: { board: Board; line: ComparedStep; path: PathComparison; item: Item | undefined }) => {
  const { program } = board
  const step = path.steps.find((each) => each.key === line.key)
  const unit = program.cadence === 'day' ? 'd' : 'w'
  const look: Look = !line.declared
    ? NOT_DECLARED
    : !step?.known
      ? NOT_IN_PLAN
      : step.critical
        ? BOTH
        : { glyph: 'f-none', word: `Slack ${step.slack ?? '?'} ${unit}`, tone: 'idle' }
  const name = <StepLink board={board} itemKey={line.key} known={item !== undefined} />
  return (
    <tr>
      <td className="nw">{line.declared ? name : <span className="ter">not declared</span>}</td>
      <td className="nw">{line.computed ? name : <span className="ter">not on it</span>}</td>
      <td className="nw">
        <Status look={look} size={14} />
      </td>
      <td className="nw">{item ? periodLabel(program, Math.ceil(item.schedule.earliestFinish) - 1) : ''}</td>
      <td className="sec">{step ? whyOf(step) : item?.title}</td>
    </tr>
  )
}

/** The state says already that a step is critical: what is left is its forecast, its driver and its delay. */
const whyOf = (step: PathComparison['steps'][number]): string =>
  step.critical ? step.why.replace(/^[^.]*\bis critical: [^.]*\.\s*/, '') : step.why

const StepLink = ({ board, itemKey, known }: { board: Board; itemKey: string; known: boolean }) => {
  const params = { slug: board.program.slug }
  if (!known) return <b>{itemKey}</b>
  if (board.gates.some((gate) => gate.key === itemKey)) {
    return (
      <Link to="/p/$slug/gates/$key" params={{ ...params, key: itemKey }} className="lk">
        {itemKey}
      </Link>
    )
  }
  return (
    <Link to="/p/$slug/timeline" params={params} search={{ task: itemKey }} className="lk">
      {itemKey}
    </Link>
  )
}
