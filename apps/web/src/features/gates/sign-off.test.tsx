import { routes } from '@gatehouse/contracts'
import type { Board, BoardGate } from '@gatehouse/core'
import { aGap } from '@gatehouse/core/testing'
import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { boardQuery } from '../../app-data/program.ts'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { DORA, gateOf, NOW, releaseBoard, RITA, standAtNow, submitted, withGate } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { GateScreen } from './gate-screen.tsx'

const NO_EVENTS = { events: [], next: null, facets: null }
const server = (board: Board) => fakeApi(answer(routes.record.log, NO_EVENTS), answer(routes.programs.board, board as never))
const open = (board: Board, key = 'G3', options: Omit<RenderOptions, 'board'> = {}) =>
  renderScreen(<GateScreen />, { board, url: `/p/credity12/gates/${key}`, path: '/p/$slug/gates/$key', ...options })
const panel = () => screen.getByRole('complementary', { name: 'Sign-off' })
const button = (name: string) => within(panel()).getByRole('button', { name })
const OWNER = { roles: ['owner'], handles: ['@owner-devops'] } as const
const REVIEWER = { roles: ['reviewer'], handles: ['@owner-release'] } as const
beforeEach(standAtNow)

describe('submitting', () => {
  it('lists every reason before it is tried, a hint that many share once', async () => {
    const board = releaseBoard()
    server(board)
    await open(board, 'G3', OWNER)
    expect(panel()).toHaveTextContent('Cannot be submitted: 4 reasons')
    expect(panel()).toHaveTextContent('G3.2: Nothing is attached; 1 piece needed.Attach doc, code, link or have it waived.')
    expect(panel()).toHaveTextContent('May sign@owner-release Rita Release')
    expect(panel()).toHaveTextContent('May submit@owner-devops Dora Devops')
  })

  it('is refused with every reason in place', async () => {
    const board = releaseBoard()
    const api = server(board)
    const { user } = await open(board, 'G3', OWNER)
    const issues = [
      { code: 'requirement_missing', message: 'G3.2: Nothing is attached.' },
      { code: 'child_task_open', message: 'L5-D5 is blocked.' },
      { code: 'gap_open', message: 'A gap is open.' },
    ]
    api.add(answer(routes.gates.submit, () => refused(409, 'gate_not_submittable', 'no', { issues })))
    await user.type(within(panel()).getByRole('textbox', { name: 'Note (optional)' }), ' please look ')
    await user.click(button('Submit for sign-off'))
    const alert = await within(panel()).findByRole('alert')
    expect(alert).toHaveTextContent('This gate cannot be submitted yet.')
    expect(
      within(alert)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(issues.map((issue) => issue.message))
    expect(api.calls[0]).toMatchObject({ call: 'POST /api/v1/programs/credity12/gates/G3/submit', body: { note: 'please look' } })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"12"')
    expect(within(panel()).getByRole('textbox', { name: 'Note (optional)' })).toHaveValue(' please look ')
  })

  it('shows the gate that comes back at once', async () => {
    const board = releaseBoard()
    const api = server(board)
    const { user } = await open(board, 'G3', OWNER)
    const after = submitted()
    api.add(answer(routes.gates.submit, { programRevision: 419, item: gateOf(after) }))
    api.add(answer(routes.programs.board, after as never))
    await user.click(button('Submit for sign-off'))
    expect(await screen.findByText('G3 waits for its reviewers.')).toBeVisible()
    expect(
      within(screen.getByRole('list', { name: 'Gate life' }))
        .getByText('Ready for sign-off')
        .closest('span'),
    ).toHaveAttribute('aria-current', 'step')
    expect(panel()).toHaveTextContent('Can be approved')
    expect(button('Take back')).toBeVisible()
    expect(within(panel()).queryByRole('button', { name: 'Approve' })).toBeNull()
  })

  it('is not offered to an owner of another gate, who may still attach', async () => {
    const board = releaseBoard()
    server(board)
    await open(board, 'G3', { roles: ['owner'], handles: ['@owner-qa'] })
    expect(within(panel()).queryByRole('button', { name: /Submit|Docs/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Attach evidence to G3.2' })).toBeVisible()
  })

  it('starts a gate that has not begun', async () => {
    const board = releaseBoard()
    const api = server(board)
    const { user } = await open(board, 'G8', OWNER)
    expect(within(panel()).queryByRole('button', { name: 'Submit for sign-off' })).toBeNull()
    const started = {
      ...(board.gates.find((gate) => gate.key === 'G8') as BoardGate),
      state: 'InProgress',
      face: 'InProgress',
      revision: 2,
    }
    api.add(answer(routes.gates.start, { programRevision: 419, item: started as never }))
    await user.click(button('Start'))
    await waitFor(() => expect(api.calls[0]?.call).toBe('POST /api/v1/programs/credity12/gates/G8/start'))
    expect(await screen.findByText('G8 is in progress.')).toBeVisible()
  })
})

describe('returning with gaps', () => {
  it('takes at least one gap, sends each with what it is about, and the note', async () => {
    const board = submitted()
    const api = server(board)
    const { user } = await open(board, 'G3', REVIEWER)
    await user.type(within(panel()).getByRole('textbox', { name: 'Note (optional)' }), 'Nearly there')
    await user.click(button('Return with gaps'))
    const dialog = screen.getByRole('dialog', { name: 'Return G3 with gaps' })
    const send = within(dialog).getByRole('button', { name: 'Return' })
    expect(send).toHaveAccessibleDescription('Name at least one gap.')
    await user.click(send)
    expect(api.calls).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Gap 1' }), 'The log is cut')
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'About' }), 'G3.2')
    await user.click(within(dialog).getByRole('button', { name: 'Add another gap' }))
    await user.type(within(dialog).getByRole('textbox', { name: 'Gap 2' }), 'No owner is named')
    await user.click(within(dialog).getByRole('button', { name: 'Add another gap' }))
    const back = gateOf(board, { state: 'InProgress', face: 'InProgress', openGaps: 2, gaps: [aGap(), aGap({ id: 'gap-2' })] })
    api.add(answer(routes.gates.return, { programRevision: 419, item: back }))
    await user.click(send)
    expect(await screen.findByText('G3 went back with 2 gaps.')).toBeVisible()
    expect(api.calls[0]).toMatchObject({
      call: 'POST /api/v1/programs/credity12/gates/G3/return',
      body: {
        note: 'Nearly there',
        seen: board.gates.find((gate) => gate.key === 'G3')?.frozen,
        gaps: [
          { text: 'The log is cut', requirementKey: 'G3.2' },
          { text: 'No owner is named', requirementKey: null },
        ],
      },
    })
  })

  it('does not open its dialog again in the next round when the live update came before the answer', async () => {
    const board = submitted()
    const api = server(board)
    const { user, queryClient } = await open(board, 'G3', REVIEWER)
    const show = (next: Board) => act(() => queryClient.setQueryData(boardQuery(next.program.slug).queryKey, next))
    await user.click(button('Return with gaps'))
    await user.type(within(screen.getByRole('dialog')).getByRole('textbox', { name: 'Gap 1' }), 'The log is cut')
    const gaps = [aGap()]
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    api.add(
      answer(routes.gates.return, async () => {
        await held
        return { programRevision: 419, item: gateOf(board, { state: 'InProgress', face: 'InProgress', openGaps: 1, gaps }) }
      }),
    )
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Return' }))
    await show(submitted({ state: 'InProgress', gaps, submittedBy: null, submittedAt: null }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    api.add(answer(routes.programs.board, submitted({ round: 2 }) as never))
    release()
    expect(await screen.findByText('G3 went back with 1 gap.')).toBeVisible()
    await show(submitted({ round: 2 }))
    expect(await within(panel()).findByRole('button', { name: 'Approve' })).toBeVisible()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('keeps what was typed when approvals lapse meanwhile, and tells what changed', async () => {
    const board = submitted()
    server(board)
    const { user, queryClient } = await open(board, 'G3', REVIEWER)
    await user.click(button('Return with gaps'))
    const dialog = screen.getByRole('dialog', { name: 'Return G3 with gaps' })
    await user.type(within(dialog).getByRole('textbox', { name: 'Gap 1' }), 'The log is cut')
    act(() => void queryClient.setQueryData(boardQuery('credity12').queryKey, submitted({ round: 2, revision: 13 })))
    expect(await within(dialog).findByRole('list', { name: 'What changed' })).toHaveTextContent('The gate’s round was 1, is 2.')
    expect(within(dialog).getByRole('textbox', { name: 'Gap 1' })).toHaveValue('The log is cut')
    const send = within(dialog).getByRole('button', { name: 'Return' })
    expect(send).toHaveAccessibleDescription('It changed while you looked. Look at it as it is now first.')
    await user.click(within(dialog).getByRole('button', { name: 'Show it as it is now' }))
    expect(send).not.toHaveAttribute('aria-disabled')
  })

  it('lets the owner close a gap with how it was mended; a reviewer alone is not offered it', async () => {
    const gap = aGap({ id: '0197a7a0-0000-7000-8000-0000000000aa', text: 'The log is cut', requirementKey: 'G3.2', openedBy: RITA })
    const board = releaseBoard(withGate('G3', { gaps: [gap], revision: 15 }))
    const api = server(board)
    const reviewer = await open(board, 'G3', REVIEWER)
    expect(within(panel()).getByRole('list', { name: 'Open gaps' })).toHaveTextContent('G3.2 The log is cutRita Release')
    expect(within(panel()).queryByRole('button', { name: /Close gap/ })).toBeNull()
    reviewer.unmount()
    const { user } = await open(board, 'G3', OWNER)
    await user.click(button('Close gap: The log is cut'))
    const dialog = screen.getByRole('dialog', { name: 'Close the gap' })
    expect(within(dialog).getByRole('button', { name: 'Close gap' })).toHaveAccessibleDescription(
      'How it was mended is needed: it goes into the record.',
    )
    await user.type(within(dialog).getByRole('textbox', { name: 'How it was mended' }), 'Whole log attached')
    const closed = { ...gap, closedAt: NOW, closedBy: DORA, closingNote: 'Whole log attached' }
    const after = releaseBoard(withGate('G3', { gaps: [closed], revision: 16 }))
    api.add(answer(routes.gates.closeGap, { programRevision: 419, item: gateOf(after) }))
    api.add(answer(routes.programs.board, after as never))
    await user.click(within(dialog).getByRole('button', { name: 'Close gap' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]).toMatchObject({
      call: `POST /api/v1/programs/credity12/gates/G3/gaps/${gap.id}/close`,
      body: { note: 'Whole log attached' },
    })
    expect(panel()).toHaveTextContent('None open1 closedThe log is cutDora Devops: Whole log attached')
  })
})

describe('a signed gate', () => {
  it('is locked for everybody: nothing to attach, nothing to decide, except that a lead reopens it with a reason', async () => {
    const board = releaseBoard()
    const api = server(board)
    const reviewer = await open(board, 'G0', { roles: ['owner', 'reviewer'], handles: ['@owner-release'] })
    expect(screen.queryByRole('button', { name: /Attach|Submit|Approve|Reopen|Return|Withdraw/ })).toBeNull()
    expect(panel()).toHaveTextContent('DecisionsRita Release approved')
    expect(panel()).toHaveTextContent('“All owners named.”')
    reviewer.unmount()
    const { user } = await open(board, 'G0', { roles: ['lead'] })
    await user.click(button('Reopen'))
    const dialog = screen.getByRole('dialog', { name: 'Reopen G0' })
    await user.click(within(dialog).getByRole('button', { name: 'Reopen' }))
    expect(api.calls).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Scope grew')
    const reopened = { ...(board.gates[0] as BoardGate), state: 'InProgress', face: 'InProgress', revision: 2 }
    api.add(answer(routes.programs.board, { ...board, gates: [reopened, ...board.gates.slice(1)] } as never))
    api.add(answer(routes.gates.reopen, { programRevision: 419, item: reopened as never }))
    await user.click(within(dialog).getByRole('button', { name: 'Reopen' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]).toMatchObject({ call: 'POST /api/v1/programs/credity12/gates/G0/reopen', body: { reason: 'Scope grew' } })
    expect(await within(panel()).findByRole('button', { name: 'Submit for sign-off' })).toBeVisible()
  })

  it('says that it must be revalidated when the release moved on', async () => {
    const board = releaseBoard()
    server(board)
    await open(board, 'G2', { roles: ['viewer'] })
    expect(panel()).toHaveTextContent('RevalidateSigned on 4d7e0c2, release is now 9f3c1ab.')
    expect(panel()).toHaveTextContent('The sign-off recorded')
  })
})
