import type { GateFace, GoNoGoWord, RequirementState, VerdictReason, VerdictWord } from '@gatehouse/core'
import { type GlyphName, glyph } from './glyphs.ts'
import { type Html, html } from './html.ts'

/** Shape, word and tone of a state, never one without the others. `ok` is proof and nothing else. */
export interface Look {
  readonly glyph: GlyphName
  readonly word: string
  readonly tone: 'ok' | 'warn' | 'stop' | 'work' | 'idle'
}
export const VERDICT_LOOK: Readonly<Record<VerdictWord, Look>> = {
  GO: { glyph: 'v-go', word: 'GO', tone: 'ok' },
  'GO WITH WAIVERS': { glyph: 'v-waiv', word: 'GO WITH WAIVERS', tone: 'warn' },
  'NO-GO': { glyph: 'v-nogo', word: 'NO-GO', tone: 'stop' },
  UNKNOWN: { glyph: 'v-unk', word: 'UNKNOWN', tone: 'idle' },
}
export const GATE_LOOK: Readonly<Record<GateFace, Look>> = {
  NotStarted: { glyph: 'g-none', word: 'Not started', tone: 'idle' },
  InProgress: { glyph: 'g-prog', word: 'In progress', tone: 'work' },
  CompletedDocBaseline: { glyph: 'g-doc', word: 'Doc baseline complete', tone: 'work' },
  ReadyForSignoff: { glyph: 'g-ready', word: 'Ready for sign-off', tone: 'work' },
  SignedOff: { glyph: 'g-sign', word: 'Signed', tone: 'ok' },
  Revalidate: { glyph: 'g-reval', word: 'Revalidate', tone: 'warn' },
}
export const PROOF_LOOK: Readonly<Record<RequirementState, Look>> = {
  fresh: { glyph: 'f-fresh', word: 'Fresh', tone: 'ok' },
  stale: { glyph: 'f-stale', word: 'Stale', tone: 'warn' },
  pending: { glyph: 'f-pend', word: 'Pending', tone: 'work' },
  failed: { glyph: 'f-fail', word: 'Failed', tone: 'stop' },
  unknown: { glyph: 'f-unk', word: 'Unknown', tone: 'idle' },
  missing: { glyph: 'f-none', word: 'Missing', tone: 'idle' },
  waived: { glyph: 'waiv', word: 'Waived', tone: 'warn' },
}
export const REASON_LOOK: Readonly<Record<VerdictReason['status'], Look>> = {
  ...PROOF_LOOK,
  blocked: { glyph: 'block', word: 'Blocked', tone: 'stop' },
  late: { glyph: 'late', word: 'Late', tone: 'warn' },
  revalidate: GATE_LOOK.Revalidate,
}
export const VOTE_LOOK: Readonly<Record<GoNoGoWord, Look>> = {
  go: { glyph: 'chk', word: 'Go', tone: 'work' },
  no_go: { glyph: 'x', word: 'No-go', tone: 'stop' },
  abstain: { glyph: 'f-none', word: 'Abstains', tone: 'idle' },
}
/** What a person decided: it proves nothing, so it is never green. */
export const DECISION_LOOK: Readonly<Record<'GO' | 'NO-GO', Look>> = {
  GO: { glyph: 'chk', word: 'GO', tone: 'work' },
  'NO-GO': { glyph: 'v-nogo', word: 'NO-GO', tone: 'stop' },
}
export const APPROVED: Look = { glyph: 'chk', word: 'Approved', tone: 'ok' }
export const RETURNED: Look = { glyph: 'gap', word: 'Returned with gaps', tone: 'warn' }
export const OPEN_GAP: Look = { glyph: 'gap', word: 'Open gap', tone: 'warn' }
export const CLOSED_GAP: Look = { glyph: 'chk', word: 'Closed gap', tone: 'work' }
export const WITHDRAWN: Look = { glyph: 'x', word: 'Withdrawn', tone: 'idle' }
export const WAIVER_OVER: Look = { glyph: 'x', word: 'No longer in force', tone: 'idle' }

export const status = ({ glyph: name, word, tone }: Look): Html => html`<span class="st ${tone}">${glyph(name)}<span>${word}</span></span>`
