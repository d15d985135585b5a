import { routes } from '@gatehouse/contracts'
import type { Board, BoardGate } from '@gatehouse/core'
import { aGap, anEvidence, aSignOff } from '@gatehouse/core/testing'
import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { boardQuery } from '../../app-data/program.ts'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { DORA, gateOf, NOW, releaseBoard, releaseProgram, standAtNow, submitted, withGate } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { GateScreen } from './gate-screen.tsx'

const NO_EVENTS = { events: [], next: null, facets: null }
const server = (board: Board) => fakeApi(answer(routes.record.log, NO_EVENTS), answer(routes.programs.board, board as never))
const REVIEWER = { roles: ['reviewer'], handles: ['@owner-release'] } as const
const open = (board: Board, options: Omit<RenderOptions, 'board'> = REVIEWER) =>
  renderScreen(<GateScreen />, { board, url: '/p/credity12/gates/G3', path: '/p/$slug/gates/$key', ...options })
const panel = () => screen.getByRole('complementary', { name: 'Sign-off' })
const button = (name: string) => within(panel()).getByRole('button', { name })
const dialog = () => screen.getByRole('dialog', { name: /^What you sign: G3/ })
const sign = () => within(dialog()).getByRole('button', { name: 'Sign G3' })
const frozenOf = (board: Board) => (board.gates.find((gate) => gate.key === 'G3') as BoardGate).frozen
beforeEach(standAtNow)

