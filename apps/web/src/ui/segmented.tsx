import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/** One of a few, all of them visible. */
export const Segmented = <T extends string>({
  label,
  options,
  value,
  onChange,
  small = true,
}: {
  label: string
  options: readonly { readonly value: T; readonly label: ReactNode }[]
  value: T
  onChange: (value: T) => void
  small?: boolean
}) => (
  <div className="seg" role="group" aria-label={label}>
    {options.map((option) => (
      <Button key={option.value} small={small} pressed={option.value === value} onClick={() => onChange(option.value)}>
        {option.label}
      </Button>
    ))}
  </div>
)
