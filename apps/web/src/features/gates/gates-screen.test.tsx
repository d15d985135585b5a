import { type Board, buildBoard } from '@gatehouse/core'
import { aGap, aProgram } from '@gatehouse/core/testing'
import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { NOW, releaseBoard, standAtNow, withGate } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { GatesScreen } from './gates-screen.tsx'

const open = (board: Board, options: Omit<RenderOptions, 'board'> = {}) =>
  renderScreen(<GatesScreen />, { board, url: '/p/credity12/gates', path: '/p/$slug/gates', ...options })
const column = (name: string) => screen.getByRole('region', { name })
const cards = (name: string) =>
  within(column(name))
    .queryAllByRole('link')
    .map((card) => card.getAttribute('aria-label'))
beforeEach(standAtNow)

/** Cards are named by their gate. */
const gateLinks = () => screen.getAllByRole('link', { name: /^G\d/ })

describe('the gates board', () => {
  it('has a column for each part of the gate life, and says what an empty one waits for', async () => {
    await open(releaseBoard())
    expect(cards('Not started')).toEqual(['G8 Release executed, Not started'])
    expect(cards('In progress')).toEqual(['G3 Hosted CI fresh green, In progress'])
    expect(cards('Ready for sign-off')).toEqual([])
    expect(column('Ready for sign-off')).toHaveTextContent('Nothing waits for a signature.')
    expect(cards('Signed, locked')).toEqual(['G2 Local gates green, Revalidate', 'G0 Plan freeze, Signed'])
    expect(column('Signed, locked')).toHaveTextContent('2, 1 to revalidate')
    expect(screen.getByText(/signed,/)).toHaveTextContent('2 of 4 signed, 1 of 5 requirements proved, 2 on an older SHA')
  })

  it('tells on a card what is proved, who signed, and what is in the way', async () => {
    await open(releaseBoard(withGate('G3', { gaps: [aGap({ text: 'The log is cut' })] })))
    const g3 = screen.getByRole('link', { name: /^G3/ })
    expect(g3).toHaveTextContent('due today D5')
    expect(g3).toHaveTextContent('1 stale0 of 2 proved1 open')
    expect(g3).toHaveTextContent('Stalelaunch-gate is green on the release SHA')
    expect(g3).toHaveTextContent('MissingRelease SHA is on the board')
    expect(g3).toHaveTextContent('0 of 1 signed')
    expect(screen.getByRole('link', { name: /^G8/ })).toHaveTextContent('D10 → D11')
    expect(screen.getByRole('link', { name: /^G2/ })).toHaveTextContent('1 of 1 on an older SHALocked 1 of 1 signed')
    expect(screen.getByRole('link', { name: /^G2/ })).toHaveTextContent('Signed on 4d7e0c2, release is now 9f3c1ab')
  })

  it('shows the same as a list, kept in the address', async () => {
    const { user, router } = await open(releaseBoard())
    await user.click(screen.getByRole('button', { name: 'List' }))
    expect(router.state.location.href).toBe('/p/credity12/gates?view=list')
    const rows = within(screen.getByRole('table')).getAllByRole('row')
    expect(rows).toHaveLength(5)
    expect(rows[3]).toHaveTextContent('G3 Hosted CI fresh greenIn progressD50 of 2 0 of 1@owner-devops@owner-release4 reasons')
    expect(rows[4]).toHaveTextContent('3 reasons')
  })

  it('filters by owner and by proof in the address, and offers all again when nothing is left', async () => {
    const { user, router } = await open(releaseBoard(), { url: '/p/credity12/gates?freshness=stale' })
    expect(gateLinks().map((card) => card.getAttribute('aria-label')?.slice(0, 2))).toEqual(['G3', 'G2'])
    await user.click(screen.getByRole('button', { name: 'Owner: all' }))
    await user.click(screen.getByRole('checkbox', { name: '@owner-release' }))
    expect(router.state.location.href).toBe('/p/credity12/gates?freshness=stale&owner=@owner-release')
    expect(await screen.findByRole('heading', { name: 'No gate matches' })).toBeVisible()
    expect(screen.getByText('4 gates are hidden by the filters.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show all gates' }))
    expect(gateLinks()).toHaveLength(4)
  })

  it('counts and filters what is my turn', async () => {
    const { user } = await open(releaseBoard(), { roles: ['owner'], handles: ['@owner-devops'] })
    await user.click(screen.getByRole('button', { name: 'My turn: 1' }))
    expect(gateLinks().map((card) => card.getAttribute('aria-label'))).toEqual(['G3 Hosted CI fresh green, In progress'])
  })

  it('says what gates are where there are none', async () => {
    await open(buildBoard(aProgram(), NOW), { url: '/p/sample/gates' })
    expect(screen.getByRole('heading', { name: 'This program has no gates' })).toBeVisible()
    expect(screen.queryByRole('region', { name: 'Not started' })).toBeNull()
  })
})