describe('approving', () => {
  it('records the approval of a reviewer under the revision that was looked at', async () => {
    const board = submitted()
    const api = server(board)
    const { user } = await open(board)
    expect(panel()).toHaveTextContent('Can be approvedEvery requirement is proved now.')
    const signed = gateOf(board, { state: 'SignedOff', face: 'SignedOff', approvals: 1, revision: 13, signedAt: NOW })
    api.add(answer(routes.gates.approve, { programRevision: 419, item: signed }))
    await user.type(within(panel()).getByRole('textbox', { name: 'Note (optional)' }), 'Read all of it')
    await user.click(button('Approve'))
    expect(within(dialog()).getByRole('list', { name: 'Requirements that are signed' })).toHaveTextContent(
      /FreshG3\.1 launch-gate is green on the release SHA.*FreshG3\.2 Release SHA is on the board/,
    )
    expect(within(dialog()).getByRole('list', { name: 'CI runs that are signed' })).toHaveTextContent(
      /launch-gate run \d+, attempt 1, success/,
    )
    expect(within(dialog()).getByRole('textbox', { name: 'Note (optional)' })).toHaveValue('Read all of it')
    expect(within(dialog()).queryByLabelText('Your password')).toBeNull()
    await user.click(sign())
    expect(await screen.findByText('Your approval is recorded.')).toBeVisible()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(api.calls[0]).toMatchObject({
      call: 'POST /api/v1/programs/credity12/gates/G3/approve',
      body: { note: 'Read all of it', seen: frozenOf(board), as: null, password: null },
    })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"12"')
  })

  it.each([
    ['its submitter', { submittedBy: { userId: 'u1', name: 'Mina Lead' } }, 'You submitted this gate: somebody else signs it.'],
    [
      'whoever decided in this round',
      { signOffs: [aSignOff({ actor: { userId: 'u1', name: 'Mina Lead' } })], quorum: 2 },
      'You have decided in this round.',
    ],
  ])('is disabled for %s, with the reason', async (_, gate, reason) => {
    const board = submitted(gate)
    const api = server(board)
    const { user } = await open(board)
    expect(button('Approve')).toHaveAttribute('aria-disabled', 'true')
    expect(button('Approve')).toHaveAccessibleDescription(expect.stringContaining(reason))
    expect(within(panel()).getByText(new RegExp(`^${reason}`), { selector: 'p' })).toBeVisible()
    await user.click(button('Approve'))
    expect(api.calls).toEqual([])
  })

  it('is disabled for an author of its evidence and says what else is in the way', async () => {
    const state = releaseProgram()
    const mine = anEvidence({ gateKey: 'G3', requirementKey: 'G3.2', attachedBy: { userId: 'u1', name: 'Mina Lead' } })
    const board = releaseBoard({
      ...withGate('G3', { state: 'ReadyForSignoff', round: 1, submittedBy: DORA }),
      evidence: [...state.evidence, mine],
    })
    server(board)
    await open(board)
    expect(button('Approve')).toHaveAccessibleDescription(
      /^You attached evidence to it: somebody else signs it\. \d reasons? listed above must go first\.$/,
    )
    expect(button('Return with gaps')).not.toHaveAttribute('aria-disabled')
    expect(panel()).toHaveTextContent(/Cannot be approved: \d reason/)
  })

  it('goes away when the gate stopped waiting for signatures meanwhile', async () => {
    const board = submitted()
    const api = server(board)
    const { user } = await open(board)
    const newer = submitted({ revision: 14, state: 'InProgress', submittedBy: null, gaps: [aGap({ text: 'The log is cut' })] })
    api.add(answer(routes.gates.approve, () => refused(412, 'review_outdated', 'revision 14')))
    api.add(answer(routes.programs.board, newer as never))
    await user.click(button('Approve'))
    await user.click(sign())
    expect(await within(panel()).findByRole('list', { name: 'Open gaps' })).toHaveTextContent('The log is cut')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(within(panel()).queryByRole('button', { name: 'Approve' })).toBeNull()
  })

  it('shows what changed between look and sign, keeps the note, and signs only what was looked at again', async () => {
    const board = submitted()
    const api = server(board)
    const { user } = await open(board)
    const state = releaseProgram()
    const other = anEvidence({ gateKey: 'G3', requirementKey: 'G3.2', attachedBy: DORA, title: 'Another board', digest: 'c'.repeat(64) })
    const newer = submitted({ revision: 13 }, { evidence: [...state.evidence, other] })
    const issue = { code: 'evidence_changed', message: 'Evidence “Another board” for G3.2: digest was a, is c.', path: 'gates.G3.evidence' }
    api.add(answer(routes.gates.approve, () => refused(412, 'review_outdated', 'not that', { issues: [issue] })))
    await user.click(button('Approve'))
    await user.type(within(dialog()).getByRole('textbox', { name: 'Note (optional)' }), 'Read it')
    api.add(answer(routes.programs.board, newer as never))
    await user.click(sign())
    const changed = await within(dialog()).findByRole('list', { name: 'What changed' })
    expect(changed).toHaveTextContent(/digest was [0-9a-f]+, is c{64}/)
    expect(changed).toHaveTextContent('The gate’s revision was 12, is 13.')
    expect(sign()).toHaveAccessibleDescription('It changed while you looked. Look at it as it is now first.')
    await user.click(sign())
    expect(api.calls).toHaveLength(1)
    await user.click(within(dialog()).getByRole('button', { name: 'Show it as it is now' }))
    expect(within(dialog()).queryByRole('list', { name: 'What changed' })).toBeNull()
    expect(within(dialog()).getByRole('list', { name: 'Evidence for G3.2' })).toHaveTextContent('Another board')
    expect(within(dialog()).getByRole('textbox', { name: 'Note (optional)' })).toHaveValue('Read it')
    api.add(answer(routes.gates.approve, { programRevision: 420, item: gateOf(newer, { state: 'SignedOff', face: 'SignedOff' }) }))
    await user.click(sign())
    expect(await screen.findByText('Your approval is recorded.')).toBeVisible()
    expect(api.calls[1]?.body).toMatchObject({ note: 'Read it', seen: frozenOf(newer) })
    expect(api.calls[1]?.headers.get('if-match')).toBe('"13"')
  })

  it('tells a change that comes live before anything is sent', async () => {
    const board = submitted()
    const api = server(board)
    const { user, queryClient } = await open(board)
    await user.click(button('Approve'))
    act(() => void queryClient.setQueryData(boardQuery('credity12').queryKey, submitted({ revision: 13, title: 'Other title' })))
    expect(await within(dialog()).findByRole('list', { name: 'What changed' })).toHaveTextContent(
      'The gate’s title was Hosted CI fresh green, is Other title.',
    )
    await user.click(sign())
    expect(api.calls).toEqual([])
  })

  it('asks for the password where the program says so, and gives a wrong one back with the focus', async () => {
    const board = submitted({}, { head: { ...releaseProgram().head, stepUp: true } })
    const api = server(board)
    const { user } = await open(board)
    await user.click(button('Approve'))
    const password = () => within(dialog()).getByLabelText('Your password')
    expect(password()).toHaveAttribute('autocomplete', 'current-password')
    api.add(answer(routes.gates.approve, () => refused(403, 'step_up_failed', 'no')))
    await user.type(password(), 'wrong')
    await user.click(sign())
    await waitFor(() => expect(password()).toHaveAccessibleDescription(/The password is not right\./))
    expect(password()).toHaveFocus()
    expect(api.calls[0]?.body).toMatchObject({ password: 'wrong' })
  })
})

