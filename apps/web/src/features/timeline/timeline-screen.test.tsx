import { type Response, routes } from '@gatehouse/contracts'
import type { Board } from '@gatehouse/core'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { aBoard } from './testing/a-board.ts'
import { TimelineScreen } from './timeline-screen.tsx'

/** What the server would send: the core's types are readonly, those of the wire are not. */
const wire = <T,>(value: unknown): T => value as T
const previewed = (board: Board): Response<typeof routes.programs.preview> =>
  wire({
    changed: [
      { key: 'D-2', kind: 'task', fromStart: 5, fromFinish: 6, toStart: 7, toFinish: 8 },
      { key: 'G2', kind: 'gate', fromStart: 7, fromFinish: 7, toStart: 8, toFinish: 8 },
    ],
    target: 'G2',
    targetFinishBefore: 7,
    targetFinishAfter: 8,
    slipBefore: 0,
    slipAfter: 2,
    criticalBefore: [],
    criticalAfter: [],
    contingencyBefore: board.contingency,
    contingencyAfter: board.contingency && { ...board.contingency, left: 0, consumed: 2 },
    newlyViolated: [],
    softWarnings: [],
  })
type WireTask = Response<typeof routes.tasks.get>
const taskOf = (board: Board, key: string): WireTask => wire(board.tasks.find((task) => task.key === key))

const show = async (
  search = '',
  { board = aBoard(), roles = ['lead'] as const }: { board?: Board; roles?: readonly ('lead' | 'owner' | 'viewer')[] } = {},
) => {
  const api = fakeApi(
    answer(routes.programs.preview, previewed(board)),
    answer(routes.programs.board, wire<Response<typeof routes.programs.board>>(board)),
  )
  const shown = await renderScreen(<TimelineScreen />, { url: `/p/pilot/timeline${search}`, board, roles })
  await screen.findByRole('grid')
  /** Everything that was asked for to be stored. */
  const writes = () => api.calls.filter((one) => !one.call.endsWith('/schedule/preview'))
  return { ...shown, api, board, writes }
}
const bar = (name: RegExp) => screen.getByRole('gridcell', { name })
const focused = () => document.activeElement?.getAttribute('aria-label') ?? ''

describe('what it shows', () => {
  test('lanes, tasks by their full names, gates with their forecast, milestones, the buffer', async () => {
    await show()
    const grid = screen.getByRole('grid', { name: /Timeline/ })
    expect(screen.getByText('Wallet')).toBeInTheDocument()
    expect(bar(/^W-1 Fix the harness, D0 to D1, P0, done/)).toBeInTheDocument()
    expect(bar(/^W-2 Nonce patch, D2 to D3, P0, in progress, critical, late by 1 day$/)).toHaveTextContent('Late +1 d')
    expect(bar(/^D-1 Parity check, D4, P1, blocked/)).toHaveTextContent('Blocked')
    expect(bar(/^W-3 Claim smoke, D6, P1, to do$/)).toBeInTheDocument()
    expect(within(grid).getByRole('link', { name: /Gate G1 Plan freeze, D1, signed/ })).toHaveAttribute('href', '/p/pilot/gates/G1')
    expect(within(grid).getByText('Ready to stage')).toBeInTheDocument()
    expect(within(grid).getByText('2 of 2 left')).toBeInTheDocument()
    expect(within(grid).getByRole('columnheader', { name: /^D4, .*today/ })).toBeInTheDocument()
    expect(screen.getByText('5 tasks')).toBeInTheDocument()
  })

  test('a lane of the plan without tasks is shown; a plan without tasks says how they come', async () => {
    await show('', { board: aBoard({ tasks: [], dependencies: [], blockers: [] }) })
    expect(screen.getByText('This plan has no tasks yet.')).toBeInTheDocument()
    expect(screen.getByText('Wallet')).toBeInTheDocument()
  })

  test('critical path, baseline and slack are switched, and the address says so', async () => {
    const { user, router } = await show()
    const critical = screen.getByRole('button', { name: /Critical path/ })
    expect(critical).toHaveAttribute('aria-pressed', 'true')
    await user.click(critical)
    await waitFor(() => expect(router.state.location.href).toContain('cp=0'))
    await user.click(screen.getByRole('button', { name: 'Slack' }))
    await waitFor(() => expect(router.state.location.href).toContain('slack=1'))
    expect(within(bar(/^W-3/)).getByText(/^\d+ d$/)).toBeInTheDocument()
  })
})

