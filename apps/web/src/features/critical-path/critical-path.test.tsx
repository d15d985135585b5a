import { routes } from '@gatehouse/contracts'
import { type Board, buildBoard } from '@gatehouse/core'
import { aProgram } from '@gatehouse/core/testing'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { NOW, releaseBoard, standAtNow } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { CriticalPathScreen } from './critical-path-screen.tsx'

const open = (board: Board, options: Omit<RenderOptions, 'board'> & { query?: string } = {}) =>
  renderScreen(<CriticalPathScreen />, {
    board,
    url: `/p/credity12/critical-path${options.query ?? ''}`,
    path: '/p/$slug/critical-path',
    ...options,
  })
const region = (name: string | RegExp) => screen.getByRole('region', { name })
const row = (table: HTMLElement, key: string) =>
  within(table)
    .getAllByRole('row')
    .find((each) => within(each).queryAllByText(key).length > 0) as HTMLElement

/** What a two-day slip of L6-D3 would do. */
const preview = (over: object = {}) =>
  answer(routes.programs.preview, {
    target: 'G8',
    targetFinishBefore: 12,
    targetFinishAfter: 13,
    slipBefore: 1,
    slipAfter: 2,
    changed: [
      { key: 'L6-D3', kind: 'task', fromStart: 3, fromFinish: 6, toStart: 5, toFinish: 7 },
      { key: 'L1-D5', kind: 'task', fromStart: 6, fromFinish: 12, toStart: 7, toFinish: 13 },
      { key: 'G3', kind: 'gate', fromStart: 6, fromFinish: 6, toStart: 7, toFinish: 7 },
    ],
    contingencyBefore: releaseBoard().contingency,
    contingencyAfter: {
      ...releaseBoard().contingency,
      ...{ slip: 2, consumed: 2, left: 2, state: 'consumed', cause: 'L6-D3' },
      entries: [
        { period: 11, label: 'D11', cause: 'L6-D3' },
        { period: 12, label: 'D12', cause: 'L6-D3' },
      ],
    },
    criticalBefore: ['L6-D3', 'L1-D5', 'G8'],
    criticalAfter: ['L6-D3', 'L1-D5', 'G8'],
    softWarnings: [],
    newlyViolated: [{ from: 'L6-D3', to: 'L1-D5', kind: 'hard', lag: 0 }],
    ...over,
  } as never)
beforeEach(standAtNow)

describe('the critical path', () => {
  it('says where it leads, what it slips and why', async () => {
    await open(releaseBoard())
    expect(screen.getByText('to G8, forecast D11, slip +1 d, cause L6-D3')).toBeVisible()
    expect(region('Computed path')).toHaveTextContent(/steps, no slack/)
  })

  it('puts the declared chain beside the computed one, with why each step is, or is not, critical', async () => {
    await open(releaseBoard())
    const panel = region(/^Declared: CP1 Release viability/)
    const table = within(panel).getByRole('table')
    expect(row(table, 'L6-D3')).toHaveTextContent('L6-D3L6-D3CriticalD5')
    expect(row(table, 'L1-D5')).toHaveTextContent('not declaredL1-D5Critical, not declaredD11Decision pack')
    expect(row(table, 'G2')).toHaveTextContent('G2not on itSlack')
    expect(row(table, 'G2')).toHaveTextContent('G2 is not critical: it may slip')
    expect(row(table, 'G99')).toHaveTextContent('G99not on itNot in the plan')
    expect(within(row(table, 'G2')).getByRole('link', { name: 'G2' })).toHaveAttribute('href', '/p/credity12/gates/G2')
    expect(within(row(table, 'L1-D5')).getByRole('link', { name: 'L1-D5' })).toHaveAttribute('href', '/p/credity12/timeline?task=L1-D5')
  })

  it('lists slack and driver; a chosen step explains itself and is in the address', async () => {
    const { user, router } = await open(releaseBoard())
    const table = within(region('Slack and drivers')).getByRole('table')
    const step = within(table).getByRole('button', { name: 'L1-D5' }).closest('tr') as HTMLElement
    expect(step).toHaveTextContent('D6 to D11 +1 dD11 0 dL6-D3L6-D3 drives it')
    await user.click(within(table).getByRole('button', { name: 'L1-D5' }))
    expect(router.state.location.href).toBe('/p/credity12/critical-path?task=L1-D5')
    expect(step).toHaveAttribute('aria-current', 'true')
    expect(step).toHaveTextContent('L1-D5 is critical: every day that it slips moves G8.')
    expect(within(table).queryByRole('button', { name: 'L1-D12' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'All' }))
    expect(within(table).getByRole('button', { name: 'L1-D12' })).toBeVisible()
  })

  it('draws the path as a graph of named steps', async () => {
    await open(releaseBoard())
    const graph = await screen.findByLabelText('Critical path as a graph', undefined, { timeout: 10_000 })
    expect(graph).toHaveTextContent('L6-D3D5Env parity checkIn progress, critical, declared')
    expect(graph).toHaveTextContent('G2D4Local gates greenRevalidate, declared')
  })

  it('keeps the buffer by its rule', async () => {
    await open(releaseBoard())
    const ledger = region('Contingency')
    expect(ledger).toHaveTextContent('4 of 4 left')
    expect(ledger).toHaveTextContent('A slip of up to 1 day consumes nothing; a longer one consumes all of it.')
    expect(ledger).toHaveTextContent('Slip of G8 is +1 d: nothing is consumed.')
  })

  it('says what is missing where nothing is scheduled, declared or buffered', async () => {
    const { unmount } = await open(buildBoard(aProgram(), NOW))
    expect(screen.getByRole('heading', { name: 'Nothing is scheduled yet' })).toBeVisible()
    unmount()
    await open(releaseBoard({ contingency: null, criticalPaths: [], dependencies: [] }))
    expect(region('Declared path')).toHaveTextContent('The plan declares no critical path.')
    expect(region('Contingency')).toHaveTextContent('The plan holds no buffer.')
  })
})

