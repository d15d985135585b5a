import { routes } from '@gatehouse/contracts'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { OLDER_SHA, RELEASE_SHA, releaseBoard, standAtNow } from '../../testing/release-program.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import type { Difference, Past } from './past.queries.ts'
import { PastScreen } from './past-screen.tsx'

beforeEach(standAtNow)

const differs = (more: Partial<Difference> & Pick<Difference, 'kind' | 'what'>): Difference => ({
  key: '',
  title: '',
  was: null,
  now: null,
  ...more,
})
/** The board as the program has it, said to be that of an earlier moment. */
const aPast = (more: Partial<Past> = {}): Past => ({
  ...{ seq: 41, at: '2026-02-23T18:30:00.000Z', revision: 38, board: JSON.parse(JSON.stringify(releaseBoard())), difference: [] },
  ...more,
})
const open = async (handler: (asked: URLSearchParams) => Past | ReturnType<typeof refused>, search = '') => {
  const asked: string[] = []
  const api = fakeApi(
    answer(routes.record.past, ({ query }) => {
      asked.push(query.toString())
      return handler(query)
    }),
  )
  const shown = await renderScreen(<PastScreen />, { url: `/p/credity12/past${search}`, board: releaseBoard() })
  return { ...shown, api, asked }
}

const banner = async () => (await screen.findByText(/^The past: /)).closest('[role="status"]')

