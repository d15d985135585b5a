import { type Lane, PLAN_LIMITS } from '@gatehouse/core'
import { cut } from '../recognise/prose/text.ts'
import type { Reading } from '../recognise/recogniser.ts'

/** Key of the lane that stands in where a document names none. */
const DEFAULT_LANE = 'L1'

/** The lanes; where tasks name none and there is none, one lane for all work. */
export function settleLanes({ draft, account }: Reading): readonly Lane[] {
  const lanes = draft.lanes.slice(0, PLAN_LIMITS.lanes).map(
    (lane): Lane => ({
      key: lane.key,
      name: cut(lane.name.trim() || lane.key, PLAN_LIMITS.title),
      mission: cut(lane.mission, PLAN_LIMITS.text),
      deliverables: lane.deliverables.filter((each) => each.trim() !== '').map((each) => cut(each, PLAN_LIMITS.text)),
      owners: [...new Set(lane.owners)].slice(0, 20),
    }),
  )
  for (const lane of draft.lanes.slice(PLAN_LIMITS.lanes))
    account.warn('too_many_lanes', lane.line, `${lane.name} is left out: a plan holds ${PLAN_LIMITS.lanes} lanes.`)
  if (lanes.length > 0 || (draft.tasks.length === 0 && draft.dependencies.length === 0)) return lanes
  const line = draft.tasks[0]?.line ?? 1
  account.infer(line, { kind: 'lane', key: DEFAULT_LANE }, 'name', 'Work', 'The document names no lanes; all its tasks are in one.')
  return [{ key: DEFAULT_LANE, name: 'Work', mission: '', deliverables: [], owners: [] }]
}
