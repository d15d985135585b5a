import { type ReactNode, useState } from 'react'
import { Glyph, type GlyphName } from '../glyph.tsx'

const FEW = 30

export interface IssueRow {
  readonly id: string
  readonly line: number | undefined
  readonly title: ReactNode
  readonly hint?: ReactNode
  readonly actions?: ReactNode
}

/** A list of what is to be said or settled, each with its line. Long lists begin with a part of themselves. */
export const IssueSection = ({
  tone,
  glyph,
  title,
  aside,
  rows,
  selected,
  onLine,
  all,
}: {
  tone: 'stop' | 'warn' | 'work'
  glyph?: GlyphName
  title: string
  aside: string
  rows: readonly IssueRow[]
  selected?: number | null
  onLine: (line: number) => void
  /** Settles all of them at once. */
  all?: ReactNode
}) => {
  const [showsAll, setShowsAll] = useState(false)
  if (rows.length === 0) return null
  const shown = showsAll ? rows : rows.slice(0, FEW)
  return (
    <section className="sec2 iss" aria-label={title}>
      <h3>
        <span className={`st ${tone}`}>
          <Glyph name={glyph ?? (tone === 'stop' ? 'x' : 'late')} size={14} />
          {title}
        </span>
        <span className="t12 sec r">{aside}</span>
        {all}
      </h3>
      <ol>
        {shown.map((row) => (
          <li key={row.id} className={row.line !== undefined && row.line === selected ? 'sel' : ''} data-line={row.line}>
            {row.line === undefined ? (
              <span className="ter">·</span>
            ) : (
              <button type="button" className="lk mono" onClick={() => onLine(row.line ?? 1)} aria-label={`Go to line ${row.line}`}>
                L{row.line}
              </button>
            )}
            <span className="wrap">
              <b>{row.title}</b>
              {row.hint ? <span className="hint">{row.hint}</span> : null}
            </span>
            {row.actions ? <span className="acts">{row.actions}</span> : null}
          </li>
        ))}
      </ol>
      {rows.length > FEW ? (
        <button type="button" className="lk t12" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show fewer' : `Show all ${rows.length}`}
        </button>
      ) : null}
    </section>
  )
}
