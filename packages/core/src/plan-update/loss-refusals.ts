/** What an update may not take away: proof, decisions, blockers. And what it takes away or touches that somebody should look at. */
import type { GateProgress, ProgramState } from '../board/program-state.ts'
import { sayCount, sayList, sayTaskStatus } from '../board/say.ts'
import { lapseApprovals } from '../gates/gate-decision.ts'
import type { Issue } from '../result.ts'
import type { DescribedDiff } from './describe-diff.ts'

const gateHolds = (was: ProgramState, gate: GateProgress): readonly string[] => {
  const evidence = was.evidence.filter((piece) => piece.gateKey === gate.key).length
  return [
    ...(evidence > 0 ? [sayCount(evidence, 'piece of evidence', 'pieces of evidence')] : []),
    ...(gate.signOffs.length > 0 ? [sayCount(gate.signOffs.length, 'decision')] : []),
    ...(gate.gaps.length > 0 ? [sayCount(gate.gaps.length, 'gap')] : []),
    ...(gate.waivers.length > 0 ? [sayCount(gate.waivers.length, 'waiver')] : []),
    ...(gate.round > 0 && gate.signOffs.length === 0 ? [sayCount(gate.round, 'submission')] : []),
  ]
}

const liveEvidence = (was: ProgramState, gateKey: string, requirementKey: string): number =>
  was.evidence.filter((piece) => piece.gateKey === gateKey && piece.requirementKey === requirementKey && piece.withdrawnAt === null).length

const splitRequirement = (key: string): readonly [gateKey: string, requirementKey: string] => {
  const at = key.indexOf('/')
  return [key.slice(0, at), key.slice(at + 1)]
}

const requirementHolds = (was: ProgramState, key: string): readonly string[] => {
  const [gateKey, requirementKey] = splitRequirement(key)
  const gate = was.gates.find((candidate) => candidate.key === gateKey)
  const evidence = liveEvidence(was, gateKey, requirementKey)
  const gaps = gate?.gaps.filter((gap) => gap.requirementKey === requirementKey).length ?? 0
  const waivers = gate?.waivers.filter((waiver) => waiver.requirementKey === requirementKey).length ?? 0
  return [
    ...(evidence > 0 ? [sayCount(evidence, 'piece of evidence', 'pieces of evidence')] : []),
    ...(gaps > 0 ? [sayCount(gaps, 'gap')] : []),
    ...(waivers > 0 ? [sayCount(waivers, 'waiver')] : []),
  ]
}

/** Gates and requirements with proof or decisions, and tasks with blockers, do not go with a document that leaves them out. */
export const lossRefusals = (was: ProgramState, { gone }: DescribedDiff): readonly Issue[] =>
  gone.flatMap(({ kind, key }): Issue[] => {
    if (kind === 'gate') {
      const gate = was.gates.find((candidate) => candidate.key === key)
      const holds = gate === undefined || gate.state === 'SignedOff' ? [] : gateHolds(was, gate)
      if (holds.length === 0) return []
      const message = `${key} is not in the document, but it has ${sayList(holds)}.`
      return [{ code: 'gate_in_use', message, path: `gates.${key}`, hint: 'Keep it in the document, or say which gate it became.' }]
    }
    if (kind === 'requirement') {
      const [gateKey, requirementKey] = splitRequirement(key)
      const isSigned = was.gates.some((gate) => gate.key === gateKey && gate.state === 'SignedOff')
      const holds = isSigned ? [] : requirementHolds(was, key)
      if (holds.length === 0) return []
      const message = `${requirementKey} of ${gateKey} is not in the document, but it has ${sayList(holds)}.`
      const hint = 'Keep it in the document, or withdraw its evidence and remove it at the gate first.'
      return [{ code: 'requirement_in_use', message, path: `gates.${gateKey}.requirements.${requirementKey}`, hint }]
    }
    if (kind === 'task') {
      const blockers = was.blockers.filter((blocker) => blocker.taskKey === key).length
      if (blockers === 0) return []
      const message = `${key} is not in the document, but it has ${sayCount(blockers, 'blocker')}.`
      const hint = 'Keep it in the document (its status may be dropped), or say which task it became.'
      return [{ code: 'task_in_use', message, path: `tasks.${key}`, hint }]
    }
    return []
  })