const SAM = { userId: 'u-sec', name: 'Sam' }
const roles = {
  owners: [
    ...releaseProgram().owners,
    { handle: '@sec', name: 'Security', signsAs: ['security'], userId: SAM.userId, userName: SAM.name },
    { handle: '@ops', name: 'Operations', signsAs: ['operations'], userId: null, userName: null },
  ],
}
const twoOfThree = { quorum: 2, signRoles: [{ role: 'security', count: 1 }], reviewers: ['@owner-release', '@ops'] }
const approval = aSignOff({
  actor: { userId: 'u-ops', name: 'Olga' },
  handle: '@ops',
  round: 1,
  releaseSha: releaseBoard().releaseTarget?.sha ?? null,
})

describe('signatures', () => {
  it('stand as places: who took one, which role is missing and who may give it', async () => {
    const board = submitted({ ...twoOfThree, signOffs: [approval] }, roles)
    server(board)
    await open(board)
    const seats = within(screen.getByRole('list', { name: 'Signatures' })).getAllByRole('listitem')
    expect(seats.map((seat) => seat.textContent)).toEqual(['securityopen: Sam @sec', expect.stringMatching(/^Any reviewerOlga @ops/)])
    expect(panel()).toHaveTextContent('1 of 2 signed; security is missing')
  })

  it('given in somebody’s place are shown as such, and whoever stands in is told so', async () => {
    const loan = {
      ...{
        id: 'd1',
        handle: '@sec',
        to: { userId: 'u1', name: 'Mina Lead' },
        from: '2026-01-01T00:00:00.000Z',
        until: '2027-01-01T00:00:00.000Z',
      },
      ...{ reason: 'away', createdAt: '2026-01-01T00:00:00.000Z', createdBy: SAM, revokedAt: null },
    }
    const board = submitted(twoOfThree, { ...roles, delegations: [loan] })
    server(board)
    const { user } = await open(board, { roles: ['reviewer'], handles: [] })
    expect(panel()).toHaveTextContent('Mina Lead for @sec')
    await user.click(button('Approve'))
    expect(dialog()).toHaveTextContent('You sign in place of @sec, and the record says so.')
  })

  it('keep their whole record', async () => {
    const full = {
      ...approval,
      id: 'so-9',
      correlationId: 'corr-9',
      frozenDigest: 'e'.repeat(64),
      frozen: frozenOf(submitted()),
      onBehalfOf: '@ops',
      identity: { via: 'session', account: 'olga@example.test', issuer: 'password', token: null, steppedUp: true },
    } as const
    const board = submitted({ ...twoOfThree, signOffs: [full] }, roles)
    server(board)
    const { user } = await open(board)
    await user.click(button('Record of Olga, round 1'))
    const record = screen.getByRole('dialog', { name: 'Approval of G3 by Olga' })
    expect(record).toHaveTextContent('Known byolga@example.test, password, session, asked again to sign')
    expect(record).toHaveTextContent('Olga for @ops')
    expect(within(record).getByRole('button', { name: `Digest of what was signed: copy ${'e'.repeat(64)}` })).toBeVisible()
    expect(within(record).getByRole('list', { name: 'Requirements that are signed' })).toBeVisible()
  })

  it('are not offered to a reviewer whom the gate does not name, with who signs it', async () => {
    const board = submitted()
    server(board)
    await open(board, { roles: ['reviewer'], handles: ['@owner-qa'] })
    expect(within(panel()).queryByRole('button', { name: 'Approve' })).toBeNull()
    expect(panel()).toHaveTextContent('It is signed by @owner-release. None of these handles is yours')
  })
})
