import { useMemo, useRef } from 'react'
import { useVirtualRows } from '../../ui/plan-reading/use-virtual-rows.ts'
import { planAsYaml } from './plan-as-yaml.ts'

const ROW = 18

/** The plan as its plan file would say it. Only lines in sight are drawn. */
export const YamlView = ({ plan }: { plan: Record<string, unknown> }) => {
  const lines = useMemo(() => planAsYaml(plan), [plan])
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualRows(box, lines.length, ROW)
  return (
    // focusable, because a keyboard scrolls only what has the focus
    <div ref={box} className="yaml" role="group" aria-label="Plan as YAML" tabIndex={0} onScroll={rows.onScroll}>
      <div style={{ height: rows.height, paddingTop: rows.from * ROW }}>
        <pre className="mono">{lines.slice(rows.from, rows.to).join('\n')}</pre>
      </div>
    </div>
  )
}
