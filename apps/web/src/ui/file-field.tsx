import type { StoredFile } from '@gatehouse/core'
import { type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { formatBytes } from '../lib/format-bytes.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'
import { ErrorState } from './messages.tsx'
import { type SendFile, useUpload } from './use-upload.ts'
import './file-field.css'

interface FileFieldProps {
  readonly label: ReactNode
  /** What belongs here; read out with the control. */
  readonly hint?: ReactNode
  /** What is wrong with it, as a sentence. */
  readonly error?: string | null | undefined
  readonly optional?: boolean
  /** What was uploaded; null: nothing yet. */
  readonly value: StoredFile | null
  readonly onChange: (file: StoredFile | null) => void
  readonly send: SendFile
  /** True while bytes are on their way: a form should wait for them. */
  readonly onBusy?: (isBusy: boolean) => void
  /** Endings or media types that the file dialog offers first; the server looks at the bytes anyway. */
  readonly accept?: string
}

const Sending = ({ name, size, sent, onCancel }: { name: string; size: number; sent: number; onCancel: () => void }) => {
  const share = size === 0 ? 1 : Math.min(sent / size, 1)
  return (
    <div className="ff-box">
      <span className="ff-name">{name}</span>
      <span className="ff-facts">{share < 1 ? `${formatBytes(sent)} of ${formatBytes(size)}` : 'Sent; the server is reading it'}</span>
      <progress aria-label={`Uploading ${name}`} max={1} value={share} />
      <Button small onClick={onCancel}>
        Cancel
      </Button>
    </div>
  )
}

const Uploaded = ({ file, onRemove }: { file: StoredFile; onRemove: () => void }) => (
  <div className="ff-box done">
    <Glyph name="chk" size={14} />
    <span className="ff-name">{file.name}</span>
    <span className="ff-facts">
      {formatBytes(file.size)}, {file.mediaType},{' '}
      <span className="mono" title={file.sha256}>
        SHA-256 {file.sha256.slice(0, 12)}…
      </span>
    </span>
    <Button small kind="bare" glyph="x" aria-label={`Remove ${file.name}`} onClick={onRemove} />
  </div>
)

/**
 * Takes one file by its dialog or by dropping it, uploads it at once and shows how far it is. The value is what the server answers: digest,
 * size, and what the bytes are.
 */
export const FileField = ({ label, hint, error, optional, value, onChange, send, onBusy, accept }: FileFieldProps) => {
  const id = useId()
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const { state, start, stop } = useUpload(send, onChange)
  const isBusy = state.kind === 'sending'
  const told = useRef(onBusy)
  told.current = onBusy
  useEffect(() => told.current?.(isBusy), [isBusy])
  const take = (files: FileList | null): void => {
    const file = files?.[0]
    if (file === undefined) return
    onChange(null)
    start(file)
  }
  const isOpen = !isBusy && value === null
  const wantsFocus = useRef(false)
  useEffect(() => {
    // what had the focus is gone
    if (isOpen && wantsFocus.current) input.current?.focus()
    wantsFocus.current = false
  }, [isOpen])
  const again = (then: () => void): void => {
    wantsFocus.current = true
    then()
  }
  const drag = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      take(event.dataTransfer.files)
    },
  }
  const describedBy = [hint ? `${id}h` : '', error ? `${id}e` : ''].filter(Boolean).join(' ')
  return (
    <div className={`fld ff ${isOver ? 'over' : ''}`} role="group" aria-labelledby={`${id}l`} {...drag}>
      <label htmlFor={isOpen ? id : undefined} id={`${id}l`}>
        {label} {optional ? <span className="opt">(optional)</span> : null}
      </label>
      {isBusy ? <Sending {...state} onCancel={() => again(stop)} /> : null}
      {value !== null && !isBusy ? <Uploaded file={value} onRemove={() => again(() => onChange(null))} /> : null}
      {isOpen ? (
        <div className="ff-drop">
          <input
            id={id}
            ref={input}
            type="file"
            accept={accept}
            aria-describedby={describedBy || undefined}
            aria-invalid={error ? true : undefined}
            onChange={(event) => {
              take(event.currentTarget.files)
              // the same file can be chosen again
              event.currentTarget.value = ''
            }}
          />
          <span className="ff-or" aria-hidden="true">
            {isOver ? 'Let go to upload it' : 'or drop it here'}
          </span>
        </div>
      ) : null}
      <span className="sr" role="status">
        {isBusy ? `Uploading ${state.name}` : value === null ? '' : `${value.name} is uploaded`}
      </span>
      {state.kind === 'failed' ? <ErrorState error={state.error} onRetry={() => start(state.file)} /> : null}
      {hint ? (
        <span className="hint" id={`${id}h`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span className="err" id={`${id}e`}>
          <Glyph name="x" size={14} />
          {error}
        </span>
      ) : null}
    </div>
  )
}
