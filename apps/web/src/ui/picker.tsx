import { type ReactNode, useCallback, useId, useMemo, useRef, useState } from 'react'
import { Field } from './field.tsx'
import { rankOptions } from './rank-options.ts'
import { useDismiss } from './use-dismiss.ts'

export interface PickerOption {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** Choose one of many by typing: a combobox. Shows the best fifty matches, so ten thousand options cost nothing. */
export const Picker = ({
  label,
  hint,
  error,
  options,
  value,
  onPick,
  placeholder,
}: {
  label: ReactNode
  hint?: ReactNode
  error?: string | null
  options: readonly PickerOption[]
  /** Chosen value, or null. */
  value: string | null
  onPick: (value: string | null) => void
  placeholder?: string
}) => {
  const [query, setQuery] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const wrap = useRef<HTMLDivElement>(null)
  const listId = useId()
  const open = query !== null
  const close = useCallback(() => setQuery(null), [])
  useDismiss(wrap, open, close)
  const found = useMemo(() => (query === null ? [] : rankOptions(options, query, 50)), [options, query])
  const chosen = value === null ? undefined : options.find((option) => option.value === value)
  const pick = (option: PickerOption | undefined) => {
    if (!option) return
    onPick(option.value)
    setQuery(null)
  }
  return (
    <div className="mnw" ref={wrap} style={{ display: 'block' }}>
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <input
            {...control}
            className="inp"
            role="combobox"
            autoComplete="off"
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={open && found[at] ? `${listId}-${at}` : undefined}
            placeholder={placeholder}
            value={query ?? (chosen ? `${chosen.label}${chosen.hint ? ` · ${chosen.hint}` : ''}` : '')}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setQuery(event.currentTarget.value)
              setAt(0)
              if (event.currentTarget.value === '') onPick(null)
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault()
                if (!open) setQuery('')
                else setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(found.length, 1))
              } else if (event.key === 'Enter' && open) {
                event.preventDefault()
                pick(found[at])
              } else if (event.key === 'Tab') setQuery(null)
            }}
          />
        )}
      </Field>
      {open ? (
        <div className="mn" id={listId} role="listbox" aria-label={typeof label === 'string' ? label : 'Matches'} style={{ right: 0 }}>
          {found.map((option, index) => (
            <div
              key={option.value}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              className="mi"
              onPointerDown={(event) => {
                // keeps the focus in the input
                event.preventDefault()
                pick(option)
              }}
            >
              <span className="nw">{option.label}</span>
              {option.hint ? <span className="r cut">{option.hint}</span> : null}
            </div>
          ))}
          {found.length === 0 ? <div className="mi">Nothing matches.</div> : null}
        </div>
      ) : null}
    </div>
  )
}
