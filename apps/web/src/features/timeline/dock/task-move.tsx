import type { Board, BoardTask } from '@gatehouse/core'
import { isApiProblem } from '../../../lib/api-problem.ts'
import { periodCount, slipLabel, spanLabel } from '../../../lib/format-plan.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { ErrorState, Kbd, Message, Skeleton } from '../../../ui/messages.tsx'
import { isAtPlan, isBegun, moveBy, type Proposal } from '../model/move-task.ts'
import { sayPreview } from '../model/say-preview.ts'
import { usePreview } from '../timeline.queries.ts'
import type { TaskMoves } from '../use-task-moves.ts'
import { PreviewDetail } from './preview-detail.tsx'

interface Props {
  readonly board: Board
  readonly task: BoardTask
  readonly moves: TaskMoves
  /** Why it cannot be moved; null: it can. */
  readonly refusal: string | null
}

/** Where it could go and what that does. The same table for keys, dragging and the menu; nothing is saved before it is read. */
export const TaskMove = ({ board, task, moves, refusal }: Props) => {
  if (refusal !== null) {
    return (
      <section aria-label="Move">
        <h3>Move</h3>
        <p className="ter">{refusal}</p>
      </section>
    )
  }
  const proposal = moves.proposal?.key === task.key ? moves.proposal : null
  return proposal ? (
    <Proposed board={board} task={task} moves={moves} proposal={proposal} />
  ) : (
    <Offers board={board} task={task} moves={moves} />
  )
}

const OFFERED = [1, 2, 3] as const
const STEPS = [1, 2, 3, 5, -1, -2] as const

const Offers = ({ board, task, moves }: Omit<Props, 'refusal'>) => {
  const { program } = board
  const plan: Proposal = { key: task.key, start: task.start, finish: task.finish }
  const sayTo = (by: number): string => {
    const to = moveBy(task, plan, by)
    return spanLabel(program, to.start, to.finish)
  }
  return (
    <section aria-label="Move">
      <h3>
        {isBegun(task) ? 'End later' : 'Move to'} <span className="ter">arrow keys after M, nothing is saved yet</span>
      </h3>
      <table className="tl-mv">
        <tbody>
          {OFFERED.map((by) => (
            <Offer key={by} board={board} proposal={moveBy(task, plan, by)} by={by} onPick={() => moves.propose(moveBy(task, plan, by))} />
          ))}
        </tbody>
      </table>
      <p className="row">
        <Button small onClick={() => moves.propose(plan)}>
          Move <Kbd>M</Kbd>
        </Button>
        <Menu
          className="btn sm"
          label="Move by"
          sections={[
            {
              title: 'Shows what it does first',
              items: STEPS.map((by) => ({
                label: `${periodCount(program.cadence, Math.abs(by))} ${by > 0 ? 'later' : 'earlier'}`,
                aside: sayTo(by),
                run: () => moves.propose(moveBy(task, plan, by)),
              })),
            },
          ]}
        >
          Move by…
        </Menu>
      </p>
    </section>
  )
}

const Offer = ({ board, proposal, by, onPick }: { board: Board; proposal: Proposal; by: number; onPick: () => void }) => {
  const { program } = board
  const preview = usePreview(program.revision, proposal)
  const words = preview.data ? sayPreview(preview.data, proposal.key, program) : null
  const span = spanLabel(program, proposal.start, proposal.finish)
  return (
    <tr className={words?.hurts ? 'warn' : ''}>
      <td>
        <button
          type="button"
          className="tl-offer"
          onClick={onPick}
          aria-label={`Look at a move by ${slipLabel(program.cadence, by)}, to ${span}`}
        >
          <Kbd>{'→'.repeat(by)}</Kbd> {span}
        </button>
      </td>
      <td className="cut">{words?.tasks ?? (preview.error ? 'cannot be previewed' : '…')}</td>
      <td className="cut">{words?.gates}</td>
      <td className="b">{words?.contingency}</td>
    </tr>
  )
}

const Proposed = ({ board, task, moves, proposal }: { board: Board; task: BoardTask; moves: TaskMoves; proposal: Proposal }) => {
  const { program } = board
  const still = isAtPlan(proposal, task)
  const { preview, saving, error } = moves
  const stale = isApiProblem(error, 'stale_revision')
  return (
    <section aria-label="Move" className="tl-moving">
      <h3>
        Move {task.key} to {spanLabel(program, proposal.start, proposal.finish)}{' '}
        <span className="ter">
          {still ? 'where it is now' : `from ${spanLabel(program, task.start, task.finish)}`}, nothing is saved yet
        </span>
      </h3>
      <p className="row" role="group" aria-label="Shift">
        <Button small aria-label="One period earlier" onClick={() => moves.shift(proposal.key, -1, 'both')}>
          ←
        </Button>
        <Button small aria-label="One period later" onClick={() => moves.shift(proposal.key, 1, 'both')}>
          →
        </Button>
        <Button small aria-label="End one period earlier" onClick={() => moves.shift(proposal.key, -1, 'finish')}>
          End ←
        </Button>
        <Button small aria-label="End one period later" onClick={() => moves.shift(proposal.key, 1, 'finish')}>
          End →
        </Button>
        <span className="ter t12">
          <Kbd>←</Kbd> <Kbd>→</Kbd> move, with <Kbd>Shift</Kbd> its end
        </span>
      </p>
      {still ? (
        <p className="ter">Shift it to see what that does.</p>
      ) : preview.error ? (
        <ErrorState error={preview.error} />
      ) : preview.data ? (
        <div aria-busy={preview.isPlaceholderData} className={preview.isPlaceholderData ? 'tl-stale' : ''}>
          <PreviewDetail preview={preview.data} taskKey={task.key} program={program} />
        </div>
      ) : (
        <Skeleton lines={2} label="Working out what it does" />
      )}
      {stale ? (
        <Message tone="warn" title={`Someone changed ${task.key} in the meantime. Nothing was saved.`}>
          <span className="t12">
            It is planned {spanLabel(program, task.start, task.finish)} now. The table shows what your move does to the plan as it is now;
            save it again if it still applies.
          </span>
        </Message>
      ) : error ? (
        <ErrorState error={error} />
      ) : null}
      <p className="row">
        <Button small kind="primary" busy={saving} refusal={moves.saveRefusal} onClick={moves.save}>
          Save move <Kbd>Enter</Kbd>
        </Button>
        <Button small onClick={moves.cancel}>
          Discard <Kbd>Esc</Kbd>
        </Button>
      </p>
    </section>
  )
}
