import { useMemo } from 'react'
import { CheckField } from './field.tsx'
import { Picker } from './picker.tsx'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** ISO weekdays on which is worked; one at least. */
export const WorkingDaysField = ({ value, onChange }: { value: readonly number[]; onChange: (days: number[]) => void }) => (
  <fieldset className="fld">
    <legend>Working days</legend>
    <div className="row">
      {DAYS.map((name, index) => {
        const day = index + 1
        return (
          <CheckField
            key={name}
            label={name.slice(0, 3)}
            aria-label={name}
            checked={value.includes(day)}
            onChange={(checked) => onChange((checked ? [...value, day] : value.filter((one) => one !== day)).sort((a, b) => a - b))}
          />
        )
      })}
    </div>
    {value.length === 0 ? <span className="err">Choose one day at least.</span> : null}
  </fieldset>
)

/** An IANA zone: all that the browser knows, and the present value whatever it is. */
export const ZoneField = ({ value, onChange, error }: { value: string; onChange: (zone: string) => void; error?: string | null }) => {
  const options = useMemo(
    () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), value])].map((zone) => ({ value: zone, label: zone })),
    [value],
  )
  return (
    <Picker
      label="Time zone"
      hint="Days begin and end by this clock."
      options={options}
      value={value}
      onPick={(zone) => zone && onChange(zone)}
      error={error ?? null}
    />
  )
}
