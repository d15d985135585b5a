import { routes } from '@gatehouse/contracts'
import type { Role } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import {
  Button,
  ConfirmDialog,
  CopyText,
  Dialog,
  ErrorState,
  Message,
  Panel,
  ScrollX,
  SelectField,
  TextField,
  TimeText,
  toast,
} from '../../ui/index.ts'
import type { Invitation, OwnerHandle } from './people-query.ts'
import { RoleChecks } from './role-checks.tsx'

export const InvitationsPanel = ({ invitations, owners }: { invitations: readonly Invitation[]; owners: readonly OwnerHandle[] }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [making, setMaking] = useState(false)
  const [leaving, setLeaving] = useState<Invitation | null>(null)
  return (
    <Panel
      title="Open invitations"
      aside="a link brings a person in, with an account of their own"
      line
      actions={
        <Button small kind="primary" onClick={() => setMaking(true)}>
          Invite
        </Button>
      }
    >
      {invitations.length === 0 ? (
        <p className="pb sec">No invitation is open.</p>
      ) : (
        <ScrollX label="Invitations">
          <table className="tb">
            <thead>
              <tr>
                <th>For</th>
                <th>Roles</th>
                <th>Handle</th>
                <th>By</th>
                <th>Good until</th>
                <th>
                  <span className="sr">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {invitations.map((invitation) => (
                <tr key={invitation.id}>
                  <td>{invitation.email ?? 'whoever has the link'}</td>
                  <td>{invitation.roles.join(', ')}</td>
                  <td className="mono">{invitation.handle ?? '–'}</td>
                  <td>{invitation.invitedBy ?? '–'}</td>
                  <td>
                    <TimeText at={invitation.expiresAt} />
                  </td>
                  <td className="num">
                    <Button
                      small
                      onClick={() => setLeaving(invitation)}
                      aria-label={`Revoke the invitation for ${invitation.email ?? invitation.roles.join(', ')}`}
                    >
                      Revoke
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
      {making ? <InviteDialog owners={owners} onClose={() => setMaking(false)} /> : null}
      {leaving ? (
        <ConfirmDialog
          title="Revoke this invitation?"
          confirmLabel="Revoke invitation"
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await callApi(routes.people.revokeInvitation, { params: { slug, id: leaving.id } })
            await refresh()
            toast('The invitation is revoked.')
          }}
        >
          <p>Its link stops working at once.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}

const InviteDialog = ({ owners, onClose }: { owners: readonly OwnerHandle[]; onClose: () => void }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [roles, setRoles] = useState<readonly Role[]>(['owner'])
  const [handle, setHandle] = useState('')
  const [email, setEmail] = useState('')
  const make = useMutation({
    mutationFn: () =>
      callApi(routes.people.invite, { params: { slug }, body: { roles: [...roles], handle: handle || null, email: email.trim() || null } }),
    onSuccess: refresh,
  })
  if (make.data) {
    // the server may know only its path; what is copied must work from anywhere
    const url = new URL(make.data.url, window.location.origin).href
    return (
      <Dialog
        title="Send this link"
        onClose={onClose}
        actions={
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <Message tone="warn" title="It is shown this once. Whoever has it can join until it is used, revoked or expired." />
        <p className="wrap">
          <CopyText text={url} label="Invitation link" mono />
        </p>
        <p className="t12 sec">
          Good until <TimeText at={make.data.invitation.expiresAt} />.
        </p>
      </Dialog>
    )
  }
  const refusal = roles.length === 0 ? 'Choose one role at least.' : null
  return (
    <Dialog
      title="Invite someone"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="invite-form" kind="primary" busy={make.isPending} refusal={refusal}>
            Make link
          </Button>
        </>
      }
    >
      <form
        id="invite-form"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal === null && !make.isPending) make.mutate()
        }}
      >
        <RoleChecks value={roles} onChange={setRoles} />
        <SelectField
          label="Works as"
          options={[
            { value: '', label: 'No handle' },
            ...owners.filter((one) => one.userId === null).map((one) => ({ value: one.handle, label: one.handle, hint: one.name })),
          ]}
          value={handle}
          onChange={setHandle}
        />
        <TextField
          label="E-mail"
          optional
          hint="Then only this address can accept."
          type="email"
          value={email}
          onChange={setEmail}
          maxLength={254}
        />
        {make.error ? <ErrorState error={make.error} /> : null}
      </form>
    </Dialog>
  )
}
