import { useSuspenseQuery } from '@tanstack/react-query'
import { useRights, useSlug } from '../../app-data/program.ts'
import { countOf } from '../../lib/format-plan.ts'
import { DelegationsPanel } from './delegations-panel.tsx'
import { HandlesPanel } from './handles-panel.tsx'
import { InvitationsPanel } from './invitations-panel.tsx'
import { MembersPanel } from './members-panel.tsx'
import { peopleQuery } from './people-query.ts'

/** Who takes part, as what, and whom the plan's handles stand for. */
export const PeopleScreen = () => {
  const slug = useSlug()
  const rights = useRights()
  const { data } = useSuspenseQuery(peopleQuery(slug))
  const mayManage = rights.can('people.manage')
  const unbound = data.owners.filter((owner) => owner.userId === null).length
  return (
    <div className="page narrow">
      <div className="hd">
        <h1>People</h1>
        <span className="sec">
          {countOf(data.members.length, 'member')}, {countOf(data.owners.length, 'handle')}
          {unbound > 0 ? `, ${unbound} bound to nobody yet` : ''}
        </span>
      </div>
      <MembersPanel members={data.members} mayManage={mayManage} />
      <HandlesPanel owners={data.owners} members={data.members} mayManage={mayManage} />
      <DelegationsPanel members={data.members} owners={data.owners} />
      {mayManage ? <InvitationsPanel invitations={data.invitations} owners={data.owners} /> : null}
    </div>
  )
}
