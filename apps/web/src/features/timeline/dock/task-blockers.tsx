import type { BoardBlocker, BoardTask, Severity } from '@gatehouse/core'
import { type ReactNode, useState } from 'react'
import { formatDuration } from '../../../lib/format-time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { BLOCKER_LOOK } from '../../../ui/looks.ts'
import { ErrorState } from '../../../ui/messages.tsx'
import { Status } from '../../../ui/status.tsx'
import { TimeText } from '../../../ui/time-text.tsx'
import { type BlockerStep, useBlockerStep } from '../timeline.queries.ts'

const SEVERITIES: readonly { value: Severity; label: string }[] = [
  { value: 'P0', label: 'P0' },
  { value: 'P1', label: 'P1' },
  { value: 'P2', label: 'P2' },
  { value: 'P3', label: 'P3' },
]
type Asking = { readonly step: 'pause' | 'resolve' | 'escalate'; readonly blocker: BoardBlocker } | { readonly step: 'open' } | null

const ASK = {
  pause: { label: 'Why does the clock stand still?', hint: 'Who is waited for', act: 'Pause clock' },
  escalate: { label: 'Why does it go a level up?', hint: '', act: 'Escalate' },
  resolve: { label: 'What resolved it?', hint: '', act: 'Resolve blocker' },
} as const

/** What stops the task, with its clock, and the steps that end it. */
export const TaskBlockers = ({ blockers, task, mayWrite }: { blockers: readonly BoardBlocker[]; task: BoardTask; mayWrite: boolean }) => {
  const [asking, setAsking] = useState<Asking>(null)
  const step = useBlockerStep()
  const run = (given: BlockerStep) => step.mutate(given, { onSuccess: () => setAsking(null) })
  const open = blockers.filter((one) => one.taskKey === task.key && one.state !== 'resolved')
  const resolved = blockers.filter((one) => one.taskKey === task.key && one.state === 'resolved').length
  const canWrite = mayWrite && !task.locked
  if (open.length === 0 && resolved === 0 && !canWrite) return null
  const opener = canWrite ? (
    <Button small kind="bare" glyph="plus" onClick={() => setAsking({ step: 'open' })}>
      {open.length === 0 ? 'Open a blocker' : 'Another blocker'}
    </Button>
  ) : null
  return (
    <section aria-label="Blockers">
      {open.length === 0 ? (
        <h3>
          Blockers <span className="ter">{resolved > 0 ? `${resolved} resolved` : 'none'}</span>
          {asking === null ? opener : null}
        </h3>
      ) : null}
      {open.map((blocker) => (
        <BlockerLine
          key={blocker.key}
          blocker={blocker}
          canWrite={canWrite}
          busy={step.isPending}
          more={blocker === open.at(-1) && asking === null ? opener : null}
          onAsk={(kind) => setAsking({ step: kind, blocker })}
          onResume={() => run({ step: 'resume', key: blocker.key, revision: blocker.revision })}
        />
      ))}
      {step.error ? <ErrorState error={step.error} /> : null}
      {asking?.step === 'open' ? (
        <OpenBlocker
          taskKey={task.key}
          busy={step.isPending}
          onOpen={(body) => run({ step: 'open', body })}
          onClose={() => setAsking(null)}
        />
      ) : asking ? (
        <AskReason
          key={`${asking.step} ${asking.blocker.key}`}
          words={ASK[asking.step]}
          busy={step.isPending}
          onClose={() => setAsking(null)}
          onGive={(text) => {
            const { key } = asking.blocker
            const revision = blockers.find((one) => one.key === key)?.revision ?? asking.blocker.revision
            run(
              asking.step === 'resolve'
                ? { step: 'resolve', key, revision, resolution: text }
                : { step: asking.step, key, revision, reason: text },
            )
          }}
        />
      ) : null}
    </section>
  )
}

const Clock = ({ blocker }: { blocker: BoardBlocker }) => {
  const now = useNow()
  if (blocker.state === 'paused' || blocker.dueAt === null)
    return (
      <Status look={BLOCKER_LOOK.paused} size={14}>
        Clock paused
      </Status>
    )
  const left = Date.parse(blocker.dueAt) - now.getTime()
  return (
    <span className="stop b" title={blocker.dueAt}>
      {left >= 0 ? `${formatDuration(left)} left of ${blocker.slaHours} h` : `${formatDuration(-left)} over its ${blocker.slaHours} h`}
    </span>
  )
}

const BlockerLine = ({
  blocker,
  canWrite,
  busy,
  more,
  onAsk,
  onResume,
}: {
  blocker: BoardBlocker
  canWrite: boolean
  busy: boolean
  more: ReactNode
  onAsk: (step: 'pause' | 'resolve' | 'escalate') => void
  onResume: () => void
}) => (
  <div className="tl-blk">
    <h3>
      Blocker {blocker.key} <span className="typ">{blocker.severity}</span> <Clock blocker={blocker} />
    </h3>
    <p>
      {blocker.title}. Opened <TimeText at={blocker.openedAt} /> by {blocker.openedBy.name}, level {blocker.escalationLevel}
      {blocker.state === 'paused' ? `. Waiting: ${blocker.pauseReason}` : ''}.
    </p>
    {canWrite ? (
      <p className="row">
        <Button small kind="primary" busy={busy} onClick={() => onAsk('resolve')}>
          Resolve blocker
        </Button>
        {blocker.state === 'paused' ? (
          <Button small busy={busy} onClick={onResume}>
            Resume clock
          </Button>
        ) : (
          <Button small busy={busy} onClick={() => onAsk('pause')}>
            Pause clock
          </Button>
        )}
        <Button small busy={busy} onClick={() => onAsk('escalate')}>
          Escalate
        </Button>
        {more}
      </p>
    ) : null}
  </div>
)

const AskReason = ({
  words,
  busy,
  onGive,
  onClose,
}: {
  words: (typeof ASK)[keyof typeof ASK]
  busy: boolean
  onGive: (text: string) => void
  onClose: () => void
}) => {
  const [text, setText] = useState('')
  return (
    <form
      className="tl-add"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onGive(text.trim())
      }}
    >
      <TextField label={words.label} hint={words.hint || undefined} value={text} onChange={setText} autoFocus />
      <span className="row">
        <Button small kind="primary" type="submit" busy={busy} refusal={text.trim() === '' ? 'Say it in a few words.' : null}>
          {words.act}
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </span>
    </form>
  )
}

const OpenBlocker = ({
  taskKey,
  busy,
  onOpen,
  onClose,
}: {
  taskKey: string
  busy: boolean
  onOpen: (body: { taskKey: string; title: string; severity: Severity }) => void
  onClose: () => void
}) => {
  const [title, setTitle] = useState('')
  const [severity, setSeverity] = useState<Severity>('P0')
  return (
    <form
      className="tl-add"
      aria-label="Open a blocker"
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim() !== '') onOpen({ taskKey, title: title.trim(), severity })
      }}
    >
      <div className="tl-two wide">
        <TextField label="What stops it?" value={title} onChange={setTitle} autoFocus />
        <SelectField label="Severity" value={severity} options={SEVERITIES} onChange={setSeverity} />
      </div>
      <span className="row">
        <Button small kind="primary" type="submit" busy={busy} refusal={title.trim() === '' ? 'Say what stops it.' : null}>
          Start its clock
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </span>
    </form>
  )
}
