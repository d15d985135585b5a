import type { Board } from '@gatehouse/core'
import { BaseEdge, type Edge, type EdgeProps, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { periodLabel } from '../../lib/format-plan.ts'
import { GATE_LOOK, Glyph, type Look, TASK_LOOK } from '../../ui/index.ts'
import { layOutPath, NODE_HEIGHT, NODE_WIDTH, ROW_GAP } from './lay-out-path.ts'
import '@xyflow/react/dist/base.css'

/** How far a link leaves its row before it turns. */
const TURN = 20
/** Before it is measured. */
const USUAL_WIDTH = 960
/** Beyond this a picture says nothing; the table does. */
const MOST_NODES = 60

interface StepData extends Record<string, unknown> {
  readonly label: string
  readonly when: string
  readonly look: Look
  readonly critical: boolean
  readonly declared: boolean
}
type StepNode = Node<StepData, 'step'>

/** The computed path with the declared steps beside it, left to right. Everything in it is also in the table below. */
export default function PathGraph({
  board,
  selected,
  onSelect,
}: {
  board: Board
  selected: string | null
  onSelect: (key: string) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(USUAL_WIDTH)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => {
      // not drawn, such as in a test: nothing to fit
      if (element.clientWidth > 0) setWidth(element.clientWidth)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const { nodes, edges, height } = useMemo(() => layOut(board, width), [board, width])
  const marked = useMemo(() => nodes.map((node) => ({ ...node, selected: node.id === selected })), [nodes, selected])
  return (
    <div className="cp-graph" style={{ height }} ref={box}>
      <ReactFlow
        nodes={marked}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodeClick={(_, node) => onSelect(node.id)}
        onSelectionChange={({ nodes: chosen }) => {
          const key = chosen[0]?.id
          if (key !== undefined && key !== selected) onSelect(key)
        }}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        panOnDrag={false}
        zoomOnScroll={false}
        zoomOnPinch={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
        aria-label="Critical path as a graph"
      />
    </div>
  )
}

const Step = ({ id, data, selected }: NodeProps<StepNode>) => (
  <div className={`cp-node ${data.critical ? 'crit' : ''} ${selected ? 'sel' : ''}`} title={`${id} ${data.label}`}>
    <Handle type="target" position={Position.Left} isConnectable={false} />
    <span className="k">
      <span className={data.look.tone}>
        <Glyph name={data.look.glyph} size={14} />
      </span>
      {id}
      <em>{data.when}</em>
    </span>
    <span className="cut">{data.label}</span>
    <span className="sr">
      {data.look.word}
      {data.critical ? ', critical' : ''}
      {data.declared ? ', declared' : ''}
    </span>
    <Handle type="source" position={Position.Right} isConnectable={false} />
  </div>
)
const NODE_TYPES = { step: Step }

/** Down the right side, through the gutter, up to the next row from the left. */
const Turn = ({ sourceX, sourceY, targetX, targetY, style, markerEnd }: EdgeProps) => {
  const gutter = sourceY + NODE_HEIGHT / 2 + ROW_GAP / 2
  return (
    <BaseEdge
      path={`M${sourceX},${sourceY}H${sourceX + TURN}V${gutter}H${targetX - TURN}V${targetY}H${targetX}`}
      style={{ ...style, strokeLinejoin: 'round' }}
      {...(markerEnd ? { markerEnd } : {})}
    />
  )
}
const EDGE_TYPES = { turn: Turn }

function layOut(board: Board, width: number): { nodes: StepNode[]; edges: Edge[]; height: number } {
  const computed = board.schedule.criticalPath
  const declared = board.declaredPaths.flatMap((path) => path.steps.filter((step) => step.known).map((step) => step.key))
  const keys = [...new Set([...computed, ...declared])].slice(0, MOST_NODES)
  const shown = new Set(keys)
  const onPath = new Set(computed)
  const pairs = new Map<string, Edge>()
  const join = (from: string, to: string, kind: 'path' | 'declared') => {
    const id = `${from}→${to}`
    if (!shown.has(from) || !shown.has(to) || pairs.has(id)) return
    const stroke = kind === 'path' ? 'var(--gh-ink)' : 'var(--gh-ink3)'
    pairs.set(id, {
      id,
      source: from,
      target: to,
      type: 'smoothstep',
      style: { stroke, strokeWidth: kind === 'path' ? 3 : 1.5, ...(kind === 'declared' ? { strokeDasharray: '5 4' } : {}) },
      markerEnd: { type: MarkerType.ArrowClosed, color: stroke, width: kind === 'path' ? 12 : 16, height: kind === 'path' ? 12 : 16 },
    })
  }
  computed.forEach((key, index) => {
    const next = computed[index + 1]
    if (next !== undefined) join(key, next, 'path')
  })
  for (const path of board.declaredPaths) {
    path.steps.forEach((step, index) => {
      const next = path.steps[index + 1]
      // between two critical steps the path itself says enough
      if (next && !(onPath.has(step.key) && onPath.has(next.key))) join(step.key, next.key, 'declared')
    })
  }
  const { at, height } = layOutPath(
    keys,
    [...pairs.values()].map((edge) => [edge.source, edge.target] as const),
    onPath,
    width,
  )
  // A link to the next row turns in the gutter below its own row, clear of what stands above the next one.
  const edges = [...pairs.values()].map((edge): Edge => {
    const [from, to] = [at.get(edge.source), at.get(edge.target)]
    if (!from || !to || to.x > from.x || to.y <= from.y) return edge
    return { ...edge, type: 'turn' }
  })
  const nodes = keys.map((key): StepNode => {
    const task = board.tasks.find((each) => each.key === key)
    const gate = board.gates.find((each) => each.key === key)
    const row = task?.schedule ?? gate?.schedule ?? board.milestones.find((each) => each.key === key)?.schedule
    return {
      id: key,
      type: 'step',
      position: at.get(key) ?? { x: 0, y: 0 },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      data: {
        label: task?.title ?? gate?.title ?? board.milestones.find((each) => each.key === key)?.name ?? key,
        when: row ? periodLabel(board.program, Math.ceil(row.earliestFinish) - 1) : '',
        look: task ? TASK_LOOK[task.status] : gate ? GATE_LOOK[gate.face] : GATE_LOOK.NotStarted,
        critical: onPath.has(key),
        declared: declared.includes(key),
      },
    }
  })
  return { nodes, edges, height }
}
