import { lazy, Suspense } from 'react'
import { z } from 'zod'
import { useBoard, useRights } from '../../app-data/program.ts'
import { countOf, periodLabel, slipLabel } from '../../lib/format-plan.ts'
import { listParam, textParam, useSearchState } from '../../lib/search-state.ts'
import { EmptyState, Panel, Skeleton } from '../../ui/index.ts'
import { ContingencyPanel } from './contingency-panel.tsx'
import { DeclaredPaths } from './declared-paths.tsx'
import { parseMoves, writeMoves } from './moves-in-url.ts'
import { PathTable } from './path-table.tsx'
import { WhatIfPanel } from './what-if-panel.tsx'
import './critical-path.css'

const PathGraph = lazy(() => import('./path-graph.tsx'))
const search = z.object({ move: listParam(), task: textParam() })

/** The declared chain beside the computed one, why each step is or is not critical, the buffer, and what a move would do. */
export const CriticalPathScreen = () => {
  const board = useBoard()
  const rights = useRights()
  const [{ move, task }, change] = useSearchState(search)
  const { schedule, program } = board
  if (board.tasks.length + board.gates.length === 0) {
    return (
      <div className="page">
        <h1 className="t20">Critical path</h1>
        <EmptyState title="Nothing is scheduled yet">
          Tasks, gates and the dependencies between them make a path. Add them in the timeline, or import a plan.
        </EmptyState>
      </div>
    )
  }
  const moves = parseMoves(move)
  return (
    <div className="page">
      <div className="cp-bar">
        <h1>Critical path</h1>
        <span className="t12 sec">
          {schedule.target
            ? `to ${schedule.target}, forecast ${periodLabel(program, Math.ceil(schedule.targetFinish) - 1)}`
            : 'to the latest finish of all'}
          , slip {slipLabel(program.cadence, schedule.slip)}
          {schedule.slipCause ? `, cause ${schedule.slipCause}` : ''}
        </span>
      </div>
      <div className="cp-two">
        <div className="cp-main">
          <Panel title="Computed path" aside={`${countOf(schedule.criticalPath.length, 'step')}, no slack`}>
            {schedule.criticalPath.length === 0 ? (
              <p className="pb sec">
                No chain of dependencies drives the target: its own planned date does. Link what must come before it.
              </p>
            ) : (
              <Suspense
                fallback={
                  <div className="pb">
                    <Skeleton lines={5} label="Graph" />
                  </div>
                }
              >
                <PathGraph board={board} selected={task ?? null} onSelect={(key) => change({ task: key })} />
              </Suspense>
            )}
          </Panel>
          <DeclaredPaths board={board} />
          <PathTable board={board} selected={task ?? null} onSelect={(key) => change({ task: key })} />
        </div>
        <div className="cp-side">
          <ContingencyPanel board={board} />
          <WhatIfPanel
            board={board}
            moves={moves}
            maySave={rights.can('plan.edit')}
            onChange={(next) => change({ move: writeMoves(next) })}
          />
        </div>
      </div>
    </div>
  )
}
