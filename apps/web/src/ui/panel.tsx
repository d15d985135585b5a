import { type ReactNode, useId } from 'react'

/** A box with a heading. `aside` is said after the heading, `actions` stand at the right. */
export const Panel = ({
  title,
  aside,
  actions,
  children,
  line = false,
  className = '',
  id,
}: {
  title: ReactNode
  aside?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** A hairline under the heading: for panels whose content reaches the edges. */
  line?: boolean
  className?: string
  id?: string
}) => {
  const headingId = useId()
  return (
    <section className={`pn ${className}`} aria-labelledby={headingId} id={id}>
      <div className={`ph ${line ? 'line' : ''}`}>
        <h2 id={headingId}>{title}</h2>
        {aside ? <span className="t12 sec">{aside}</span> : null}
        {actions ? <span className="r">{actions}</span> : null}
      </div>
      {children}
    </section>
  )
}

/** Something wide, such as a table, that scrolls by itself on a small screen; also with the keyboard. */
export const ScrollX = ({ label, children }: { label: string; children: ReactNode }) => (
  // focusable, because a keyboard scrolls only what has the focus
  <div className="scroll-x" role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
)
