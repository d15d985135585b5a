import { type ReactNode, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { Glyph, type GlyphName } from './glyph.tsx'
import { useDismiss } from './use-dismiss.ts'

interface MenuItemLook {
  readonly label: ReactNode
  /** A sentence under the label: what it is for. */
  readonly detail?: string
  readonly glyph?: GlyphName
  /** At the right: a shortcut or a state. */
  readonly aside?: ReactNode
  readonly danger?: boolean
  readonly checked?: boolean
  /** Why it cannot be used now. */
  readonly refusal?: string | null
}
/** Does something, or saves what an address gives as a file. */
export type MenuItem = MenuItemLook &
  (
    | { readonly run: () => void; readonly download?: undefined }
    | { readonly download: { readonly href: string; readonly fileName: string }; readonly run?: undefined }
  )
export interface MenuSection {
  readonly title?: string
  readonly items: readonly MenuItem[]
}

/** A button with a menu. Arrows, Home, End, first letters, Escape. */
export const Menu = ({
  label,
  children,
  sections,
  align = 'left',
  className = 'btn',
}: {
  /** Accessible name of the button; needed where `children` is only a glyph. */
  label?: string
  children: ReactNode
  sections: readonly MenuSection[]
  align?: 'left' | 'right'
  className?: string
}) => {
  const [open, setOpen] = useState(false)
  const wrap = useRef<HTMLSpanElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const menuId = useId()
  const dismiss = useCallback((by: 'outside' | 'escape') => {
    setOpen(false)
    if (by === 'escape') trigger.current?.focus()
  }, [])
  useDismiss(wrap, open, dismiss)
  const items = () => [...(wrap.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
  useLayoutEffect(() => {
    const menu = open ? wrap.current?.querySelector<HTMLElement>('[role="menu"]') : null
    if (menu) keepInSight(menu)
  }, [open])
  useEffect(() => {
    if (open) wrap.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus()
  }, [open])
  const move = (event: React.KeyboardEvent) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const letter = event.key.length === 1 ? event.key.toLowerCase() : null
    const next =
      event.key === 'ArrowDown'
        ? all[(at + 1) % all.length]
        : event.key === 'ArrowUp'
          ? all[(at - 1 + all.length) % all.length]
          : event.key === 'Home'
            ? all[0]
            : event.key === 'End'
              ? all.at(-1)
              : letter
                ? [...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) => one.textContent?.trim().toLowerCase().startsWith(letter))
                : undefined
    if (event.key === 'Tab') setOpen(false)
    if (!next) return
    event.preventDefault()
    event.stopPropagation()
    next.focus()
  }
  return (
    <span className="mnw" ref={wrap}>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && !open) {
            event.preventDefault()
            setOpen(true)
          }
        }}
      >
        {children}
      </button>
      {open ? (
        <div id={menuId} role="menu" aria-label={label} className={`mn ${align}`} onKeyDown={move} tabIndex={-1}>
          {sections.map((section, index) => (
            <div key={section.title ?? index} role="group" aria-label={section.title}>
              {index > 0 ? <div className="msep" /> : null}
              {section.title ? <div className="mh">{section.title}</div> : null}
              {section.items.map((item, at) => (
                <MenuEntry
                  key={at}
                  item={item}
                  onChosen={() => {
                    setOpen(false)
                    trigger.current?.focus()
                  }}
                />
              ))}
            </div>
          ))}
        </div>
      ) : null}
    </span>
  )
}

const EDGE = 8
/** On a narrow screen a menu that is wider than the room beside its button would be cut off at the side. */
const keepInSight = (menu: HTMLElement): void => {
  const { left, right } = menu.getBoundingClientRect()
  const over = right - (window.innerWidth - EDGE)
  const shift = left < EDGE ? EDGE - left : over > 0 ? -Math.min(over, left - EDGE) : 0
  if (shift !== 0) menu.style.translate = `${shift}px`
}

const MenuEntry = ({ item, onChosen }: { item: MenuItem; onChosen: () => void }) => {
  const looks = { tabIndex: -1, className: `mi ${item.danger ? 'danger' : ''}` }
  const content = (
    <>
      {item.checked === undefined ? null : <span className="ck">{item.checked ? <Glyph name="chk" size={14} /> : null}</span>}
      {item.glyph ? <Glyph name={item.glyph} size={14} /> : null}
      <span>
        {item.label}
        {item.detail ? <span className="md">{item.detail}</span> : null}
        {item.refusal ? <span className="t12 ter"> {item.refusal}</span> : null}
      </span>
      {item.aside ? <span className="r">{item.aside}</span> : null}
    </>
  )
  if (item.download && !item.refusal)
    return (
      <a role="menuitem" href={item.download.href} download={item.download.fileName} onClick={onChosen} {...looks}>
        {content}
      </a>
    )
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={item.checked}
      aria-disabled={item.refusal ? true : undefined}
      {...looks}
      onClick={() => {
        if (item.refusal) return
        onChosen()
        item.run?.()
      }}
    >
      {content}
    </button>
  )
}
