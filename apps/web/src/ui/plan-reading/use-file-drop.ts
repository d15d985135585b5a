import { useEffect, useRef, useState } from 'react'

/** Takes a file that is dropped anywhere on the page, and text that is pasted outside of a field. True while one is dragged over it. */
export const useFileDrop = (onFile: (file: File) => void, onPaste: (text: string) => void): boolean => {
  const [isOver, setIsOver] = useState(false)
  const latest = useRef({ onFile, onPaste })
  latest.current = { onFile, onPaste }
  useEffect(() => {
    // entering a child fires before leaving its parent
    let depth = 0
    const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const enter = (event: DragEvent) => {
      if (!carriesFile(event)) return
      depth += 1
      setIsOver(true)
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setIsOver(false)
    }
    const over = (event: DragEvent) => {
      if (carriesFile(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setIsOver(false)
      const file = event.dataTransfer?.files[0]
      if (!file) return
      event.preventDefault()
      latest.current.onFile(file)
    }
    const paste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '' || document.querySelector('dialog[open]')) return
      event.preventDefault()
      latest.current.onPaste(text)
    }
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragleave', leave)
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('dragenter', enter)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  }, [])
  return isOver
}
