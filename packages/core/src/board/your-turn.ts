/** What waits for one person: proof to supply, gaps to mend, gates to submit or sign, blockers to clear, a go or no-go to say. */
import { type Approver, can } from '../access/roles.ts'
import { whatMayAtGate } from '../access/what-may.ts'
import type { Board, BoardGate } from './board.ts'
import { sayCount, sayInstant, sayList, shortSha } from './say.ts'

export interface Turn {
  readonly kind: 'sign' | 'mend' | 'submit' | 'supply' | 'renew' | 'unblock' | 'revalidate' | 'vote' | 'decide'
  /** What to open: `gate:G3`, `blocker:B-7`, `go_no_go:2`. */
  readonly subject: string
  readonly text: string
  /** ISO instant by which it is due, where there is one. */
  readonly due: string | null
}

/** A gate is worked on once its period has come, it was begun, or it is the next one. */
const isCurrent = (gate: BoardGate, nextKey: string | null): boolean => gate.due || gate.state !== 'NotStarted' || gate.key === nextKey

const turnsOfOwner = (gate: BoardGate, due: string | null): readonly Turn[] => {
  const turn = (kind: Turn['kind'], text: string): Turn => ({ kind, subject: `gate:${gate.key}`, text, due })
  if (gate.state === 'ReadyForSignoff' || gate.state === 'SignedOff') return []
  if (gate.openGaps > 0) return [turn('mend', `${gate.key} ${gate.title} was returned with ${sayCount(gate.openGaps, 'gap')}.`)]
  const lacking = gate.requirements.filter((requirement) => !requirement.supplied && requirement.rule === null)
  if (lacking.length > 0)
    return [turn('supply', `${gate.key} ${gate.title} lacks proof for ${sayList(lacking.map((requirement) => requirement.key))}.`)]
  const blocking = gate.submitRefusals.filter((issue) => issue.code !== 'not_started')
  return blocking.length === 0 ? [turn('submit', `${gate.key} ${gate.title} can be submitted.`)] : []
}

/** Proof that age is about to take, or that age, a new release SHA, an edit or a bad run has taken. */
const renewals = (gate: BoardGate, due: string | null): readonly Turn[] =>
  gate.requirements.flatMap((requirement): readonly Turn[] => {
    if (requirement.rule !== null || requirement.workflow !== null || requirement.evidence.length === 0) return []
    const turn = (text: string, by: string | null): Turn => ({ kind: 'renew', subject: `gate:${gate.key}`, text, due: by })
    if (requirement.expiring && requirement.expiresAt !== null)
      return [turn(`${requirement.key} of ${gate.key}: its proof expires ${sayInstant(requirement.expiresAt)}.`, requirement.expiresAt)]
    if (requirement.state !== 'stale' && requirement.state !== 'failed') return []
    return [turn(`${requirement.key} of ${gate.key} needs new proof. ${requirement.reason}`, due)]
  })

/** Lanes that still say nothing are asked of their owners; once the deadline has passed, a lead decides. */
const goNoGoTurns = (board: Board, person: Approver): readonly Turn[] => {
  const asked = board.goNoGo.at(-1)
  if (asked === undefined || asked.state === 'decided') return []
  const subject = `go_no_go:${asked.number}`
  if (asked.state === 'closed')
    return can(person.roles, 'go_no_go.lead')
      ? [{ kind: 'decide', subject, text: `Go/no-go ${asked.number} waits for your decision: ${asked.question}`, due: null }]
      : []
  const lanes = can(person.roles, 'go_no_go.vote')
    ? asked.silent.filter(({ owners }) => owners.some((handle) => person.handles.includes(handle)))
    : []
  return lanes.map(({ laneKey, laneName }) => ({
    kind: 'vote',
    subject,
    text: `${laneKey} ${laneName} is asked for go or no-go: ${asked.question}`,
    due: asked.deadline,
  }))
}

/** Everything that is this person's turn, the earliest due first. Leads see what their handles own, and what is to be revalidated. */
export const yourTurn = (board: Board, person: Approver): readonly Turn[] => {
  const endOf = (period: number): string | null => board.periods.find((entry) => entry.index === period)?.endsAt ?? null
  const next = board.gates
    .filter((gate) => gate.state !== 'SignedOff')
    .reduce<BoardGate | null>((least, gate) => (least === null || gate.at < least.at ? gate : least), null)
  const mine = (handles: readonly string[]): boolean => handles.some((handle) => person.handles.includes(handle))
  const turns: Turn[] = []
  for (const gate of board.gates) {
    const due = endOf(gate.at)
    const may = whatMayAtGate(gate, person)
    if (gate.state === 'ReadyForSignoff' && may.includes('approve'))
      turns.push({
        kind: 'sign',
        subject: `gate:${gate.key}`,
        text: `${gate.key} ${gate.title} waits for your decision: ${gate.waitsFor ?? ''}.`,
        due,
      })
    if (may.includes('submit') && mine(gate.owners) && isCurrent(gate, next?.key ?? null)) turns.push(...turnsOfOwner(gate, due))
    // Also while it waits for signatures, which nobody can give on proof that is gone.
    if (gate.state !== 'SignedOff' && mine(gate.owners) && isCurrent(gate, next?.key ?? null)) turns.push(...renewals(gate, due))
    if (gate.revalidate !== null && may.includes('reopen'))
      turns.push({
        kind: 'revalidate',
        subject: `gate:${gate.key}`,
        text: `${gate.key} was signed on ${shortSha(gate.revalidate.signedSha)}; the release is ${shortSha(gate.revalidate.releaseSha)}.`,
        due: null,
      })
  }
  const laneOwners = new Map(board.lanes.map((lane) => [lane.key, lane.owners]))
  const taskByKey = new Map(board.blockers.length === 0 ? [] : board.tasks.map((task) => [task.key, task]))
  for (const blocker of board.blockers) {
    const task = taskByKey.get(blocker.taskKey)
    if (blocker.state !== 'running' || task === undefined) continue
    if (mine(task.owners.length > 0 ? task.owners : (laneOwners.get(task.lane) ?? [])))
      turns.push({
        kind: 'unblock',
        subject: `blocker:${blocker.key}`,
        text: `${blocker.key} stops ${task.key}: ${blocker.title}.`,
        due: blocker.dueAt,
      })
  }
  turns.push(...goNoGoTurns(board, person))
  return turns
    .map((turn, index) => ({ turn, index }))
    .sort((a, b) => (a.turn.due ?? '9').localeCompare(b.turn.due ?? '9') || a.index - b.index)
    .map(({ turn }) => turn)
}