describe('filters', () => {
  test('come from the address, say how many are left, and are cleared', async () => {
    const { user, router } = await show('?lane=L1&status=todo')
    expect(screen.getByText('1 of 5 tasks')).toBeInTheDocument()
    expect(screen.queryByText('Deploy')).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await waitFor(() => expect(router.state.location.href).toBe('/p/pilot/timeline'))
    expect(await screen.findByText('Deploy')).toBeInTheDocument()
  })
  test('typing narrows and is kept in the address; nothing found says so', async () => {
    const { user, router } = await show()
    await user.type(screen.getByRole('searchbox', { name: 'Filter by text' }), 'nonce')
    await waitFor(() => expect(router.state.location.href).toContain('q=nonce'))
    expect(await screen.findByText('1 of 5 tasks')).toBeInTheDocument()
    await user.type(screen.getByRole('searchbox'), ' zzz')
    expect(await screen.findByText('No task matches the filters.')).toBeInTheDocument()
  })
  test('late and critical can be asked for, though no task carries them', async () => {
    await show('?status=late&critical=1')
    expect(screen.getByText('1 of 5 tasks')).toBeInTheDocument()
    expect(bar(/^W-2/)).toBeInTheDocument()
  })
  test('an owner’s tasks are those of the lane where the task names nobody', async () => {
    await show('?owner=@owner-devops')
    expect(screen.getByText('2 of 5 tasks')).toBeInTheDocument()
  })
})

describe('keyboard', () => {
  test('the grid is one tab stop; arrows walk bars, lanes and gates; Enter opens; Escape closes and gives the focus back', async () => {
    const { user } = await show()
    const stops = [...screen.getByRole('grid').querySelectorAll('[tabindex="0"]')]
    expect(stops).toHaveLength(1)
    ;(stops[0] as HTMLElement).focus()
    expect(focused()).toMatch(/^W-2/)
    await user.keyboard('{ArrowRight}')
    expect(focused()).toMatch(/^W-3/)
    await user.keyboard('{ArrowDown}')
    expect(focused()).toMatch(/^D-2/)
    await user.keyboard('{ArrowUp}{ArrowUp}')
    expect(focused()).toMatch(/^Gate G2/)
    await user.keyboard('{ArrowLeft}')
    expect(focused()).toMatch(/^Gate G1/)
    await user.keyboard('{ArrowDown}')
    expect(focused()).toMatch(/^W-1/)
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('region', { name: 'Task W-1' })).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Task W-1' })).not.toBeInTheDocument())
    expect(focused()).toMatch(/^W-1/)
  })

  test('a move is previewed, and saved with Enter only after that', async () => {
    const { user, api, board, writes } = await show()
    const moved = { ...taskOf(board, 'D-2'), start: 7, finish: 7, revision: 2 }
    api.add(answer(routes.tasks.move, { programRevision: 2, items: [moved] }))
    bar(/^D-2/).focus()
    await user.keyboard('m')
    expect(await screen.findByText(/where it is now, nothing is saved yet/)).toBeInTheDocument()
    await user.keyboard('{Enter}')
    expect(api.calls.some((one) => one.call.endsWith('/schedule/moves'))).toBe(false)
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(await screen.findByRole('row', { name: /^Target G2 D6 D7/ })).toBeInTheDocument()
    expect(screen.getByRole('row', { name: /Contingency 2 of 2 0 of 2/ })).toBeInTheDocument()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(writes().at(-1)?.call).toBe('POST /api/v1/programs/pilot/schedule/moves'))
    expect(writes().at(-1)?.body).toEqual({ moves: [{ key: 'D-2', start: 7, finish: 7, revision: 1 }] })
    expect(await screen.findByText('D-2 moved to D7')).toBeInTheDocument()
    expect(focused()).toMatch(/^D-2/)
  })
  test('Escape discards a move', async () => {
    const { user, writes } = await show()
    bar(/^D-2/).focus()
    await user.keyboard('m{ArrowRight}')
    expect(await screen.findByText(/from D5, nothing is saved yet/)).toBeInTheDocument()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByText(/from D5, nothing is saved yet/)).not.toBeInTheDocument())
    expect(writes()).toEqual([])
  })
  test('work that has begun moves its end only', async () => {
    const { user } = await show()
    bar(/^D-1/).focus()
    await user.keyboard('m{ArrowRight}')
    expect(await screen.findByText(/Move D-1 to D4 to D5/)).toBeInTheDocument()
  })
})

