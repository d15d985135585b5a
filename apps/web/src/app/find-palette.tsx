import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { boardQuery, programsQuery } from '../app-data/program.ts'
import { Glyph } from '../ui/glyph.tsx'
import { rankOptions } from '../ui/rank-options.ts'
import { listFindable } from './findable.ts'

/** Find anything: programs, screens, gates, tasks, lanes, evidence. A combobox in a dialog; arrows, Enter, Escape. */
export const FindPalette = ({ slug, onClose }: { slug: string | null; onClose: () => void }) => {
  const ref = useRef<HTMLDialogElement>(null)
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const programs = useQuery(programsQuery).data
  const board = useQuery({ ...boardQuery(slug ?? ''), enabled: slug !== null }).data
  const options = useMemo(() => listFindable(programs ?? [], board ?? null), [programs, board])
  const found = useMemo(() => rankOptions(options, query, 40), [options, query])
  useEffect(() => {
    const dialog = ref.current
    const opener = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    return () => {
      dialog?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  useEffect(() => {
    document.getElementById(`find-${at}`)?.scrollIntoView?.({ block: 'nearest' })
  }, [at])
  const open = (index: number) => {
    const option = found[index]
    if (!option) return
    onClose()
    void navigate({ to: option.href })
  }
  return (
    <dialog
      ref={ref}
      className="dlg find"
      aria-label="Find anything"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      <div className="find-in">
        <label className="find-q">
          <Glyph name="find" />
          <span className="sr">Find anything</span>
          <input
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls="find-list"
            aria-autocomplete="list"
            aria-activedescendant={found[at] ? `find-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder="Program, screen, gate, task, lane, evidence"
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value)
              setAt(0)
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault()
                setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(found.length, 1))
              } else if (event.key === 'Enter') {
                event.preventDefault()
                open(at)
              }
            }}
          />
        </label>
        <div id="find-list" role="listbox" aria-label="Matches" className="find-list">
          {found.map((option, index) => (
            <div
              key={`${option.kind} ${option.href}`}
              id={`find-${index}`}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              className="mi"
              onPointerMove={() => setAt(index)}
              onClick={() => open(index)}
            >
              <Glyph name={option.glyph} size={14} />
              <span className="nw b">{option.label}</span>
              <span className="cut sec">{option.hint}</span>
              <span className="r">{option.kind}</span>
            </div>
          ))}
        </div>
        <p role="status" className={found.length === 0 ? 'find-none' : 'sr'}>
          {found.length === 0 ? 'Nothing matches.' : `${found.length} matches`}
        </p>
      </div>
    </dialog>
  )
}
