import type { Board } from '@gatehouse/core'
import type { PickerOption } from '../../ui/index.ts'

/** Everything that a path or a target may name: gates first, then milestones, then tasks. */
export const pickableKeys = (board: Board): readonly PickerOption[] => [
  ...board.gates.map((gate) => ({ value: gate.key, label: gate.key, hint: gate.title })),
  ...board.milestones.map((milestone) => ({ value: milestone.key, label: milestone.key, hint: milestone.name })),
  ...board.tasks.map((task) => ({ value: task.key, label: task.key, hint: task.title })),
]