describe('the task', () => {
  test('a deep link selects it; where it stands, why it is critical, what it hangs on', async () => {
    await show('?task=W-2')
    const dock = screen.getByRole('region', { name: 'Task W-2' })
    expect(within(dock).getByText(/Critical: no slack to G2/)).toBeInTheDocument()
    expect(within(dock).getByText(/D2 to D3, slack 0 days, baseline D2 to D3, forecast D4/)).toBeInTheDocument()
    expect(within(dock).getByRole('button', { name: 'D-2' })).toBeInTheDocument()
    expect(bar(/^W-2/)).toHaveAttribute('aria-selected', 'true')
  })

  test('its status is changed on the revision that is shown', async () => {
    const { user, api, board } = await show('?task=W-3')
    api.add(answer(routes.tasks.edit, { programRevision: 2, item: { ...taskOf(board, 'W-3'), status: 'in_progress', revision: 2 } }))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'In progress')
    await waitFor(() => expect(api.calls.find((one) => one.call.startsWith('PATCH'))).toBeDefined())
    const call = api.calls.find((one) => one.call.startsWith('PATCH'))
    expect(call?.body).toEqual({ status: 'in_progress' })
    expect(call?.headers.get('if-match')).toBe('"1"')
  })

  test('moved asks where to', async () => {
    const { user, api, board, writes } = await show('?task=W-3')
    api.add(answer(routes.tasks.edit, { programRevision: 2, item: { ...taskOf(board, 'W-3'), status: 'moved', movedTo: 'next release' } }))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Moved')
    expect(api.calls.some((one) => one.call.startsWith('PATCH'))).toBe(false)
    await user.type(screen.getByRole('textbox', { name: 'Moved to' }), 'next release')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(writes().at(-1)?.body).toEqual({ status: 'moved', movedTo: 'next release' }))
  })

  test('somebody else was faster: shows what is there now and makes the change again when asked', async () => {
    const { user, api, board } = await show('?task=W-2')
    const theirs = { ...taskOf(board, 'W-2'), status: 'done' as const, revision: 5 }
    let tries = 0
    api.add(
      answer(routes.tasks.edit, () => {
        tries++
        return tries === 1
          ? refused(412, 'stale_revision', 'Revision 5 is there.', { current: theirs })
          : { programRevision: 3, item: { ...theirs, status: 'blocked' as const, revision: 6 } }
      }),
    )
    await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Blocked')
    expect(await screen.findByText(/Someone changed W-2 in the meantime/)).toBeInTheDocument()
    expect(screen.getByText('Done', { selector: 'b' })).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Make my change again' }))
    await waitFor(() =>
      expect(
        api.calls
          .filter((one) => one.call.startsWith('PATCH'))
          .at(-1)
          ?.headers.get('if-match'),
      ).toBe('"5"'),
    )
    await waitFor(() => expect(screen.queryByText(/in the meantime/)).not.toBeInTheDocument())
  })

  test('checklist items are ticked', async () => {
    const { user, api, board, writes } = await show('?task=W-2')
    api.add(answer(routes.tasks.edit, { programRevision: 2, item: taskOf(board, 'W-2') }))
    await user.click(screen.getByRole('checkbox', { name: 'Replay refused' }))
    await waitFor(() =>
      expect(writes().at(-1)?.body).toEqual({
        checklist: [
          { text: 'Design agreed', done: true },
          { text: 'Replay refused', done: true },
        ],
      }),
    )
  })

  test('a dependency that would close a circle is refused in place, with the path', async () => {
    const { user, api } = await show('?task=W-2')
    api.add(
      answer(routes.dependencies.add, () =>
        refused(422, 'dependency_cycle', 'It would wait for itself.', {
          issues: [{ code: 'dependency_cycle', message: 'D-2 → W-2 → D-2', path: 'D-2' }],
        }),
      ),
    )
    await user.click(screen.getByRole('button', { name: 'Add a dependency' }))
    const form = screen.getByRole('form', { name: 'Add a dependency' })
    await user.type(within(form).getByRole('combobox', { name: 'Task, gate or milestone' }), 'D-2{Enter}')
    await user.click(within(form).getByRole('button', { name: 'Add' }))
    expect(await within(form).findByText('D-2 → W-2 → D-2')).toBeInTheDocument()
    expect(api.calls.find((one) => one.call.endsWith('/dependencies'))?.body).toEqual({ from: 'D-2', to: 'W-2', kind: 'hard', lag: 0 })
  })

  test('a dependency is removed on its revision', async () => {
    const { user, api, writes } = await show('?task=W-2')
    api.add(answer(routes.dependencies.remove, null))
    await user.click(screen.getByRole('button', { name: 'Remove the dependency W-2 to D-2' }))
    await waitFor(() => expect(writes().at(-1)?.call).toBe('DELETE /api/v1/programs/pilot/dependencies/W-2/D-2/hard'))
  })

  test('a blocker shows its clock and is resolved with words', async () => {
    const { user, api, board } = await show('?task=D-1')
    api.add(answer(routes.blockers.resolve, () => ({ programRevision: 2, item: board.blockers[0] as never })))
    const dock = screen.getByRole('region', { name: 'Task D-1' })
    expect(within(dock).getByText(/left of 12 h/)).toBeInTheDocument()
    await user.click(within(dock).getByRole('button', { name: 'Resolve blocker' }))
    await user.type(screen.getByRole('textbox', { name: 'What resolved it?' }), 'Policy changed')
    await user.click(screen.getAllByRole('button', { name: 'Resolve blocker' }).at(-1) as HTMLElement)
    await waitFor(() => expect(api.calls.some((one) => one.call.endsWith('/blockers/B-1/resolve'))).toBe(true))
    expect(api.calls.find((one) => one.call.endsWith('/resolve'))?.body).toEqual({ resolution: 'Policy changed' })
  })

  test('its fields are edited; a new span is previewed first; only what changed is sent', async () => {
    const { user, api, board, writes } = await show('?task=D-2')
    api.add(answer(routes.tasks.edit, { programRevision: 2, item: taskOf(board, 'D-2') }))
    await user.click(screen.getByRole('button', { name: 'Edit task' }))
    const dialog = screen.getByRole('dialog', { name: 'Edit D-2' })
    const title = within(dialog).getByRole('textbox', { name: 'Title' })
    await user.clear(title)
    await user.type(title, 'Stage the candidate')
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Ends' }), 'D7')
    expect(await within(dialog).findByRole('row', { name: /^Target G2/ })).toBeInTheDocument()
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(writes().at(-1)?.body).toEqual({ title: 'Stage the candidate', start: 5, finish: 7 }))
  })

  test('a locked task says why and offers nothing', async () => {
    await show('?task=W-1')
    const dock = screen.getByRole('region', { name: 'Task W-1' })
    expect(within(dock).getByText(/Locked: G1 is signed/)).toBeInTheDocument()
    expect(within(dock).queryByRole('combobox', { name: 'Status' })).not.toBeInTheDocument()
    expect(within(dock).queryByRole('button', { name: 'Edit task' })).not.toBeInTheDocument()
  })
})

describe('rights', () => {
  test('a viewer sees everything and no control that would be refused', async () => {
    const { user, writes } = await show('?task=D-1', { roles: ['viewer'] })
    const dock = screen.getByRole('region', { name: 'Task D-1' })
    expect(within(dock).getByText(/signer role is refused/)).toBeInTheDocument()
    expect(
      within(dock)
        .getAllByRole('button')
        .map((one) => one.getAttribute('aria-label') ?? one.textContent),
    ).toEqual(['Close', 'W-3'])
    bar(/^D-1/).focus()
    await user.keyboard('m{ArrowRight}')
    expect(screen.queryByText(/nothing is saved yet/)).not.toBeInTheDocument()
    expect(writes()).toEqual([])
  })
  test('an owner reports progress but does not edit the plan', async () => {
    await show('?task=D-1', { roles: ['owner'] })
    const dock = screen.getByRole('region', { name: 'Task D-1' })
    expect(within(dock).getByRole('combobox', { name: 'Status' })).toBeInTheDocument()
    expect(within(dock).getByRole('button', { name: 'Pause clock' })).toBeInTheDocument()
    expect(within(dock).queryByRole('button', { name: /Add a dependency|Edit task|^Move/ })).not.toBeInTheDocument()
  })
})
