import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'
import { Glyph } from './glyph.tsx'

interface FieldFrame {
  readonly label: ReactNode
  /** How to fill it in; read out with the control. */
  readonly hint?: ReactNode
  /** What is wrong with it, as a sentence. */
  readonly error?: string | null | undefined
  readonly optional?: boolean
}
/** What a control must carry so that its label, hint and error belong to it. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export const Field = ({ label, hint, error, optional, children }: FieldFrame & { children: (control: ControlProps) => ReactNode }) => {
  const id = useId()
  const hintId = `${id}h`
  const errorId = `${id}e`
  const describedBy = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ')
  return (
    <div className="fld">
      <label htmlFor={id}>
        {label} {optional ? <span className="opt">(optional)</span> : null}
      </label>
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <span className="hint" id={hintId}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span className="err" id={errorId}>
          <Glyph name="x" size={14} />
          {error}
        </span>
      ) : null}
    </div>
  )
}

type WithoutValue<T> = Omit<T, 'value' | 'onChange' | 'id'>

export const TextField = ({
  label,
  hint,
  error,
  optional,
  value,
  onChange,
  mono,
  ...input
}: FieldFrame & { value: string; onChange: (value: string) => void; mono?: boolean } & WithoutValue<
    InputHTMLAttributes<HTMLInputElement>
  >) => (
  <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
    {(control) => (
      <input
        type="text"
        {...input}
        {...control}
        className={`inp ${mono ? 'mono' : ''}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
)

/** A whole number, or null while the text is none. */
export const NumberField = ({
  label,
  hint,
  error,
  value,
  onChange,
  ...input
}: FieldFrame & { value: number | null; onChange: (value: number | null) => void } & WithoutValue<
    InputHTMLAttributes<HTMLInputElement>
  >) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <input
        {...input}
        {...control}
        type="number"
        step={1}
        className="inp"
        value={value ?? ''}
        onChange={(event) => {
          const number = event.currentTarget.valueAsNumber
          onChange(Number.isInteger(number) ? number : null)
        }}
      />
    )}
  </Field>
)

export const TextAreaField = ({
  label,
  hint,
  error,
  optional,
  value,
  onChange,
  mono,
  ...input
}: FieldFrame & { value: string; onChange: (value: string) => void; mono?: boolean } & WithoutValue<
    TextareaHTMLAttributes<HTMLTextAreaElement>
  >) => (
  <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
    {(control) => (
      <textarea
        rows={3}
        {...input}
        {...control}
        className={`inp ${mono ? 'mono' : ''}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
)

export interface Option<T extends string = string> {
  readonly value: T
  readonly label: string
  /** Second words, such as a key's title. */
  readonly hint?: string
}

export const SelectField = <T extends string>({
  label,
  hint,
  error,
  value,
  options,
  onChange,
  ...select
}: FieldFrame & { value: T; options: readonly Option<T>[]; onChange: (value: T) => void } & WithoutValue<
    SelectHTMLAttributes<HTMLSelectElement>
  >) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <select
        {...select}
        {...control}
        className="inp"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.hint ? `${option.label} · ${option.hint}` : option.label}
          </option>
        ))}
      </select>
    )}
  </Field>
)

export const CheckField = ({
  label,
  checked,
  onChange,
  ...input
}: { label: ReactNode; checked: boolean; onChange: (checked: boolean) => void } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'onChange' | 'checked' | 'type'
>) => (
  <label className="chk">
    <input {...input} type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>{label}</span>
  </label>
)
