import type { GoNoGoWord } from '@gatehouse/core'
import type { Look } from '../../ui/index.ts'

/** A lane that says go proves nothing, so its look is not the green of proof. */
export const VOTE_LOOK = {
  go: { glyph: 'chk', word: 'Go', tone: 'work' },
  no_go: { glyph: 'v-nogo', word: 'No-go', tone: 'stop' },
  abstain: { glyph: 'pause', word: 'Abstains', tone: 'idle' },
} satisfies Record<GoNoGoWord, Look>

export const SILENT_LOOK: Look = { glyph: 'f-unk', word: 'Has not said', tone: 'idle' }
