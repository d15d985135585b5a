import { type ReactNode, useRef, useState } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { readTextFile } from '../../lib/plan-reading/read-text-file.ts'
import { useFileDrop } from './use-file-drop.ts'

export interface DocumentIntake {
  /** A file is dragged over the page. */
  readonly isOver: boolean
  /** Name and share (0 to 1) of the file that is being read. */
  readonly progress: { readonly name: string; readonly share: number } | null
  /** Why the last file was not taken. */
  readonly refusal: { readonly reason: string; readonly hint: string } | null
  readonly choose: () => void
  readonly put: (text: string, name: string | null) => void
  /** The hidden file input; goes anywhere into the screen. */
  readonly input: ReactNode
}

/** The ways in for a document: dropped, chosen, pasted. */
export const useDocumentIntake = (work: DocumentReading, onTaken: () => void): DocumentIntake => {
  const [progress, setProgress] = useState<DocumentIntake['progress']>(null)
  const [refusal, setRefusal] = useState<DocumentIntake['refusal']>(null)
  const picker = useRef<HTMLInputElement>(null)
  const put = (text: string, name: string | null) => {
    setRefusal(null)
    work.setText(text, name)
    onTaken()
  }
  const take = async (file: File | undefined) => {
    if (!file) return
    setRefusal(null)
    setProgress({ name: file.name, share: 0 })
    try {
      const read = await readTextFile(file, (share) => setProgress({ name: file.name, share }))
      if (read.ok) put(read.text, file.name)
      else setRefusal(read)
    } catch {
      setRefusal({ reason: `${file.name} could not be read.`, hint: 'It may have been moved or renamed. Choose it again.' })
    } finally {
      setProgress(null)
    }
  }
  const isOver = useFileDrop(
    (file) => void take(file),
    (text) => put(text, null),
  )
  return {
    isOver,
    progress,
    refusal,
    choose: () => picker.current?.click(),
    put,
    input: (
      <input
        ref={picker}
        type="file"
        hidden
        aria-label="Plan file"
        accept=".md,.markdown,.txt,.yaml,.yml,.json,text/markdown,text/plain,application/json,application/yaml"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    ),
  }
}
