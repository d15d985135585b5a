import type { BoardBlocker, BoardLane, GateFace, RequirementState, TaskStatus, VerdictReason, VerdictWord } from '@gatehouse/core'
import type { GlyphName } from './glyph.tsx'

/** `ok` is proof and nothing else; `stop` stops; `warn` asks for attention; `work` goes on; `idle` rests. */
export type Tone = 'ok' | 'warn' | 'stop' | 'work' | 'idle'
/** How a state looks: shape, word and colour belong together and are never split. */
export interface Look {
  readonly glyph: GlyphName
  readonly word: string
  readonly tone: Tone
}

export const VERDICT_LOOK = {
  GO: { glyph: 'v-go', word: 'GO', tone: 'ok' },
  'GO WITH WAIVERS': { glyph: 'v-waiv', word: 'GO WITH WAIVERS', tone: 'warn' },
  'NO-GO': { glyph: 'v-nogo', word: 'NO-GO', tone: 'stop' },
  UNKNOWN: { glyph: 'v-unk', word: 'UNKNOWN', tone: 'idle' },
} satisfies Record<VerdictWord, Look>

export const GATE_LOOK = {
  NotStarted: { glyph: 'g-none', word: 'Not started', tone: 'idle' },
  InProgress: { glyph: 'g-prog', word: 'In progress', tone: 'work' },
  CompletedDocBaseline: { glyph: 'g-doc', word: 'Doc baseline complete', tone: 'work' },
  ReadyForSignoff: { glyph: 'g-ready', word: 'Ready for sign-off', tone: 'work' },
  SignedOff: { glyph: 'g-sign', word: 'Signed', tone: 'ok' },
  Revalidate: { glyph: 'g-reval', word: 'Revalidate', tone: 'warn' },
} satisfies Record<GateFace, Look>

/** Done is grey, not green: work that is done proves nothing. */
export const TASK_LOOK = {
  todo: { glyph: 't-todo', word: 'To do', tone: 'idle' },
  in_progress: { glyph: 't-prog', word: 'In progress', tone: 'work' },
  blocked: { glyph: 'block', word: 'Blocked', tone: 'stop' },
  done: { glyph: 't-done', word: 'Done', tone: 'idle' },
  moved: { glyph: 't-moved', word: 'Moved', tone: 'idle' },
  dropped: { glyph: 't-drop', word: 'Dropped', tone: 'idle' },
} satisfies Record<TaskStatus, Look>

/** Proof: freshness of evidence and CI, and the two states that only a requirement has. */
export const PROOF_LOOK = {
  fresh: { glyph: 'f-fresh', word: 'Fresh', tone: 'ok' },
  stale: { glyph: 'f-stale', word: 'Stale', tone: 'warn' },
  pending: { glyph: 'f-pend', word: 'Pending', tone: 'work' },
  failed: { glyph: 'f-fail', word: 'Failed', tone: 'stop' },
  unknown: { glyph: 'f-unk', word: 'Unknown', tone: 'idle' },
  missing: { glyph: 'f-none', word: 'Missing', tone: 'idle' },
  waived: { glyph: 'waiv', word: 'Waived', tone: 'warn' },
} satisfies Record<RequirementState, Look>

/** Fresh still, and about to be too old. */
export const EXPIRING_LOOK: Look = { glyph: 'late', word: 'Expiring', tone: 'warn' }
/** What was attached says something else by now, or is gone. */
export const DRIFT_LOOK: Look = { glyph: 'f-stale', word: 'Drifted', tone: 'warn' }

export const BLOCKER_LOOK = {
  running: { glyph: 'block', word: 'Blocked', tone: 'stop' },
  paused: { glyph: 'pause', word: 'Paused', tone: 'work' },
  resolved: { glyph: 'chk', word: 'Resolved', tone: 'idle' },
} satisfies Record<BoardBlocker['state'], Look>

export const LATE_LOOK: Look = { glyph: 'late', word: 'Late', tone: 'warn' }

export const LANE_LOOK = {
  blocked: TASK_LOOK.blocked,
  late: LATE_LOOK,
  in_progress: TASK_LOOK.in_progress,
  done: TASK_LOOK.done,
  todo: TASK_LOOK.todo,
} satisfies Record<BoardLane['status'], Look>

export const REASON_LOOK = {
  stale: PROOF_LOOK.stale,
  blocked: TASK_LOOK.blocked,
  late: LATE_LOOK,
  failed: PROOF_LOOK.failed,
  pending: PROOF_LOOK.pending,
  missing: PROOF_LOOK.missing,
  unknown: PROOF_LOOK.unknown,
  waived: PROOF_LOOK.waived,
  revalidate: GATE_LOOK.Revalidate,
} satisfies Record<VerdictReason['status'], Look>

/** A condition that holds, or does not. */
export const conditionLook = (holds: boolean): Look =>
  holds ? { glyph: 'chk', word: 'Holds', tone: 'work' } : { glyph: 'x', word: 'Does not hold', tone: 'warn' }
export const GAP_LOOK: Look = { glyph: 'gap', word: 'Gap', tone: 'warn' }
export const LOCKED_LOOK: Look = { glyph: 'lock', word: 'Locked', tone: 'work' }
