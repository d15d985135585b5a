import { routes } from '@gatehouse/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { sampleBoard } from '../../testing/sample-board.ts'
import { PeopleScreen } from './people-screen.tsx'

const board = sampleBoard()
const people = {
  members: [
    {
      userId: 'u1',
      name: 'Mina Lead',
      email: 'mina@example.test',
      roles: ['lead' as const],
      handles: ['@owner-release'],
      disabled: false,
      sample: false,
      revision: 3,
    },
    {
      userId: 'u2',
      name: 'Otto Owner',
      email: 'otto@example.test',
      roles: ['owner' as const],
      handles: [],
      disabled: false,
      sample: false,
      revision: 5,
    },
  ],
  owners: [
    { handle: '@owner-release', name: 'Release', signsAs: [], userId: 'u1', userName: 'Mina Lead', revision: 2 },
    { handle: '@owner-qa', name: '', signsAs: [], userId: null, userName: null, revision: 7 },
  ],
  invitations: [
    {
      id: '6a1f3ad2-1111-4111-8111-111111111111',
      roles: ['viewer' as const],
      handle: null,
      email: 'v@example.test',
      invitedBy: 'Mina Lead',
      createdAt: '2026-02-20T00:00:00Z',
      expiresAt: '2026-02-27T00:00:00Z',
    },
  ],
}
const server = () => fakeApi(answer(routes.people.list, people), answer(routes.programs.board, board as never))
const open = (roles: ('lead' | 'viewer')[]) => renderScreen(<PeopleScreen />, { board, roles, url: '/p/credity12/people' })

describe('people', () => {
  it('a viewer sees who takes part and no button', async () => {
    server()
    await open(['viewer'])
    expect(await screen.findByText('2 members, 2 handles, 1 bound to nobody yet')).toBeVisible()
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.queryByRole('heading', { name: 'Open invitations' })).toBeNull()
  })

  it('a lead gives other roles, on the revision that was seen, and reads why it is refused', async () => {
    const api = server()
    const { user } = await open(['lead'])
    api.add(answer(routes.people.setMemberRoles, () => refused(409, 'last_lead', 'Mina is the last lead.')))
    await user.click(await screen.findByRole('button', { name: 'Change roles of Mina Lead' }))
    const dialog = screen.getByRole('dialog', { name: 'Roles of Mina Lead' })
    await user.click(within(dialog).getByRole('checkbox', { name: /^Viewer/ }))
    await user.click(within(dialog).getByRole('checkbox', { name: /^Lead/ }))
    await user.click(within(dialog).getByRole('button', { name: 'Save roles' }))
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('A program keeps at least one lead.')
    expect(api.calls[0]).toMatchObject({ call: 'PUT /api/v1/programs/credity12/members/u1', body: { roles: ['viewer'] } })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"3"')
  })

  it('a lead binds a handle to an account', async () => {
    const api = server()
    const { user } = await open(['lead'])
    api.add(
      answer(routes.people.editOwner, ({ body }) => ({
        handle: '@owner-qa',
        name: '',
        userId: body.userId ?? null,
        signsAs: [],
        userName: 'Otto Owner',
        revision: 8,
      })),
    )
    await user.click(await screen.findByRole('button', { name: 'Edit @owner-qa' }))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Stands for' }), 'u2')
    await user.type(screen.getByRole('textbox', { name: 'Signs as (optional)' }), 'security, Ops')
    expect(screen.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription(/^Ops is no role/)
    await user.clear(screen.getByRole('textbox', { name: 'Signs as (optional)' }))
    await user.type(screen.getByRole('textbox', { name: 'Signs as (optional)' }), 'security, operations')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]).toMatchObject({
      call: 'PATCH /api/v1/programs/credity12/owners/%40owner-qa',
      body: { name: '', userId: 'u2', signsAs: ['security', 'operations'] },
    })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"7"')
  })

  it('a lead makes an invitation link that is shown once, and revokes one', async () => {
    const api = server()
    const { user } = await open(['lead'])
    api.add(answer(routes.people.invite, { url: '/invite/secret', invitation: { ...people.invitations[0]!, email: null } }))
    api.add(answer(routes.people.revokeInvitation, null))
    await user.click(await screen.findByRole('button', { name: 'Invite' }))
    await user.click(screen.getByRole('checkbox', { name: /^Reviewer/ }))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Works as' }), '@owner-qa')
    await user.click(screen.getByRole('button', { name: 'Make link' }))
    expect(await screen.findByRole('button', { name: `Invitation link: copy ${window.location.origin}/invite/secret` })).toBeVisible()
    expect(api.calls[0]?.body).toEqual({ roles: ['owner', 'reviewer'], handle: '@owner-qa', email: null })
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await user.click(screen.getByRole('button', { name: 'Revoke the invitation for v@example.test' }))
    await user.click(screen.getByRole('button', { name: 'Revoke invitation' }))
    expect(await screen.findByText('The invitation is revoked.')).toBeVisible()
  })

  it('a holder who goes away lets somebody sign in their place, and ends it early', async () => {
    const loan = {
      ...{
        id: '6a1f3ad2-2222-4222-8222-222222222222',
        handle: '@owner-release',
        to: { userId: 'u2', name: 'Otto Owner' },
        reason: 'On leave',
      },
      ...{ from: '2026-02-20T00:00:00.000Z', until: '2030-02-27T00:00:00.000Z', createdAt: '2026-02-19T00:00:00.000Z' },
      ...{ createdBy: { userId: 'u1', name: 'Mina Lead' }, revokedAt: null, state: 'active' as const },
    }
    const reviewer = { ...people.members[1]!, roles: ['reviewer' as const] }
    const lent = sampleBoard({ delegations: [loan] })
    const api = fakeApi(
      answer(routes.people.list, { ...people, members: [people.members[0]!, reviewer] }),
      answer(routes.programs.board, lent as never),
      answer(routes.delegations.add, { programRevision: 2, item: loan }),
      answer(routes.delegations.revoke, { programRevision: 3, item: { ...loan, state: 'revoked', revokedAt: '2026-02-21T00:00:00.000Z' } }),
    )
    const { user } = await renderScreen(<PeopleScreen />, {
      ...{ board: lent, roles: ['reviewer'], handles: ['@owner-release'], url: '/p/credity12/people' },
    })
    const table = await screen.findByRole('group', { name: 'Stand-ins' })
    expect(table).toHaveTextContent(/@owner-releaseOtto Owner.*On leave/)
    await user.click(screen.getByRole('button', { name: 'Let somebody stand in' }))
    const dialog = screen.getByRole('dialog', { name: 'Somebody signs in your place' })
    expect(within(dialog).getByRole('button', { name: 'Let them sign' })).toHaveAccessibleDescription('Say why, for the record.')
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'On leave')
    await user.click(within(dialog).getByRole('button', { name: 'Let them sign' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]).toMatchObject({
      call: 'POST /api/v1/programs/credity12/delegations',
      body: { handle: '@owner-release', to: 'u2', reason: 'On leave', from: expect.any(String), until: expect.any(String) },
    })
    await user.click(screen.getByRole('button', { name: 'End the stand-in for @owner-release' }))
    await user.click(screen.getByRole('button', { name: 'End it now' }))
    expect(await screen.findByText('It has ended.')).toBeVisible()
    expect(api.calls[1]).toMatchObject({ call: `POST /api/v1/programs/credity12/delegations/${loan.id}/revoke` })
  })
})
