import { useDeferredValue, useEffect, useState } from 'react'

/** A text to filter by. Typing is shown at once; `onChange` follows when the fingers rest. Escape empties it first. */
export const TextFilter = ({
  label,
  placeholder,
  value,
  onChange,
  pause,
  className,
}: {
  label: string
  placeholder: string
  value: string
  onChange: (text: string) => void
  /** Milliseconds of rest. */
  pause: number
  className: string
}) => {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    if (value !== text.trim()) setText(value)
  }
  const settled = useDeferredValue(text)
  useEffect(() => {
    if (settled.trim() === value) return
    const timer = setTimeout(() => onChange(settled.trim()), pause)
    return () => clearTimeout(timer)
    // onChange is new on each render; the text alone decides
  }, [settled, value])
  return (
    <input
      type="search"
      className={`inp sm ${className}`}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return
        event.stopPropagation()
        setText('')
      }}
    />
  )
}
