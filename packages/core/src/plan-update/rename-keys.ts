/** Tasks and gates under their new keys, with everything that names them, so that a renamed thing is compared with itself. */
import type { ProgramState } from '../board/program-state.ts'
import type { After, Contingency, DeclaredPath, Plan } from '../plan/plan.ts'
import type { Issue } from '../result.ts'
import type { Rename } from './plan-update.ts'

type NewKey = (key: string) => string
type NewKeyOrNone = <K extends string | null>(key: K) => K

const lookUp = (renames: readonly Rename[]): { readonly of: NewKey; readonly orNone: NewKeyOrNone } => {
  const map = new Map(renames.map(({ from, to }) => [from, to]))
  const of: NewKey = (key) => map.get(key) ?? key
  return { of, orNone: <K extends string | null>(key: K): K => (key === null ? key : (of(key) as K)) }
}

const renamedAfter = (after: readonly After[], of: NewKey): readonly After[] => after.map((each) => ({ ...each, ref: of(each.ref) }))
const renamedPaths = (paths: readonly DeclaredPath[], of: NewKey): readonly DeclaredPath[] =>
  paths.map((path) => ({ ...path, steps: path.steps.map(of) }))
const renamedContingency = (contingency: Contingency | null, orNone: NewKeyOrNone): Contingency | null =>
  contingency && { ...contingency, target: orNone(contingency.target) }

export const renameInPlan = (plan: Plan, renames: readonly Rename[]): Plan => {
  if (renames.length === 0) return plan
  const { of, orNone } = lookUp(renames)
  return {
    ...plan,
    contingency: renamedContingency(plan.contingency, orNone),
    criticalPaths: renamedPaths(plan.criticalPaths, of),
    tasks: plan.tasks.map((task) => ({
      ...task,
      key: of(task.key),
      parent: orNone(task.parent),
      gate: orNone(task.gate),
      after: renamedAfter(task.after, of),
    })),
    gates: plan.gates.map((gate) => ({ ...gate, key: of(gate.key), after: renamedAfter(gate.after, of) })),
    dependencies: plan.dependencies.map((link) => ({ ...link, from: of(link.from), to: of(link.to) })),
  }
}

export const renameInState = (state: ProgramState, renames: readonly Rename[]): ProgramState => {
  if (renames.length === 0) return state
  const { of, orNone } = lookUp(renames)
  return {
    ...state,
    contingency: renamedContingency(state.contingency, orNone),
    criticalPaths: renamedPaths(state.criticalPaths, of),
    tasks: state.tasks.map((task) => ({
      ...task,
      key: of(task.key),
      parent: orNone(task.parent),
      gate: orNone(task.gate),
      after: renamedAfter(task.after, of),
    })),
    gates: state.gates.map((gate) => ({ ...gate, key: of(gate.key), after: renamedAfter(gate.after, of) })),
    dependencies: state.dependencies.map((link) => ({ ...link, from: of(link.from), to: of(link.to) })),
    blockers: state.blockers.map((blocker) => ({ ...blocker, taskKey: of(blocker.taskKey) })),
    evidence: state.evidence.map((piece) => ({ ...piece, gateKey: of(piece.gateKey) })),
  }
}

type Keyed = readonly { readonly key: string }[]
interface Nodes {
  readonly tasks: Keyed
  readonly gates: Keyed
  readonly milestones: Keyed
}

const nodeKeys = (plan: Nodes): ReadonlySet<string> => new Set([...plan.tasks, ...plan.gates, ...plan.milestones].map(({ key }) => key))

/** Sorts the renames into those that can be carried out and what is wrong with the others. */
export const checkRenames = (
  state: Nodes,
  document: Nodes,
  renames: readonly Rename[],
): { readonly sound: readonly Rename[]; readonly issues: readonly Issue[] } => {
  const [held, written] = [nodeKeys(state), nodeKeys(document)]
  const ofKind = (plan: Nodes, kind: Rename['kind']) => new Set((kind === 'task' ? plan.tasks : plan.gates).map(({ key }) => key))
  const [mine, theirs] = [
    { task: ofKind(state, 'task'), gate: ofKind(state, 'gate') },
    { task: ofKind(document, 'task'), gate: ofKind(document, 'gate') },
  ]
  const used = new Set<string>()
  const sound: Rename[] = []
  const issues: Issue[] = []
  for (const rename of renames) {
    const { kind, from, to } = rename
    const fault = !mine[kind].has(from)
      ? `There is no ${kind} ${from} in the program.`
      : !theirs[kind].has(to)
        ? `There is no ${kind} ${to} in the document.`
        : written.has(from)
          ? `${from} is still in the document, so it did not become ${to}.`
          : held.has(to)
            ? `${to} is in the program already, so ${from} cannot become it.`
            : used.has(`from ${from}`) || used.has(`to ${to}`)
              ? `${from} and ${to} are each renamed once.`
              : null
    if (fault !== null) {
      issues.push({ code: 'rename_impossible', message: fault, path: `${kind}s.${from}` })
      continue
    }
    used.add(`from ${from}`).add(`to ${to}`)
    sound.push(rename)
  }
  return { sound, issues }
}
