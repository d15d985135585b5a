import type { Board } from '@gatehouse/core'
import { useQuery } from '@tanstack/react-query'
import type { Response } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import { countOf, periodLabel, slipLabel, spanLabel } from '../../lib/format-plan.ts'
import { Button, ErrorState, Panel, Picker, Skeleton, toast } from '../../ui/index.ts'
import { LedgerRow } from './contingency-panel.tsx'
import { type Move, previewQuery, useSaveMoves } from './critical-path.queries.ts'

type Preview = Response<typeof routes.programs.preview>
const MOST_ROWS = 40

/** Move tasks on paper: every consequence is shown first; then exactly that is saved, or nothing. */
export const WhatIfPanel = ({
  board,
  moves,
  maySave,
  onChange,
}: {
  board: Board
  moves: readonly Move[]
  maySave: boolean
  onChange: (moves: readonly Move[]) => void
}) => {
  const preview = useQuery(previewQuery(board.program.slug, moves))
  const save = useSaveMoves(board)
  const movable = board.tasks.filter((task) => !task.locked && task.status !== 'done' && task.status !== 'dropped')
  const add = (key: string | null) => {
    const task = board.tasks.find((each) => each.key === key)
    if (task && !moves.some((move) => move.key === key))
      onChange([...moves, { key: task.key, start: task.start + 1, finish: task.finish + 1 }])
  }
  const change = (key: string, shift: (move: Move) => Move) => {
    save.reset()
    onChange(moves.map((move) => (move.key === key ? shift(move) : move)))
  }
  const saveAll = () =>
    save.mutate(moves, {
      onSuccess: () => {
        toast(`Saved: ${countOf(moves.length, 'task')} moved.`)
        onChange([])
      },
    })
  return (
    <Panel title="What if" aside="nothing is saved before you say so">
      <div className="pb stack">
        <Picker
          label="Move a task"
          options={movable.map((task) => ({ value: task.key, label: task.key, hint: task.title }))}
          value={null}
          onPick={add}
          placeholder="Key or title"
        />
        {moves.map((move) => (
          <MoveRow
            key={move.key}
            board={board}
            move={move}
            onShift={(shift) => change(move.key, shift)}
            onRemove={() => onChange(moves.filter((each) => each !== move))}
          />
        ))}
        {moves.length > 0 ? (
          <>
            {preview.isError ? (
              <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
            ) : preview.data ? (
              <Consequences board={board} moves={moves} preview={preview.data} />
            ) : (
              <Skeleton lines={4} label="Consequences" />
            )}
            {save.error ? <ErrorState error={save.error} /> : null}
            <div className="row">
              {maySave ? (
                <Button
                  kind="primary"
                  busy={save.isPending}
                  refusal={preview.data && !preview.isPlaceholderData ? null : 'Read the consequences first.'}
                  onClick={saveAll}
                >
                  Save exactly this
                </Button>
              ) : null}
              <Button onClick={() => onChange([])}>Discard</Button>
            </div>
          </>
        ) : (
          <p className="sec t12">
            Pick a task, shift it, and see which tasks and gates follow, when the release would be, and what it takes from the buffer.
          </p>
        )}
      </div>
    </Panel>
  )
}

const MoveRow = ({
  board,
  move,
  onShift,
  onRemove,
}: {
  board: Board
  move: Move
  onShift: (shift: (move: Move) => Move) => void
  onRemove: () => void
}) => {
  const { program } = board
  const task = board.tasks.find((each) => each.key === move.key)
  const by = (periods: number) => onShift((at) => ({ ...at, start: at.start + periods, finish: at.finish + periods }))
  const stretch = (periods: number) => onShift((at) => ({ ...at, finish: Math.max(at.start, at.finish + periods) }))
  return (
    <div className="cp-move" role="group" aria-label={`Move ${move.key}`}>
      <span>
        <b>{move.key}</b> <span className="sec">{task?.title ?? 'not in the plan'}</span>
        <span className="t12 sec" style={{ display: 'block' }}>
          {task ? `${spanLabel(program, task.start, task.finish)} → ` : ''}
          <b>{spanLabel(program, move.start, move.finish)}</b>
        </span>
      </span>
      <span className="row">
        <Button small onClick={() => by(-1)} aria-label={`${move.key} one ${program.cadence} earlier`}>
          ◂
        </Button>
        <Button small onClick={() => by(1)} aria-label={`${move.key} one ${program.cadence} later`}>
          ▸
        </Button>
        <Button small onClick={() => stretch(-1)} aria-label={`${move.key} one ${program.cadence} shorter`}>
          −
        </Button>
        <Button small onClick={() => stretch(1)} aria-label={`${move.key} one ${program.cadence} longer`}>
          +
        </Button>
        <Button small kind="bare" glyph="x" onClick={onRemove} aria-label={`Leave ${move.key} where it is`} />
      </span>
    </div>
  )
}

