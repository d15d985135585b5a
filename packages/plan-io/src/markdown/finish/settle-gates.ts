import { type Gate, PLAN_LIMITS, type ProgramHead, type Requirement } from '@gatehouse/core'
import type { DraftGate } from '../draft/draft-plan.ts'
import { readInline } from '../document/read-inline.ts'
import { cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'
import { readRequirement } from './read-requirement.ts'
import { clamp } from './settle-tasks.ts'

/** Gates with a period, reviewers and requirements that say what proves them; whatever the document does not say is marked as inferred. */
export function settleGates(reading: Reading, head: ProgramHead): readonly Gate[] {
  const { draft, account } = reading
  const stand = standInReviewers(reading)
  return draft.gates.slice(0, PLAN_LIMITS.gates).map((gate, index): Gate => {
    const entity = { kind: 'gate', key: gate.key }
    const at = gate.at ?? periodBetween(draft.gates, index, head)
    if (gate.at === null) account.infer(gate.line, entity, 'at', String(at), 'The document gives no period for it.')
    const reviewers = reviewersOf(gate, stand, reading)
    const quorum = Math.max(1, Math.min(gate.quorum ?? 1, reviewers.length || 20))
    return {
      key: gate.key,
      title: cut(gate.title.trim() || gate.key, PLAN_LIMITS.title),
      at: clamp(at, head),
      owners: [...new Set(gate.owners)].slice(0, 20),
      reviewers,
      quorum,
      signRoles: [],
      requirements: requirementsOf(gate, reading),
      after: [],
    }
  })
}

/** Whoever leads the program: the first lane's owners, and the owners of the last gate after them. */
function standInReviewers({ draft }: Reading): readonly string[] {
  const lead = draft.lanes.find(({ owners }) => owners.length > 0)?.owners ?? []
  const last = draft.gates.findLast(({ owners }) => owners.length > 0)?.owners ?? []
  const others = [...draft.lanes, ...draft.gates].flatMap(({ owners }) => owners.slice(0, 1))
  return [...new Set([...draft.leads, ...lead, ...last, ...others])].slice(0, 50)
}

/** Said reviewers stand. Else the program's lead; never an owner of the gate alone while somebody else is there. */
function reviewersOf(gate: DraftGate, stand: readonly string[], { account }: Reading): readonly string[] {
  const said = [...new Set(gate.reviewers)].slice(0, 20)
  if (said.length > 0) return said
  const entity = { kind: 'gate', key: gate.key }
  const other = stand.find((handle) => !gate.owners.includes(handle))
  if (other === undefined) {
    account.warn('no_reviewer', gate.line, `Nobody can be concluded who may sign ${gate.key}.`, 'Name its reviewers.')
    return []
  }
  account.infer(
    gate.line,
    entity,
    'reviewers',
    other,
    'The document names nobody who signs it; the first lead who does not own it stands there.',
  )
  return [other]
}

/** Between the gates around it: the period of the one before, else of the one after, else the last. */
function periodBetween(gates: readonly DraftGate[], index: number, head: ProgramHead): number {
  const before = gates.slice(Math.max(0, index - 50), index).findLast(({ at }) => at !== null)?.at
  return before ?? gates.slice(index + 1, index + 51).find(({ at }) => at !== null)?.at ?? head.last
}

function requirementsOf(gate: DraftGate, reading: Reading): readonly Requirement[] {
  const { account, document } = reading
  const kept = gate.requirements.filter(({ text }) => text.trim() !== '')
  if (kept.length > PLAN_LIMITS.requirementsPerGate)
    account.warn(
      'too_many_requirements',
      gate.line,
      `Only the first ${PLAN_LIMITS.requirementsPerGate} requirements of ${gate.key} are kept.`,
    )
  return kept.slice(0, PLAN_LIMITS.requirementsPerGate).map((requirement, index) => {
    const key = `${gate.key.slice(0, 34)}.${index + 1}`
    const { codes } = readInline((document.lines[requirement.line - 1] ?? '').slice(0, 4_000))
    const { reasons, ...read } = readRequirement(requirement.text, requirement.workflow, codes)
    if (read.workflow !== null) noteWorkflow(read.workflow, key, requirement.line, reading)
    const entity = { kind: 'requirement', key }
    account.map(requirement.line, entity)
    for (const { field, value, reason } of reasons) account.infer(requirement.line, entity, field, value, reason)
    return { key, text: cut(requirement.text.trim(), PLAN_LIMITS.text), min: 1, oneOf: [], warnHours: null, ...read }
  })
}

/** CI is read for the workflows of the release target only, so the target names what a requirement follows. */
function noteWorkflow(path: string, key: string, line: number, { draft, account }: Reading): void {
  if (draft.releaseTarget === null) {
    account.warn('workflow_not_read', line, `${key} follows ${path}, but the document names no repository.`, 'Set the release target.')
    return
  }
  if (draft.releaseTarget.workflows.some((workflow) => workflow.path === path)) return
  draft.releaseTarget = { ...draft.releaseTarget, workflows: [...draft.releaseTarget.workflows, { path, required: true, events: [] }] }
  account.infer(line, { kind: 'workflow', key: path }, 'path', path, `${key} follows it.`)
}
