import type { ReactNode } from 'react'

/** Every glyph on a 16 px grid. The outline names the noun (diamond gate, square task, circle proof, octagon or ring verdict), the inside the state. */
const SYMBOLS = {
  block: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeWidth="2.2" />
      <path d="m3.8 3.8 8.4 8.4" strokeWidth="2.2" />
    </>
  ),
  chk: <path d="m3 8.4 3.2 3.2L13 4.4" strokeWidth="2" />,
  crit: <path d="M1 12h5V5h9" strokeWidth="2.5" />,
  'f-fail': (
    <>
      <circle cx="8" cy="8" r="6.6" fill="currentColor" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" stroke="var(--k)" strokeWidth="1.8" />
    </>
  ),
  'f-fresh': (
    <>
      <circle cx="8" cy="8" r="6.6" fill="currentColor" />
      <path d="m5 8.2 2.1 2.2L11 5.8" stroke="var(--k)" strokeWidth="1.8" />
    </>
  ),
  'f-none': (
    <>
      <circle cx="8" cy="8" r="6.6" />
      <path d="M5.5 8h5" />
    </>
  ),
  'f-pend': (
    <>
      <circle cx="8" cy="8" r="6.6" strokeDasharray="2.2 1.95" />
      <path d="M5 8h.01M8 8h.01M11 8h.01" strokeWidth="2" />
    </>
  ),
  'f-stale': (
    <>
      <circle cx="8" cy="8" r="6.6" />
      <path d="M8 4.2V8l2.7 2" />
    </>
  ),
  'f-unk': (
    <>
      <circle cx="8" cy="8" r="6.6" strokeDasharray="2.2 1.95" />
      <path d="M6.2 6.4a1.8 1.8 0 1 1 2.5 1.7c-.5.3-.7.5-.7 1M8 11.2v.1" />
    </>
  ),
  'g-doc': (
    <>
      <path d="m8 1.2 6.8 6.8L8 14.8 1.2 8z" />
      <path d="M5.5 6.7h5M5.5 9.3h5" />
    </>
  ),
  'g-none': <path d="m8 1.2 6.8 6.8L8 14.8 1.2 8z" />,
  'g-prog': (
    <>
      <path d="m8 1.2 6.8 6.8L8 14.8 1.2 8z" />
      <path d="M8 1.2 1.2 8 8 14.8z" fill="currentColor" />
    </>
  ),
  'g-ready': (
    <>
      <path d="m8 1.2 6.8 6.8L8 14.8 1.2 8z" />
      <path d="m8 5 3 3-3 3-3-3z" fill="currentColor" />
    </>
  ),
  'g-reval': (
    <>
      <path d="m8 1.2 6.8 6.8L8 14.8 1.2 8z" strokeDasharray="3 1.9" />
      <path d="m5.4 8.2 1.8 1.8 3.4-3.7" strokeWidth="1.8" />
    </>
  ),
  'g-sign': (
    <>
      <path d="m8 1.2 6.8 6.8L8 14.8 1.2 8z" fill="currentColor" />
      <path d="m5.4 8.2 1.8 1.8 3.4-3.7" stroke="var(--k)" strokeWidth="1.8" />
    </>
  ),
  gap: <path d="M5.5 2H2.5v12h3M10.5 2h3v12h-3M6.5 8h3" />,
  late: (
    <>
      <path d="M8 1.8 15 14H1z" fill="currentColor" />
      <path d="M8 6.3v3.4M8 11.9v.1" stroke="var(--k)" strokeWidth="1.8" />
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2.6" />,
  't-done': (
    <>
      <rect x="2" y="2" width="12" height="12" rx="1.5" fill="currentColor" />
      <path d="m5 8.2 2.1 2.2L11 5.8" stroke="var(--k)" strokeWidth="1.8" />
    </>
  ),
  't-drop': (
    <>
      <rect x="2" y="2" width="12" height="12" rx="1.5" />
      <path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" />
    </>
  ),
  't-moved': (
    <>
      <rect x="2" y="2" width="12" height="12" rx="1.5" strokeDasharray="2.6 2" />
      <path d="M5 8h6M8.6 5.6 11 8l-2.4 2.4" />
    </>
  ),
  't-prog': (
    <>
      <rect x="2" y="2" width="12" height="12" rx="1.5" />
      <path d="M8 2H3.5A1.5 1.5 0 0 0 2 3.5v9A1.5 1.5 0 0 0 3.5 14H8z" fill="currentColor" />
    </>
  ),
  't-todo': <rect x="2" y="2" width="12" height="12" rx="1.5" />,
  'v-go': (
    <>
      <circle cx="8" cy="8" r="7.2" />
      <circle cx="8" cy="8" r="5" fill="currentColor" stroke="none" />
      <path d="m5.6 8.2 1.7 1.8 3.2-3.7" stroke="var(--k)" />
    </>
  ),
  'v-nogo': (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      <path d="M4.5 8h7" stroke="var(--k)" strokeWidth="2.5" />
    </>
  ),
  'v-unk': (
    <>
      <circle cx="8" cy="8" r="7" strokeDasharray="2.4 2" />
      <path d="M6 6.3a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.6v.1" />
    </>
  ),
  'v-waiv': (
    <>
      <circle cx="8" cy="8" r="7.2" strokeDasharray="3.2 2.4" />
      <path d="m4.9 8.3 2.1 2.2 4.1-4.7" strokeWidth="2" />
    </>
  ),
  waiv: (
    <>
      <path d="M3 1.5h7l3 3v10H3z" />
      <path d="m5.3 8 1.2 3.2L8 8l1.5 3.2L10.7 8" />
    </>
  ),
  x: <path d="m4 4 8 8m0-8-8 8" strokeWidth="2" />,
  chev: <path d="m4 6 4 4 4-4" />,
  find: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  more: <path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2.4" />,
  plus: <path d="M8 3v10M3 8h10" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 3.2V2.5h-8v8h.7" />
    </>
  ),
  out: <path d="M6.5 3H3v10h10V9.5M9 2.5h4.5V7M13.5 2.5 7.5 8.5" />,
} satisfies Record<string, ReactNode>

export type GlyphName = keyof typeof SYMBOLS

/** All symbols, once per page; `Glyph` refers to them. */
export const GlyphSprite = () => (
  <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true" focusable="false">
    {Object.entries(SYMBOLS).map(([name, shape]) => (
      <symbol key={name} id={`gl-${name}`} viewBox="0 0 16 16">
        {shape}
      </symbol>
    ))}
  </svg>
)

/** One glyph in the colour of the text around it. Decorative: the word beside it carries the meaning for everyone. */
export const Glyph = ({ name, size = 16, className = '' }: { name: GlyphName; size?: 12 | 14 | 16 | 20 | 28 | 40; className?: string }) => (
  <svg className={`g ${size === 16 ? '' : `s${size}`} ${className}`} aria-hidden="true" focusable="false">
    <use href={`#gl-${name}`} />
  </svg>
)
