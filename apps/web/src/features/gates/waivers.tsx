import { type Board, type BoardGate, type BoardWaiver, whatMayAtGate } from '@gatehouse/core'
import { useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { countOf } from '../../lib/format-plan.ts'
import {
  Button,
  Dialog,
  ErrorState,
  InstantField,
  PROOF_LOOK,
  SelectField,
  Status,
  TextAreaField,
  TimeText,
  toast,
} from '../../ui/index.ts'
import { ReasonDialog } from './gate-dialogs.tsx'
import { useGateCommand } from './gates.queries.ts'
import { useStepUp } from './signature-fields.tsx'

/** Requirements set aside, each with its reason, its approver and its end; those that are over stay readable. */
export const Waivers = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const may = whatMayAtGate(gate, useRights()).includes('waive') && gate.state !== 'SignedOff'
  const [granting, setGranting] = useState(false)
  const [revoking, setRevoking] = useState<string | null>(null)
  const active = gate.waivers.filter((waiver) => waiver.state === 'active')
  const over = gate.waivers.filter((waiver) => waiver.state !== 'active')
  const waivable = gate.requirements.filter(({ key, proved }) => !proved && !active.some((waiver) => waiver.requirementKey === key))
  const taken = active.find((waiver) => waiver.id === revoking)
  if (gate.waivers.length === 0 && !(may && waivable.length > 0)) return null
  return (
    <div className="blk">
      <h3>Waivers</h3>
      {active.length === 0 ? <Status look={{ ...PROOF_LOOK.missing, word: 'None in force' }} size={14} /> : null}
      {active.length > 0 ? (
        <ul className="gt-gaps" aria-label="Waivers in force">
          {active.map((waiver) => (
            <li key={waiver.id}>
              <span className="wrap">
                <Status look={PROOF_LOOK.waived} size={14}>
                  {waiver.requirementKey}
                </Status>{' '}
                {waiver.reason}
                <span className="ter">
                  {waiver.approver.name}, until <TimeText at={waiver.expiresAt} />,{' '}
                  <b className="warn">
                    <TimeText at={waiver.expiresAt} form="age" />
                  </b>
                </span>
              </span>
              {may ? (
                <Button small aria-label={`Take back the waiver of ${waiver.requirementKey}`} onClick={() => setRevoking(waiver.id)}>
                  Take back
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {over.length > 0 ? (
        <details className="gt-closed">
          <summary>{countOf(over.length, 'waiver')} expired or taken back</summary>
          <ul className="gt-gaps">
            {over.map((waiver) => (
              <Over key={waiver.id} waiver={waiver} />
            ))}
          </ul>
        </details>
      ) : null}
      {may && waivable.length > 0 ? (
        <div className="gt-acts">
          <Button glyph="waiv" onClick={() => setGranting(true)}>
            Waive a requirement
          </Button>
        </div>
      ) : null}
      {granting ? <GrantDialog board={board} gate={gate} keys={waivable.map(({ key }) => key)} onClose={() => setGranting(false)} /> : null}
      {taken ? <RevokeDialog board={board} gate={gate} waiver={taken} onClose={() => setRevoking(null)} /> : null}
    </div>
  )
}

const Over = ({ waiver }: { waiver: BoardWaiver }) => (
  <li>
    <span className="wrap">
      <span className="mono">{waiver.requirementKey}</span> {waiver.reason}
      <span className="ter">
        {waiver.approver.name},{' '}
        {waiver.revokedAt ? (
          <>
            taken back by {waiver.revokedBy?.name} <TimeText at={waiver.revokedAt} />: {waiver.revokeReason}
          </>
        ) : (
          <>
            expired <TimeText at={waiver.expiresAt} />
          </>
        )}
      </span>
    </span>
  </li>
)

const DAY = 86_400_000
const HOUR = 3_600_000
/** The next full hour tomorrow: short, because a waiver is a debt. */
const suggestedEnd = (): string => new Date(Math.ceil(Date.now() / HOUR) * HOUR + DAY).toISOString()

const GrantDialog = ({ board, gate, keys, onClose }: { board: Board; gate: BoardGate; keys: readonly string[]; onClose: () => void }) => {
  const command = useGateCommand(gate)
  const [requirementKey, setRequirementKey] = useState(keys[0] ?? '')
  const [reason, setReason] = useState('')
  const [expiresAt, setExpiresAt] = useState<string | null>(suggestedEnd)
  const stepUp = useStepUp(board, command.error)
  const refusal =
    reason.trim() === ''
      ? 'Say why it is set aside: it goes into the record.'
      : expiresAt === null || Date.parse(expiresAt) <= Date.now()
        ? 'A waiver ends in the future.'
        : null
  const approved = gate.state === 'ReadyForSignoff' && gate.approvals > 0
  const grant = async () => {
    if (refusal !== null || expiresAt === null || command.isPending) return
    try {
      await command.mutateAsync({ do: 'waive', requirementKey, reason: reason.trim(), expiresAt, password: stepUp.password })
      toast(`${requirementKey} is waived.`)
      onClose()
    } catch {
      // the dialog shows command.error
    }
  }
  return (
    <Dialog
      title={`Waive a requirement of ${gate.key}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="gt-waive" kind="primary" busy={command.isPending} refusal={refusal}>
            Waive
          </Button>
        </>
      }
    >
      <form
        id="gt-waive"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void grant()
        }}
      >
        <p className="t12 sec">
          It counts as a waiver, never as proof: the verdict says so, and you cannot sign this gate yourself.
          {approved ? ' Signatures given so far lapse.' : ''}
        </p>
        <SelectField
          label="Requirement"
          value={requirementKey}
          options={gate.requirements
            .filter(({ key }) => keys.includes(key))
            .map(({ key, text }) => ({ value: key, label: key, hint: text }))}
          onChange={setRequirementKey}
        />
        <TextAreaField label="Reason" rows={2} maxLength={4_000} value={reason} onChange={setReason} />
        <InstantField
          label="Expires"
          hint="Then the requirement is unmet again. At most 90 days ahead."
          value={expiresAt}
          onChange={setExpiresAt}
          min={new Date().toISOString()}
        />
        {stepUp.field}
        {command.error && !stepUp.isToldThere ? <ErrorState error={command.error} /> : null}
      </form>
    </Dialog>
  )
}

const RevokeDialog = ({ board, gate, waiver, onClose }: { board: Board; gate: BoardGate; waiver: BoardWaiver; onClose: () => void }) => {
  const command = useGateCommand(gate)
  const stepUp = useStepUp(board, command.error)
  return (
    <ReasonDialog
      title={`Take back the waiver of ${waiver.requirementKey}`}
      label="Reason"
      hint={`${waiver.requirementKey} is unmet again at once.`}
      confirm="Take back"
      busy={command.isPending}
      error={stepUp.isToldThere ? null : command.error}
      onConfirm={(reason) =>
        command.mutate({ do: 'revokeWaiver', id: waiver.id, reason, password: stepUp.password }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      {stepUp.field}
    </ReasonDialog>
  )
}