const goneWarnings = (was: ProgramState, { gone }: DescribedDiff): readonly Issue[] =>
  gone.flatMap(({ kind, key }): Issue[] => {
    if (kind === 'task') {
      const task = was.tasks.find((candidate) => candidate.key === key)
      if (task === undefined || task.status === 'todo') return []
      const message = `${key} ${task.title} is ${sayTaskStatus(task.status)} and would go with its progress.`
      return [{ code: 'progress_lost', message, path: `tasks.${key}`, hint: 'If it has another key now, say which.' }]
    }
    if (kind === 'owner') {
      const owner = was.owners.find(({ handle }) => handle === key)
      if (owner?.userName == null) return []
      return [
        { code: 'owner_unbound', message: `${key} is ${owner.userName}, who would no longer own anything by it.`, path: `owners.${key}` },
      ]
    }
    return []
  })

const changeWarnings = (was: ProgramState, { changed }: DescribedDiff): readonly Issue[] =>
  changed.flatMap(({ kind, key, fields }): Issue[] => {
    if (kind === 'requirement') {
      const [gateKey, requirementKey] = splitRequirement(key)
      const evidence = liveEvidence(was, gateKey, requirementKey)
      if (evidence === 0) return []
      const message = `${requirementKey} of ${gateKey} would ask for something else; its ${sayCount(evidence, 'piece of evidence', 'pieces of evidence')} stay${evidence === 1 ? 's' : ''}. Look whether it still proves it.`
      return [{ code: 'evidence_kept', message, path: `gates.${gateKey}.requirements.${requirementKey}` }]
    }
    const checklist = kind === 'task' ? fields.find(({ field }) => field === 'checklist') : undefined
    if (checklist === undefined) return []
    const texts = new Set((checklist.after as readonly { readonly text: string }[]).map(({ text }) => text))
    const lost = (checklist.before as readonly { readonly text: string; readonly done: boolean }[]).filter(
      ({ text, done }) => done && !texts.has(text),
    )
    if (lost.length === 0) return []
    return [
      {
        code: 'progress_lost',
        message: `${key} would lose ${sayCount(lost.length, 'ticked item')} of its checklist.`,
        path: `tasks.${key}`,
      },
    ]
  })

const CALENDAR = ['startsOn', 'first', 'timeZone', 'workingDays', 'holidays']

const calendarWarnings = (was: ProgramState, { changed }: DescribedDiff): readonly Issue[] => {
  const begun = was.tasks.filter(({ actualStart }) => actualStart !== null).length
  const fields = changed.filter(({ kind }) => kind === 'program').flatMap((entry) => entry.fields.map(({ field }) => field))
  if (begun === 0 || !fields.some((field) => CALENDAR.includes(field))) return []
  const message = `The calendar would change: what was recorded as begun or done (${sayCount(begun, 'task')}) keeps its period, which may be another date.`
  return [{ code: 'calendar_changed', message, path: 'program' }]
}

/** Nothing against the update, but worth a look before it. */
export const updateWarnings = (
  was: ProgramState,
  diff: DescribedDiff,
  next: { readonly slug: string; readonly lapsing: readonly GateProgress[] },
): readonly Issue[] => {
  const otherProgram: readonly Issue[] =
    next.slug === was.head.slug
      ? []
      : [
          {
            code: 'other_program',
            message: `The document names the program ${next.slug}; this one is ${was.head.slug} and keeps its address.`,
            path: 'program.slug',
          },
        ]
  const lapsing = next.lapsing
    .filter((gate) => lapseApprovals(gate).round !== undefined)
    .map(
      (gate): Issue => ({
        code: 'approvals_lapse',
        message: `What ${gate.key} asks for would change: the approvals given in this round lapse.`,
        path: `gates.${gate.key}`,
      }),
    )
  return [...otherProgram, ...calendarWarnings(was, diff), ...goneWarnings(was, diff), ...changeWarnings(was, diff), ...lapsing]
}
