import { useCallback, useId, useRef, useState } from 'react'
import type { Option } from './field.tsx'
import { Glyph } from './glyph.tsx'
import { useDismiss } from './use-dismiss.ts'

/** A filter over a few values: "Lane: all", "Lane: L4", "Lane: 3". Empty means all. */
export const FilterSelect = <T extends string>({
  label,
  options,
  selected,
  onChange,
}: {
  label: string
  options: readonly Option<T>[]
  selected: readonly T[]
  onChange: (selected: readonly T[]) => void
}) => {
  const [open, setOpen] = useState(false)
  const wrap = useRef<HTMLSpanElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const panelId = useId()
  const dismiss = useCallback((by: 'outside' | 'escape') => {
    setOpen(false)
    if (by === 'escape') trigger.current?.focus()
  }, [])
  useDismiss(wrap, open, dismiss)
  const single = selected.length === 1 ? options.find((option) => option.value === selected[0])?.label : undefined
  const said = selected.length === 0 ? 'all' : (single ?? String(selected.length))
  return (
    <span className="mnw" ref={wrap}>
      <button
        ref={trigger}
        type="button"
        className="btn sm"
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}: {said}
        <Glyph name="chev" size={12} />
      </button>
      {open ? (
        <div className="mn" id={panelId} role="group" aria-label={label}>
          {options.map((option) => (
            <label key={option.value} className="mi">
              <input
                type="checkbox"
                checked={selected.includes(option.value)}
                onChange={(event) =>
                  onChange(event.currentTarget.checked ? [...selected, option.value] : selected.filter((value) => value !== option.value))
                }
              />
              <span className="cut">{option.label}</span>
              {option.hint ? <span className="r cut">{option.hint}</span> : null}
            </label>
          ))}
          <div className="msep" />
          <button type="button" className="mi" onClick={() => onChange([])}>
            Show all
          </button>
        </div>
      ) : null}
    </span>
  )
}
