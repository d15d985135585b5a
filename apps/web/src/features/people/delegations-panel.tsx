import { routes } from '@gatehouse/contracts'
import type { BoardDelegation } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useBoard, useRefreshProgram, useRights, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import {
  Button,
  ConfirmDialog,
  Dialog,
  ErrorState,
  InstantField,
  type Look,
  Panel,
  ScrollX,
  SelectField,
  Status,
  TextAreaField,
  TimeText,
  toast,
} from '../../ui/index.ts'
import type { Member, OwnerHandle } from './people-query.ts'

const LOOK = {
  planned: { glyph: 't-todo', word: 'Planned', tone: 'idle' },
  active: { glyph: 't-prog', word: 'Stands in now', tone: 'work' },
  ended: { glyph: 't-done', word: 'Ended', tone: 'idle' },
  revoked: { glyph: 'x', word: 'Ended early', tone: 'idle' },
} satisfies Record<BoardDelegation['state'], Look>

/** Who signs in whose place while they are away. */
export const DelegationsPanel = ({ members, owners }: { members: readonly Member[]; owners: readonly OwnerHandle[] }) => {
  const slug = useSlug()
  const rights = useRights()
  const { delegations } = useBoard()
  const refresh = useRefreshProgram()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<BoardDelegation | null>(null)
  const lead = rights.roles.includes('lead')
  const mine = (handle: string) => rights.handles.includes(handle)
  const lendable = owners.filter((owner) => owner.userId !== null && (lead || mine(owner.handle)))
  const mayAdd = rights.can('gate.review') && lendable.length > 0
  const mayEnd = (one: BoardDelegation) =>
    (one.state === 'active' || one.state === 'planned') &&
    rights.can('gate.review') &&
    (lead || mine(one.handle) || one.createdBy.userId === rights.userId)
  if (delegations.length === 0 && !mayAdd) return null
  // what holds or will hold comes first
  const ordered = [...delegations].sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.from.localeCompare(a.from))
  return (
    <Panel
      title="Stand-ins"
      aside="sign under the handle of somebody who is away; the record says so"
      line
      actions={
        mayAdd ? (
          <Button small onClick={() => setAdding(true)}>
            Let somebody stand in
          </Button>
        ) : null
      }
    >
      {delegations.length === 0 ? (
        <p className="pb sec">Nobody stands in for anybody.</p>
      ) : (
        <ScrollX label="Stand-ins">
          <table className="tb">
            <thead>
              <tr>
                <th>For</th>
                <th>Signs in their place</th>
                <th>From</th>
                <th>Until</th>
                <th>Reason</th>
                <th>State</th>
                <th>
                  <span className="sr">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {ordered.map((one) => (
                <tr key={one.id}>
                  <td className="mono">{one.handle}</td>
                  <td className="b">{one.to.name}</td>
                  <td>
                    <TimeText at={one.from} />
                  </td>
                  <td>
                    <TimeText at={one.revokedAt ?? one.until} />
                  </td>
                  <td className="wrap">{one.reason}</td>
                  <td>
                    <Status look={LOOK[one.state]} size={14} />
                  </td>
                  <td>
                    {mayEnd(one) ? (
                      <Button small aria-label={`End the stand-in for ${one.handle}`} onClick={() => setEnding(one)}>
                        End
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
      {adding ? <StandInDialog lendable={lendable} members={members} onClose={() => setAdding(false)} /> : null}
      {ending ? (
        <ConfirmDialog
          title={`${ending.to.name} no longer signs for ${ending.handle}?`}
          confirmLabel="End it now"
          onClose={() => setEnding(null)}
          onConfirm={async () => {
            await callApi(routes.delegations.revoke, { params: { slug, id: ending.id }, body: {} })
            await refresh()
            toast('It has ended.')
          }}
        >
          <p>What was signed in this place stays signed.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}

const isOver = ({ state }: BoardDelegation): boolean => state === 'ended' || state === 'revoked'

const DAY = 86_400_000

const StandInDialog = ({
  lendable,
  members,
  onClose,
}: {
  lendable: readonly OwnerHandle[]
  members: readonly Member[]
  onClose: () => void
}) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const { userId } = useRights()
  const [handle, setHandle] = useState(lendable[0]?.handle ?? '')
  const holder = lendable.find((owner) => owner.handle === handle)
  const able = members.filter(
    (member) => !member.disabled && member.userId !== holder?.userId && member.roles.some((role) => role === 'lead' || role === 'reviewer'),
  )
  const [chosen, setChosen] = useState('')
  const to = able.find((member) => member.userId === chosen)?.userId ?? able[0]?.userId ?? ''
  const [from, setFrom] = useState<string | null>(() => new Date().toISOString())
  const [until, setUntil] = useState<string | null>(() => new Date(Date.now() + 7 * DAY).toISOString())
  const [reason, setReason] = useState('')
  const add = useMutation({
    mutationFn: (span: { from: string; until: string }) =>
      callApi(routes.delegations.add, { params: { slug }, body: { handle, to, ...span, reason: reason.trim() } }),
    onSuccess: async () => {
      await refresh()
      toast(`${members.find((member) => member.userId === to)?.name ?? 'Somebody'} may sign for ${handle}.`)
      onClose()
    },
  })
  const refusal =
    to === ''
      ? 'Only another reviewer or lead may stand in.'
      : from === null || until === null || Date.parse(until) <= Date.parse(from)
        ? 'It ends after it begins.'
        : reason.trim() === ''
          ? 'Say why, for the record.'
          : null
  return (
    <Dialog
      title={holder && holder.userId !== userId ? `Somebody signs for ${handle}` : 'Somebody signs in your place'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="stand-in" kind="primary" busy={add.isPending} refusal={refusal}>
            Let them sign
          </Button>
        </>
      }
    >
      <form
        id="stand-in"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal === null && from !== null && until !== null && !add.isPending) add.mutate({ from, until })
        }}
      >
        <SelectField
          label="In place of"
          value={handle}
          options={lendable.map((owner) => ({ value: owner.handle, label: owner.handle, hint: owner.userName ?? '' }))}
          onChange={setHandle}
        />
        <SelectField
          label="Who signs"
          hint="A reviewer or lead of this program. Whoever wrote the proof or submitted the gate cannot sign it in anybody’s place either."
          value={to}
          options={
            able.length === 0
              ? [{ value: '', label: 'Nobody else reviews here' }]
              : able.map((member) => ({ value: member.userId, label: member.name, hint: member.roles.join(', ') }))
          }
          onChange={setChosen}
        />
        <div className="two">
          <InstantField label="Away from" value={from} onChange={setFrom} />
          <InstantField label="Until" hint="At most 60 days." value={until} onChange={setUntil} />
        </div>
        <TextAreaField label="Reason" rows={2} maxLength={4_000} value={reason} onChange={setReason} />
        {add.error ? <ErrorState error={add.error} /> : null}
      </form>
    </Dialog>
  )
}
