import type { Board } from '@gatehouse/core'
import { periodLabel, slipLabel, spanLabel } from '../../../lib/format-plan.ts'
import type { Preview } from '../timeline.queries.ts'
import { endLabel } from './say-task.ts'

type Program = Board['program']
export interface PreviewWords {
  /** Other tasks that move: `L5-D6 to D7 and 2 more`. */
  readonly tasks: string
  /** Gates and the target: `G6 to D10, G8 to D12`. */
  readonly gates: string
  readonly contingency: string
  /** It costs something: a gate or the buffer. */
  readonly hurts: boolean
}

const list = (words: readonly string[], most: number): string =>
  words.length <= most ? words.join(', ') : `${words.slice(0, most).join(', ')} and ${words.length - most} more`

/** One line on what a move does. `key` is the task that is moved. */
export const sayPreview = (preview: Preview, key: string, program: Program): PreviewWords => {
  const others = preview.changed.filter((one) => one.kind === 'task' && one.key !== key)
  const points = preview.changed.filter((one) => one.kind !== 'task' && one.toFinish !== one.fromFinish)
  const slipped = preview.slipAfter > preview.slipBefore
  const targetSaid = preview.target !== null && points.some((one) => one.key === preview.target)
  const gates = points.map((one) => `${one.key} to ${endLabel(program, one.toFinish)}`)
  if (!targetSaid && preview.targetFinishAfter !== preview.targetFinishBefore)
    gates.push(`${preview.target ?? 'end'} to ${endLabel(program, preview.targetFinishAfter)}`)
  const after = preview.contingencyAfter
  const before = preview.contingencyBefore
  return {
    tasks:
      others.length === 0
        ? 'No other task moves'
        : list(
            others.map((one) => `${one.key} to ${endLabel(program, one.toFinish)}`),
            2,
          ),
    gates: gates.length === 0 ? 'No gate moves' : list(gates, 3),
    contingency: after
      ? `Contingency ${after.left} of ${after.size}${after.state === 'exhausted' ? ', exhausted' : ''}`
      : slipped
        ? `Slip ${slipLabel(program.cadence, preview.slipAfter)}`
        : 'No slip',
    hurts: slipped || (after !== null && before !== null && after.left < before.left),
  }
}

export interface ChangeLine {
  readonly key: string
  readonly kind: string
  readonly before: string
  readonly after: string
  readonly by: string
}
/** Every consequence as a line, the moved task first, gates before tasks. */
export const listChanges = (preview: Preview, key: string, program: Program): readonly ChangeLine[] => {
  const rank = (one: Preview['changed'][number]) => (one.key === key ? 0 : one.kind === 'gate' ? 1 : one.kind === 'milestone' ? 2 : 3)
  return [...preview.changed]
    .sort((a, b) => rank(a) - rank(b) || a.toFinish - b.toFinish)
    .map((one) => {
      const words = (start: number, finish: number) =>
        one.kind === 'task'
          ? spanLabel(program, Math.floor(start), Math.max(Math.floor(start), Math.ceil(finish) - 1))
          : endLabel(program, finish)
      return {
        key: one.key,
        kind: one.kind,
        before: words(one.fromStart, one.fromFinish),
        after: words(one.toStart, one.toFinish),
        by: slipLabel(program.cadence, one.toFinish - one.fromFinish),
      }
    })
}

/** Target and buffer, before and after. */
export const sayTarget = (
  preview: Preview,
  program: Program,
): readonly { readonly label: string; readonly before: string; readonly after: string; readonly changed: boolean }[] => {
  const target = {
    label: preview.target ? `Target ${preview.target}` : 'End of the plan',
    before: endLabel(program, preview.targetFinishBefore),
    after: endLabel(program, preview.targetFinishAfter),
    changed: preview.targetFinishAfter !== preview.targetFinishBefore,
  }
  const { contingencyBefore: was, contingencyAfter: is } = preview
  if (!was || !is) return [target]
  return [
    target,
    {
      label: 'Contingency',
      before: `${was.left} of ${was.size}`,
      after: `${is.left} of ${is.size}${is.state === 'exhausted' ? `, exhausted, new end ${periodLabel(program, is.newEnd)}` : ''}`,
      changed: was.left !== is.left || was.state !== is.state,
    },
  ]
}
