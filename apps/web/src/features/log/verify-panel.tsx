import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSlug } from '../../app-data/program.ts'
import { countOf } from '../../lib/format-plan.ts'
import { Button, CopyText, ErrorState, type Look, Message, Panel, Status, TimeText } from '../../ui/index.ts'
import { KeptFiles } from './kept-files.tsx'
import { useVerification } from './use-verification.ts'
import { isWhole, type KeptOutcome, type Progress, type RecordCheck } from './verify-record.ts'

const count = (many: number): string => many.toLocaleString('en-GB')

/** Follows the chain of the record in this browser, and says what was checked, what was not, and where it is broken. */
export const VerifyPanel = ({
  asked,
  onEvent,
}: {
  /** How often it was asked for elsewhere on the screen: each time starts it, unless it runs. */
  asked: number
  onEvent: (seq: number) => void
}) => {
  // kept here, so that its progress draws this panel anew and not the list beside it
  const verification = useVerification()
  const running = verification.state === 'running'
  useEffect(() => {
    if (asked > 0 && !running) verification.start()
    // only being asked starts it
  }, [asked])
  return (
    <Panel
      title="Was anything altered?"
      line
      className="lg-verify"
      actions={
        running ? (
          <Button small onClick={verification.cancel}>
            Cancel
          </Button>
        ) : (
          <Button small kind={verification.state === 'done' ? 'plain' : 'primary'} onClick={verification.start}>
            {verification.state === 'done' ? 'Verify again' : 'Verify now'}
          </Button>
        )
      }
    >
      <div className="pb lg-side">
        {running ? (
          <Running progress={verification.progress} />
        ) : verification.state === 'done' ? (
          <Result check={verification.check} at={verification.at} onEvent={onEvent} />
        ) : verification.state === 'failed' ? (
          <ErrorState error={verification.error} onRetry={verification.start} />
        ) : (
          <p className="t12 sec" role={verification.state === 'cancelled' ? 'status' : undefined}>
            {verification.state === 'cancelled' ? 'Cancelled: nothing is said about the record. ' : ''}
            Each event carries the hash of the one before it. This browser reads all of them, computes every hash anew and compares it, and
            holds the record against checkpoints.
          </p>
        )}
        <KeptFiles files={verification.files} onChange={verification.setFiles} locked={running} />
      </div>
    </Panel>
  )
}

const Running = ({ progress }: { progress: Progress | null }) => (
  <div className="stack">
    <label className="t12 lg-progress">
      <span role="status">
        {progress === null ? 'Reading checkpoints' : `${count(progress.checked)} of ${count(progress.total)} events checked`}
      </span>
      <progress aria-label="Events checked" {...(progress === null ? {} : { value: progress.checked, max: Math.max(1, progress.total) })} />
    </label>
  </div>
)

const Result = ({ check, at, onEvent }: { check: RecordCheck; at: string; onEvent: (seq: number) => void }) => {
  const bad = check.kept.filter(({ outcome }) => outcome !== 'agrees')
  return (
    <div className="stack" role="status">
      {isWhole(check) ? (
        <p className="lg-whole">
          <Status look={WHOLE} size={20} />
          <span>
            {check.events === 1 ? '1 event' : `${count(check.events)} events`}
            {check.head ? (
              <>
                , head{' '}
                <CopyText text={check.head.hash} label="Hash of the last event" mono>
                  {check.head.hash.slice(0, 12)}
                </CopyText>
              </>
            ) : null}
          </span>
        </p>
      ) : (
        <Message
          tone="stop"
          title={`${countOf(check.faults.length + bad.length, 'fault')} in ${check.events === 1 ? '1 event' : `${count(check.events)} events`}`}
        >
          <ul className="lg-faults">
            {check.faults.map((fault, index) => (
              <li key={index}>
                <span>{fault.message}</span> <EventLink seq={fault.seq} onEvent={onEvent} />
              </li>
            ))}
            {bad.map(({ head, outcome }, index) => (
              <li key={`kept ${index}`}>
                <span>
                  {head.from === 'server' ? 'A checkpoint of this server' : head.from.file} {OUTCOME[outcome](head.seq, check)}
                </span>{' '}
                {outcome === 'rewritten' ? <EventLink seq={head.seq} onEvent={onEvent} /> : null}
              </li>
            ))}
          </ul>
        </Message>
      )}
      <Checked check={check} />
      <p className="t12 ter">
        <TimeText at={at} /> in this browser, {(check.took / 1_000).toFixed(1)} s
      </p>
    </div>
  )
}
const WHOLE: Look = { glyph: 'chk', word: 'Nothing altered', tone: 'work' }

const EventLink = ({ seq, onEvent }: { seq: number; onEvent: (seq: number) => void }) => {
  const slug = useSlug()
  return (
    <Link
      to="/p/$slug/log"
      params={{ slug }}
      search={{ event: String(seq) }}
      className="lk nw"
      onClick={(event) => {
        // another tab is the browser's business
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onEvent(seq)
      }}
    >
      Open event {seq}
    </Link>
  )
}

const OUTCOME: Readonly<Record<KeptOutcome, (seq: number, check: RecordCheck) => string>> = {
  agrees: (seq) => `names event ${seq} as it is here.`,
  rewritten: (seq) => `names another event ${seq}: the record was rewritten.`,
  truncated: (seq, { head }) => `names event ${seq}; the record ends at ${head?.seq ?? 0}: its end was cut off.`,
  foreign: () => 'is about another program.',
}

/** What the answer stands on, and what it does not. */
const Checked = ({ check: { kept, events } }: { check: RecordCheck }) => {
  const ofServer = kept.filter(({ head }) => head.from === 'server').length
  const ofFiles = kept.length - ofServer
  return (
    <>
      <div>
        <h3 className="t12 b">Checked here</h3>
        <ul className="lg-points">
          <li>The SHA-256 of {events === 1 ? 'the event' : `all ${count(events)} events`}, from their text</li>
          <li>Each follows the one before it, by number and by hash, and is about this program</li>
          <li>
            {ofServer === 0
              ? 'This server has no checkpoint to hold it against'
              : `Held against ${countOf(ofServer, 'checkpoint')} of this server`}
            {ofFiles === 0 ? '' : ` and ${countOf(ofFiles, 'file')} kept elsewhere`}
          </li>
        </ul>
      </div>
      <div>
        <h3 className="t12 b">Not checked here</h3>
        <ul className="lg-points">
          <li>
            Signatures of checkpoints: that takes the public key, obtained apart from this server.{' '}
            <code className="mono">gatehouse verify</code> checks them offline.
          </li>
          {ofFiles === 0 ? (
            <li>Whether the end was cut off together with this server’s checkpoints: add a checkpoint that was kept elsewhere.</li>
          ) : null}
          <li>This page itself, which comes from the same server.</li>
        </ul>
      </div>
    </>
  )
}
