import { sayList } from '../board/say.ts'
import type { ProgramState } from '../board/program-state.ts'
import { type Issue, ok, type Result, refuse } from '../result.ts'
import { childTasksByGate } from './child-tasks.ts'

type Network = Pick<ProgramState, 'tasks' | 'gates'>

/**
 * What was signed was signed for certain tasks: refuses (`gate_locked`, naming each task) what would give a signed gate others, by
 * another gate that comes, goes or moves. `path`: what is being changed.
 */
export const keepSignedTasks = (before: Network, after: Network, path: string): Result<true> => {
  const [was, is] = [childTasksByGate(before).byGate, childTasksByGate(after).byGate]
  const keysOf = (children: typeof was, gateKey: string): readonly string[] => (children.get(gateKey) ?? []).map((task) => task.key)
  const issues = before.gates
    .filter((gate) => gate.state === 'SignedOff')
    .flatMap((gate): readonly Issue[] => {
      const [old, now] = [keysOf(was, gate.key), keysOf(is, gate.key)]
      const leaving = old.filter((key) => !now.includes(key))
      const coming = now.filter((key) => !old.includes(key))
      if (leaving.length + coming.length === 0) return []
      const what = [
        ...(leaving.length > 0 ? [`${sayList(leaving)} would leave it`] : []),
        ...(coming.length > 0 ? [`${sayList(coming)} would come under it`] : []),
      ]
      const message = `This would change the tasks that ${gate.key} was signed for: ${what.join(', ')}.`
      return [{ code: 'gate_locked', message, path, hint: `Name the gate of those tasks first, or reopen ${gate.key}.` }]
    })
  const first = issues[0]
  return first === undefined ? ok(true) : refuse('gate_locked', first.message, issues)
}
