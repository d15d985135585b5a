/**
 * Importing a document again. What is planned follows the document, what was done stays: status, ticks, actual periods, baseline,
 * evidence, decisions, blockers. It is all or nothing, and what a signed gate locks is not touched.
 */
import { demand } from '../access/demand.ts'
import type { Approver } from '../access/roles.ts'
import type { ProgramState } from '../board/program-state.ts'
import { checkPlan } from '../plan/check-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'
import { auditNotes } from './audit-notes.ts'
import { describeDiff } from './describe-diff.ts'
import { findPossibleRenames } from './find-renames.ts'
import { lockRefusals } from './lock-refusals.ts'
import { lossRefusals, updateWarnings } from './loss-refusals.ts'
import { meetProgress } from './meet-progress.ts'
import { inOneLinkList } from './one-link-list.ts'
import { changedGates, changesOf, gatesAfter, tasksAfter } from './plan-changes.ts'
import type { PlanUpdate, PlanUpdateOptions } from './plan-update.ts'
import { checkRenames, renameInPlan, renameInState } from './rename-keys.ts'

const cadenceIssues = (was: Plan, document: Plan): readonly Issue[] =>
  was.program.cadence === document.program.cadence
    ? []
    : [
        {
          code: 'cadence_changed',
          message: `The program counts in ${was.program.cadence}s, the document in ${document.program.cadence}s: what was done could not be placed.`,
          path: 'program.cadence',
          hint: 'Import it as a new program.',
        },
      ]

/** Faults of the plan as it would be that it does not have already. */
const broughtIssues = (was: Plan, plan: Plan): readonly Issue[] => {
  const idOf = ({ code, path, message }: Issue): string => `${code}\n${path}\n${message}`
  const old = new Set(checkPlan(was).map(idOf))
  return checkPlan(plan).filter((issue) => !old.has(idOf(issue)))
}

/**
 * What importing `document`, a checked plan, would do to the program, refused or not. `present` is the plan that the program is now
 * (as exported), `now` an ISO instant.
 */
export const previewPlanUpdate = (
  state: ProgramState,
  present: Plan,
  document: Plan,
  options: PlanUpdateOptions,
  now: string,
): PlanUpdate => {
  const renames = checkRenames(state, document, options.renames)
  const was = renameInState(state, renames.sound)
  const before = inOneLinkList(renameInPlan(present, renames.sound))
  const { plan, claims } = meetProgress(before, inOneLinkList(document), options.progress)
  const diff = describeDiff(before, plan)
  const [tasks, gates] = [tasksAfter(was, plan, now), gatesAfter(was, plan)]
  const changes = changesOf(was, plan, document, diff, { tasks, gates, renames: renames.sound })
  const edited = changedGates(was, plan, diff)
  const titles = new Map([...plan.tasks, ...plan.gates].map(({ key, title }) => [key, title]))
  return {
    diff: {
      ...diff,
      renamed: renames.sound.map((rename) => ({ ...rename, title: titles.get(rename.to) ?? '' })),
      possibleRenames: findPossibleRenames(before, plan),
      progress: claims,
    },
    refusals: [
      ...renames.issues,
      ...cadenceIssues(before, plan),
      ...lockRefusals(was, { tasks, gates }, diff, renames.sound),
      ...renames.sound.flatMap(({ kind, from, to }) => signedKeyIssues(was, kind, from, to)),
      ...lossRefusals(was, diff),
      ...broughtIssues(before, plan),
    ],
    warnings: updateWarnings(was, diff, {
      slug: document.program.slug,
      lapsing: was.gates.filter((gate) => edited.has(gate.key) || changes.target !== null),
    }),
    changes,
    audit: auditNotes(state.head.slug, diff, { ...options, renames: renames.sound }),
  }
}

/** Decisions are written once, and they name their gate. */
const signedKeyIssues = (was: ProgramState, kind: 'task' | 'gate', from: string, to: string): readonly Issue[] => {
  const gate = kind === 'gate' ? was.gates.find(({ key }) => key === to) : undefined
  if (gate === undefined || gate.state === 'SignedOff' || gate.signOffs.length === 0) return []
  const message = `${from} cannot become ${to}: decisions on record name it.`
  return [{ code: 'gate_in_use', message, path: `gates.${from}`, hint: `Call it ${from} in the document.` }]
}

/** As `previewPlanUpdate`, for a lead, or `plan_update_refused` with every reason at once. */
export const decidePlanUpdate = (
  state: ProgramState,
  actor: Approver,
  input: { readonly present: Plan; readonly document: Plan } & PlanUpdateOptions,
  now: string,
): Result<PlanUpdate> => {
  const may = demand(actor, 'plan.edit', 'program')
  if (!may.ok) return may
  const { present, document, progress, renames } = input
  const update = previewPlanUpdate(state, present, document, { progress, renames }, now)
  const { refusals } = update
  if (refusals.length === 0) return ok(update)
  const reasons = refusals.length === 1 ? 'One thing stands' : `${refusals.length} things stand`
  return refuse('plan_update_refused', `${reasons} against this update. Nothing was changed.`, refusals)
}