describe('what if', () => {
  const panel = () => region('What if')
  const pick = async (user: Awaited<ReturnType<typeof open>>['user'], key: string) => {
    await user.type(within(panel()).getByRole('combobox', { name: 'Move a task' }), key)
    await user.click(await screen.findByRole('option', { name: new RegExp(`^${key}`) }))
  }

  it('shows every consequence of a move before it is saved', async () => {
    const api = fakeApi(preview())
    const { user, router } = await open(releaseBoard())
    await pick(user, 'L6-D3')
    expect(decodeURIComponent(router.state.location.href)).toBe('/p/credity12/critical-path?move=L6-D3:4~5')
    const out = await within(panel()).findByRole('status', { name: 'Consequences' })
    expect(out).toHaveTextContent('G8D11 → D12, slip +1 d → +2 d')
    expect(out).toHaveTextContent('4 of 4 → 2 of 4 left (D11, D12 consumed)')
    expect(out).toHaveTextContent('Criticalthe same path')
    expect(out).toHaveTextContent('Gates 1G3Hosted CI fresh greenD5 → D6')
    expect(out).toHaveTextContent('Tasks that follow 1L1-D5Decision packD11 → D12')
    expect(out).toHaveTextContent('Begins before its predecessor ends: L6-D3 → L1-D5.')
    expect(api.calls).toMatchObject([
      { call: 'POST /api/v1/programs/credity12/schedule/preview', body: { moves: [{ key: 'L6-D3', start: 4, finish: 5 }] } },
    ])
  })

  it('saves exactly what was previewed, under the revision that was looked at', async () => {
    const board = releaseBoard()
    const api = fakeApi(preview(), answer(routes.programs.board, board as never))
    const { user, router } = await open(board, { query: '?move=L6-D3:4~5' })
    await within(panel()).findByRole('status', { name: 'Consequences' })
    await user.click(within(panel()).getByRole('button', { name: 'L6-D3 one day later' }))
    await user.click(within(panel()).getByRole('button', { name: 'L6-D3 one day longer' }))
    expect(decodeURIComponent(router.state.location.href)).toBe('/p/credity12/critical-path?move=L6-D3:5~7')
    api.add(answer(routes.tasks.move, { programRevision: 419, items: [] }))
    const save = within(panel()).getByRole('button', { name: 'Save exactly this' })
    await waitFor(() => expect(save).not.toHaveAttribute('aria-disabled'))
    await user.click(save)
    expect(await screen.findByText('Saved: 1 task moved.')).toBeVisible()
    expect(api.calls.find((call) => call.call.endsWith('/moves'))).toMatchObject({
      call: 'POST /api/v1/programs/credity12/schedule/moves',
      body: { moves: [{ key: 'L6-D3', start: 5, finish: 7, revision: 1 }] },
    })
    expect(router.state.location.href).toBe('/p/credity12/critical-path')
  })

  it('discards: nothing is sent, nothing stays in the address', async () => {
    const api = fakeApi(preview())
    const { user, router } = await open(releaseBoard(), { query: '?move=L6-D3:4~5' })
    await within(panel()).findByRole('status', { name: 'Consequences' })
    await user.click(within(panel()).getByRole('button', { name: 'Discard' }))
    expect(router.state.location.href).toBe('/p/credity12/critical-path')
    expect(within(panel()).queryByRole('group', { name: 'Move L6-D3' })).toBeNull()
    expect(api.calls.map((call) => call.call)).toEqual(['POST /api/v1/programs/credity12/schedule/preview'])
  })

  it('shows a what-if that somebody sent to whoever may not save it, without the button', async () => {
    fakeApi(preview())
    await open(releaseBoard(), { query: '?move=L6-D3:4~5,nonsense', roles: ['viewer'] })
    await within(panel()).findByRole('status', { name: 'Consequences' })
    expect(within(panel()).getByRole('group', { name: 'Move L6-D3' })).toHaveTextContent('D3 to D4 → D4 to D5')
    expect(within(panel()).queryByRole('button', { name: 'Save exactly this' })).toBeNull()
    expect(within(panel()).getAllByRole('group')).toHaveLength(1)
  })

  it('says why a move is refused, and keeps it to be mended', async () => {
    const board = releaseBoard()
    const api = fakeApi(preview(), answer(routes.programs.board, board as never))
    const { user } = await open(board, { query: '?move=L6-D3:4~5' })
    await within(panel()).findByRole('status', { name: 'Consequences' })
    api.add(answer(routes.tasks.move, () => refused(412, 'stale_revision', 'no')))
    await user.click(within(panel()).getByRole('button', { name: 'Save exactly this' }))
    expect(await within(panel()).findByRole('alert')).toHaveTextContent('Someone changed this in the meantime.')
    expect(within(panel()).getByRole('group', { name: 'Move L6-D3' })).toBeVisible()
  })

  it('says why it cannot be computed, and tries again', async () => {
    const api = fakeApi(answer(routes.programs.preview, () => refused(409, 'dependency_cycle', 'no')))
    const { user } = await open(releaseBoard(), { query: '?move=L6-D3:4~5' })
    expect(await within(panel()).findByRole('alert')).toHaveTextContent('This would make the plan wait for itself.')
    expect(within(panel()).getByRole('button', { name: 'Save exactly this' })).toHaveAttribute('aria-disabled', 'true')
    api.add(preview())
    await user.click(within(panel()).getByRole('button', { name: 'Try again' }))
    expect(await within(panel()).findByRole('status', { name: 'Consequences' })).toBeVisible()
  })
})
