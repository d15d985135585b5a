import type { SaidEvent } from '../../lib/say-event.ts'

/** Whether an event of the program’s CI is part of a gate’s story: one of its workflows was judged, or the release moved away under them. */
export const isAboutCiOf = (event: SaidEvent, workflows: ReadonlySet<string>): boolean =>
  event.subjectKind === 'workflow' ? workflows.has(event.subjectKey) : event.action === 'target.sha_set' && workflows.size > 0
