import type { ReactNode } from 'react'
import { formatAge, zoneName } from '../lib/format-time.ts'
import { useNow } from '../lib/use-now.ts'
import { instantAtWallClock, wallClockAt } from '../lib/wall-clock.ts'
import { Field } from './field.tsx'
import { useZone } from './zone.tsx'

/** A day and a time by the program's clock. The value is an ISO instant, or null while what is typed is none. */
export const InstantField = ({
  label,
  hint,
  error,
  value,
  onChange,
  min,
}: {
  label: ReactNode
  hint?: ReactNode
  error?: string | null
  value: string | null
  onChange: (value: string | null) => void
  /** Earliest instant that the browser's own picker offers. */
  min?: string
}) => {
  const zone = useZone()
  const now = useNow()
  const told = value === null ? null : `${zoneName(new Date(value), zone)}, ${formatAge(value, now)}`
  return (
    <Field
      label={label}
      error={error}
      hint={
        <>
          {hint}
          {hint && told ? ' ' : null}
          {told}
        </>
      }
    >
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          className="inp mono"
          defaultValue={value === null ? '' : wallClockAt(value, zone)}
          {...(min === undefined ? {} : { min: wallClockAt(min, zone) })}
          onChange={(event) => onChange(instantAtWallClock(event.currentTarget.value, zone))}
        />
      )}
    </Field>
  )
}
