import type { Diagram } from '../../../document/document.ts'
import type { Context } from '../context.ts'
import { addRecord } from '../records.ts'
import { asText, asTitle } from '../text.ts'
import { mapRest } from './flowchart.ts'

/** States and the steps between them: how a gate lives. */
export function readStates(diagram: Diagram, context: Context): boolean {
  const { account } = context.reading
  const names = new Map(diagram.nodes.map((node) => [node.id, node.text || node.id]))
  const ids = new Set([...diagram.nodes.map((node) => node.id), ...diagram.edges.flatMap(({ from, to }) => [from, to])])
  const states = [...ids].filter((id) => id !== '[*]').map((id) => names.get(id) ?? id)
  const transitions = diagram.edges.map(({ from, to, label }) => ({ from, to, label }))
  const life = addRecord(
    context,
    'notes',
    'gate_life',
    'gate-life',
    { kind: 'gate_life', title: asTitle(context.title || diagram.title || 'Gate'), text: asText(states.join(', ')), states, transitions },
    null,
  )
  for (const { line, from, to } of diagram.edges) account.map(line, { kind: 'gate_transition', key: `${from}->${to}` })
  for (const { line, id } of diagram.nodes) if (!account.isTaken(line)) account.map(line, { kind: 'gate_state', key: id })
  mapRest(diagram, life, context)
  return true
}

/** Who tells whom: kept as the steps of a gate's life. */
export function readSequence(diagram: Diagram, context: Context): boolean {
  const names = new Map(diagram.nodes.map((node) => [node.id, node.text || node.id]))
  const steps = diagram.edges.map(({ from, to, label }) => asText(`${names.get(from) ?? from} → ${names.get(to) ?? to}: ${label}`))
  const life = addRecord(
    context,
    'notes',
    'gate_life',
    'sequence',
    {
      kind: 'sequence',
      title: asTitle(context.title || diagram.title || 'Sequence'),
      text: asText(steps.join('\n') || 'Sequence'),
      actors: [...names.values()],
      steps,
    },
    null,
  )
  context.reading.account.map(diagram.span, life)
  return true
}
