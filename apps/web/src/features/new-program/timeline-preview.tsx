import { useMemo } from 'react'
import { countOf } from '../../lib/format-plan.ts'
import { EmptyState, Glyph, ScrollX } from '../../ui/index.ts'
import { layOutPreview } from './lay-out-preview.ts'

/** What the timeline will look like: lanes by periods, gates on their period's end. To look at only. */
export const TimelinePreview = ({ plan }: { plan: Record<string, unknown> }) => {
  const { labels, contingency, gates, lanes } = useMemo(() => layOutPreview(plan), [plan])
  if (lanes.length === 0) return <EmptyState title="No lanes yet">The document names no lanes; the timeline would be empty.</EmptyState>
  const isBuffer = (column: number) => contingency !== null && column >= contingency.from && column <= contingency.to
  return (
    <ScrollX label="Preview of the timeline">
      <table className="pvw" style={{ minWidth: 150 + labels.length * 25 }}>
        <thead>
          <tr>
            <th scope="col">Lane</th>
            {labels.map((label, column) => (
              <th key={label} scope="col" className={isBuffer(column) ? 'buf' : ''}>
                {label}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="row">Gates</th>
            {gates.map((keys, column) => (
              <td key={column} className={isBuffer(column) ? 'buf' : ''}>
                {keys.map((key) => (
                  <span key={key} className="pvw-gate" title={`Gate ${key}`}>
                    <Glyph name="g-none" size={12} />
                    {key}
                  </span>
                ))}
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <tr key={lane.key}>
              <th scope="row">
                <span className="cut">
                  <b>{lane.key}</b> {lane.name}
                </span>
                <span className="t11 ter">{countOf(lane.tasks, 'task')}</span>
              </th>
              <td colSpan={labels.length} className="pvw-lane">
                <div className="pvw-rows" style={{ gridTemplateColumns: `repeat(${labels.length}, minmax(0, 1fr))` }}>
                  {lane.rows.flatMap((row, at) =>
                    row.map((bar) => (
                      <i
                        key={bar.key}
                        title={`${bar.key} ${bar.title}`}
                        style={{ gridColumn: `${bar.column + 1} / span ${bar.span}`, gridRow: at + 1 }}
                      />
                    )),
                  )}
                </div>
                {lane.hidden > 0 ? <span className="t11 ter">and {lane.hidden} more at the same time</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}
