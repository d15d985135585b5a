import type { Board } from '@gatehouse/core'
import { aGate, aProgram, aTask } from '@gatehouse/core/testing'
import { buildBoard } from '@gatehouse/core'
import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { NOW, releaseBoard, standAtNow } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { OverviewScreen } from './overview-screen.tsx'

const open = (board: Board, options: Omit<RenderOptions, 'board'> = {}) => renderScreen(<OverviewScreen />, { board, ...options })
const region = (name: string) => screen.getByRole('region', { name })
beforeEach(() => {
  standAtNow()
  // jsdom draws nothing: the chart is told how much room it has
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(DOMRect.fromRect({ width: 320, height: 140 }))
})

describe('overview', () => {
  it('says the verdict and each reason with its owner, its clock and where to act', async () => {
    await open(releaseBoard())
    const verdict = region('Verdict')
    expect(within(verdict).getByText('NO-GO')).toBeVisible()
    expect(within(verdict).getByText(/^4 reasons/)).toBeVisible()
    const [gate, blocked, late, revalidate] = within(verdict).getAllByRole('listitem')
    expect(gate).toHaveTextContent('1StaleG3 Hosted CI fresh green is not signed')
    expect(gate).toHaveTextContent('Run 412 succeeded on 4d7e0c2, 3 commits behind')
    expect(gate).toHaveTextContent('@owner-devopsDue end of D5Wed 25 Feb, today')
    expect(within(gate as HTMLElement).getByRole('link', { name: 'Open G3' })).toHaveAttribute('href', '/p/credity12/gates/G3')
    expect(blocked).toHaveTextContent('4 h 08 m left of 12 hWed 25 Feb 18:38 IST')
    expect(within(blocked as HTMLElement).getByRole('link', { name: 'Open blocker' })).toHaveAttribute(
      'href',
      '/p/credity12/timeline?task=L5-D5',
    )
    expect(late).toHaveTextContent('Late +1 dL6-D3 Env parity check, P0, is late')
    expect(late).toHaveTextContent('Late by 1 dayinside the tolerance · Tue 24 Feb')
    expect(revalidate).toHaveTextContent('RevalidateG2 Local gates green is to be revalidated')
    expect(
      within(verdict).getByText('Not counted: G8 is not due. B-4 The allow-list is not approved is paused: Waiting for the vendor.'),
    ).toBeVisible()
  })

  it('tells five figures with their denominators and causes', async () => {
    await open(releaseBoard())
    const figures = region('Figures')
    expect(figures).toHaveTextContent('Release6 days to G8Forecast D11 Tue 3 Mar, plan D10')
    expect(figures).toHaveTextContent('Slip of G8+1 d of 1 d toleratedNothing consumed. Cause: L6-D3')
    expect(figures).toHaveTextContent('Contingency4 of 4 leftD11 to D14 untouched')
    expect(figures).toHaveTextContent('P0 tasks1 of 3 done1 blocked, 1 late')
    expect(figures).toHaveTextContent('Readiness20 of 100, plan for D5 is 801 of 5 proved, 2 on an older SHA')
  })

  it('shows every gate with its state and forecast, and leads to it', async () => {
    await open(releaseBoard())
    const links = within(region('Gates')).getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['G0', 'G2', 'G3', 'G8'].map((key) => `/p/credity12/gates/${key}`))
    expect(links[1]).toHaveAccessibleName('G2 Local gates green, Revalidate')
    expect(links[3]).toHaveAccessibleName('G8 Release executed, due D10, forecast D11, Not started')
  })

  it('ticks the clock of a running blocker and holds that of a paused one', async () => {
    await open(releaseBoard())
    const blockers = region('Blockers')
    expect(blockers).toHaveTextContent('1 running, 1 paused')
    expect(blockers).toHaveTextContent('4:08 left')
    expect(within(blockers).getByRole('img', { name: '7 h 52 m of 12 h used' })).toBeInTheDocument()
    expect(blockers).toHaveTextContent('P1 pausedB-4 on L1-D1221 h 00 m of 48 h used')
    expect(blockers).toHaveTextContent('Waiting for the vendor. Opened')
  })

  it('offers a dispatch to a lead where CI is stale, and to nobody else', async () => {
    const { unmount } = await open(releaseBoard())
    expect(within(region('CI on release 9f3c1ab')).getByRole('link', { name: 'Dispatch launch-gate' })).toHaveAttribute(
      'href',
      '/p/credity12/ci?dispatch=.github/workflows/launch-gate.yml',
    )
    unmount()
    await open(releaseBoard(), { roles: ['owner'] })
    expect(screen.queryByRole('link', { name: /Dispatch/ })).toBeNull()
    expect(region('CI on release 9f3c1ab')).toHaveTextContent('0 of 1 required fresh')
  })

  it('puts the worst lane first and counts its P0 tasks', async () => {
    await open(releaseBoard())
    const lanes = within(region('Lanes')).getAllByRole('listitem')
    expect(lanes.map((lane) => lane.textContent)).toEqual([
      expect.stringMatching(/^L5Security@owner-securityBlocked.*D5 Security sign-off$/),
      expect.stringMatching(/^L6DevOps@owner-devopsLate \+1 d.*D3 Env parity check$/),
      expect.stringMatching(/^L1Program control@owner-releaseIn progress.*D5 Decision pack$/),
    ])
    expect(within(lanes[2] as HTMLElement).getByRole('img', { name: '1 of 1 P0 tasks done' })).toBeInTheDocument()
    expect(within(lanes[1] as HTMLElement).getByRole('link', { name: 'DevOps' })).toHaveAttribute('href', '/p/credity12/timeline?lane=L6')
  })

  it('lists what waits for an owner, and shows a viewer no such list', async () => {
    const { unmount } = await open(releaseBoard(), { roles: ['owner'], handles: ['@owner-devops'] })
    const turn = region('Your turn')
    expect(turn).toHaveTextContent('1 thing')
    expect(turn).toHaveTextContent('G3 Hosted CI fresh green lacks proof for G3.1 and G3.2.due Wed 25 Feb, today')
    unmount()
    await open(releaseBoard(), { roles: ['reviewer'], handles: ['@owner-release'] })
    expect(region('Your turn')).toHaveTextContent('nothing waits for you')
  })
  it('a viewer has no turn and no action that would be refused', async () => {
    await open(releaseBoard(), { roles: ['viewer'] })
    expect(screen.queryByRole('region', { name: 'Your turn' })).toBeNull()
    expect(screen.queryByRole('link', { name: /Dispatch/ })).toBeNull()
  })

  it('folds the reasons after the third, names what they are about, and opens them', async () => {
    const tasks = ['A', 'B', 'C', 'D', 'E', 'F'].map((key) => aTask({ key, title: `Work ${key}`, start: 2, priority: 'P0' }))
    const board = buildBoard(aProgram({ tasks, gates: [aGate({ key: 'G1', at: 12 })] }), NOW)
    const { user } = await open(board)
    const verdict = region('Verdict')
    const count = board.verdict.reasons.length
    expect(count).toBeGreaterThan(4)
    const full = () =>
      within(verdict)
        .getAllByText(/^[A-F] Work [A-F], P0, is late$/)
        .filter((title) => !title.closest('.folded'))
    expect(full()).toHaveLength(3)
    const late = within(verdict).getByText(/late$/, { selector: '.ov-more .tag' }).closest('li') as HTMLElement
    expect(within(late).getAllByRole('link').at(-1)).toHaveAttribute('href', '/p/sample/timeline?task=F')
    await user.click(within(verdict).getByRole('button', { name: `Show all ${count}` }))
    expect(full()).toHaveLength(6)
    await user.click(within(verdict).getByRole('button', { name: 'Show the first 3' }))
    expect(full()).toHaveLength(3)
  })

  it('says what an empty program lacks instead of looking good', async () => {
    await open(buildBoard(aProgram(), NOW))
    expect(region('Verdict')).toHaveTextContent('UNKNOWN')
    expect(region('Verdict')).toHaveTextContent('no release commit chosen')
    expect(region('Figures')).toHaveTextContent('ReleaseNot planned Nothing is scheduled yet')
    expect(region('Figures')).toHaveTextContent('ContingencyNone The plan holds no buffer')
    expect(region('Figures')).toHaveTextContent('The plan marks no task P0')
    expect(screen.queryByRole('region', { name: 'Gates' })).toBeNull()
    expect(screen.queryByRole('region', { name: 'Lanes' })).toBeNull()
    expect(region('CI')).toHaveTextContent('No workflow is named.')
    expect(region('Blockers')).toHaveTextContent('Nothing is blocked.')
    expect(region('Readiness')).toHaveTextContent('there is nothing to prove')
  })

  it('says readiness in words before and beside its chart', async () => {
    await open(releaseBoard())
    expect(screen.getByText('20 of 100 proved, the plan for D5 is 80.')).toBeInTheDocument()
    expect(await screen.findByText('20 proved')).toBeInTheDocument()
  })

  it('speaks weeks in a program of weeks', async () => {
    const state = aProgram({
      head: { ...aProgram().head, cadence: 'week', prefix: 'W', first: 1, last: 20, startsOn: '2026-02-02', workingDays: [1, 2, 3, 4, 5] },
      tasks: [aTask({ key: 'T', start: 2, finish: 3, priority: 'P0' })],
      gates: [aGate({ at: 8 })],
    })
    await open(buildBoard(state, NOW))
    expect(region('Figures')).toHaveTextContent(/Release\d+ weeks to the last finish/)
    expect(region('Verdict')).toHaveTextContent('Late +2 w')
    expect(region('Verdict')).toHaveTextContent('Late by 2 weeks')
  })
})
