import { LIMITS, type PlanDecision } from '@gatehouse/contracts'
import type { Priority } from '@gatehouse/core'
import { useState } from 'react'
import { type KeptDecision, plainLine } from '../../lib/plan-reading/decisions.ts'
import { listNamed, lookUp, prefixOf } from '../../lib/plan-reading/look-up-entity.ts'
import type { PlanReading, ReadLine } from '../../lib/plan-reading/reading.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { NumberField, SelectField, TextField } from '../field.tsx'
import { Picker } from '../picker.tsx'

export const KINDS_BY_HAND = [
  { kind: 'task', label: 'Task …' },
  { kind: 'gate', label: 'Gate …' },
  { kind: 'requirement', label: 'Requirement of a gate …' },
  { kind: 'milestone', label: 'Milestone …' },
  { kind: 'lane', label: 'Lane …' },
  { kind: 'risk', label: 'Risk …' },
  { kind: 'checklist_item', label: 'Checklist item of a task …' },
  { kind: 'program_goal', label: 'Program’s goal …' },
  { kind: 'repository', label: 'Release repository …' },
] as const
export type KindByHand = (typeof KINDS_BY_HAND)[number]['kind'] | 'set_aside'

const SAID: Readonly<Record<KindByHand, string>> = {
  task: 'a task',
  gate: 'a gate',
  requirement: 'a requirement',
  milestone: 'a milestone',
  lane: 'a lane',
  risk: 'a risk',
  checklist_item: 'a checklist item',
  program_goal: 'the program’s goal',
  repository: 'the release repository',
  set_aside: 'set aside',
}
const PRIORITIES: readonly { value: Priority; label: string }[] = [
  { value: 'P0', label: 'P0, must' },
  { value: 'P1', label: 'P1, should' },
  { value: 'P2', label: 'P2, nice' },
  { value: 'P3', label: 'P3, maybe' },
]
/** `acme/rocket` in whatever stands around it. */
const findRepository = (text: string): string => /(?:github\.com[/:])?\b([\w.-]+\/[\w.-]+?)(?:\.git)?(?=[`\s)|]|$)/.exec(text)?.[1] ?? ''

/** The few fields that a line needs to become something. Words come from the line; periods from the program. */
export const MapLineDialog = ({
  reading,
  line,
  kind,
  onClose,
  onDecide,
}: {
  reading: PlanReading
  line: ReadLine
  kind: KindByHand
  onClose: () => void
  onDecide: (made: KeptDecision) => void
}) => {
  const plan = reading.plan ?? {}
  const program = lookUp(plan, 'program', '') ?? {}
  const first = typeof program.first === 'number' ? program.first : 0
  const lanes = listNamed(plan, ['lane'])
  const gates = listNamed(plan, ['gate'])
  const tasks = listNamed(plan, ['task'])
  const [title, setTitle] = useState(() => plainLine(line.text).slice(0, LIMITS.title))
  const [lane, setLane] = useState(lanes[0]?.key ?? '')
  const [from, setFrom] = useState<number | null>(first)
  const [to, setTo] = useState<number | null>(first)
  const [priority, setPriority] = useState<Priority>('P1')
  const [target, setTarget] = useState<string | null>(null)
  const [repository, setRepository] = useState(() => findRepository(line.text))
  const [reason, setReason] = useState('')
  const prefix = prefixOf(plan)
  const hasSpan = kind === 'task' || kind === 'milestone'
  const decision = ((): PlanDecision | string => {
    const at = line.line
    const words = title.trim()
    if (kind === 'set_aside') return reason.trim() === '' ? 'Say why it is set aside.' : { line: at, as: kind, reason: reason.trim() }
    if (kind === 'repository') return /^[\w.-]+\/[\w.-]+$/.test(repository) ? { line: at, as: kind, repository } : 'Give owner/name.'
    if (words === '') return 'Give it a title.'
    if (kind === 'lane' || kind === 'risk') return { line: at, as: kind, title: words }
    if (kind === 'program_goal') return { line: at, as: kind, text: words }
    if (kind === 'requirement') return target === null ? 'Choose its gate.' : { line: at, as: kind, gate: target, text: words }
    if (kind === 'checklist_item') return target === null ? 'Choose its task.' : { line: at, as: kind, task: target, text: words }
    if (from === null || (hasSpan && to === null)) return 'Say when.'
    if (kind === 'gate') return { line: at, as: kind, title: words, at: from }
    if (to === null || to < from) return 'It ends before it starts.'
    if (kind === 'milestone') return { line: at, as: kind, title: words, from, to }
    return lane === '' ? 'Choose its lane.' : { line: at, as: 'task', title: words, lane, start: from, finish: to, priority }
  })()
  const refusal = typeof decision === 'string' ? decision : null
  const label = kind === 'set_aside' ? `Line ${line.line} is set aside: ${reason.trim()}` : `Line ${line.line} is ${SAID[kind]}`
  const submit = () => {
    if (typeof decision !== 'string') onDecide({ decision, text: line.text, label })
  }
  return (
    <Dialog
      title={kind === 'set_aside' ? `Set line ${line.line} aside` : `Make line ${line.line} ${SAID[kind]}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" refusal={refusal} onClick={submit}>
            {kind === 'set_aside' ? 'Set aside' : 'Map the line'}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className="ln-full mono">{line.text}</p>
        {kind === 'set_aside' ? (
          <TextField label="Why" hint="It is kept as a note with this reason." value={reason} onChange={setReason} maxLength={500} />
        ) : kind === 'repository' ? (
          <TextField label="Repository" hint="owner/name" value={repository} onChange={setRepository} maxLength={200} mono />
        ) : (
          <TextField
            label={kind === 'requirement' || kind === 'checklist_item' || kind === 'program_goal' ? 'Text' : 'Title'}
            value={title}
            onChange={setTitle}
            maxLength={LIMITS.title}
          />
        )}
        {kind === 'requirement' || kind === 'checklist_item' ? (
          <Picker
            label={kind === 'requirement' ? 'Gate' : 'Task'}
            options={(kind === 'requirement' ? gates : tasks).map((one) => ({ value: one.key, label: one.key, hint: one.title }))}
            value={target}
            onPick={setTarget}
            placeholder="Type a key or a title"
          />
        ) : null}
        {kind === 'task' ? (
          <div className="two">
            <SelectField
              label="Lane"
              options={lanes.map((one) => ({ value: one.key, label: `${one.key} ${one.title}` }))}
              value={lane}
              onChange={setLane}
            />
            <SelectField label="Priority" options={PRIORITIES} value={priority} onChange={setPriority} />
          </div>
        ) : null}
        {hasSpan || kind === 'gate' ? (
          <div className="two">
            <NumberField
              label={kind === 'gate' ? 'At the end of' : 'From'}
              hint={from === null ? undefined : `${prefix}${from}`}
              value={from}
              onChange={setFrom}
            />
            {hasSpan ? <NumberField label="To" hint={to === null ? undefined : `${prefix}${to}`} value={to} onChange={setTo} /> : null}
          </div>
        ) : null}
      </form>
    </Dialog>
  )
}
