import type { Diagram } from '../../../document/document.ts'
import type { Context } from '../context.ts'
import { findLane } from '../find-lane.ts'
import { addLane } from '../lists/lanes.ts'
import { memoryOf } from '../memory.ts'
import { addRecord } from '../records.ts'
import { asText, asTitle } from '../text.ts'
import { mapRest, statusOf } from './flowchart.ts'

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
    { kind: 'gate_life', title: asTitle(context.title || diagram.title || 'Gate'), states, transitions },
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
    { kind: 'sequence', title: asTitle(context.title || diagram.title || 'Sequence'), actors: [...names.values()], steps },
    null,
  )
  context.reading.account.map(diagram.span, life)
  return true
}

/** Bars become tasks, sections lanes; `after` becomes a dependency. */
export function readGantt(diagram: Diagram, context: Context): boolean {
  const { reading, place } = context
  const { account, draft } = reading
  const keys = new Map<string, string>()
  const isTimed = diagram.bars.some(({ start }) => start !== null)
  for (const bar of diagram.bars) {
    const lane = bar.section === '' ? place.lane : (findLane(bar.section, reading) ?? addLane(bar.section, bar.line, context).key)
    const key = bar.id === null ? draft.nextKey('T') : draft.keyFor(bar.id)
    if (bar.id !== null) keys.set(bar.id, key)
    draft.tasks.push({
      key,
      lane,
      title: asTitle(bar.text),
      start: null,
      finish: null,
      priority: bar.classes.includes('crit') ? 'P0' : null,
      status: statusOf(bar.classes),
      parent: null,
      gate: null,
      owners: [],
      checklist: [],
      after: [],
      note: [bar.start, bar.end, bar.days === null ? null : `${bar.days} d`].filter((each) => each !== null).join(' – '),
      movedTo: null,
      number: null,
      line: bar.line,
    })
    account.map(bar.line, { kind: 'task', key })
    memoryOf(draft).latest = { kind: 'task', key }
  }
  for (const bar of diagram.bars)
    for (const id of bar.after) {
      const [from, to] = [keys.get(id), bar.id === null ? undefined : keys.get(bar.id)]
      if (from === undefined || to === undefined) continue
      draft.dependencies.push({
        from: { line: bar.line, text: from },
        to: { line: bar.line, text: to },
        kind: isTimed ? 'hard' : 'soft',
        note: '',
        line: bar.line,
      })
    }
  for (const { line, kind, text } of diagram.statements) {
    if (kind !== 'section') continue
    const lane = findLane(text.replace(/^section\s+/, ''), reading)
    if (lane !== null) account.map(line, { kind: 'lane', key: lane })
  }
  mapRest(diagram, { kind: 'section', key: context.topic ?? 'gantt' }, context)
  return true
}
