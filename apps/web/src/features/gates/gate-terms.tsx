import { type Board, type BoardGate, SIGN_ROLE, whatMayAtGate } from '@gatehouse/core'
import { useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { Button, CheckField, Dialog, ErrorState, Message, NumberField, TextField, toast } from '../../ui/index.ts'
import { useGateCommand } from './gates.queries.ts'

/** Opens the editor of who decides on a gate; absent for whoever may not, and on a signed gate. */
export const EditTerms = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const may = whatMayAtGate(gate, useRights()).includes('edit') && gate.state !== 'SignedOff'
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Who decides
      </Button>
      {open ? <TermsDialog board={board} gate={gate} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

interface RoleLine {
  readonly role: string
  readonly count: number | null
}

const TermsDialog = ({ board, gate, onClose }: { board: Board; gate: BoardGate; onClose: () => void }) => {
  const command = useGateCommand(gate)
  const [owners, setOwners] = useState<readonly string[]>(gate.owners)
  const [reviewers, setReviewers] = useState<readonly string[]>(gate.reviewers)
  const [quorum, setQuorum] = useState<number | null>(gate.quorum)
  const [roles, setRoles] = useState<readonly RoleLine[]>(gate.signRoles)
  const changeRole = (at: number, patch: Partial<RoleLine>) =>
    setRoles(roles.map((line, index) => (index === at ? { ...line, ...patch } : line)))
  const known = [...new Set(board.owners.flatMap((owner) => owner.signsAs))].sort()
  const badRole = roles.find((line) => !SIGN_ROLE.test(line.role.trim()))
  const refusal =
    quorum === null || quorum < 1
      ? 'A gate needs at least one signature.'
      : badRole !== undefined
        ? 'A role is written like security or site-reliability.'
        : roles.some((line) => line.count === null || line.count < 1)
          ? 'A role is asked for at least once.'
          : null
  const save = async () => {
    if (refusal !== null || quorum === null || command.isPending) return
    const signRoles = roles.map(({ role, count }) => ({ role: role.trim(), count: count ?? 1 }))
    try {
      await command.mutateAsync({ do: 'editTerms', terms: { owners, reviewers, quorum, signRoles } })
      toast(`The terms of ${gate.key} are saved.`)
      onClose()
    } catch {
      // the dialog shows command.error
    }
  }
  return (
    <Dialog
      title={`Who decides on ${gate.key}`}
      onClose={onClose}
      shape="wide"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="gt-terms" kind="primary" busy={command.isPending} refusal={refusal}>
            Save terms
          </Button>
        </>
      }
    >
      <form
        id="gt-terms"
        className="form terms"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {gate.approvals > 0 ? (
          <Message
            tone="warn"
            title={`Saving makes ${gate.approvals === 1 ? 'the approval' : `the ${gate.approvals} approvals`} given so far lapse.`}
          />
        ) : null}
        <Handles label="Owners, who submit it" board={board} chosen={owners} onChange={setOwners} />
        <Handles label="Reviewers, who sign it" board={board} chosen={reviewers} onChange={setReviewers} />
        <NumberField
          label="Signatures needed"
          hint="Different people; one person counts once."
          min={1}
          max={20}
          value={quorum}
          onChange={setQuorum}
        />
        <fieldset>
          <legend className="b">Roles that must be among them</legend>
          <p className="t12 sec">
            Whoever signs as a role stands in People, with its handle{known.length > 0 ? `: ${known.join(', ')}` : '; nobody does yet'}.
          </p>
          {roles.map((line, index) => (
            <div key={index} className="terms-role">
              <TextField
                label={`Role ${index + 1}`}
                value={line.role}
                maxLength={40}
                mono
                onChange={(role) => changeRole(index, { role })}
              />
              <NumberField
                label={`Count ${index + 1}`}
                min={1}
                max={20}
                value={line.count}
                onChange={(count) => changeRole(index, { count })}
              />
              <Button aria-label={`Leave out role ${index + 1}`} onClick={() => setRoles(roles.filter((_, other) => other !== index))}>
                Remove
              </Button>
            </div>
          ))}
          <Button
            small
            onClick={() => setRoles([...roles, { role: known.find((role) => !roles.some((line) => line.role === role)) ?? '', count: 1 }])}
          >
            Ask for a role
          </Button>
        </fieldset>
        {command.error ? <ErrorState error={command.error} /> : null}
      </form>
    </Dialog>
  )
}

const Handles = ({
  label,
  board,
  chosen,
  onChange,
}: {
  label: string
  board: Board
  chosen: readonly string[]
  onChange: (handles: readonly string[]) => void
}) => (
  <fieldset>
    <legend className="b">{label}</legend>
    <div className="terms-people">
      {board.owners.map(({ handle, userName, signsAs }) => (
        <CheckField
          key={handle}
          label={
            <>
              <span className="mono">{handle}</span>{' '}
              <span className="sec">{[userName ?? 'bound to nobody yet', ...signsAs].join(', ')}</span>
            </>
          }
          checked={chosen.includes(handle)}
          onChange={(checked) => onChange(checked ? [...chosen, handle] : chosen.filter((other) => other !== handle))}
        />
      ))}
    </div>
  </fieldset>
)
