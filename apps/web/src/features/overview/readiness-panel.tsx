import type { Board } from '@gatehouse/core'
import { lazy, Suspense } from 'react'
import { periodLabel } from '../../lib/format-plan.ts'
import { Panel, Skeleton } from '../../ui/index.ts'

const ReadinessChart = lazy(() => import('./readiness-chart.tsx'))

/** How much is proved, against how much the plan wants by then. The chart loads later; its figures are said in words at once. */
export const ReadinessPanel = ({ board }: { board: Board }) => {
  const { readiness, program, today } = board
  if (readiness.total === 0) {
    return (
      <Panel title="Readiness">
        <p className="pb sec">No gate asks for anything yet, so there is nothing to prove.</p>
      </Panel>
    )
  }
  const first = readiness.trend[0]
  return (
    <Panel
      title="Readiness"
      className="ov-ready"
      actions={
        first?.proved === null || first === undefined ? undefined : (
          <span className="ter t12">
            {first.proved} at {periodLabel(program, first.period)}
          </span>
        )
      }
    >
      <figure className="ov-chart">
        <figcaption className="sr">
          {readiness.score} of 100 proved
          {today.period === null ? '' : `, the plan for ${periodLabel(program, today.period)} is ${readiness.planned}`}.
        </figcaption>
        <Suspense fallback={<Skeleton lines={4} label="Chart" />}>
          <ReadinessChart board={board} />
        </Suspense>
      </figure>
    </Panel>
  )
}
