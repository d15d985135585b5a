import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'
import { ErrorState } from './messages.tsx'

/**
 * A modal dialog on the browser's own `<dialog>`, which traps focus, makes the rest inert and gives focus back. Mount it to open it, unmount it
 * to close it: a form in it then starts afresh each time.
 */
export const Dialog = ({
  title,
  onClose,
  children,
  actions,
  shape = 'box',
}: {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  /** Buttons at its foot. */
  actions?: ReactNode
  shape?: 'box' | 'wide' | 'side'
}) => {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const opener = document.activeElement
    if (!dialog.open) dialog.showModal()
    // the browser would choose the close button
    dialog.querySelector<HTMLElement>('.dlg-b input, .dlg-b textarea, .dlg-b select')?.focus()
    return () => {
      dialog.close()
      // the element leaves the page before the browser could give the focus back
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dlg ${shape === 'box' ? '' : shape}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="dlg-in">
        <div className="dlg-h">
          <h2 id={titleId}>{title}</h2>
          <Button kind="bare" glyph="x" aria-label="Close" onClick={onClose} />
        </div>
        <div className="dlg-b">{children}</div>
        {actions ? <div className="dlg-f">{actions}</div> : null}
      </div>
    </dialog>
  )
}

/** Asks before something that cannot be taken back. Stays open with every reason when it is refused. */
export const ConfirmDialog = ({
  title,
  children,
  confirmLabel,
  typed,
  onConfirm,
  onClose,
}: {
  title: ReactNode
  children: ReactNode
  confirmLabel: string
  /** What must be typed first, such as the program's slug. */
  typed?: string
  onConfirm: () => Promise<unknown>
  onClose: () => void
}) => {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const confirm = async () => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onClose()
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            busy={busy}
            refusal={typed !== undefined && text !== typed ? `Type ${typed} to confirm.` : null}
            onClick={confirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      {typed === undefined ? null : (
        <TextField label={`Type ${typed} to confirm`} value={text} onChange={setText} autoComplete="off" mono />
      )}
      {error ? <ErrorState error={error} /> : null}
    </Dialog>
  )
}
