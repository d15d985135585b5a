import type { ReactNode } from 'react'
import { Glyph } from './glyph.tsx'
import type { Look } from './looks.ts'

/** Glyph, word and tone. `children` replaces the word where a figure belongs to it ("Late +1 d"). */
export const Status = ({ look, size = 16, children }: { look: Look; size?: 12 | 14 | 16 | 20 | 28; children?: ReactNode }) => (
  <span className={`st ${look.tone}`}>
    <Glyph name={look.glyph} size={size} />
    {children ?? look.word}
  </span>
)

/** The same with weight: solid for stop, tinted for attention, outline for the rest. */
export const Tag = ({ look, children }: { look: Look; children?: ReactNode }) => (
  <span className={`tag ${look.tone}`}>
    <Glyph name={look.glyph} size={14} />
    {children ?? look.word}
  </span>
)

/** A neutral word in a box: "Sample", "P0", "3 of 4". */
export const Badge = ({ children, title }: { children: ReactNode; title?: string }) => (
  <span className="tag plain" title={title}>
    {children}
  </span>
)
