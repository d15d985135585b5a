import { routes } from '@gatehouse/contracts'
import type { Board, ProgramState } from '@gatehouse/core'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { gateOf, NOW, releaseBoard, releaseProgram, RITA, standAtNow, submitted, withGate } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { GateScreen } from './gate-screen.tsx'

const NO_EVENTS = { events: [], next: null, facets: null }
const server = (board: Board) => fakeApi(answer(routes.record.log, NO_EVENTS), answer(routes.programs.board, board as never))
const open = (board: Board, options: Omit<RenderOptions, 'board'> = { roles: ['lead'] }) =>
  renderScreen(<GateScreen />, { board, url: '/p/credity12/gates/G3', path: '/p/$slug/gates/$key', ...options })
const panel = () => screen.getByRole('complementary', { name: 'Sign-off' })
const hoursFrom = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString()
type Waiver = ProgramState['gates'][number]['waivers'][number]
const waiver = (over: Partial<Waiver> = {}): Waiver => ({
  ...{ id: '6a1f3ad2-3333-4333-8333-333333333333', requirementKey: 'G3.2', reason: 'The board moves tomorrow', approver: RITA },
  ...{ grantedAt: hoursFrom(-2), expiresAt: hoursFrom(3), revokedAt: null, revokedBy: null, revokeReason: '' },
  ...over,
})
beforeEach(standAtNow)

describe('waivers', () => {
  it('in force count down to their end; those that are over are kept with why', async () => {
    const over = [
      waiver({ id: 'w2', expiresAt: hoursFrom(-1), reason: 'Long ago' }),
      waiver({ id: 'w3', revokedAt: hoursFrom(-1), revokedBy: RITA, revokeReason: 'It came after all' }),
    ]
    const board = releaseBoard(withGate('G3', { waivers: [waiver(), ...over] }))
    server(board)
    await open(board, { roles: ['viewer'] })
    expect(within(panel()).getByRole('list', { name: 'Waivers in force' })).toHaveTextContent(
      /G3\.2 The board moves tomorrowRita Release, until .*, in 3 h 00 m/,
    )
    expect(panel()).toHaveTextContent('2 waivers expired or taken back')
    expect(panel()).toHaveTextContent(/taken back by Rita Release .*: It came after all/)
    expect(within(panel()).queryByRole('button', { name: /Take back|Waive/ })).toBeNull()
  })

  it('are granted by a lead for a requirement without proof, with a reason and an end', async () => {
    const board = releaseBoard()
    const api = server(board)
    const { user } = await open(board)
    await user.click(within(panel()).getByRole('button', { name: 'Waive a requirement' }))
    const dialog = screen.getByRole('dialog', { name: 'Waive a requirement of G3' })
    const waive = within(dialog).getByRole('button', { name: 'Waive' })
    expect(waive).toHaveAccessibleDescription('Say why it is set aside: it goes into the record.')
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Requirement' }), 'G3.2')
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), ' The board moves tomorrow ')
    api.add(answer(routes.waivers.grant, () => refused(409, 'waiver_exists', 'there is one')))
    await user.click(waive)
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('This requirement is waived already.')
    const after = releaseBoard(withGate('G3', { waivers: [waiver()], revision: 13 }))
    api.add(answer(routes.waivers.grant, { programRevision: 420, item: gateOf(after) }))
    api.add(answer(routes.programs.board, after as never))
    await user.click(waive)
    expect(await screen.findByText('G3.2 is waived.')).toBeVisible()
    expect(api.calls[1]).toMatchObject({
      call: 'POST /api/v1/programs/credity12/gates/G3/waivers',
      body: { requirementKey: 'G3.2', reason: 'The board moves tomorrow', expiresAt: '2026-02-26T09:00:00.000Z', password: null },
    })
    expect(api.calls[1]?.headers.get('if-match')).toBe('"12"')
    expect(within(panel()).getByRole('list', { name: 'Waivers in force' })).toBeVisible()
  })

  it('are taken back with a reason, under the password where the program asks for it', async () => {
    const board = releaseBoard({ ...withGate('G3', { waivers: [waiver()] }), head: { ...releaseProgram().head, stepUp: true } })
    const api = server(board)
    const { user } = await open(board)
    api.add(answer(routes.waivers.revoke, { programRevision: 420, item: gateOf(board) }))
    await user.click(within(panel()).getByRole('button', { name: 'Take back the waiver of G3.2' }))
    const dialog = screen.getByRole('dialog', { name: 'Take back the waiver of G3.2' })
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'It came after all')
    await user.type(within(dialog).getByLabelText('Your password'), 'a long enough password')
    await user.click(within(dialog).getByRole('button', { name: 'Take back' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]).toMatchObject({
      call: `POST /api/v1/programs/credity12/gates/G3/waivers/${waiver().id}/revoke`,
      body: { reason: 'It came after all', password: 'a long enough password' },
    })
  })
})

describe('who decides', () => {
  it('is edited by a lead, role by role, with the refusal’s sentences in place', async () => {
    const board = submitted()
    const api = server(board)
    const { user } = await open(board)
    await user.click(screen.getByRole('button', { name: 'Who decides' }))
    const dialog = screen.getByRole('dialog', { name: 'Who decides on G3' })
    const save = within(dialog).getByRole('button', { name: 'Save terms' })
    await user.click(within(dialog).getByRole('button', { name: 'Ask for a role' }))
    expect(save).toHaveAccessibleDescription('A role is written like security or site-reliability.')
    await user.type(within(dialog).getByRole('textbox', { name: 'Role 1' }), 'security')
    const message = 'Nobody may sign as security.'
    api.add(answer(routes.gates.edit, () => refused(422, 'plan_invalid', message, { issues: [{ code: 'sign_role_unheld', message }] })))
    await user.click(save)
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(message)
    expect(api.calls[0]).toMatchObject({
      call: 'PATCH /api/v1/programs/credity12/gates/G3',
      body: { owners: ['@owner-devops'], reviewers: ['@owner-release'], quorum: 1, signRoles: [{ role: 'security', count: 1 }] },
    })
    api.add(answer(routes.gates.edit, { programRevision: 420, item: gateOf(board) }))
    await user.click(within(dialog).getByRole('button', { name: 'Leave out role 1' }))
    await user.click(save)
    expect(await screen.findByText('The terms of G3 are saved.')).toBeVisible()
  })

  it('is not offered to others, nor on a signed gate', async () => {
    const board = releaseBoard()
    server(board)
    const { unmount } = await open(board, { roles: ['reviewer'], handles: ['@owner-release'] })
    expect(screen.queryByRole('button', { name: 'Who decides' })).toBeNull()
    unmount()
    await open(board, { url: '/p/credity12/gates/G0' })
    expect(screen.queryByRole('button', { name: 'Who decides' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Waive a requirement' })).toBeNull()
  })
})
