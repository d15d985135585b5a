import { useState } from 'react'
import { Button, Glyph, TimeText } from '../../ui/index.ts'
import { type ReadCheckpoint, readCheckpointFile } from './read-checkpoint-file.ts'
import type { KeptFile } from './use-verification.ts'

/** Checkpoints that somebody kept outside: chosen or dropped here, the next verification holds the record against them. */
export const KeptFiles = ({
  files,
  onChange,
  locked,
}: {
  files: readonly KeptFile[]
  onChange: (files: readonly KeptFile[]) => void
  /** A verification runs: it has begun with what was chosen. */
  locked: boolean
}) => {
  const [refused, setRefused] = useState<readonly Extract<ReadCheckpoint, { ok: false }>[]>([])
  const [over, setOver] = useState(false)
  const take = async (given: FileList | null) => {
    if (given === null || given.length === 0 || locked) return
    const read = await Promise.all([...given].map(readCheckpointFile))
    setRefused(read.filter((one) => !one.ok))
    const good = read.filter((one) => one.ok)
    const isKnown = (one: KeptFile) => files.some(({ head }) => head.seq === one.head.seq && head.hash === one.head.hash)
    onChange([...files, ...good.filter((one) => !isKnown(one))])
  }
  return (
    <div
      className={`lg-drop ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take(event.dataTransfer.files)
      }}
    >
      <label className="t12">
        <b>Checkpoints kept elsewhere</b> <span className="ter">files that were mailed, posted or downloaded</span>
        <input
          type="file"
          multiple
          accept="application/json,.json"
          disabled={locked}
          onChange={(event) => {
            void take(event.currentTarget.files)
            // the same file can be chosen again
            event.currentTarget.value = ''
          }}
        />
      </label>
      {files.length > 0 ? (
        <ul className="lg-kept" aria-label="Chosen checkpoints">
          {files.map((file) => (
            <li key={`${file.head.seq} ${file.head.hash}`}>
              <span>
                Event {file.head.seq}, <TimeText at={file.at} />{' '}
                <span className="ter wrap">{file.head.from === 'server' ? '' : file.head.from.file}</span>
              </span>
              <Button
                small
                kind="bare"
                glyph="x"
                aria-label={`Leave out the checkpoint of event ${file.head.seq}`}
                refusal={locked ? 'The verification that runs uses it.' : null}
                onClick={() => onChange(files.filter((one) => one !== file))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {refused.length > 0 ? (
        <ul className="why-list" role="alert">
          {refused.map(({ file, why }) => (
            <li key={file}>
              <Glyph name="x" size={14} className="stop" />
              <span>
                <span className="wrap">{file}</span>: {why}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
