import { routes } from '@gatehouse/contracts'
import { SIGN_ROLE } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Button, ConfirmDialog, Dialog, EmptyState, ErrorState, Panel, SelectField, ScrollX, TextField, toast } from '../../ui/index.ts'
import type { Member, OwnerHandle } from './people-query.ts'

/** The plan's handles and the accounts that they stand for. */
export const HandlesPanel = ({
  owners,
  members,
  mayManage,
}: {
  owners: readonly OwnerHandle[]
  members: readonly Member[]
  mayManage: boolean
}) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [editing, setEditing] = useState<OwnerHandle | 'new' | null>(null)
  const [leaving, setLeaving] = useState<OwnerHandle | null>(null)
  return (
    <Panel
      title="Handles of the plan"
      aside="an owner or reviewer acts through the handle that is bound to the account"
      line
      actions={
        mayManage ? (
          <Button small onClick={() => setEditing('new')}>
            Add handle
          </Button>
        ) : null
      }
    >
      {owners.length === 0 ? (
        <div className="pb">
          <EmptyState title="The plan names nobody yet">
            Handles such as @owner-qa own lanes and tasks, submit gates and sign them.
          </EmptyState>
        </div>
      ) : (
        <ScrollX label="Handles">
          <table className="tb">
            <thead>
              <tr>
                <th>Handle</th>
                <th>Name</th>
                <th>Bound to</th>
                <th>Signs as</th>
                {mayManage ? (
                  <th>
                    <span className="sr">Actions</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {owners.map((owner) => (
                <tr key={owner.handle}>
                  <td className="mono">{owner.handle}</td>
                  <td>{owner.name || '–'}</td>
                  <td>{owner.userName ?? <span className="warn b">nobody yet</span>}</td>
                  <td>{owner.signsAs.join(', ') || '–'}</td>
                  {mayManage ? (
                    <td>
                      <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
                        <Button small onClick={() => setEditing(owner)} aria-label={`Edit ${owner.handle}`}>
                          Bind or rename
                        </Button>
                        <Button small onClick={() => setLeaving(owner)} aria-label={`Remove ${owner.handle}`}>
                          Remove
                        </Button>
                      </div>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
      {editing ? <HandleDialog owner={editing === 'new' ? null : editing} members={members} onClose={() => setEditing(null)} /> : null}
      {leaving ? (
        <ConfirmDialog
          title={`Remove ${leaving.handle}?`}
          confirmLabel="Remove handle"
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await callApi(routes.people.removeOwner, { params: { slug, handle: leaving.handle }, revision: leaving.revision })
            await refresh()
            toast(`${leaving.handle} is removed.`)
          }}
        >
          <p>A handle that the plan still names cannot be removed.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}

const HandleDialog = ({ owner, members, onClose }: { owner: OwnerHandle | null; members: readonly Member[]; onClose: () => void }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [handle, setHandle] = useState(owner?.handle ?? '@')
  const [name, setName] = useState(owner?.name ?? '')
  const [userId, setUserId] = useState(owner?.userId ?? '')
  const [roles, setRoles] = useState(owner?.signsAs.join(', ') ?? '')
  const signsAs = [...new Set(roles.split(/[\s,;]+/).filter(Boolean))]
  const badRole = signsAs.find((role) => !SIGN_ROLE.test(role))
  const save = useMutation({
    mutationFn: async () => {
      const made =
        owner ?? (await callApi(routes.people.addOwner, { params: { slug }, body: { handle: handle.trim(), name: name.trim(), signsAs } }))
      const bind = userId || null
      if (owner || bind !== null) {
        await callApi(routes.people.editOwner, {
          params: { slug, handle: made.handle },
          body: { name: name.trim(), userId: bind, signsAs },
          revision: made.revision,
        })
      }
    },
    onSuccess: async () => {
      await refresh()
      toast(`${handle} is saved.`)
      onClose()
    },
  })
  const roleRefusal = badRole === undefined ? null : `${badRole} is no role: write it like security or site-reliability.`
  const refusal = /^@[A-Za-z0-9][A-Za-z0-9._-]*$/.test(handle.trim()) ? roleRefusal : 'A handle looks like @owner-qa.'
  return (
    <Dialog
      title={owner ? owner.handle : 'Add handle'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="handle-form" kind="primary" busy={save.isPending} refusal={refusal}>
            Save
          </Button>
        </>
      }
    >
      <form
        id="handle-form"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal === null && !save.isPending) save.mutate()
        }}
      >
        {owner ? null : <TextField label="Handle" value={handle} onChange={setHandle} maxLength={60} mono />}
        <TextField label="Name" optional value={name} onChange={setName} maxLength={120} />
        <SelectField
          label="Stands for"
          hint="This person may then act as the handle. The role still decides what they may do."
          options={[
            { value: '', label: 'Nobody yet' },
            ...members.filter((one) => !one.disabled).map((one) => ({ value: one.userId, label: one.name, hint: one.email })),
          ]}
          value={userId}
          onChange={setUserId}
        />
        <TextField
          label="Signs as"
          optional
          hint="Roles that a gate may ask for among its signatures, such as security, operations."
          error={roleRefusal}
          value={roles}
          onChange={setRoles}
          maxLength={400}
          mono
        />
        {save.error ? <ErrorState error={save.error} /> : null}
      </form>
    </Dialog>
  )
}
