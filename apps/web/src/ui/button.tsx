import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import { Glyph, type GlyphName } from './glyph.tsx'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'bare'
  readonly small?: boolean
  readonly glyph?: GlyphName
  /** Why it cannot be used now, as a sentence. It then looks disabled, stays focusable and says why. */
  readonly refusal?: string | null | undefined
  /** The request is on its way: the label stays, a second press does nothing. */
  readonly busy?: boolean
  readonly pressed?: boolean
  readonly children?: ReactNode
  readonly tipBelow?: boolean
}

const KIND_CLASS = { plain: '', primary: 'pri', danger: 'danger', bare: 'bare' } as const

export const Button = ({
  kind = 'plain',
  small,
  glyph,
  refusal,
  busy,
  pressed,
  children,
  className = '',
  onClick,
  tipBelow,
  ...rest
}: ButtonProps) => {
  const tipId = useId()
  const off = Boolean(refusal) || busy === true
  return (
    <button
      type="button"
      {...rest}
      className={`btn ${KIND_CLASS[kind]} ${small ? 'sm' : ''} ${children === undefined ? 'icon' : ''} ${className}`}
      aria-disabled={off ? true : undefined}
      aria-busy={busy ? true : undefined}
      aria-pressed={pressed}
      aria-describedby={refusal ? tipId : rest['aria-describedby']}
      onClick={(event) => {
        // an aria-disabled submit button would still submit its form
        if (off) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {refusal ? <Glyph name="lock" size={14} /> : glyph ? <Glyph name={glyph} size={14} /> : null}
      {children}
      {refusal ? (
        // inside the button, so that it keeps the focus when the reason goes; hidden from its name, referred to as its description
        <span id={tipId} aria-hidden="true" className={`tip ${tipBelow ? 'below' : ''}`}>
          {refusal}
        </span>
      ) : null}
    </button>
  )
}