const Consequences = ({ board, moves, preview }: { board: Board; moves: readonly Move[]; preview: Preview }) => {
  const { program } = board
  const end = (finish: number) => periodLabel(program, Math.ceil(finish) - 1)
  const moved = new Set(moves.map((move) => move.key))
  const gates = preview.changed.filter((row) => row.kind === 'gate')
  const others = preview.changed.filter((row) => row.kind !== 'gate' && !moved.has(row.key))
  const titleOf = (key: string) =>
    board.tasks.find((task) => task.key === key)?.title ??
    board.gates.find((gate) => gate.key === key)?.title ??
    board.milestones.find((each) => each.key === key)?.name ??
    ''
  const { contingencyBefore: before, contingencyAfter: after } = preview
  return (
    <div className="cp-out" role="status" aria-label="Consequences">
      <dl>
        <dt>{preview.target ?? 'End'}</dt>
        <dd className={preview.targetFinishAfter > preview.targetFinishBefore ? 'warn b' : ''}>
          {end(preview.targetFinishBefore)} → {end(preview.targetFinishAfter)}, slip {slipLabel(program.cadence, preview.slipBefore)} →{' '}
          {slipLabel(program.cadence, preview.slipAfter)}
        </dd>
        <dt>Buffer</dt>
        <dd>
          {before && after ? (
            <>
              <LedgerRow ledger={after} program={program} /> {before.left} of {before.size} →{' '}
              <b className={after.left < before.left ? 'warn' : ''}>
                {after.left} of {after.size} left
              </b>
              {after.consumed > 0 ? <span className="sec"> ({after.entries.map((entry) => entry.label).join(', ')} consumed)</span> : null}
              {after.state === 'exhausted' ? <b className="stop"> Exhausted, new end {periodLabel(program, after.newEnd)}</b> : null}
            </>
          ) : (
            'none planned'
          )}
        </dd>
        <dt>Critical</dt>
        <dd>
          {preview.criticalBefore.join(' ') === preview.criticalAfter.join(' ')
            ? 'the same path'
            : `${countOf(preview.criticalAfter.length, 'step')}: ${preview.criticalAfter.join(' → ')}`}
        </dd>
      </dl>
      <Shifted title="Gates" rows={gates} titleOf={titleOf} end={end} />
      <Shifted title="Tasks that follow" rows={others} titleOf={titleOf} end={end} />
      {gates.length + others.length === 0 ? <p className="sec">Nothing else moves.</p> : null}
      {preview.newlyViolated.length > 0 ? (
        <p className="stop">
          Begins before its predecessor ends: {preview.newlyViolated.map((link) => `${link.from} → ${link.to}`).join(', ')}.
        </p>
      ) : null}
      {preview.softWarnings.length > 0 ? (
        <p className="warn">
          Soft dependencies not kept:{' '}
          {preview.softWarnings
            .slice(0, 6)
            .map((link) => `${link.from} → ${link.to}`)
            .join(', ')}
          {preview.softWarnings.length > 6 ? ` and ${preview.softWarnings.length - 6} more` : ''}.
        </p>
      ) : null}
    </div>
  )
}

const Shifted = ({
  title,
  rows,
  titleOf,
  end,
}: {
  title: string
  rows: Preview['changed']
  titleOf: (key: string) => string
  end: (finish: number) => string
}) =>
  rows.length === 0 ? null : (
    <div>
      <h3>
        {title} <span className="sec">{rows.length}</span>
      </h3>
      <ul>
        {rows.slice(0, MOST_ROWS).map((row) => (
          <li key={row.key}>
            <b>{row.key}</b>
            <span className="cut sec" title={titleOf(row.key)}>
              {titleOf(row.key)}
            </span>
            <span className="nw">
              {end(row.fromFinish)} → {end(row.toFinish)}
            </span>
          </li>
        ))}
      </ul>
      {rows.length > MOST_ROWS ? <p className="ter">and {rows.length - MOST_ROWS} more</p> : null}
    </div>
  )