describe('looking back', () => {
  it('shows the period that ended last, and says that it is the past', async () => {
    const { asked } = await open(() => aPast({ at: '2026-02-24T18:29:59.999Z' }))
    expect(await banner()).toHaveTextContent(
      'The past: Credity12 at the end of D4. Judged as of Tue 24 Feb 23:59 IST, from the record up to event 41, revision 38. Nothing can be changed here.',
    )
    expect(asked).toEqual(['period=4'])
    const then = screen.getByRole('region', { name: 'As it was' })
    expect(within(then).getByRole('region', { name: 'Verdict then' })).toHaveTextContent(/^NO-GO/)
    expect(within(then).getByRole('region', { name: 'Figures then' })).toHaveTextContent('Readiness')
    const gates = within(within(then).getByRole('region', { name: 'Gates then' })).getAllByRole('listitem')
    expect(gates.map((gate) => gate.textContent)).toContain('G0D0Plan freezeSigned1 of 1 proved, 1 of 1 signed')
    expect(within(then).getByRole('region', { name: 'Open blockers' })).toHaveTextContent('Paused')
    expect(screen.getByRole('link', { name: 'Back to now' })).toHaveAttribute('href', '/p/credity12/overview')
    expect(screen.getByRole('link', { name: 'event 41' })).toHaveAttribute('href', '/p/credity12/log?event=41')
    expect(screen.getByText('Nothing: the board is as it was then.')).toBeVisible()
  })
  it('offers nothing that writes', async () => {
    await open(() => aPast())
    const then = await screen.findByRole('region', { name: 'As it was' })
    expect(within(then).queryAllByRole('link')).toEqual([])
    expect(
      within(then)
        .queryAllByRole('button')
        .map((button) => button.getAttribute('aria-label')),
    ).toEqual([`Release commit then: copy ${RELEASE_SHA}`])
  })
  it('moves by steps, by the slider and by name, and keeps the period in the address', async () => {
    const { user, router, asked } = await open(() => aPast(), '?period=3')
    await screen.findByRole('region', { name: 'As it was' })
    expect(screen.getByRole('slider', { name: 'End of period' })).toHaveAttribute('aria-valuetext', 'D3, Mon 23 Feb')
    await user.click(screen.getByRole('button', { name: 'Later' }))
    await waitFor(() => expect(router.state.location.href).toBe('/p/credity12/past?period=4'))
    expect(screen.getByRole('button', { name: 'Later' })).toHaveAccessibleDescription('No later period is over.')
    fireEvent.change(screen.getByRole('slider'), { target: { value: '1' } })
    await waitFor(() => expect(router.state.location.href).toBe('/p/credity12/past?period=1'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Period' }), 'D0, Fri 20 Feb')
    await waitFor(() => expect(asked).toEqual(['period=3', 'period=4', 'period=1', 'period=0']))
    expect(screen.getByRole('button', { name: 'Earlier' })).toHaveAccessibleDescription('This is the first period that the record covers.')
  })
  it('shows the program after an event', async () => {
    const { asked } = await open(() => aPast({ seq: 12 }), '?seq=12')
    expect(await banner()).toHaveTextContent('The past: Credity12 after event 12.')
    expect(asked).toEqual(['seq=12'])
    expect(screen.getByRole('combobox', { name: 'Period' })).toHaveDisplayValue('Another moment')
  })
  it('says why a moment cannot be shown', async () => {
    await open(() => refused(409, 'past_not_recorded', 'The record begins on 25 February.'), '?period=-3')
    expect(await screen.findByRole('alert')).toHaveTextContent('The record does not reach back that far.')
  })
})

describe('what differs now', () => {
  const difference: Difference[] = [
    differs({ kind: 'verdict', title: 'Verdict', what: 'word', was: 'UNKNOWN', now: 'NO-GO' }),
    differs({ kind: 'target', title: 'Release commit', what: 'release_sha', was: OLDER_SHA, now: RELEASE_SHA }),
    differs({ kind: 'gate', key: 'G2', title: 'Local gates green', what: 'state', was: 'InProgress', now: 'SignedOff' }),
    differs({ kind: 'gate', key: 'G2', title: 'Local gates green', what: 'approvals', was: '0 of 1', now: '1 of 1' }),
    differs({ kind: 'gate', key: 'G9', title: 'Old gate', what: 'removed', was: 'NotStarted' }),
    differs({ kind: 'requirement', key: 'G3/G3.1', title: 'Hosted CI', what: 'state', was: 'missing', now: 'stale' }),
    differs({ kind: 'task', key: 'L6-D3', title: 'Env parity check', what: 'span', was: 'D3', now: 'D3–D4' }),
    differs({ kind: 'evidence', key: 'e-1', title: 'check.log', what: 'attached', now: 'fresh' }),
    ...Array.from({ length: 12 }, (_, index) =>
      differs({ kind: 'blocker', key: `B-${index}`, title: `Blocker ${index}`, what: 'opened', now: 'running' }),
    ),
  ]
  it('is told by what it is about, in the words of the board, with links to how it is now', async () => {
    const { user } = await open(() => aPast({ difference }))
    const section = await screen.findByRole('region', { name: 'What differs now' })
    const said = (name: RegExp) =>
      within(within(section).getByRole('region', { name }))
        .getAllByRole('listitem')
        .map((item) => item.textContent)
    expect(said(/^The release/)).toEqual(['Verdict UNKNOWN→NO-GO', 'Release commit 4d7e0c2→9f3c1ab'])
    expect(said(/^Gates/)).toEqual([
      'G2 Local gates greenIn progress→SignedApprovals0 of 1→1 of 1',
      'G9 Old gateNo longer in the planNot started',
    ])
    expect(said(/^Requirements/)).toEqual(['G3.1 Hosted CIMissing→Stale'])
    expect(said(/^Tasks/)).toEqual(['L6-D3 Env parity checkPlannedD3→D3–D4'])
    expect(said(/^Evidence/)).toEqual(['check.log Attached sinceFresh'])
    expect(said(/^Blockers, 12 changes/)).toHaveLength(10)
    await user.click(within(section).getByRole('button', { name: 'Show all 12' }))
    expect(said(/^Blockers/)).toHaveLength(12)
    expect(within(section).getByRole('link', { name: 'G2' })).toHaveAttribute('href', '/p/credity12/gates/G2')
    expect(within(section).getByRole('link', { name: 'G3.1' })).toHaveAttribute('href', '/p/credity12/gates/G3?requirement=G3.1')
    expect(within(section).getByRole('link', { name: 'check.log' })).toHaveAttribute('href', '/p/credity12/evidence?item=e-1')
    // no longer in the plan: nothing to lead to
    expect(within(section).queryByRole('link', { name: 'G9' })).toBeNull()
  })
})
