import { routes } from '@gatehouse/contracts'
import type { Role } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Badge, Button, ConfirmDialog, Dialog, ErrorState, Panel, ScrollX, toast } from '../../ui/index.ts'
import type { Member } from './people-query.ts'
import { RoleChecks } from './role-checks.tsx'

export const MembersPanel = ({ members, mayManage }: { members: readonly Member[]; mayManage: boolean }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [editing, setEditing] = useState<Member | null>(null)
  const [leaving, setLeaving] = useState<Member | null>(null)
  return (
    <Panel title="Members" line>
      <ScrollX label="Members">
        <table className="tb">
          <thead>
            <tr>
              <th>Name</th>
              <th>E-mail</th>
              <th>Roles</th>
              <th>Works as</th>
              {mayManage ? (
                <th>
                  <span className="sr">Actions</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.userId}>
                <td className="b">
                  {member.name} {member.sample ? <Badge title="Belongs to the sample; nobody can sign in with it">Sample</Badge> : null}{' '}
                  {member.disabled ? <Badge>Disabled</Badge> : null}
                </td>
                <td>{member.email}</td>
                <td>{member.roles.join(', ')}</td>
                <td className="mono">{member.handles.join(' ') || '–'}</td>
                {mayManage ? (
                  <td>
                    <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
                      <Button small onClick={() => setEditing(member)} aria-label={`Change roles of ${member.name}`}>
                        Roles
                      </Button>
                      <Button small onClick={() => setLeaving(member)} aria-label={`Remove ${member.name}`}>
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
      {editing ? <RolesDialog member={editing} onClose={() => setEditing(null)} /> : null}
      {leaving ? (
        <ConfirmDialog
          title={`Remove ${leaving.name}?`}
          confirmLabel="Remove member"
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await callApi(routes.people.removeMember, { params: { slug, userId: leaving.userId } })
            await refresh()
            toast(`${leaving.name} is no longer a member.`)
          }}
        >
          <p>The account stays; it no longer sees this program. Handles bound to it become free. What was signed stays signed.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}

const RolesDialog = ({ member, onClose }: { member: Member; onClose: () => void }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [roles, setRoles] = useState<readonly Role[]>(member.roles)
  const save = useMutation({
    mutationFn: () =>
      callApi(routes.people.setMemberRoles, {
        params: { slug, userId: member.userId },
        body: { roles: [...roles] },
        revision: member.revision,
      }),
    onSuccess: async () => {
      await refresh()
      toast(`${member.name} is now ${roles.join(', ')}.`)
      onClose()
    },
  })
  return (
    <Dialog
      title={`Roles of ${member.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            busy={save.isPending}
            refusal={roles.length === 0 ? 'Choose one role at least.' : null}
            onClick={() => save.mutate()}
          >
            Save roles
          </Button>
        </>
      }
    >
      <RoleChecks value={roles} onChange={setRoles} />
      {save.error ? <ErrorState error={save.error} /> : null}
    </Dialog>
  )
}
