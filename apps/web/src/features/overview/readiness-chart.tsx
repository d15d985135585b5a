import type { Board } from '@gatehouse/core'
import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { periodLabel } from '../../lib/format-plan.ts'

const INK = 'var(--gh-ink)'
const QUIET = 'var(--gh-ink3)'

/** Proved (solid) and planned (dashed) by period. Hidden from assistive technology: the figure's caption says the same. */
export default function ReadinessChart({ board: { readiness, program, today } }: { board: Board }) {
  const data = readiness.trend.map((point) => ({ label: periodLabel(program, point.period), planned: point.planned, proved: point.proved }))
  const now = today.period === null ? null : periodLabel(program, today.period)
  const ahead = readiness.score >= readiness.planned
  // The word stands where the two lines leave room: above left of the dot when ahead of the plan, below right when behind it.
  const share = data.findIndex((point) => point.label === now) / Math.max(1, data.length - 1)
  const side = ahead ? (share > 0.25 ? -1 : 1) : share < 0.75 ? 1 : -1
  const planEnd = data[Math.floor(data.length * 0.8)]
  const ticks = [data[0]?.label, now, data.at(-1)?.label].filter((label): label is string => typeof label === 'string')
  return (
    <div aria-hidden="true" style={{ height: '100%' }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 134 }}>
        <LineChart accessibilityLayer={false} data={data} margin={{ top: 10, right: 24, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--gh-line)" />
          <XAxis
            dataKey="label"
            ticks={[...new Set(ticks)]}
            interval={0}
            tick={{ fill: QUIET, fontSize: 11 }}
            tickLine={false}
            axisLine={false}
            height={18}
          />
          <YAxis domain={[0, 100]} ticks={[0, 50, 100]} width={34} tick={{ fill: QUIET, fontSize: 11 }} tickLine={false} axisLine={false} />
          {now ? <ReferenceLine x={now} stroke="var(--gh-accent)" strokeWidth={1.5} /> : null}
          <Line dataKey="planned" stroke={QUIET} strokeWidth={1.5} strokeDasharray="4 3" dot={false} isAnimationActive={false} />
          <Line dataKey="proved" stroke={INK} strokeWidth={2.5} dot={false} isAnimationActive={false} connectNulls={false} />
          {planEnd ? (
            <ReferenceDot
              x={planEnd.label}
              y={planEnd.planned}
              r={0}
              label={{ value: 'plan', position: 'center', dx: 16, dy: 14, fill: QUIET, fontSize: 11 }}
            />
          ) : null}
          {now && today.position === 'during' ? (
            <ReferenceDot
              x={now}
              y={readiness.score}
              r={4}
              fill={INK}
              stroke="none"
              label={{
                value: `${readiness.score} proved`,
                position: 'center',
                dx: side * 38,
                dy: ahead ? -10 : 12,
                fill: INK,
                fontSize: 11,
                fontWeight: 600,
              }}
            />
          ) : null}
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
