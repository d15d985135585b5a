import { type ReactNode, useEffect, useState } from 'react'
import { shortSha } from '../lib/format-plan.ts'
import { Glyph } from './glyph.tsx'

/** A text that copies itself when pressed. `label` says what is copied. */
export const CopyText = ({
  text,
  label,
  children,
  mono = false,
}: {
  text: string
  label: string
  children?: ReactNode
  mono?: boolean
}) => {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2_000)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () => {
    // absent on plain http from another machine
    const written = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'))
    written.then(
      () => setState('done'),
      () => setState('failed'),
    )
  }
  return (
    <button type="button" className={`copy ${mono ? 'mono' : ''}`} onClick={copy} title={text} aria-label={`${label}: copy ${text}`}>
      {children ?? text}
      {children === undefined ? <Glyph name="copy" size={12} /> : null}
      <span role="status" className="done">
        {state === 'done' ? 'Copied' : state === 'failed' ? 'Select and copy by hand' : ''}
      </span>
    </button>
  )
}

/** Seven digits to compare, all forty to copy. */
export const Sha = ({ sha, label = 'Commit' }: { sha: string; label?: string }) => (
  <CopyText text={sha} label={label} mono>
    {shortSha(sha)}
  </CopyText>
)
