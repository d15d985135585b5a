import type { ReactNode } from 'react'
import { Glyph } from './glyph.tsx'

/** A link that leaves Gatehouse, in a tab of its own. `href` is http(s): the server takes no other link. */
export const OutLink = ({ href, label, children }: { href: string; label?: string; children: ReactNode }) => (
  <a className="lk" href={href} target="_blank" rel="noreferrer" aria-label={label ? `${label} (new tab)` : undefined}>
    {children} <Glyph name="out" size={12} />
    {label ? null : <span className="sr"> (new tab)</span>}
  </a>
)
